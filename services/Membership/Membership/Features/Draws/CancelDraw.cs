using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using StudentUnion.Membership.Data;
using StudentUnion.ServiceDefaults;

namespace StudentUnion.Membership.Features.Draws;

/// <summary>Ends a draw with a reason, as long as nobody can know its seed.</summary>
public static class CancelDraw
{
    public sealed record Request([Required, MaxLength(500)] string Reason);

    public static void Map(IEndpointRouteBuilder keepers) =>
        keepers.MapPost("/{id:guid}/cancellation", Handle).WithSummary("撤销抽签并说明原因 · Call a draw off, with the reason");

    private static async Task<Results<NoContent, NotFound>> Handle(
        Guid id, Request request, ClaimsPrincipal caller, MembershipDb db, TimeProvider clock, CancellationToken ct)
    {
        if (await db.LockDraw(id, ct) is not { } draw) return TypedResults.NotFound();

        draw.Cancel(request.Reason.Trim(), caller.Account(), clock.GetUtcNow());
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }
}
