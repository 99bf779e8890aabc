using StudentUnion.Membership.Domain;
using StudentUnion.Membership.Sheets;

namespace StudentUnion.Membership.Features.InstitutionList;

/// <summary>Reads the lines of a Ministry's list.</summary>
internal static class InstitutionColumns
{
    private static readonly Column[] Columns =
    [
        new("学校标识码", true, "代码", "学校代码", "标识码", "院校代码", "code"),
        new("学校名称", true, "名称", "院校名称", "学校", "name"),
        new("省份", true, "所在省份", "省", "省市", "省(市、区)", "province"),
        new("城市", false, "所在地", "所在城市", "所在市", "city"),
        new("办学层次", true, "层次", "level"),
        new("主管部门", false, "隶属", "authority"),
    ];

    private const int Code = 0, Name = 1, Province = 2, City = 3, Level = 4, Authority = 5;

    /// <summary>Reads the whole list; it is small.</summary>
    public static async Task<(List<ListedInstitution> Rows, List<RowFinding> Errors)> Read(Sheet sheet, CancellationToken ct)
    {
        var rows = new List<ListedInstitution>();
        var errors = new List<RowFinding>();
        var header = await Header.Find(sheet, Columns, ct);
        foreach (var missing in header.Missing) errors.Add(new(header.Line, missing.Name, RowRules.ColumnIsThere.Code));
        if (errors.Count > 0) return (rows, errors);

        var codes = new Dictionary<string, int>();
        while (await sheet.Read(ct))
        {
            if (sheet.IsBlank) continue;
            MembershipRules.FileIsWithinLimits.Require(rows.Count < MaxRows, $"> {MaxRows} rows");
            if (errors.Count < RowFinding.MaxKept && Row(sheet, header, errors) is { } row)
            {
                if (codes.TryAdd(row.Code, sheet.Line)) rows.Add(row);
                else errors.Add(new(sheet.Line, Columns[Code].Name, RowRules.CodeStandsOnce.Code, $"{row.Code} ({codes[row.Code]})"));
            }
        }

        return (rows, errors);
    }

    /// <summary>The Ministry lists about 3,000 institutions.</summary>
    private const int MaxRows = 20_000;

    private static ListedInstitution? Row(Sheet sheet, Header header, List<RowFinding> errors)
    {
        var before = errors.Count;
        for (var i = 0; i < Columns.Length; i++)
        {
            if (sheet.Malformed || sheet[header[i]].Contains('\uFFFD')) return Wrong(i, RowRules.RowIsReadable);
            if (sheet[header[i]].Length > ListedInstitution.MaxText) Wrong(i, RowRules.TextFits);
        }

        for (var i = header.Width; i < sheet.Count; i++)
            if (!sheet[i].IsEmpty) return Wrong(Authority, RowRules.RowFitsTheHeader);

        var (code, name, province) = (sheet[header[Code]].TrimStart('\'').ToString(), sheet[header[Name]].ToString(), sheet[header[Province]].ToString());
        if (!IsCode(code)) Wrong(Code, RowRules.CodeIsWellFormed, code);
        if (name.Length == 0) Wrong(Name, RowRules.InstitutionNameIsGiven);
        if (province.Length == 0) Wrong(Province, RowRules.ProvinceIsGiven);
        var level = InstitutionWords.LevelOf(sheet[header[Level]]);
        if (level is null) Wrong(Level, RowRules.InstitutionLevelIsKnown, sheet[header[Level]].ToString());

        return errors.Count > before ? null : new(code, name, province, OrNull(City), level!.Value, OrNull(Authority));

        string? OrNull(int column) => sheet[header[column]] is { IsEmpty: false } text ? text.ToString() : null;

        ListedInstitution? Wrong(int column, ServiceDefaults.Rule rule, string? seen = null)
        {
            errors.Add(new(sheet.Line, Columns[column].Name, rule.Code, seen is { Length: > 40 } ? seen[..40] : seen));
            return null;
        }
    }

    private static bool IsCode(string text) => text.Length is 5 or 10 && text.All(char.IsAsciiDigit);
}
