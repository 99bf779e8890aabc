using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using StudentUnion.Elections.Data;
using StudentUnion.Elections.Domain;
using StudentUnion.ServiceDefaults;

namespace StudentUnion.Elections.Features;

/// <summary>An officer drafts an election of a congress: what is voted on and by which method.</summary>
public static class DraftElection
{
    public sealed record Request(
        [Required, MaxLength(200)] string Title, [Required] Office? Office, [Range(1, Election.MostCandidates)] int Seats,
        [Required] DateTimeOffset? ClosesAt, [Required] MethodRequest Method)
    {
        internal ElectionTerms Terms() => new(Title, Seats, ClosesAt!.Value.ToUniversalTime(), new(Method.Quorum!.Value, Method.MajorityBase!.Value, Method.Tie!.Value));
    }

    public sealed record MethodRequest([Required] Quorum? Quorum, [Required] MajorityBase? MajorityBase, [Required] TieRule? Tie);

    public static void Map(IEndpointRouteBuilder officers) =>
        officers.MapPost("/congresses/{id:guid}/elections", Handle).Once<ElectionsDb>().WithTags("Elections");

    internal static Task<int> MostSeats(ElectionsDb db, CongressLevel level, CancellationToken ct)
    {
        var key = Settings.PresidiumSeats(level);
        return db.Settings.Where(s => s.Key == key).Select(s => s.Value).SingleAsync(ct);
    }

    private static async Task<Results<Created<Created>, NotFound>> Handle(
        Guid id, Request request, ClaimsPrincipal caller, ElectionsDb db, TimeProvider clock, CancellationToken ct)
    {
        var congress = await db.Congresses.SingleOrDefaultAsync(c => c.Id == id, ct);
        if (congress is null) return TypedResults.NotFound();

        var election = Election.Draft(
            congress, request.Office!.Value, request.Terms(), await MostSeats(db, congress.Level, ct), caller.Account(), clock.GetUtcNow());
        db.Add(election);
        await db.SaveChangesAsync(ct);
        return TypedResults.Created($"/api/elections/elections/{election.Id}", new Created(election.Id));
    }
}
