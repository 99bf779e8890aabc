using System.Text;

namespace StudentUnion.Web.Surroundings;

/// <summary>Writes a table that opens in a spreadsheet, rows as they arrive, and lets no cell act as a formula there.</summary>
public static class CsvDownload
{
    private static readonly byte[] Mark = [0xEF, 0xBB, 0xBF];

    public static IResult Of<T>(string fileName, IReadOnlyList<string> header, IAsyncEnumerable<T> rows, Func<T, IEnumerable<string?>> cells) =>
        Results.Stream(async output =>
        {
            // Without the mark, spreadsheets in China read UTF-8 as GBK.
            await output.WriteAsync(Mark);
            await using var writer = new StreamWriter(output, new UTF8Encoding(false), 16 * 1024, leaveOpen: true);
            await writer.WriteAsync(Line(header));
            await foreach (var row in rows) await writer.WriteAsync(Line(cells(row)));
        }, "text/csv; charset=utf-8", fileName);

    public static string Line(IEnumerable<string?> cells) => string.Join(',', cells.Select(Cell)) + "\r\n";

    /// <summary>A spreadsheet runs what starts with one of these, also in its full-width form; a leading apostrophe makes it text.</summary>
    public static string Cell(string? text)
    {
        if (string.IsNullOrEmpty(text)) return "";
        if (text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' or '\n' or '\0' or '＝' or '＋' or '－' or '＠') text = "'" + text;
        return text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
