using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using StudentUnion.Membership.Contracts;
using StudentUnion.Membership.Data;
using StudentUnion.Membership.Domain.Rotation;
using StudentUnion.ServiceDefaults;

namespace StudentUnion.Membership.Features.Rotation;

/// <summary>An officer announces a plan to all members, or ends it early with the reason.</summary>
public static class PublishRotation
{
    /// <summary>Day: the last day that stays.</summary>
    public sealed record Ending([Required] DateOnly? Day, [Required, MaxLength(RotationPlan.MaxReason)] string Reason);

    public static void Map(IEndpointRouteBuilder officers)
    {
        officers.MapPost("/{id:guid}/publication", Publish).WithSummary("公布轮值计划 · Publish a rotation plan");
        officers.MapPost("/{id:guid}/ending", End).WithSummary("提前终止轮值计划 · End a rotation plan early");
    }

    private static async Task<Results<NoContent, NotFound>> Publish(Guid id, ClaimsPrincipal caller, MembershipDb db, TimeProvider clock, CancellationToken ct)
    {
        if (await db.RotationPlans.Where(p => p.Id == id).Select(p => (Guid?)p.OrganizationId).SingleOrDefaultAsync(ct) is not { } organization) return TypedResults.NotFound();

        // One publication at a time for an organization: the second names the days of the first. The constraint holds whatever comes by another way.
        await db.Database.ExecuteSqlAsync($"select from organizations where id = {organization} for update", ct);
        if (await db.LockPlan(id, ct) is not { } plan) return TypedResults.NotFound();

        var others = await db.RotationPlans.Where(p => p.OrganizationId == organization && p.Id != id && p.State != RotationState.Draft).OrderBy(p => p.From)
            .Select(p => new { p.From, p.To }).ToListAsync(ct);
        plan.Publish(await db.Presidium(organization, ct), others.Select(o => new Days(o.From, o.To)), caller.Account(), clock.GetUtcNow());
        db.Announce(plan, clock.GetUtcNow());
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }

    private static async Task<Results<NoContent, NotFound>> End(
        Guid id, Ending request, ClaimsPrincipal caller, MembershipDb db, TimeProvider clock, CancellationToken ct)
    {
        if (await db.LockPlan(id, ct) is not { } plan) return TypedResults.NotFound();

        plan.End(request.Day!.Value, request.Reason.Trim(), caller.Account(), clock.GetUtcNow());
        db.Announce(plan, clock.GetUtcNow());
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }

    internal static void Announce(this MembershipDb db, RotationPlan plan, DateTimeOffset now) => db.Publish(
        new ChairRotationPublished(plan.TenantId, plan.OrganizationId, plan.Id, plan.From, plan.To, plan.Standing.Count(), plan.Version), plan.Id, now);
}
