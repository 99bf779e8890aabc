using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using StudentUnion.Membership.Data;
using StudentUnion.Membership.Domain;
using StudentUnion.Membership.Domain.Rotation;
using StudentUnion.ServiceDefaults;

namespace StudentUnion.Membership.Features.Rotation;

/// <summary>Who chairs today, for every member of the union; and what the rotation wants of the caller.</summary>
public static class WhoChairsToday
{
    /// <summary>Whoever forgot a hand-over is reminded of it for this long.</summary>
    private const int RemindedDays = 60;

    /// <summary>Vacant: whose turn it is has left the presidium and nobody has been named instead. Without a plan for the day all of it is absent.</summary>
    public sealed record Response(
        Guid OrganizationId, string OrganizationName, DateOnly Day, Guid? PlanId, DateOnly? From, DateOnly? To, bool Vacant, string? Name, string? Post,
        string? NextName, DateOnly? NextFrom);

    /// <summary>What waits for the caller: turns that are on, hand-overs to write and to confirm, swaps to answer.</summary>
    public sealed record Mine(IReadOnlyList<MyTurn> Chairing, IReadOnlyList<MyTurn> ToWrite, IReadOnlyList<MyTurn> ToConfirm, IReadOnlyList<MySwap> ToAnswer);

    public sealed record MyTurn(Guid PlanId, Guid ShiftId, string OrganizationName, DateOnly From, DateOnly To);

    public sealed record MySwap(Guid PlanId, Guid SwapId, string Name, DateOnly From, DateOnly To, DateOnly WithFrom, DateOnly WithTo);

    public static void Map(IEndpointRouteBuilder rotation)
    {
        rotation.MapGet("/today", Today).WithSummary("今日执行主席 · Who chairs today");
        rotation.MapGet("/mine", ForMe).RequirePerson().WithSummary("我的轮值事项 · What the rotation wants of me");
    }

    private static async Task<Results<Ok<Response>, NotFound>> Today(
        HttpContext http, ClaimsPrincipal caller, MembershipDb db, TimeProvider clock, CancellationToken ct, Guid? organizationId = null)
    {
        if (await db.OrganizationOf(caller.Tenant(), organizationId, ct) is not { } organization) return TypedResults.NotFound();

        var today = AcademicCalendar.Day(clock.GetUtcNow());
        var turns = await db.Turns(organization.Id, today, ct);
        var presidium = await db.Presidium(organization.Id, ct);
        var (now, next) = (turns.FirstOrDefault(t => t.From <= today), turns.FirstOrDefault(t => t.From > today));
        var vacant = now is not null && !presidium.Contains(now.PersonId);
        var name = await db.Names(((Turn?[])[now, next]).OfType<Turn>().Select(t => t.PersonId), http, ct);
        var english = RequestLanguage.Of(http) == Language.English;
        return TypedResults.Ok(new Response(
            organization.Id, organization.Name, today, now?.PlanId, now?.From, now?.To, vacant, now is null || vacant ? null : name(now.PersonId),
            now is null ? null : english ? "Executive chair of the presidium" : "主席团执行主席",
            next is not null && presidium.Contains(next.PersonId) ? name(next.PersonId) : null, next?.From));
    }

    private static async Task<Mine> ForMe(HttpContext http, ClaimsPrincipal caller, MembershipDb db, TimeProvider clock, CancellationToken ct)
    {
        var (me, today) = (caller.Person(), AcademicCalendar.Day(clock.GetUtcNow()));
        var since = today.AddDays(-RemindedDays);
        var places = await (
            from s in db.RotationShifts
            join p in db.RotationPlans on s.PlanId equals p.Id
            where s.PersonId == me && p.State != RotationState.Draft && !s.Dropped && s.To >= since
            join o in db.Organizations on p.OrganizationId equals o.Id
            select new { o.Id, o.Name }).Distinct().ToListAsync(ct);

        List<MyTurn> chairing = [], toWrite = [], toConfirm = [];
        foreach (var place in places)
        {
            var turns = await db.Turns(place.Id, since, ct);
            foreach (var turn in turns)
            {
                var mine = new MyTurn(turn.PlanId, turn.ShiftId, place.Name, turn.From, turn.To);
                if (turn.PersonId == me && turn.From <= today && turn.To >= today) chairing.Add(mine);
                if (turn.PersonId == me && turn.To <= today && turn.HandOver(turns, today) is HandOverState.Open or HandOverState.Overdue) toWrite.Add(mine);
                if (turn is { Written: true, Confirmed: false } && turn.PersonId != me && turn.Next(turns)?.PersonId == me) toConfirm.Add(mine);
            }
        }

        var asked = await (
            from w in db.RotationSwaps
            where w.WithPersonId == me && w.State == SwapState.Asked
            join a in db.RotationShifts on w.ShiftId equals a.Id
            join b in db.RotationShifts on w.WithShiftId equals b.Id
            where a.From > today && b.From > today
            orderby w.AskedAt
            select new { w.PlanId, w.Id, w.PersonId, a.From, a.To, WithFrom = b.From, WithTo = b.To }).ToListAsync(ct);
        var name = await db.Names(asked.Select(s => s.PersonId), http, ct);
        return new(chairing, toWrite, toConfirm, [.. asked.Select(s => new MySwap(s.PlanId, s.Id, name(s.PersonId), s.From, s.To, s.WithFrom, s.WithTo))]);
    }
}
