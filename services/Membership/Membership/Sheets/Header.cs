using System.Text;
using System.Text.RegularExpressions;

namespace StudentUnion.Membership.Sheets;

/// <summary>A column that is looked for, by any of its names.</summary>
/// <param name="Name">How the documentation names it.</param>
/// <param name="IsNeeded">Whether a file without it is refused.</param>
/// <param name="Aliases">Other names it goes by.</param>
public sealed record Column(string Name, bool IsNeeded, params string[] Aliases);

/// <summary>Where the columns stand in a file. The header need not be the first line, and its cells may hold line breaks, blanks and remarks in brackets.</summary>
public sealed partial class Header
{
    /// <summary>So many lines at the top are looked at.</summary>
    private const int MaxTitles = 20;

    private readonly int[] _positions;

    private Header(int line, int width, int[] positions, string[] ignored, Column[] missing) =>
        (Line, Width, _positions, Ignored, Missing) = (line, width, positions, ignored, missing);

    /// <summary>The line it stands on.</summary>
    public int Line { get; }

    /// <summary>Cells up to the last one that is named.</summary>
    public int Width { get; }

    /// <summary>Names of the columns that are not read.</summary>
    public IReadOnlyList<string> Ignored { get; }

    /// <summary>Needed columns that are not there.</summary>
    public IReadOnlyList<Column> Missing { get; }

    /// <summary>Where the n-th column asked for stands; -1 where it does not.</summary>
    public int this[int column] => _positions[column];

    /// <summary>Goes to the header: the first of the top lines that names every needed column, or else the one that names most.</summary>
    public static async Task<Header> Find(Sheet sheet, IReadOnlyList<Column> columns, CancellationToken ct)
    {
        Header? best = null;
        for (var seen = 0; seen < MaxTitles && await sheet.Read(ct);)
        {
            if (sheet.IsBlank) continue;
            seen++;
            var header = Of(sheet, columns);
            if (header.Missing.Count == 0) return header;
            if (best is null || header.Missing.Count < best.Missing.Count) best = header;
        }

        return best ?? new Header(1, 0, [.. columns.Select(_ => -1)], [], [.. columns.Where(c => c.IsNeeded)]);
    }

    private static Header Of(Sheet sheet, IReadOnlyList<Column> columns)
    {
        var positions = columns.Select(_ => -1).ToArray();
        var ignored = new List<string>();
        var width = 0;
        for (var i = 0; i < sheet.Count; i++)
        {
            var name = Plain(sheet[i].ToString());
            if (name.Length == 0) continue;

            width = i + 1;
            var column = Enumerable.Range(0, columns.Count).FirstOrDefault(c => positions[c] < 0 && Names(columns[c]).Contains(name), -1);
            if (column >= 0) positions[column] = i;
            else ignored.Add(name.Length <= 40 ? name : name[..40]);
        }

        return new(sheet.Line, width, positions, [.. ignored], [.. columns.Where((c, i) => c.IsNeeded && positions[i] < 0)]);
    }

    private static IEnumerable<string> Names(Column column) => column.Aliases.Append(column.Name).Select(Plain);

    // 学号*, "学 号", 学号（必填） and a line break inside the cell all mean 学号.
    private static string Plain(string name) =>
        NotOfTheName().Replace(name.Normalize(NormalizationForm.FormKC), "").ToLowerInvariant();

    [GeneratedRegex(@"\([^)]*\)|[\s*:_\u200B\uFEFF]+")]
    private static partial Regex NotOfTheName();
}
