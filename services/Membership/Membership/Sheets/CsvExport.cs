using System.Buffers;
using System.Text;

namespace StudentUnion.Membership.Sheets;

/// <summary>
/// Writes a CSV file straight to the response, row by row, for spreadsheet programs: UTF-8 with its mark, and no cell that such a program would run as a formula.
/// </summary>
internal sealed class CsvExport(HttpResponse response)
{
    private static readonly SearchValues<char> NeedsQuotes = SearchValues.Create(",\"\r\n");

    /// <summary>What a spreadsheet program may take for the start of a formula (OWASP), full-width forms included.</summary>
    private static readonly SearchValues<char> StartsFormula = SearchValues.Create("=+-@\t\r\n\0＝＋－＠");

    private readonly StringBuilder _text = new();

    /// <summary>Writes the header and all rows.</summary>
    public static async Task<IResult> Write<T>(
        HttpContext http, string fileName, string[] header, IAsyncEnumerable<T> rows, Func<T, string?[]> cells, CancellationToken ct)
    {
        http.Response.ContentType = "text/csv; charset=utf-8";
        http.Response.Headers.ContentDisposition = $"attachment; filename={fileName}";
        http.Response.Headers.XContentTypeOptions = "nosniff";

        var export = new CsvExport(http.Response);
        export._text.Append('\uFEFF');
        export.Row(header);
        await foreach (var row in rows.WithCancellation(ct))
        {
            export.Row(cells(row));
            if (export._text.Length > 32 * 1024) await export.Send(ct);
        }

        await export.Send(ct);
        return Results.Empty;
    }

    /// <summary>A cell that is text and stays text.</summary>
    public static string Harmless(string cell) => cell.AsSpan().TrimStart(' ') is [var first, ..] && StartsFormula.Contains(first) ? "'" + cell : cell;

    private void Row(string?[] cells)
    {
        for (var i = 0; i < cells.Length; i++)
        {
            if (i > 0) _text.Append(',');
            var cell = Harmless(cells[i] ?? "");
            if (cell.AsSpan().ContainsAny(NeedsQuotes)) _text.Append('"').Append(cell.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
            else _text.Append(cell);
        }

        _text.Append("\r\n");
    }

    private async Task Send(CancellationToken ct)
    {
        await response.WriteAsync(_text.ToString(), Encoding.UTF8, ct);
        _text.Clear();
    }
}
