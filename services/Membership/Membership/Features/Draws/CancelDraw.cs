using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using StudentUnion.Membership.Data;
using StudentUnion.Membership.Domain;
using StudentUnion.Membership.Domain.Recruitment;
using StudentUnion.Membership.Features.Recruitment;
using StudentUnion.ServiceDefaults;

namespace StudentUnion.Membership.Features.Draws;

/// <summary>Ends a draw with a reason, as long as nobody can know its seed.</summary>
public static class CancelDraw
{
    public sealed record Request([Required, MaxLength(500)] string Reason);

    public static void Map(IEndpointRouteBuilder keepers) =>
        keepers.MapPost("/{id:guid}/cancellation", Handle).WithSummary("撤销抽签并说明原因 · Call a draw off, with the reason");

    private static async Task<Results<NoContent, NotFound>> Handle(
        Guid id, Request request, ClaimsPrincipal caller, MembershipDb db, AcademicCalendar calendar, TimeProvider clock, CancellationToken ct)
    {
        if (await db.LockDraw(id, ct) is not { } draw) return TypedResults.NotFound();

        var now = clock.GetUtcNow();
        draw.Cancel(request.Reason.Trim(), caller.Account(), now);
        await db.SaveChangesAsync(ct);
        var held = await db.Set<CallPost>().Where(p => p.DrawId == id).Select(p => new { p.CallId, p.Number }).SingleOrDefaultAsync(ct);
        if (held is not null) await db.SettleEquals(held.CallId, held.Number, calendar, now, ct);
        return TypedResults.NoContent();
    }
}
