using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using StudentUnion.Membership.Data;
using StudentUnion.Membership.Domain.Rotation;
using StudentUnion.ServiceDefaults;

namespace StudentUnion.Membership.Features.Rotation;

/// <summary>An officer changes a published plan, with the reason: exchanges two shifts, or names who chairs instead of somebody who has left.</summary>
public static class RearrangeShifts
{
    public sealed record Exchange([Required] Guid? WithShiftId, [Required, MaxLength(RotationPlan.MaxReason)] string Reason);

    public sealed record Filling([Required] Guid? PersonId, [Required, MaxLength(RotationPlan.MaxReason)] string Reason);

    public static void Map(IEndpointRouteBuilder officers)
    {
        officers.MapPost("/shifts/{id:guid}/exchange", Swap).WithSummary("调换两班 · Exchange two shifts");
        officers.MapPost("/shifts/{id:guid}/chair", Fill).WithSummary("为空缺班次补位 · Fill a vacant shift");
    }

    private static async Task<Results<NoContent, NotFound>> Swap(
        Guid id, Exchange request, ClaimsPrincipal caller, MembershipDb db, TimeProvider clock, CancellationToken ct)
    {
        if (await db.LockPlanOfShift(id, ct) is not { } plan) return TypedResults.NotFound();

        plan.Exchange(id, request.WithShiftId!.Value, await db.Presidium(plan.OrganizationId, ct), request.Reason.Trim(), caller.Account(), clock.GetUtcNow());
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }

    private static async Task<Results<NoContent, NotFound>> Fill(
        Guid id, Filling request, ClaimsPrincipal caller, MembershipDb db, TimeProvider clock, CancellationToken ct)
    {
        if (await db.LockPlanOfShift(id, ct) is not { } plan || plan.Standing.All(s => s.Id != id)) return TypedResults.NotFound();

        plan.Fill(id, request.PersonId!.Value, await db.Presidium(plan.OrganizationId, ct), request.Reason.Trim(), caller.Account(), clock.GetUtcNow());
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }
}
