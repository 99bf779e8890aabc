using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using StudentUnion.Membership.Data;
using StudentUnion.Membership.Domain;
using StudentUnion.Membership.Domain.Offices;
using StudentUnion.Membership.Domain.Rotation;
using StudentUnion.ServiceDefaults;

namespace StudentUnion.Membership.Features.Rotation;

/// <summary>The rotation plans of a union and its colleges, for every member: who chairs when. Drafts are for those who make them.</summary>
public static class ShowRotation
{
    /// <summary>Vacant: shifts not over whose chair has left the presidium.</summary>
    public sealed record Row(Guid Id, Guid OrganizationId, string OrganizationName, DateOnly From, DateOnly To, RotationState State, int Shifts, int Vacant);

    /// <summary>Sees: the caller reads hand-overs and reasons. Obstacles: what stands against publishing a draft.</summary>
    public sealed record Response(
        Guid Id, Guid OrganizationId, string OrganizationName, DateOnly From, DateOnly To, RotationState State, long Version, DateTimeOffset? PublishedAt, bool Sees,
        IReadOnlyList<Shift> Shifts, IReadOnlyList<Hindrance> Obstacles, IReadOnlyList<Swap> Swaps, IReadOnlyList<Entry> History);

    /// <summary>Vacant: its chair has left the presidium and somebody else is to be named.</summary>
    public sealed record Shift(Guid Id, Guid PersonId, string Name, DateOnly From, DateOnly To, bool Vacant, bool Mine, HandOverState? HandOver);

    public sealed record Hindrance(string Code, string Statement, string Seen);

    /// <summary>Asked: what awaits an answer. Mine: the caller answers; Own: the caller asked.</summary>
    public sealed record Swap(Guid Id, string Name, DateOnly From, DateOnly To, string WithName, DateOnly WithFrom, DateOnly WithTo, bool Mine, bool Own);

    public sealed record Entry(
        DateTimeOffset At, RotationChange What, DateOnly From, DateOnly To, DateOnly? WithFrom, DateOnly? WithTo, string? Before, string? After, string? Reason);

    public static void Map(IEndpointRouteBuilder rotation)
    {
        rotation.MapGet("/", List).WithSummary("轮值计划 · Rotation plans");
        rotation.MapGet("/{id:guid}", Show).WithSummary("一份轮值计划 · One rotation plan");
    }

    private sealed record After(DateOnly From, Guid Id);

    private static async Task<Page<Row>> List(
        HttpContext http, ClaimsPrincipal caller, [AsParameters] PageRequest page, MembershipDb db, TimeProvider clock, CancellationToken ct, Guid? organizationId = null)
    {
        var (today, keeps) = (AcademicCalendar.Day(clock.GetUtcNow()), caller.Keeps());
        var plans = db.RotationPlans.AsNoTracking().Where(p => keeps || p.State != RotationState.Draft);
        if (organizationId is { } organization) plans = plans.Where(p => p.OrganizationId == organization);
        if (page.Start<After>() is { } start) plans = plans.Where(p => p.From < start.From || (p.From == start.From && p.Id < start.Id));

        var rows = await plans.OrderByDescending(p => p.From).ThenByDescending(p => p.Id).Take(page.Size + 1)
            .Select(p => new Row(p.Id, p.OrganizationId, db.Organizations.Single(o => o.Id == p.OrganizationId).Name, p.From, p.To, p.State,
                p.Shifts.Count(s => !s.Dropped),
                p.Shifts.Count(s => !s.Dropped && s.To >= today && !db.Appointments.Any(a =>
                    a.OrganizationId == p.OrganizationId && a.PersonId == s.PersonId && a.Until == null && a.Seat == Seat.Presidium))))
            .ToListAsync(ct);
        return http.Page(page, rows, row => new After(row.From, row.Id));
    }

    private static async Task<Results<Ok<Response>, NotFound>> Show(
        HttpContext http, Guid id, ClaimsPrincipal caller, MembershipDb db, TimeProvider clock, CancellationToken ct)
    {
        var plan = await db.RotationPlans.AsNoTracking().Include(p => p.Shifts).Include(p => p.Swaps).Include(p => p.History).AsSplitQuery().SingleOrDefaultAsync(p => p.Id == id, ct);
        if (plan is null || (plan.State == RotationState.Draft && !caller.Keeps())) return TypedResults.NotFound();

        var (me, today) = (caller.PersonOrNone(), AcademicCalendar.Day(clock.GetUtcNow()));
        var presidium = await db.Presidium(plan.OrganizationId, ct);
        var sees = caller.Keeps() || (me is { } person && presidium.Contains(person));
        var turns = sees ? await db.Turns(plan.OrganizationId, plan.From, ct) : [];
        var shifts = plan.Standing.ToList();
        var byId = plan.Shifts.ToDictionary(s => s.Id);
        var name = await db.Names([.. plan.Shifts.Select(s => s.PersonId), .. plan.Swaps.SelectMany(s => (Guid[])[s.PersonId, s.WithPersonId]),
            .. plan.History.SelectMany(e => (Guid?[])[e.Before, e.After]).OfType<Guid>()], http, ct);
        var organization = await db.Organizations.Where(o => o.Id == plan.OrganizationId).Select(o => o.Name).SingleAsync(ct);
        var language = RequestLanguage.Of(http);

        http.SetVersion((uint)plan.Version);
        return TypedResults.Ok(new Response(
            plan.Id, plan.OrganizationId, organization, plan.From, plan.To, plan.State, plan.Version, plan.PublishedAt, sees,
            [
                .. shifts.Select(s => new Shift(s.Id, s.PersonId, name(s.PersonId), s.From, s.To, s.To >= today && !presidium.Contains(s.PersonId), s.PersonId == me,
                    turns.SingleOrDefault(t => t.ShiftId == s.Id)?.HandOver(turns, today))),
            ],
            plan.State == RotationState.Draft ? [.. plan.Obstacles(presidium).Select(o => new Hindrance(o.Rule.Code, o.Rule.In(language), o.Seen))] : [],
            [
                .. from s in plan.Swaps
                   where s.State == SwapState.Asked && (caller.Keeps() || s.PersonId == me || s.WithPersonId == me)
                   let a = byId[s.ShiftId]
                   let b = byId[s.WithShiftId]
                   where a.From > today && b.From > today
                   orderby s.AskedAt
                   select new Swap(s.Id, name(s.PersonId), a.From, a.To, name(s.WithPersonId), b.From, b.To, s.WithPersonId == me, s.PersonId == me),
            ],
            [
                .. plan.History.OrderByDescending(e => e.Version).Select(e => new Entry(e.At, e.What, e.From, e.To, e.WithFrom, e.WithTo,
                    e.Before is { } before ? name(before) : null, e.After is { } after ? name(after) : null, sees ? e.Reason : null)),
            ]));
    }
}
