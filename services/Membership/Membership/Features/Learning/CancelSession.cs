using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using StudentUnion.Membership.Data;
using StudentUnion.Membership.Domain;
using StudentUnion.Membership.Domain.Learning;
using StudentUnion.ServiceDefaults;

namespace StudentUnion.Membership.Features.Learning;

/// <summary>An officer calls a session off, with the reason for all to see.</summary>
public static class CancelSession
{
    public sealed record Request([Required, MaxLength(StudySession.MaxReason)] string Reason);

    public static void Map(IEndpointRouteBuilder learning) => learning.MapPost("/sessions/{id:guid}/cancellation", Handle)
        .RequireAnyRole(Roles.UnionOfficer).WithSummary("取消学习并说明原因 · Call a session off, with the reason");

    private static async Task<Results<NoContent, NotFound>> Handle(
        Guid id, Request request, ClaimsPrincipal caller, MembershipDb db, TimeProvider clock, CancellationToken ct)
    {
        if (await db.LockSession(id, ct) is not { } session) return TypedResults.NotFound();

        session.Cancel(request.Reason.Trim(), caller.Account(), clock.GetUtcNow());
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }
}
