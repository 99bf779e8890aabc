using StudentUnion.Membership.Domain;
using StudentUnion.Membership.Sheets;
using StudentUnion.ServiceDefaults;

namespace StudentUnion.Membership.Features.Roster;

/// <summary>Reads the lines of a student roster. Only these columns are ever read: sex, identity numbers and whatever else stands in a file are not.</summary>
internal sealed class RosterColumns
{
    private static readonly Column[] Columns =
    [
        Of(RosterColumn.StudentNumber, true, "学生学号", "学生编号", "student number", "student no", "studentnumber", "number"),
        Of(RosterColumn.Name, true, "学生姓名", "name"),
        Of(RosterColumn.College, true, "院系", "院(系)", "系", "所在学院", "学院名称", "学院/系", "二级学院", "college", "school", "department"),
        Of(RosterColumn.Major, false, "专业名称", "major"),
        Of(RosterColumn.Grade, false, "入学年份", "所在年级", "grade", "year"),
        Of(RosterColumn.ClassName, false, "班级名称", "行政班", "class", "classname"),
        Of(RosterColumn.Level, false, "层次", "学历层次", "level"),
        Of(RosterColumn.PoliticalStatus, false, "政治身份", "political status", "politicalstatus"),
        Of(RosterColumn.Category, false, "学生类型", "类别", "category"),
        Of(RosterColumn.Status, false, "学籍", "在籍状态", "学生状态", "status"),
    ];

    private readonly Sheet _sheet;
    private readonly Header _header;
    private readonly RosterCells _cells;
    private readonly SeenNumbers _numbers = new();

    private RosterColumns(Sheet sheet, Header header) =>
        (_sheet, _header, _cells) = (sheet, header, new RosterCells(Report));

    /// <summary>What was found wrong, up to <see cref="RowFinding.MaxKept"/>.</summary>
    public List<RowFinding> Findings { get; } = [];

    /// <summary>Lines that are not blank, up to now.</summary>
    public int Rows { get; private set; }

    /// <summary>Lines that were left out, up to now.</summary>
    public int Rejected { get; private set; }

    /// <summary>Some lines leave name or college blank: right for students who are known.</summary>
    public bool HasGaps { get; private set; }

    /// <summary>Some student numbers may stand twice: known for certain only when the staged lines are compared.</summary>
    public bool MayRepeat { get; private set; }

    public IReadOnlyList<string> Ignored => _header.Ignored;

    /// <exception cref="RuleBrokenException">Needed columns are missing.</exception>
    public static async Task<RosterColumns> Find(Sheet sheet, CancellationToken ct)
    {
        var header = await Header.Find(sheet, Columns, ct);
        MembershipRules.FileHasItsColumns.Require(header.Missing.Count == 0, string.Join('、', header.Missing.Select(c => c.Name)));
        return new(sheet, header);
    }

    /// <summary>The sheet's present line; null where it is blank or breaks a row rule.</summary>
    public RosterRow? Row()
    {
        if (_sheet.IsBlank) return null;

        Rows++;
        var line = _sheet.Line;
        if (!IsReadable(line) || !Fits(line) || _cells.Number(line, Cell(RosterColumn.StudentNumber)) is not { } number)
        {
            Rejected++;
            return null;
        }

        var fine = true;
        var row = new RosterRow(number,
            _cells.Name(line, Cell(RosterColumn.Name), ref fine),
            _cells.Text(line, RosterColumn.College, Cell(RosterColumn.College), ref fine),
            _cells.Text(line, RosterColumn.Major, Cell(RosterColumn.Major), ref fine),
            _cells.Grade(line, Cell(RosterColumn.Grade), ref fine),
            _cells.Text(line, RosterColumn.ClassName, Cell(RosterColumn.ClassName), ref fine),
            _cells.Term(line, RosterColumn.Level, Cell(RosterColumn.Level), ref fine),
            _cells.Term(line, RosterColumn.PoliticalStatus, Cell(RosterColumn.PoliticalStatus), ref fine),
            _cells.Term(line, RosterColumn.Category, Cell(RosterColumn.Category), ref fine),
            _cells.Term(line, RosterColumn.Status, Cell(RosterColumn.Status), ref fine));
        if (!fine)
        {
            Rejected++;
            return null;
        }

        HasGaps |= row.Name is null || row.College is null;
        MayRepeat |= !_numbers.Add(number);
        return row;
    }

    /// <summary>Leaves out a line that was found wrong only after it was staged.</summary>
    public void Reject(int line, RosterColumn column, Rule rule, string? seen)
    {
        Rejected++;
        Report(new(line, RosterCells.NameOf(column), rule.Code, seen));
    }

    // Spreadsheet programs, and our own export, mark text by an apostrophe.
    private ReadOnlySpan<char> Cell(RosterColumn column) => _sheet[_header[(int)column]].TrimStart('\'');

    private bool IsReadable(int line)
    {
        var readable = !_sheet.Malformed;
        for (var i = 0; i < Columns.Length && readable; i++) readable = !_sheet[_header[i]].Contains('\uFFFD');
        if (!readable) Report(new(line, null, RowRules.RowIsReadable.Code));
        return readable;
    }

    private bool Fits(int line)
    {
        for (var i = _header.Width; i < _sheet.Count; i++)
        {
            if (_sheet[i].IsEmpty) continue;
            Report(new(line, null, RowRules.RowFitsTheHeader.Code));
            return false;
        }

        return true;
    }

    private void Report(RowFinding finding)
    {
        if (Findings.Count < RowFinding.MaxKept) Findings.Add(finding);
    }

    private static Column Of(RosterColumn column, bool isNeeded, params string[] aliases) => new(RosterCells.NameOf(column), isNeeded, aliases);
}
