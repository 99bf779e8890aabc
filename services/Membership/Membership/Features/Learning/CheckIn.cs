using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using StudentUnion.Membership.Data;
using StudentUnion.Membership.Domain.Learning;
using StudentUnion.ServiceDefaults;

namespace StudentUnion.Membership.Features.Learning;

/// <summary>A student in the room checks in with its code. Asked twice, the answer is the same.</summary>
public static class CheckIn
{
    public sealed record Request([Required, MaxLength(20)] string Code);

    public sealed record Response(DateTimeOffset At);

    public static void Map(IEndpointRouteBuilder learning) => learning.MapPost("/sessions/{id:guid}/check-in", Handle)
        .RequirePerson().WithSummary("签到 · Check in with the code of the room");

    private static async Task<Results<Ok<Response>, NotFound>> Handle(
        Guid id, Request request, ClaimsPrincipal caller, MembershipDb db, LearningSettings settings, TimeProvider clock, CancellationToken ct)
    {
        await using var transaction = await db.BeginFor(caller.Tenant(), ct);
        var me = caller.Person();
        if (await db.ShareSession(id, ct) is not { } session) return TypedResults.NotFound();
        LearningRules.AttendsAsAMember.Require(await db.Students.AnyAsync(s => s.Id == me, ct));

        var tries = await db.LockTries(session, me, ct);
        var mine = await db.Attendance.SingleOrDefaultAsync(a => a.SessionId == id && a.PersonId == me, ct);
        var now = clock.GetUtcNow();
        var refused = mine is null ? session.WhyNotHere(request.Code.Trim(), tries, settings, now) : null;
        if (mine is null && refused is null) db.Add(mine = new() { TenantId = session.TenantId, SessionId = id, PersonId = me, At = now });

        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(CancellationToken.None);
        if (refused is not null) throw new RuleBrokenException(refused);
        return TypedResults.Ok(new Response(mine!.At));
    }
}
