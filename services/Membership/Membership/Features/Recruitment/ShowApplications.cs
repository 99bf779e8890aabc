using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using StudentUnion.Membership.Data;
using StudentUnion.Membership.Domain;
using StudentUnion.Membership.Domain.Offices;
using StudentUnion.Membership.Domain.Recruitment;
using StudentUnion.Membership.Features.Offices;
using StudentUnion.ServiceDefaults;

namespace StudentUnion.Membership.Features.Recruitment;

/// <summary>
/// An application as its reader may see it. The applicant sees the bodies and their dates; scores and reasons given between bodies are for officers, teachers and deciders;
/// who objected is for officers and teachers.
/// </summary>
public static class ShowApplications
{
    public sealed record Row(Guid Id, Guid CallId, string CallTitle, string OrganizationName, string PostName, ApplicationState State, DateTimeOffset SubmittedAt);

    /// <summary>Name, College, Score: absent for the applicant. Standing: why the rules admitted them, as it was seen then.</summary>
    public sealed record Response(
        Guid Id, Guid CallId, string CallTitle, Guid OrganizationId, string OrganizationName, CallKind Kind, string PostName, string? Department, ApplicationState State,
        DateTimeOffset SubmittedAt, string? Reason, DateTimeOffset? NoticeUntil, DateOnly? ProbationEnds, bool Extended, string? Mentor, bool MayWithdraw, string? Name, string? College,
        string Statement, ShownDecision Standing, decimal? Score, IReadOnlyList<ShownStep> Steps, IReadOnlyList<Entry> History, IReadOnlyList<Raised> Objections);

    /// <summary>StandsIn: the school's body decides because the college has none. Mine: the reader decides it now.</summary>
    public sealed record ShownStep(
        int Number, Guid BodyId, string Body, OrganizationKind BodyKind, bool StandsIn, bool Scores, DateTimeOffset? DueAt, Verdict? Verdict, DateTimeOffset? DecidedAt, string? Reason,
        int? Score, bool Mine);

    public sealed record Entry(DateTimeOffset At, ApplicationState State, string? Reason);

    public sealed record Raised(Guid Id, string? Name, string Text, DateTimeOffset RaisedAt, ObjectionAnswer? Answer, string? Reason);

    public static void Map(RouteGroupBuilder applications)
    {
        applications.MapGet("/", Mine).RequirePerson().WithSummary("我的报名 · My applications");
        applications.MapGet("/{id:guid}", Show).WithSummary("一份报名及其进度 · One application and how far it is");
    }

    private sealed record After(Guid Id);

    private static async Task<Page<Row>> Mine(HttpContext http, ClaimsPrincipal caller, MembershipDb db, [AsParameters] PageRequest page, CancellationToken ct)
    {
        var (person, english) = (caller.Person(), RequestLanguage.Of(http) == Language.English);
        var found = db.Applications.AsNoTracking().Where(a => a.PersonId == person);
        if (page.Start<After>() is { } start) found = found.Where(a => a.Id < start.Id);
        var rows = await (
            from a in found
            join c in db.Calls on a.CallId equals c.Id
            join o in db.Organizations on c.OrganizationId equals o.Id
            join p in db.Set<CallPost>() on new { a.CallId, Number = a.PostNumber } equals new { p.CallId, p.Number }
            join t in db.PostTemplates on p.Post equals t.Code
            orderby a.Id descending
            select new Row(a.Id, c.Id, c.Title, o.Name, english ? t.En : t.Zh, a.State, a.SubmittedAt)).Take(page.Size + 1).ToListAsync(ct);
        return http.Page(page, rows, row => new After(row.Id));
    }

    private static async Task<Results<Ok<Response>, NotFound>> Show(HttpContext http, Guid id, ClaimsPrincipal caller, MembershipDb db, CancellationToken ct)
    {
        var keeps = caller.KeepsRecruitment();
        var person = caller.PersonOrNone();
        var whose = await db.Applications.Where(a => a.Id == id && (keeps || a.PersonId == person)).Select(a => (Guid?)a.PersonId).SingleOrDefaultAsync(ct);
        if (whose is null) return TypedResults.NotFound();

        // An officer who applies is an applicant like any other.
        var shown = (await Read(db, id, new HashSet<Guid>(), RequestLanguage.Of(http), ct))!;
        return TypedResults.Ok(whose != person ? shown : shown with
        {
            Name = null,
            College = null,
            Score = null,
            Objections = [],
            Steps = [.. shown.Steps.Select(s => s with { Reason = null, Score = null })],
        });
    }

