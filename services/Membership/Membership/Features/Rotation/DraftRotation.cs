using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using StudentUnion.Membership.Data;
using StudentUnion.Membership.Domain.Rotation;
using StudentUnion.ServiceDefaults;

namespace StudentUnion.Membership.Features.Rotation;

/// <summary>An officer begins a rotation plan: people take turns evenly, or as they are entered; then edits it, or discards it.</summary>
public static class DraftRotation
{
    /// <summary>Organization: the union itself where none is named. Shifts as entered, or an even proposal: people in the order of their turns, the whole presidium where none are named.</summary>
    public sealed record Request(
        Guid? OrganizationId, [Required] DateOnly? From, [Required] DateOnly? To, RotationPeriod? Period,
        [MaxLength(RotationPlan.MaxDays)] IReadOnlyList<Guid>? People, [MaxLength(RotationPlan.MaxDays)] IReadOnlyList<Shift>? Shifts);

    public sealed record Revision([Required] DateOnly? From, [Required] DateOnly? To, [Required, MaxLength(RotationPlan.MaxDays)] IReadOnlyList<Shift> Shifts);

    public sealed record Shift([Required] Guid? PersonId, [Required] DateOnly? From, [Required] DateOnly? To);

    public sealed record Response(Guid Id);

    public static void Map(IEndpointRouteBuilder officers)
    {
        officers.MapPost("/", Draft).Once<MembershipDb>().WithSummary("起草轮值计划 · Draft a rotation plan");
        officers.MapPut("/{id:guid}", Revise).WithSummary("修改轮值计划草稿 · Revise a draft");
        officers.MapDelete("/{id:guid}", Discard).WithSummary("删除轮值计划草稿 · Discard a draft");
    }

    private static async Task<Results<Created<Response>, NotFound>> Draft(
        Request request, ClaimsPrincipal caller, MembershipDb db, TimeProvider clock, CancellationToken ct)
    {
        if (await db.OrganizationOf(caller.Tenant(), request.OrganizationId, ct) is not { } organization) return TypedResults.NotFound();

        var days = new Days(request.From!.Value, request.To!.Value);
        RotationRules.PlanLastsAtMost400Days.Require(days.Count is > 0 and <= RotationPlan.MaxDays, days.ToString());
        var people = request.People is { Count: > 0 } named ? named : [.. await db.Presidium(organization.Id, ct)];
        var shifts = request.Shifts is { } entered ? Terms(entered) : EvenPlan.Propose(people, days, request.Period ?? RotationPeriod.Week);
        var plan = RotationPlan.Draft(caller.Tenant(), organization.Id, days, shifts, caller.Account(), clock.GetUtcNow());
        db.Add(plan);
        await db.SaveChangesAsync(ct);
        return TypedResults.Created($"/api/membership/rotation/{plan.Id}", new Response(plan.Id));
    }

    private static async Task<Results<NoContent, NotFound>> Revise(
        HttpContext http, Guid id, Revision request, MembershipDb db, TimeProvider clock, CancellationToken ct)
    {
        if (await db.LockPlan(id, ct) is not { } plan) return TypedResults.NotFound();

        http.RequireVersion((uint)plan.Version);
        plan.Revise(new(request.From!.Value, request.To!.Value), Terms(request.Shifts), clock.GetUtcNow());
        await db.SaveChangesAsync(ct);
        http.SetVersion((uint)plan.Version);
        return TypedResults.NoContent();
    }

    private static async Task<Results<NoContent, NotFound>> Discard(Guid id, MembershipDb db, CancellationToken ct)
    {
        if (await db.LockPlan(id, ct) is not { } plan) return TypedResults.NotFound();

        RotationRules.OnlyADraftIsEdited.Require(plan.State == RotationState.Draft);
        db.Remove(plan);
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }

    private static IReadOnlyList<ShiftTerms> Terms(IReadOnlyList<Shift> shifts) => [.. shifts.Select(s => new ShiftTerms(s.PersonId!.Value, s.From!.Value, s.To!.Value))];
}
