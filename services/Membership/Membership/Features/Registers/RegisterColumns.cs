using StudentUnion.Membership.Domain;
using StudentUnion.Membership.Domain.Registers;
using StudentUnion.Membership.Sheets;

namespace StudentUnion.Membership.Features.Registers;

/// <summary>The columns of each register's table, and the reading of its lines.</summary>
internal static class RegisterColumns
{
    private static readonly Column[] Standings =
    [
        new("学号", true, "学生学号", "student number"), new("范围", true, "统计范围", "类型", "scope"), new("学期", true, "学年学期", "semester"),
        new("综合排名", false, "排名", "专业排名", "rank"), new("排名人数", false, "人数", "专业人数", "size"), new("不及格门数", true, "不及格课程数", "不及格", "failed courses", "failed"),
    ];

    private static readonly Column[] Bodies = [new("名称", true, "组织名称", "name"), new("类别", true, "组织类别", "kind"), new("上级组织", false, "所属组织", "上级", "parent")];

    private static readonly Column[] Officers =
    [
        new("学号", true, "学生学号", "student number"), new("岗位", true, "职务", "post"), new("部门", false, "所在部门", "department"),
        new("组织", false, "所属组织", "学院", "union"), new("任期至", false, "任期截止", "term ends"),
    ];

    public static Column[] Of(RegisterKind kind) => kind switch
    {
        RegisterKind.Standings => Standings,
        RegisterKind.Bodies => Bodies,
        RegisterKind.Officers => Officers,
    };

    /// <summary>Reads the table; nothing is decided yet but whether a line can be read.</summary>
    public static async Task<(List<RegisterRow> Rows, List<RowFinding> Errors, int Lines)> Read(Sheet sheet, RegisterKind kind, CancellationToken ct)
    {
        var columns = Of(kind);
        var header = await Header.Find(sheet, columns, ct);
        MembershipRules.FileHasItsColumns.Require(header.Missing.Count == 0, string.Join('、', header.Missing.Select(c => c.Name)));

        var (rows, errors, lines) = (new List<RegisterRow>(), new List<RowFinding>(), 0);
        while (await sheet.Read(ct))
        {
            if (sheet.IsBlank) continue;
            MembershipRules.FileIsWithinLimits.Require(++lines <= RegisterImport.MaxRows, $"> {RegisterImport.MaxRows} rows");
            if (Row(sheet, header, columns, errors) is { } row) rows.Add(row);
        }

        return (rows, errors, lines);
    }

    private static RegisterRow? Row(Sheet sheet, Header header, Column[] columns, List<RowFinding> errors)
    {
        var cells = new string?[columns.Length];
        for (var i = 0; i < columns.Length; i++)
        {
            // Spreadsheet programs, and our own export, mark text by an apostrophe.
            var cell = sheet[header[i]].TrimStart('\'');
            var rule = sheet.Malformed || cell.Contains('\uFFFD') ? RowRules.RowIsReadable
                : cell.Length > Organization.MaxName ? RowRules.TextFits
                : cell.IsEmpty && columns[i].IsNeeded ? RowRules.CellIsGiven
                : null;
            if (rule is not null)
            {
                if (errors.Count < RowFinding.MaxKept) errors.Add(new(sheet.Line, columns[i].Name, rule.Code));
                return null;
            }

            cells[i] = cell.IsEmpty ? null : cell.ToString();
        }

        return new(sheet.Line, cells);
    }
}
