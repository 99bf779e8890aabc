using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using StudentUnion.Membership.Data;
using StudentUnion.Membership.Domain;
using StudentUnion.Membership.Domain.Learning;
using StudentUnion.ServiceDefaults;

namespace StudentUnion.Membership.Features.Learning;

/// <summary>The code of the room, for the officer or teacher who projects it.</summary>
public static class ShowCheckInCode
{
    /// <summary>SecondsLeft: how long this code is still shown; it is accepted 30 seconds longer. Attended: how many have checked in.</summary>
    public sealed record Response(string Code, int SecondsLeft, int Attended);

    public static void Map(IEndpointRouteBuilder learning) => learning.MapGet("/sessions/{id:guid}/code", Handle)
        .RequireAnyRole(Roles.UnionOfficer, Roles.LeagueTeacher).WithSummary("现场签到码 · The check-in code shown now");

    private static async Task<Results<Ok<Response>, NotFound>> Handle(Guid id, HttpContext http, MembershipDb db, TimeProvider clock, CancellationToken ct)
    {
        if (await db.StudySessions.AsNoTracking().SingleOrDefaultAsync(s => s.Id == id, ct) is not { } session) return TypedResults.NotFound();

        var now = clock.GetUtcNow();
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(new Response(session.Code(now), (int)Math.Ceiling(CheckInCode.Left(now).TotalSeconds),
            await db.Attendance.CountAsync(a => a.SessionId == id, ct)));
    }
}
