using StudentUnion.Api;
using StudentUnion.Year.Platform;

namespace StudentUnion.Year.Deeds;

/// <summary>The presidium chairs in turn to the end of the semester, and one who serves in a college is to work at the school for a while. (measures 6.6, 6.7)</summary>
internal static class RotateTheChair
{
    public static async Task Plan(TheUnion union, University university, SchoolTerm term, CancellationToken ct)
    {
        var officer = union.As(university.Officer).Membership;
        if ((await Patiently.Ask(union.Clock, () => officer.ChairToday(ct: ct), ct)).PlanId is not null) return;

        var drafts = await Patiently.Ask(union.Clock, () => officer.Rotations(university.Tenant, limit: 200, ct: ct), ct);
        var key = Guid.CreateVersion7().ToString("N");
        var days = (From: SchoolTerm.Today(union.Clock), To: term.LastDay);
        var id = drafts.Items.FirstOrDefault(plan => plan.State == RotationState.Draft && plan.From == days.From && plan.To == days.To)?.Id
            ?? (await Patiently.Ask(union.Clock, () => officer.DraftRotation(new(null, days.From, days.To, RotationPeriod.Week), key, ct), ct)).Id;
        await Patiently.Ask(union.Clock, () => officer.PublishRotation(id, ct), ct);
    }

    /// <param name="person">Serves in the college's department.</param>
    public static async Task Exchange(TheUnion union, University university, Guid person, Guid college, CancellationToken ct)
    {
        var officer = union.As(university.Officer).Membership;
        if ((await Patiently.Ask(union.Clock, () => officer.Exchanges(limit: 1, ct: ct), ct)).Items.Count > 0) return;

        var (key, from) = (Guid.CreateVersion7().ToString("N"), SchoolTerm.Today(union.Clock).AddDays(7));
        var exchange = new NewExchange(
            person, college, FillTheRegisters.CollegeDepartment, university.Tenant, FillTheRegisters.Departments[0], from, from.AddMonths(2), "了解校级工作，带回学院的需求。");
        await Patiently.Ask(union.Clock, () => officer.ProposeExchange(exchange, key, ct), ct);
    }
}
