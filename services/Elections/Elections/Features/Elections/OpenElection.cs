using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using StudentUnion.Elections.Box;
using StudentUnion.Elections.Data;
using StudentUnion.Elections.Domain;
using StudentUnion.ServiceDefaults;

namespace StudentUnion.Elections.Features;

/// <summary>Opens voting: the delegates present are the roll, method and ballot stand from here on. Opening what is open changes nothing.</summary>
public static class OpenElection
{
    public static void Map(IEndpointRouteBuilder runners) => runners.MapPost("/elections/{id:guid}/opening", Handle).WithTags("Elections");

    private static async Task<Results<NoContent, NotFound>> Handle(
        Guid id, ClaimsPrincipal caller, ElectionsDb db, BallotBox box, TimeProvider clock, CancellationToken ct)
    {
        // The congress before the election, here as elsewhere: who arrives meanwhile is on this roll or admitted after it.
        var congressId = await db.Elections.Where(e => e.Id == id).Select(e => e.CongressId).SingleOrDefaultAsync(ct);
        var congress = await db.LockCongress(congressId, ct);
        var election = await db.LockElection(id, ct);
        if (congress is null || election is null) return TypedResults.NotFound();
        if (election.State is ElectionState.Open) return TypedResults.NoContent();

        election.Open(congress, caller.Account(), clock.GetUtcNow());

        // The box before the state: an election that says it is open has one. Cut short in between, opening is repeated and the box starts afresh.
        var voters = await db.Delegates.Where(d => d.CongressId == congress.Id && d.Present).Select(d => d.PersonId).ToArrayAsync(ct);
        await box.Open(election.TenantId, election.Id, election.ClosesAt, voters, ct);

        db.Add(new ClosingTime { ElectionId = election.Id, OrganizationId = election.TenantId, ClosesAt = election.ClosesAt });
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }
}
