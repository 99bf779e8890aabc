using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using StudentUnion.Membership.Data;
using StudentUnion.Membership.Domain;
using StudentUnion.Membership.Domain.Rotation;
using StudentUnion.ServiceDefaults;

namespace StudentUnion.Membership.Features.Rotation;

/// <summary>The one who chaired writes down what the next has to know; the next confirms. Read by the presidium, officers and teachers.</summary>
public static class HandOverTheChair
{
    public sealed record Request([Required, MaxLength(HandOver.MaxText)] string Text);

    /// <summary>MayWrite, MayConfirm: what the caller may do now.</summary>
    public sealed record Response(
        Guid PlanId, string OrganizationName, string Name, DateOnly From, DateOnly To, string? NextName, string? Text, DateTimeOffset? WrittenAt, DateTimeOffset? ConfirmedAt,
        bool MayWrite, bool MayConfirm);

    private static readonly AuthorizationPolicy PersonOrOfficer = new AuthorizationPolicyBuilder().RequireAuthenticatedUser()
        .RequireAssertion(context => context.User.HasClaim(c => c.Type == Caller.PersonClaim) || context.User.Holds(Roles.UnionOfficer)).Build();

    private static readonly AuthorizationPolicy PersonOrKeeper = new AuthorizationPolicyBuilder().RequireAuthenticatedUser()
        .RequireAssertion(context => context.User.HasClaim(c => c.Type == Caller.PersonClaim) || context.User.Keeps()).Build();

    public static void Map(IEndpointRouteBuilder rotation)
    {
        rotation.MapGet("/shifts/{id:guid}/hand-over", Show).RequireAuthorization(PersonOrKeeper).WithSummary("交接单 · A hand-over");
        rotation.MapPut("/shifts/{id:guid}/hand-over", Write).RequireAuthorization(PersonOrOfficer).WithSummary("填写交接单 · Write a hand-over");
        rotation.MapPost("/shifts/{id:guid}/hand-over/confirmation", Confirm).RequirePerson().WithSummary("确认交接 · Confirm a hand-over");
    }

    /// <summary>Whether the caller makes or supervises the rotation.</summary>
    internal static bool Keeps(this ClaimsPrincipal caller) => caller.Holds(Roles.UnionOfficer) || caller.Holds(Roles.LeagueTeacher);

    internal static Guid? PersonOrNone(this ClaimsPrincipal caller) => caller.HasClaim(c => c.Type == Caller.PersonClaim) ? caller.Person() : null;

    private static async Task<Results<Ok<Response>, NotFound>> Show(
        HttpContext http, Guid id, ClaimsPrincipal caller, MembershipDb db, TimeProvider clock, CancellationToken ct)
    {
        var (person, today) = (caller.PersonOrNone(), AcademicCalendar.Day(clock.GetUtcNow()));
        var found = await (
            from s in db.RotationShifts.AsNoTracking()
            join p in db.RotationPlans on s.PlanId equals p.Id
            where s.Id == id && p.State != RotationState.Draft && !s.Dropped
            join o in db.Organizations on p.OrganizationId equals o.Id
            select new { Shift = s, p.OrganizationId, o.Name }).SingleOrDefaultAsync(ct);
        if (found is null || !(caller.Keeps() || (person is { } me && (await db.Presidium(found.OrganizationId, ct)).Contains(me)) || found.Shift.PersonId == person))
            return TypedResults.NotFound();

        var note = await db.HandOvers.AsNoTracking().SingleOrDefaultAsync(h => h.ShiftId == id, ct);
        var turns = await db.Turns(found.OrganizationId, found.Shift.From, ct);
        var next = turns.SingleOrDefault(t => t.ShiftId == id)?.Next(turns)?.PersonId;
        var name = await db.Names([found.Shift.PersonId, next ?? found.Shift.PersonId], http, ct);
        return TypedResults.Ok(new Response(
            found.Shift.PlanId, found.Name, name(found.Shift.PersonId), found.Shift.From, found.Shift.To, next is { } after ? name(after) : null,
            note?.Text, note?.WrittenAt, note?.ConfirmedAt,
            note?.ConfirmedAt is null && found.Shift.From <= today && (caller.Holds(Roles.UnionOfficer) || found.Shift.PersonId == person),
            note is { ConfirmedAt: null } && person is not null && next == person));
    }

    private static async Task<Results<NoContent, NotFound>> Write(
        Guid id, Request request, ClaimsPrincipal caller, MembershipDb db, TimeProvider clock, CancellationToken ct)
    {
        if (await db.LockPlanOfShift(id, ct) is not { } plan) return TypedResults.NotFound();

        var written = await db.HandOvers.SingleOrDefaultAsync(h => h.ShiftId == id, ct);
        var note = plan.HandOver(id, written, request.Text.Trim(), caller.Account(), caller.PersonOrNone(), caller.Holds(Roles.UnionOfficer), clock.GetUtcNow());
        if (written is null) db.Add(note);
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }

    private static async Task<Results<NoContent, NotFound>> Confirm(Guid id, ClaimsPrincipal caller, MembershipDb db, TimeProvider clock, CancellationToken ct)
    {
        if (await db.LockPlanOfShift(id, ct) is not { } plan || await db.HandOvers.SingleOrDefaultAsync(h => h.ShiftId == id, ct) is not { } note)
            return TypedResults.NotFound();

        var turns = await db.Turns(plan.OrganizationId, plan.Shifts.Single(s => s.Id == id).From, ct);
        note.Confirm(caller.Person(), turns.SingleOrDefault(t => t.ShiftId == id)?.Next(turns)?.PersonId, clock.GetUtcNow());
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }
}
