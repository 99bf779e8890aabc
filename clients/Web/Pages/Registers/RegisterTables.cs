using StudentUnion.Api;

namespace StudentUnion.Web.Pages.Registers;

/// <summary>The tables that registers are read from: their columns as files head them, which universities write in Chinese whatever the reader's language.</summary>
internal static class RegisterTables
{
    public static IReadOnlyList<(string Name, bool Needed)> Columns(RegisterKind kind) => kind switch
    {
        RegisterKind.Standings => [("学号", true), ("范围", true), ("学期", true), ("综合排名", false), ("排名人数", false), ("不及格门数", true)],
        RegisterKind.Bodies => [("名称", true), ("类别", true), ("上级组织", false)],
        RegisterKind.Officers => [("学号", true), ("岗位", true), ("部门", false), ("组织", false), ("任期至", false)],
    };

    /// <summary>The words a cell may hold, where only some are known.</summary>
    public static IReadOnlyList<string> Words(RegisterKind kind) => kind switch
    {
        RegisterKind.Standings => ["学期", "学年", "入学以来"],
        RegisterKind.Bodies => ["院级学生会", "工作部门", "团支部", "党组织", "团组织", "学生工作部门", "社团", "班级", "宿舍区"],
        RegisterKind.Officers => [],
    };
}
