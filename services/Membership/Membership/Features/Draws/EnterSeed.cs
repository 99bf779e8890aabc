using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using StudentUnion.Membership.Data;
using StudentUnion.Membership.Domain;
using StudentUnion.Membership.Domain.Draws;
using StudentUnion.Membership.Features.Recruitment;
using StudentUnion.ServiceDefaults;

namespace StudentUnion.Membership.Features.Draws;

/// <summary>An officer or teacher enters the seed as they read it at its source; once two have read the same, it is drawn.</summary>
public static class EnterSeed
{
    public sealed record Request([Required, MaxLength(Draw.MaxSeed)] string Seed);

    /// <summary>Drawn: two persons have read the same. Disagree: others have entered something else, so everybody looks again.</summary>
    public sealed record Response(bool Drawn, bool Disagree);

    public static void Map(IEndpointRouteBuilder keepers) =>
        keepers.MapPost("/{id:guid}/seed", Handle).WithSummary("录入公开数值 · Enter the seed as read at its source");

    private static async Task<Results<Ok<Response>, NotFound>> Handle(
        Guid id, Request request, ClaimsPrincipal caller, MembershipDb db, AcademicCalendar calendar, TimeProvider clock, CancellationToken ct)
    {
        if (await db.LockDraw(id, ct) is not { } draw) return TypedResults.NotFound();

        var now = clock.GetUtcNow();
        var person = caller.HasClaim(c => c.Type == Caller.PersonClaim) ? caller.Person() : (Guid?)null;
        var drawn = draw.Enter(request.Seed, caller.Account(), person, now);
        await db.SaveChangesAsync(ct);
        if (drawn) await db.TakeDrawn(draw, calendar, now, ct);
        return TypedResults.Ok(new Response(drawn, !drawn && draw.Readings.Select(r => r.Seed).Distinct().Count() > 1));
    }
}
