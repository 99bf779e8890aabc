using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using StudentUnion.Elections.Box;
using StudentUnion.Elections.Data;
using StudentUnion.Elections.Domain;
using StudentUnion.ServiceDefaults;

namespace StudentUnion.Elections.Features;

/// <summary>Counts the ballots of a closed election and freezes the result. Counting what is counted changes nothing.</summary>
public static class CountBallots
{
    public static void Map(IEndpointRouteBuilder runners) => runners.MapPost("/elections/{id:guid}/count", Handle).WithTags("Elections");

    private static async Task<Results<NoContent, NotFound>> Handle(
        Guid id, ClaimsPrincipal caller, ElectionsDb db, BallotBox box, TimeProvider clock, CancellationToken ct)
    {
        var election = await db.LockElection(id, ct);
        if (election is null) return TypedResults.NotFound();
        if (election.State is ElectionState.Counted) return TypedResults.NoContent();

        election.WhyNotCount()?.Require(false);
        var ballots = await box.Ballots(election.TenantId, election.Id, ct);
        var count = await box.Count(election.TenantId, election.Id, ct);
        election.Count(ballots, count.Issued, caller.Account(), clock.GetUtcNow());
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }
}
