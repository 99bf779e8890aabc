using System.Collections.Concurrent;
using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using StudentUnion.Elections.Box;
using StudentUnion.Elections.Data;
using StudentUnion.Elections.Domain;
using StudentUnion.ServiceDefaults;

namespace StudentUnion.Elections.Features;

/// <summary>How many may vote and how many have, while it goes on: counts only, at most a second old.</summary>
public sealed class GetTurnout(BallotBox box, TimeProvider clock)
{
    private readonly ConcurrentDictionary<Guid, (BoxCount Count, DateTimeOffset ReadAt)> _recent = new();

    public sealed record Response(int Due, int Present, int Issued, int Returned);

    public static void AddTo(IServiceCollection services) => services.AddSingleton<GetTurnout>();

    public static void Map(IEndpointRouteBuilder everybody) => everybody.MapGet("/elections/{id:guid}/turnout", Handle).WithTags("Elections");

    private static async Task<Results<Ok<Response>, NotFound>> Handle(
        Guid id, ClaimsPrincipal caller, ElectionsDb db, GetTurnout turnout, CancellationToken ct)
    {
        var now = await (from e in db.Elections
                         join c in db.Congresses on e.CongressId equals c.Id
                         where e.Id == id
                         select new { e.State, e.Due, e.Present, CongressDue = c.Due, CongressPresent = c.Present }).SingleOrDefaultAsync(ct);
        if (now is null) return TypedResults.NotFound();

        var (due, present) = now.State is ElectionState.Draft or ElectionState.Open ? (now.CongressDue, now.CongressPresent) : (now.Due, now.Present);
        var count = now.State is ElectionState.Draft ? default : await turnout.Count(caller.Tenant(), id, ct);
        return TypedResults.Ok(new Response(due, present, count.Issued, count.Returned));
    }

    private async Task<BoxCount> Count(Guid tenant, Guid election, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (_recent.TryGetValue(election, out var recent) && now - recent.ReadAt < TimeSpan.FromSeconds(1)) return recent.Count;

        foreach (var (old, _) in _recent.Where(r => now - r.Value.ReadAt > TimeSpan.FromMinutes(1))) _recent.TryRemove(old, out _);
        var count = await box.Count(tenant, election, ct);
        _recent[election] = (count, now);
        return count;
    }
}
