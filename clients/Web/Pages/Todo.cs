using System.Security.Claims;
using Microsoft.Extensions.Localization;
using StudentUnion.Api;
using StudentUnion.Web.Pages.Rotation;
using StudentUnion.Web.Resources;
using StudentUnion.Web.SignIn;
using StudentUnion.Web.Surroundings;

namespace StudentUnion.Web.Pages;

/// <summary>Something that waits for this person, and the page where it is done.</summary>
public sealed record Todo(string Href, string Title, string Text, string Sign, bool Urgent = false)
{
    private const int Looked = 20;

    // As long as attendance can still be entered.
    private const int SessionDays = 14;

    /// <summary>What needs this person now, the nearest deadline first.</summary>
    public static async Task<IReadOnlyList<Todo>> Of(
        ClaimsPrincipal caller, GatewayClient gateway, Moments moments, IStringLocalizer<Texts> t, CancellationToken ct = default)
    {
        var todos = new List<Todo>();
        if (caller.IsMember()) todos.AddRange(Turns(await gateway.Membership.MyRotation(ct), t));
        if (caller.IsOfficer()) todos.AddRange(Vacancies((await gateway.Membership.Rotations(limit: Looked, ct: ct)).Items, t));
        if (caller.IsTeacher())
            todos.AddRange(Approvals((await gateway.Membership.Exchanges(new(ExchangeState.Proposed), limit: Looked, ct: ct)).Items.Count, t));
        if (caller.IsMember() || caller.RunsElections())
        {
            var elections = (await gateway.Elections.Elections(limit: 200, ct: ct)).Items;
            if (caller.IsMember()) todos.AddRange(await Votes(elections, gateway, moments, t, ct));
            if (caller.RunsElections()) todos.AddRange(Acts(elections, moments, t));

            var sessions = (await gateway.Membership.StudySessions(new(From: moments.Today.AddDays(-SessionDays), To: moments.Today), limit: 500, ct: ct)).Items;
            if (caller.IsMember()) todos.AddRange(CheckIns(sessions, moments, t));
            if (caller.RunsElections()) todos.AddRange(Closings(sessions, t));
        }
        if (caller.Decides()) todos.AddRange(Approvals(await gateway.Membership.Approvals(limit: 1, ct: ct), moments, t));
        if (caller.IsOfficer()) todos.AddRange(Rosters((await gateway.Membership.RosterImports(limit: 10, ct: ct)).Items, t));
        if (caller.RunsElections()) todos.AddRange(await Registers(caller, gateway, t, ct));
        if (caller.IsFederationStaff())
            todos.AddRange((await gateway.Membership.InstitutionImports(limit: 10, ct: ct)).Items
                .Where(i => i.State == InstitutionImportState.Preview).Take(1)
                .Select(i => new Todo($"/organizations/imports/{i.Id}", t["Todo.Apply"], t["Todo.Apply.Text", Moments.Date(i.List), i.Counts.Rows], "upload")));
        return todos;
    }

    private static async Task<IEnumerable<Todo>> Votes(
        IReadOnlyList<ElectionRow> elections, GatewayClient gateway, Moments moments, IStringLocalizer<Texts> t, CancellationToken ct)
    {
        var open = elections.Where(e => e.State == ElectionState.Open).OrderBy(e => e.ClosesAt).Take(Looked);
        var mine = await Task.WhenAll(open.Select(e => gateway.Elections.Election(e.Id, ct)));
        return mine.Where(e => e.Me is { MayVote: true, HasVoted: false })
            .Select(e => new Todo($"/vote/{e.Id}", t["Todo.Vote", e.Title], Until(e.ClosesAt, moments, t), "ballot"));
    }

    private static IEnumerable<Todo> Acts(IReadOnlyList<ElectionRow> elections, Moments moments, IStringLocalizer<Texts> t) =>
        elections.OrderBy(e => e.ClosesAt).Select(e => (Election: e, Href: $"/elections/{e.Id}")).Select(x => x.Election.State switch
        {
            ElectionState.Draft => new Todo(x.Href, t["Todo.Open", x.Election.Title], Until(x.Election.ClosesAt, moments, t), "congress"),
            ElectionState.Open when x.Election.ClosesAt <= moments.Now =>
                new Todo(x.Href, t["Todo.Close", x.Election.Title], Until(x.Election.ClosesAt, moments, t), "clock", Urgent: true),
            ElectionState.Closed => new Todo(x.Href, t["Todo.Count", x.Election.Title], t["Todo.Count.Text"], "chart"),
            ElectionState.Counted => new Todo(x.Href, t["Todo.Certify", x.Election.Title], t["Todo.Certify.Text"], "seal"),
            _ => null,
        }).OfType<Todo>();

    private static IEnumerable<Todo> CheckIns(IReadOnlyList<StudySessionRow> sessions, Moments moments, IStringLocalizer<Texts> t) =>
        sessions.Where(s => s is { State: SessionState.CheckingIn, Here: false }).OrderBy(s => s.EndsAt)
            .Select(s => new Todo($"/learning/checkin/{s.Id}", t["Todo.CheckIn", s.Title], $"{s.Place} · {Until(s.EndsAt, moments, t)}", "check"));

