using System.Security.Claims;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using StudentUnion.Membership.Contracts;
using StudentUnion.Membership.Data;
using StudentUnion.Membership.Domain;
using StudentUnion.Membership.Domain.Learning;
using StudentUnion.ServiceDefaults;

namespace StudentUnion.Membership.Features.Learning;

/// <summary>An officer or teacher closes a session: it was held, and counts from now on. (domain.md §4)</summary>
public static class CloseSession
{
    public static void Map(IEndpointRouteBuilder learning) => learning.MapPost("/sessions/{id:guid}/closing", Handle)
        .RequireAnyRole(Roles.UnionOfficer, Roles.LeagueTeacher).WithSummary("结束登记 · Close a session: it counts from now on");

    private static async Task<Results<NoContent, NotFound>> Handle(Guid id, ClaimsPrincipal caller, MembershipDb db, TimeProvider clock, CancellationToken ct)
    {
        if (await db.LockSession(id, ct) is not { } session) return TypedResults.NotFound();

        var now = clock.GetUtcNow();
        if (!session.Close(caller.Account(), now)) return TypedResults.NoContent();

        if (session.PlanId is { } plan) (await db.LockPlan(plan, ct))!.Studied(now);
        await db.Announce(session, now, ct);
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }

    /// <summary>Tells the other services how many were there.</summary>
    internal static async Task Announce(this MembershipDb db, StudySession session, DateTimeOffset now, CancellationToken ct)
    {
        var counts = await db.Attendance.Where(a => a.SessionId == session.Id).GroupBy(a => 1)
            .Select(g => new { All = g.Count(), BackEntered = g.Count(a => a.EnteredBy != null) }).SingleOrDefaultAsync(ct);
        db.Publish(
            new SessionHeld(session.TenantId, session.OrganizationId, session.Id, session.Semester.Code, JsonNamingPolicy.CamelCase.ConvertName(session.Kind.ToString()),
                counts?.All ?? 0, counts?.BackEntered ?? 0, session.StartsAt, session.Version),
            session.Id, now);
    }
}
