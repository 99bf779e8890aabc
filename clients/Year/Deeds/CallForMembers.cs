using StudentUnion.Api;
using StudentUnion.Year.Platform;

namespace StudentUnion.Year.Deeds;

/// <summary>The union looks for people to serve in a department; applications are taken for a month. (measures 6.3 to 6.5)</summary>
internal static class CallForMembers
{
    private const int Places = 2;
    private static readonly TimeSpan Taking = TimeSpan.FromDays(30);

    public static async Task Run(TheUnion union, University university, Guid department, SchoolTerm term, CancellationToken ct)
    {
        var officer = union.As(university.Officer).Membership;
        var calls = (await Patiently.Ask(union.Clock, () => officer.Calls(limit: 200, ct: ct), ct)).Items;
        if (calls.Any(call => call.State == CallState.Open)) return;

        var now = union.Clock.GetUtcNow();
        var key = Guid.CreateVersion7().ToString("N");
        var title = $"{term.Code} 学期{FillTheRegisters.Departments[0]}选聘";
        var draft = new NewCall(
            null, CallKind.Staff, title, "热心为同学服务，每周能安排四小时。\n由所在学院团委推荐，学生工作部和校团委联合评审，公示三天，试用三十天。", now, now + Taking,
            [new("DepartmentMember", department, Places)]);
        var id = calls.FirstOrDefault(call => call.State == CallState.Draft && call.Title == title)?.Id
            ?? (await Patiently.Ask(union.Clock, () => officer.DraftCall(draft, key, ct), ct)).Id;
        await Patiently.Ask(union.Clock, () => officer.OpenCall(id, ct), ct);
    }
}
