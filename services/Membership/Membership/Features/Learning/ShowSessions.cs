using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using StudentUnion.Membership.Data;
using StudentUnion.Membership.Domain;
using StudentUnion.Membership.Domain.Learning;
using StudentUnion.ServiceDefaults;

namespace StudentUnion.Membership.Features.Learning;

/// <summary>The learning calendar of a union, for every member of it: of a semester, or of some days.</summary>
public static class ShowSessions
{
    /// <summary>Here: whether the caller attended.</summary>
    public sealed record Row(
        Guid Id, Guid OrganizationId, string OrganizationName, string Semester, SessionKind Kind, string Title, string Place,
        DateTimeOffset StartsAt, DateTimeOffset EndsAt, SessionState State, bool Here);

    /// <summary>Attended, BackEntered: how many; who, is shown to officers and teachers only. Mine: the caller's own attendance.</summary>
    public sealed record Response(
        Guid Id, Guid OrganizationId, string OrganizationName, string Semester, SessionKind Kind, string Title, string Place,
        DateTimeOffset StartsAt, DateTimeOffset EndsAt, DateTimeOffset CheckInFrom, SessionState State, Guid? PlanId, string? PlanTitle,
        string? CancelReason, DateTimeOffset? ClosedAt, int Attended, int BackEntered, Mine? Mine);

    public sealed record Mine(DateTimeOffset At, bool BackEntered);

    public static void Map(IEndpointRouteBuilder learning)
    {
        learning.MapGet("/sessions", List).WithSummary("学习日历 · The sessions of a semester, or of the days from and to");
        learning.MapGet("/sessions/{id:guid}", Show).WithSummary("一场学习 · One session");
    }

    private sealed record After(DateTimeOffset StartsAt, Guid Id);

    private static async Task<Page<Row>> List(
        [AsParameters] PageRequest page, HttpContext http, ClaimsPrincipal caller, MembershipDb db, AcademicCalendar calendar, TimeProvider clock, CancellationToken ct,
        string? semester = null, string? kind = null, DateOnly? from = null, DateOnly? to = null)
    {
        var now = clock.GetUtcNow();
        var asked = calendar.Asked(semester, now);
        var (begin, end) = (AcademicCalendar.Start(from ?? calendar.FirstDay(asked)), AcademicCalendar.Start((to ?? calendar.LastDay(asked)).AddDays(1)));

        var sessions = db.StudySessions.AsNoTracking().Where(s => s.StartsAt >= begin && s.StartsAt < end);
        if (Choice.Of<SessionKind>(kind) is { } wanted) sessions = sessions.Where(s => s.Kind == wanted);
        if (page.Start<After>() is { } start)
            sessions = sessions.Where(s => s.StartsAt > start.StartsAt || (s.StartsAt == start.StartsAt && s.Id > start.Id));

        var me = caller.PersonIfAny();
        var found = await (
            from s in sessions.OrderBy(s => s.StartsAt).ThenBy(s => s.Id).Take(page.Size + 1)
            join o in db.Organizations on s.OrganizationId equals o.Id
            orderby s.StartsAt, s.Id
            select new { Session = s, Organization = o.Name, Here = db.Attendance.Any(a => a.SessionId == s.Id && a.PersonId == me) }).ToListAsync(ct);

        return http.Page(page, found.ConvertAll(f => RowOf(f.Session, f.Organization, f.Here, now)), row => new After(row.StartsAt, row.Id));
    }

    private static Row RowOf(StudySession s, string organization, bool here, DateTimeOffset now) => new(
        s.Id, s.OrganizationId, organization, s.Semester.Code, s.Kind, s.Title, s.Place, s.StartsAt, s.EndsAt, s.State(now), here);

    private static async Task<Results<Ok<Response>, NotFound>> Show(Guid id, ClaimsPrincipal caller, MembershipDb db, TimeProvider clock, CancellationToken ct)
    {
        var me = caller.PersonIfAny();
        var found = await (
            from s in db.StudySessions.AsNoTracking()
            where s.Id == id
            join o in db.Organizations on s.OrganizationId equals o.Id
            select new
            {
                Session = s,
                Organization = o.Name,
                Plan = db.StudyPlans.Where(p => p.Id == s.PlanId).Select(p => p.Title).SingleOrDefault(),
                Attended = db.Attendance.Count(a => a.SessionId == s.Id),
                BackEntered = db.Attendance.Count(a => a.SessionId == s.Id && a.EnteredBy != null),
                Mine = db.Attendance.Where(a => a.SessionId == s.Id && a.PersonId == me).Select(a => new Mine(a.At, a.EnteredBy != null)).SingleOrDefault(),
            }).SingleOrDefaultAsync(ct);
        if (found is not { Session: var session }) return TypedResults.NotFound();

        return TypedResults.Ok(new Response(
            session.Id, session.OrganizationId, found.Organization, session.Semester.Code, session.Kind, session.Title, session.Place,
            session.StartsAt, session.EndsAt, session.CheckInFrom, session.State(clock.GetUtcNow()), session.PlanId, found.Plan,
            session.CancelReason, session.ClosedAt, found.Attended, found.BackEntered, found.Mine));
    }

    /// <summary>The person behind the account, where there is one.</summary>
    internal static Guid? PersonIfAny(this ClaimsPrincipal caller) => caller.HasClaim(c => c.Type == Caller.PersonClaim) ? caller.Person() : null;
}