    private static IEnumerable<Todo> Closings(IReadOnlyList<StudySessionRow> sessions, IStringLocalizer<Texts> t) =>
        sessions.Where(s => s.State == SessionState.Over).Take(Looked)
            .Select(s => new Todo($"/learning/{s.Id}", t["Todo.CloseSession", s.Title], t["Todo.CloseSession.Text", Moments.Deadline(s.EndsAt)], "clock", Urgent: true));

    private static IEnumerable<Todo> Approvals(ApprovalInbox inbox, Moments moments, IStringLocalizer<Texts> t)
    {
        if (inbox.NextDue is { } due) yield return new("/approvals", t["Todo.Approvals", inbox.Waiting], Until(due, moments, t), "clock", Urgent: due <= moments.Now);
    }

    private static async Task<IEnumerable<Todo>> Registers(ClaimsPrincipal caller, GatewayClient gateway, IStringLocalizer<Texts> t, CancellationToken ct)
    {
        var corrections = gateway.Membership.Corrections(limit: Open.Most, ct: ct);
        var findings = caller.IsTeacher() ? gateway.Membership.OfficeFindings(limit: Open.Most, ct: ct) : null;
        var imports = caller.IsTeacher() ? gateway.Membership.RegisterImports(limit: Looked, ct: ct) : null;
        var todos = new List<Todo>();
        if (findings is not null && await findings is { Items.Count: > 0 } found)
            todos.Add(new("/offices/findings", t["Todo.Findings"], t["Todo.Findings.Text", Open.Count(found)], "alert", Urgent: true));
        if (await corrections is { Items.Count: > 0 } asked)
            todos.Add(new("/corrections", t["Todo.Corrections"], t["Todo.Corrections.Text", Open.Count(asked)], "pencil"));
        if (imports is not null)
            todos.AddRange((await imports).Items.Where(i => i is { State: RegisterImportState.Preview, Accepted: > 0 })
                .Select(i => new Todo($"/registers/{i.Id}", t["Todo.Register", t.Of(i.Kind)], t["Registers.Counts", Share.Count(i.Lines), Share.Count(i.Accepted), Share.Count(i.Rejected)], "upload")));
        return todos;
    }

    private static IEnumerable<Todo> Rosters(IReadOnlyList<RosterImport> imports, IStringLocalizer<Texts> t) =>
        from import in imports.Take(1)
        where import.State == RosterImportState.Failed || import.Rejected > 0
        select new Todo($"/roster/imports/{import.Id}", t["Todo.Roster"],
            import.State == RosterImportState.Failed ? t["Todo.Roster.Failed"] : t["Todo.Roster.Rejected", import.Rejected, import.Rows], "people", true);

    private static IEnumerable<Todo> Turns(MyRotation mine, IStringLocalizer<Texts> t) =>
    [
        .. mine.ToAnswer.Select(s => new Todo($"/rotation/{s.PlanId}", t["Todo.Swap", s.Name], t["Todo.Swap.Text", DayRange.Of(s.From, s.To), DayRange.Of(s.WithFrom, s.WithTo)], "clock")),
        .. mine.ToWrite.Select(s => new Todo($"/rotation/{s.PlanId}/hand-over/{s.ShiftId}", t["Todo.HandOver"], t["Todo.HandOver.Text", s.OrganizationName, DayRange.Of(s.To, s.To)], "pencil", true)),
        .. mine.ToConfirm.Select(s => new Todo($"/rotation/{s.PlanId}/hand-over/{s.ShiftId}", t["Todo.ConfirmHandOver"], t["Todo.HandOver.Text", s.OrganizationName, DayRange.Of(s.To, s.To)], "check")),
        .. mine.Chairing.Select(s => new Todo($"/rotation/{s.PlanId}", t["Todo.Chair", s.OrganizationName], DayRange.Of(s.From, s.To), "star")),
    ];

    private static IEnumerable<Todo> Vacancies(IReadOnlyList<RotationRow> plans, IStringLocalizer<Texts> t) =>
        plans.Where(p => p is { Vacant: > 0, State: not RotationState.Draft })
            .Select(p => new Todo($"/rotation/{p.Id}", t["Todo.Vacant", p.OrganizationName], t["Todo.Vacant.Text", p.Vacant], "clock", true));

    private static IEnumerable<Todo> Approvals(int waiting, IStringLocalizer<Texts> t) =>
        waiting == 0 ? [] : [new Todo("/exchanges?state=Proposed", t["Todo.ApproveExchange"], t["Todo.ApproveExchange.Text", waiting], "seal")];

    private static string Until(DateTimeOffset closesAt, Moments moments, IStringLocalizer<Texts> t) =>
        t["Todo.Until", Moments.Deadline(closesAt), moments.Left(closesAt)];
}
