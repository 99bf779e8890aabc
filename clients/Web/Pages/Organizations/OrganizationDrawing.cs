using System.Globalization;
using System.Text;
using StudentUnion.Api;

namespace StudentUnion.Web.Pages.Organizations;

/// <summary>One box of an organization chart: where it stands (in pixels of the sheet), what is written in it, where it leads.</summary>
/// <param name="Look">How it is drawn: <c>lead</c>, <c>side</c>, <c>guide</c>, <c>part</c> or <c>college</c>.</param>
public sealed record ChartBox(string Look, int X, int Y, int Width, int Height, IReadOnlyList<string> Title, IReadOnlyList<string> Names, string? Href = null)
{
    public int Middle => X + Width / 2;
    public int Bottom => Y + Height;
}

/// <summary>The words a drawing needs beside names.</summary>
public sealed record ChartWords(
    string Presidium, string Secretariat, string Branch, string Guides, string Colleges, string Vacant, string NoDepartment, string Unknown, Func<int, string> More);

/// <summary>
/// An organization chart as it is drawn: who guides on top, the presidium below with secretary-general and League branch beside it, the departments in a row, the
/// colleges as a band. Only arithmetic: the page draws what stands here.
/// </summary>
public sealed class OrganizationDrawing
{
    public const int LineHeight = 22;
    public const int Padding = 12;
    private const int Column = 156;
    private const int Inner = 4;
    private const int Gap = 12;
    private const int Margin = 8;
    private const int FewestColumns = 5;
    private const int MostColumns = 6;
    private const int MostNames = 12;
    private const int TitleSize = 15;
    private const int NameSize = 14;

    private readonly List<ChartBox> _boxes = [];
    private readonly List<string> _lines = [];
    private readonly List<string> _dashes = [];
    private readonly int _columns;

    private OrganizationDrawing(int columns) => _columns = columns;

    public int Width => 2 * Margin + _columns * Column + (_columns - 1) * Gap;
    public int Height { get; private set; }
    public IReadOnlyList<ChartBox> Boxes => _boxes;

    /// <summary>Paths from the presidium to its departments.</summary>
    public IReadOnlyList<string> Lines => _lines;

    /// <summary>Paths to those who stand beside: guides, secretary-general, League branch.</summary>
    public IReadOnlyList<string> Dashes => _dashes;

    /// <summary>The band below; none where there is no college.</summary>
    public ChartBox? Band { get; private set; }

    public static OrganizationDrawing Of(Organization union, IReadOnlyList<Office> officers, ChartWords words)
    {
        var departments = (union.Bodies ?? []).Where(b => b is { Kind: OrganizationKind.Department, Status: OrganizationStatus.Active }).ToList();
        var guides = (union.Bodies ?? []).Where(b => BodyKinds.Guides.Contains(b.Kind) && b.Status == OrganizationStatus.Active).Take(4).ToList();
        var colleges = (union.Colleges ?? []).Where(c => c.Status == OrganizationStatus.Active).ToList();
        var staff = officers.Where(o => o.Seat == Seat.Department).ToLookup(o => departments.Exists(d => d.Id == o.DepartmentId) ? o.DepartmentId : null);
        var parts = departments.ConvertAll(d => (d.Name, People: staff[d.Id].ToList(), Href: (string?)$"/organizations/{d.Id}"));
        if (staff[null].Any()) parts.Add((words.NoDepartment, staff[null].ToList(), null));

        var drawing = new OrganizationDrawing(Math.Clamp(parts.Count, FewestColumns, MostColumns));
        var lead = drawing.Leaders(officers, words, drawing.Guides(guides, words));
        var y = drawing.Departments(parts, words, lead);
        y = drawing.Colleges(colleges, words, y);
        drawing.Height = y + Margin;
        return drawing;
    }

    private int Guides(List<Body> guides, ChartWords words)
    {
        if (guides.Count == 0) return Margin;

        var titles = guides.ConvertAll(g => Wrap(g.Name, TitleSize));
        var height = 2 * Padding + LineHeight * titles.Max(t => t.Count);
        var x = (Width - guides.Count * Column - (guides.Count - 1) * Gap) / 2;
        for (var i = 0; i < guides.Count; i++, x += Column + Gap)
            _boxes.Add(new("guide", x, Margin, Column, height, titles[i], [], $"/organizations/{guides[i].Id}"));
        var bottom = Margin + height;
        _dashes.Add(Path($"M{Width / 2} {bottom}V{bottom + 2 * Gap}"));
        if (guides.Count > 1) _dashes.Add(Path($"M{_boxes[0].Middle} {bottom + Gap}H{_boxes[^1].Middle}"));
        foreach (var box in _boxes) _dashes.Add(Path($"M{box.Middle} {bottom}V{bottom + Gap}"));
        return bottom + 2 * Gap;
    }