    /// <summary>Everything of an application, for those who may see everything.</summary>
    /// <param name="db">The register.</param>
    /// <param name="id">The application.</param>
    /// <param name="deciding">The bodies the reader decides for.</param>
    /// <param name="language">The reader's.</param>
    /// <param name="ct">Stops it.</param>
    internal static async Task<Response?> Read(MembershipDb db, Guid id, IReadOnlySet<Guid> deciding, Language language, CancellationToken ct)
    {
        var found = await (
            from a in db.Applications
            where a.Id == id
            join c in db.Calls on a.CallId equals c.Id
            join o in db.Organizations on c.OrganizationId equals o.Id
            join p in db.Set<CallPost>() on new { a.CallId, Number = a.PostNumber } equals new { p.CallId, p.Number }
            join t in db.PostTemplates on p.Post equals t.Code
            from d in db.Organizations.Where(d => d.Id == p.DepartmentId).DefaultIfEmpty()
            from s in db.Students.Where(s => s.Id == a.PersonId).DefaultIfEmpty()
            from ms in db.Students.Where(s => s.Id == a.MentorId).DefaultIfEmpty()
            from mv in db.Supervisors.Where(s => s.Id == a.MentorId).DefaultIfEmpty()
            select new { a, c.Title, c.OrganizationId, Organization = o.Name, t.Zh, t.En, Department = (string?)d.Name, Name = (string?)s.Name, College = (string?)s.College, Mentor = mv.Name ?? ms.Name })
            .AsNoTracking().SingleOrDefaultAsync(ct);
        if (found is null) return null;

        var application = found.a;
        var approvals = await (
            from approval in db.Approvals
            where approval.ApplicationId == id
            join body in db.Organizations on approval.BodyId equals body.Id
            select new { approval, body.Name }).AsNoTracking().ToListAsync(ct);
        var current = approvals.Where(x => x.approval.Verdict is null).Select(x => (int?)x.approval.Step).Min();
        var underReview = application.State is ApplicationState.Submitted or ApplicationState.InReview;
        var history = await db.Set<ApplicationEvent>().AsNoTracking().Where(e => e.ApplicationId == id).OrderBy(e => e.Version).Select(e => new Entry(e.At, e.State, e.Reason)).ToListAsync(ct);
        var objections = await (
            from o in db.Objections
            where o.ApplicationId == id
            from s in db.Students.Where(s => s.Id == o.PersonId).DefaultIfEmpty()
            orderby o.Id
            select new Raised(o.Id, s.Name, o.Text, o.RaisedAt, o.Answer, o.Reason)).ToListAsync(ct);

        return new(
            id, application.CallId, found.Title, found.OrganizationId, found.Organization, application.Kind, language == Language.English ? found.En : found.Zh, found.Department,
            application.State, application.SubmittedAt, application.Reason, application.NoticeUntil, application.ProbationEnds, application.Extended, found.Mentor,
            Application.After(application.State, ApplicationAct.Withdraw) is not null, found.Name, found.College, application.Statement,
            new(application.Seen.TrueForAll(p => p.Holds), [.. application.Seen.Select(p => new ShownPoint(p.Rule, Named[p.Rule].In(language), p.Holds, p.Seen, Named[p.Rule].Source))]),
            application.Score,
            [
                .. approvals.OrderBy(x => x.approval.Step).ThenBy(x => x.approval.Kind).Select(x => new ShownStep(
                    x.approval.Step, x.approval.BodyId, x.Name, x.approval.Kind, x.approval.StandsIn, x.approval.Scores, underReview ? x.approval.DueAt : null, x.approval.Verdict,
                    x.approval.DecidedAt, x.approval.Reason, x.approval.Score,
                    underReview && x.approval.Verdict is null && x.approval.Step == current && deciding.Contains(x.approval.BodyId))),
            ], history, objections);
    }

    private static readonly Dictionary<string, Rule> Named = ((IEnumerable<Rule>)[.. MembershipRules.All, .. OfficeRules.All]).ToDictionary(rule => rule.Code);
}
