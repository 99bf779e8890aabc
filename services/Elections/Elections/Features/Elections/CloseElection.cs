using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using StudentUnion.Elections.Box;
using StudentUnion.Elections.Data;
using StudentUnion.Elections.Domain;
using StudentUnion.ServiceDefaults;

namespace StudentUnion.Elections.Features;

/// <summary>Closes voting, for good. Closing what is closed changes nothing.</summary>
public static class CloseElection
{
    public static void Map(IEndpointRouteBuilder runners) => runners.MapPost("/elections/{id:guid}/closing", Handle).WithTags("Elections");

    private static async Task<Results<NoContent, NotFound>> Handle(
        Guid id, ClaimsPrincipal caller, ElectionsDb db, BallotBox box, TimeProvider clock, CancellationToken ct) =>
        await Close(id, caller.Account(), db, box, clock, ct) ? TypedResults.NoContent() : TypedResults.NotFound();

    /// <summary>Closes an election of the transaction's tenant; <paramref name="by"/> is null where its time has come.</summary>
    /// <returns>Whether there is such an election.</returns>
    internal static async Task<bool> Close(Guid id, Guid? by, ElectionsDb db, BallotBox box, TimeProvider clock, CancellationToken ct)
    {
        var congressId = await db.Elections.Where(e => e.Id == id).Select(e => e.CongressId).SingleOrDefaultAsync(ct);
        var congress = await db.LockCongress(congressId, ct);
        var election = await db.LockElection(id, ct);
        if (congress is null || election is null) return false;
        if (election.State is ElectionState.Closed) return true;

        election.Close(congress, by, clock.GetUtcNow());

        // The box before the state: what says it is closed takes no more ballots. Cut short in between, closing is repeated.
        await box.Close(election.TenantId, election.Id, ct);
        await db.ClosingTimes.Where(c => c.ElectionId == id).ExecuteDeleteAsync(ct);
        await db.SaveChangesAsync(ct);
        return true;
    }
}
