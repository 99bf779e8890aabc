using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using StudentUnion.Elections.Data;
using StudentUnion.ServiceDefaults;

namespace StudentUnion.Elections.Features;

/// <summary>An officer changes a draft: everything but the office.</summary>
public static class ReviseElection
{
    public static void Map(IEndpointRouteBuilder officers) => officers.MapPut("/elections/{id:guid}", Handle).WithTags("Elections");

    private static async Task<Results<NoContent, NotFound>> Handle(
        Guid id, DraftElection.Request request, HttpContext http, ElectionsDb db, CancellationToken ct)
    {
        var election = await db.LockElection(id, ct);
        if (election is null) return TypedResults.NotFound();

        http.RequireVersion((uint)election.Version);
        var level = await db.Congresses.Where(c => c.Id == election.CongressId).Select(c => c.Level).SingleAsync(ct);
        election.Revise(request.Terms(), await DraftElection.MostSeats(db, level, ct));
        await db.SaveChangesAsync(ct);
        http.SetVersion((uint)election.Version);
        return TypedResults.NoContent();
    }
}
