using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using StudentUnion.Membership.Data;
using StudentUnion.Membership.Domain;
using StudentUnion.ServiceDefaults;

namespace StudentUnion.Membership.Features.Learning;

/// <summary>An officer ends a study plan; what was studied under it stays.</summary>
public static class EndStudyPlan
{
    public static void Map(IEndpointRouteBuilder learning) => learning.MapPost("/plans/{id:guid}/end", Handle)
        .RequireAnyRole(Roles.UnionOfficer).WithSummary("终止学习计划 · End a study plan");

    private static async Task<Results<NoContent, NotFound>> Handle(Guid id, ClaimsPrincipal caller, MembershipDb db, TimeProvider clock, CancellationToken ct)
    {
        if (await db.LockPlan(id, ct) is not { } plan) return TypedResults.NotFound();

        plan.End(caller.Account(), clock.GetUtcNow());
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }
}
