using System.Security.Claims;
using Microsoft.Extensions.Localization;
using StudentUnion.Api;
using StudentUnion.Web.Resources;
using StudentUnion.Web.SignIn;
using StudentUnion.Web.Surroundings;

namespace StudentUnion.Web.Pages;

/// <summary>Something that waits for this person, and the page where it is done.</summary>
public sealed record Todo(string Href, string Title, string Text, string Sign, bool Urgent = false)
{
    private const int Looked = 20;

    /// <summary>What needs this person now, the nearest deadline first.</summary>
    public static async Task<IReadOnlyList<Todo>> Of(
        ClaimsPrincipal caller, GatewayClient gateway, Moments moments, IStringLocalizer<Texts> t, CancellationToken ct = default)
    {
        var todos = new List<Todo>();
        if (caller.IsMember() || caller.RunsElections())
        {
            var elections = (await gateway.Elections.Elections(limit: 200, ct: ct)).Items;
            if (caller.IsMember()) todos.AddRange(await Votes(elections, gateway, moments, t, ct));
            if (caller.RunsElections()) todos.AddRange(Acts(elections, moments, t));
        }
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

    private static string Until(DateTimeOffset closesAt, Moments moments, IStringLocalizer<Texts> t) =>
        t["Todo.Until", Moments.Deadline(closesAt), moments.Left(closesAt)];
}
