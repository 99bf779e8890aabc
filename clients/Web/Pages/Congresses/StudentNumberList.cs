namespace StudentUnion.Web.Pages.Congresses;

/// <summary>Finds student numbers in what people paste or upload: a column of a sheet, a list with commas, one a line.</summary>
public static class StudentNumberList
{
    public const int Most = 20_000;
    private static readonly char[] Between = [' ', '\t', '\r', '\n', ',', ';', '，', '；', '、', '\u3000', '\uFEFF'];
    private static readonly string[] Headings = ["学号", "studentNumber", "student_number"];

    /// <summary>Each number once, in the order given.</summary>
    public static IReadOnlyList<string> Read(string? text) =>
        [.. (text ?? "").Split(Between, StringSplitOptions.RemoveEmptyEntries).Select(Plain).Where(LooksLikeOne).Distinct(StringComparer.Ordinal)];

    /// <summary>The column headed 学号 of a CSV file; the first where none is.</summary>
    public static IReadOnlyList<string> ReadCsv(string text)
    {
        var rows = text.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries);
        if (rows.Length == 0) return [];
        var headings = rows[0].Split(',').Select(Plain).ToList();
        var column = Math.Max(0, headings.FindIndex(h => Headings.Contains(h, StringComparer.OrdinalIgnoreCase)));
        return [.. rows.Select(r => r.Split(',').ElementAtOrDefault(column)).Select(c => Plain(c ?? "")).Where(LooksLikeOne).Distinct(StringComparer.Ordinal)];
    }

    private static string Plain(string cell) => cell.Trim(Between).Trim('"', '\'', '=');

    private static bool LooksLikeOne(string cell) => cell.Length is >= 4 and <= 32 && cell.Any(char.IsAsciiDigit) && cell.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');
}