    private ChartBox Leaders(IReadOnlyList<Office> officers, ChartWords words, int y)
    {
        var lead = Box("lead", (Width - 2 * Column + Gap) / 2, y, 2 * Column - Gap, words.Presidium, Named(Seat.Presidium), words);
        var left = Box("side", lead.X - Column - 2 * Gap, y, Column, words.Secretariat, Named(Seat.Secretariat), words);
        var right = Box("side", lead.X + lead.Width + 2 * Gap, y, Column, words.Branch, Named(Seat.Branch), words);
        var middle = y + Math.Min(left.Height, lead.Height) / 2;
        _boxes.Add(lead);
        _boxes.Add(left);
        _boxes.Add(right);
        _dashes.Add(Path($"M{left.X + left.Width} {middle}H{lead.X}"));
        _dashes.Add(Path($"M{lead.X + lead.Width} {middle}H{right.X}"));
        return lead with { Height = new[] { lead, left, right }.Max(b => b.Height) };

        List<Office> Named(Seat seat) => [.. officers.Where(o => o.Seat == seat)];
    }

    private int Departments(List<(string Name, List<Office> People, string? Href)> parts, ChartWords words, ChartBox lead)
    {
        var y = lead.Bottom + 3 * Gap;
        foreach (var row in parts.Chunk(_columns))
        {
            var x = (Width - row.Length * Column - (row.Length - 1) * Gap) / 2;
            var boxes = row.Select((part, i) => Box("part", x + i * (Column + Gap), y, Column, part.Name, part.People, words, part.Href)).ToList();
            var height = boxes.Max(b => b.Height);
            _boxes.AddRange(boxes.Select(b => b with { Height = height }));
            if (y == lead.Bottom + 3 * Gap)
            {
                _lines.Add(Path($"M{lead.Middle} {_boxes.Find(b => b.Look == "lead")!.Bottom}V{y - Gap}"));
                if (boxes.Count > 1) _lines.Add(Path($"M{boxes[0].Middle} {y - Gap}H{boxes[^1].Middle}"));
                foreach (var box in boxes) _lines.Add(Path($"M{box.Middle} {y - Gap}V{y}"));
            }

            y += height + Gap;
        }

        return parts.Count == 0 ? lead.Bottom : y - Gap;
    }

    private int Colleges(List<College> colleges, ChartWords words, int y)
    {
        if (colleges.Count == 0) return y;

        var top = y + 2 * Gap;
        var below = top + Padding + LineHeight + Padding;
        foreach (var row in colleges.Chunk(_columns))
        {
            var width = (Width - 2 * Margin - (_columns + 1) * Padding) / _columns;
            var titles = Array.ConvertAll(row, c => Wrap(c.Name, NameSize, width));
            var height = 2 * Padding + LineHeight * titles.Max(t => t.Count);
            for (var i = 0; i < row.Length; i++)
                _boxes.Add(new("college", Margin + Padding + i * (width + Padding), below, width, height, titles[i], [], $"/organizations/{row[i].Id}/chart"));
            below += height + Padding;
        }

        Band = new("band", Margin, top, Width - 2 * Margin, below - top, [words.Colleges], []);
        return below;
    }

    private static ChartBox Box(string look, int x, int y, int width, string title, List<Office> people, ChartWords words, string? href = null)
    {
        var titles = Wrap(title, TitleSize, width);
        List<string> names = [.. people.Take(people.Count > MostNames ? MostNames - 1 : MostNames).Select(p => Wrap(p.Name ?? words.Unknown, NameSize, width, most: 1)[0])];
        if (people.Count > MostNames) names.Add(words.More(people.Count - MostNames + 1));
        if (people.Count == 0) names.Add(words.Vacant);
        return new(look, x, y, width, 2 * Padding + LineHeight * (titles.Count + names.Count) + 4, titles, names, href);
    }

    /// <summary>Breaks a text into lines that fit a box. A Chinese character is as wide as the letters are high, others not much over half that.</summary>
    public static List<string> Wrap(string text, int size, int width = Column, int most = 2)
    {
        var room = (width - 2 * Inner) / (double)size;
        var (lines, line, filled) = (new List<string>(), new StringBuilder(), 0.0);
        foreach (var piece in Pieces(text))
        {
            var wide = Wide(piece);
            if (filled + wide > room && line.Length > 0)
            {
                lines.Add(line.ToString().Trim());
                (line, filled) = (line.Clear(), 0);
            }

            line.Append(piece);
            filled += wide;
        }

        lines.Add(line.ToString().Trim());
        if (lines.Count <= most) return lines;
        var last = lines[most - 1];
        return [.. lines.Take(most - 1), $"{(Wide(last) + 1 > room ? last[..^1] : last)}…"];
    }

    private static double Wide(string text) => text.Sum(c => c > 0x2E80 ? 1 : .6);

    // Chinese breaks anywhere, other scripts after a space or a hyphen.
    private static IEnumerable<string> Pieces(string text)
    {
        var start = 0;
        for (var i = 0; i < text.Length; i++)
            if (text[i] > 0x2E80 || text[i] is ' ' or '-' || (i + 1 < text.Length && text[i + 1] > 0x2E80))
            {
                yield return text[start..(i + 1)];
                start = i + 1;
            }

        if (start < text.Length) yield return text[start..];
    }

    private static string Path(FormattableString path) => path.ToString(CultureInfo.InvariantCulture);
}
