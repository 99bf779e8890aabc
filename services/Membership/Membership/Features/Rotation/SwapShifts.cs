using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using StudentUnion.Membership.Data;
using StudentUnion.Membership.Domain.Rotation;
using StudentUnion.ServiceDefaults;

namespace StudentUnion.Membership.Features.Rotation;

/// <summary>Two of the presidium exchange their shifts: one asks, the other answers.</summary>
public static class SwapShifts
{
    public sealed record Request([Required] Guid? ShiftId, [Required] Guid? WithShiftId);

    public sealed record Response(Guid Id);

    public sealed record Reply([Required] bool? Agree);

    public static void Map(IEndpointRouteBuilder people)
    {
        people.MapPost("/swaps", Ask).Once<MembershipDb>().WithSummary("提出换班 · Ask for a swap");
        people.MapPost("/swaps/{id:guid}/answer", Answer).WithSummary("答复换班 · Answer a swap");
        people.MapPost("/swaps/{id:guid}/withdrawal", Withdraw).WithSummary("撤回换班请求 · Withdraw a swap asked for");
    }

    private static async Task<Results<Created<Response>, NotFound>> Ask(Request request, ClaimsPrincipal caller, MembershipDb db, TimeProvider clock, CancellationToken ct)
    {
        if (await db.LockPlanOfShift(request.ShiftId!.Value, ct) is not { } plan) return TypedResults.NotFound();

        var swap = plan.AskSwap(request.ShiftId.Value, request.WithShiftId!.Value, caller.Person(), clock.GetUtcNow());
        await db.SaveChangesAsync(ct);
        return TypedResults.Created($"/api/membership/rotation/{plan.Id}", new Response(swap.Id));
    }

    private static async Task<Results<NoContent, NotFound>> Answer(
        Guid id, Reply request, ClaimsPrincipal caller, MembershipDb db, TimeProvider clock, CancellationToken ct)
    {
        if (await LockPlanOfSwap(db, id, ct) is not { } plan) return TypedResults.NotFound();

        plan.Answer(id, request.Agree!.Value, caller.Person(), await db.Presidium(plan.OrganizationId, ct), caller.Account(), clock.GetUtcNow());
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }

    private static async Task<Results<NoContent, NotFound>> Withdraw(Guid id, ClaimsPrincipal caller, MembershipDb db, TimeProvider clock, CancellationToken ct)
    {
        if (await LockPlanOfSwap(db, id, ct) is not { } plan) return TypedResults.NotFound();

        plan.Withdraw(id, caller.Person(), clock.GetUtcNow());
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }

    internal static async Task<RotationPlan?> LockPlanOfShift(this MembershipDb db, Guid shift, CancellationToken ct) =>
        await db.RotationShifts.Where(s => s.Id == shift).Select(s => (Guid?)s.PlanId).SingleOrDefaultAsync(ct) is { } plan ? await db.LockPlan(plan, ct) : null;

    private static async Task<RotationPlan?> LockPlanOfSwap(MembershipDb db, Guid swap, CancellationToken ct) =>
        await db.RotationSwaps.Where(s => s.Id == swap).Select(s => (Guid?)s.PlanId).SingleOrDefaultAsync(ct) is { } plan ? await db.LockPlan(plan, ct) : null;
}
