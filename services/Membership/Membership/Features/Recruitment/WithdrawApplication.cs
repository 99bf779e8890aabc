using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using StudentUnion.Membership.Data;
using StudentUnion.Membership.Domain;
using StudentUnion.ServiceDefaults;

namespace StudentUnion.Membership.Features.Recruitment;

/// <summary>The applicant takes an application back, until its public notice begins.</summary>
public static class WithdrawApplication
{
    public static void Map(RouteGroupBuilder applications) =>
        applications.MapPost("/{id:guid}/withdrawal", Handle).RequirePerson().WithSummary("撤回报名 · Withdraw an application");

    private static async Task<Results<NoContent, NotFound>> Handle(
        Guid id, ClaimsPrincipal caller, MembershipDb db, AcademicCalendar calendar, TimeProvider clock, CancellationToken ct)
    {
        var person = caller.Person();
        var where = await db.Applications.Where(a => a.Id == id && a.PersonId == person).Select(a => new { a.CallId, a.PostNumber }).SingleOrDefaultAsync(ct);
        if (where is null) return TypedResults.NotFound();

        var now = clock.GetUtcNow();
        await db.LockCall(where.CallId, ct);
        var application = (await db.LockApplication(id, ct))!;
        application.Withdraw(now);
        await db.SaveChangesAsync(ct);
        await db.SettleEquals(where.CallId, where.PostNumber, calendar, now, ct);
        return TypedResults.NoContent();
    }
}
