using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using StudentUnion.Membership.Data;
using StudentUnion.Membership.Domain.Learning;
using StudentUnion.ServiceDefaults;

namespace StudentUnion.Membership.Features.Learning;

/// <summary>A member's own learning: where they were, the newest first. Nobody sees another's here.</summary>
public static class ShowMyLearning
{
    /// <summary>Counts: the session was closed by its organizer.</summary>
    public sealed record Row(
        Guid SessionId, string OrganizationName, string Semester, SessionKind Kind, string Title, DateTimeOffset StartsAt, DateTimeOffset At, bool BackEntered, bool Counts);

    public static void Map(IEndpointRouteBuilder learning) =>
        learning.MapGet("/mine", Handle).RequirePerson().WithSummary("我的学习 · The sessions I attended");

    private sealed record After(DateTimeOffset StartsAt, Guid SessionId);

    private static async Task<Page<Row>> Handle([AsParameters] PageRequest page, HttpContext http, ClaimsPrincipal caller, MembershipDb db, CancellationToken ct)
    {
        var me = caller.Person();
        var (begin, last) = page.Start<After>() is { } start ? (start.StartsAt, start.SessionId) : (DateTimeOffset.MaxValue, Guid.Empty);
        var found = await (
            from a in db.Attendance.AsNoTracking()
            where a.PersonId == me
            join s in db.StudySessions on a.SessionId equals s.Id
            where s.StartsAt < begin || (s.StartsAt == begin && s.Id < last)
            join o in db.Organizations on s.OrganizationId equals o.Id
            orderby s.StartsAt descending, s.Id descending
            select new { a, s, o.Name }).Take(page.Size + 1).ToListAsync(ct);
        return http.Page(page, found.ConvertAll(f => new Row(f.s.Id, f.Name, f.s.Semester.Code, f.s.Kind, f.s.Title, f.s.StartsAt, f.a.At,
            f.a.EnteredBy is not null, f.s.ClosedAt is not null)), row => new After(row.StartsAt, row.SessionId));
    }
}
