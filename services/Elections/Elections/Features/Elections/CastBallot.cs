using System.Collections.Concurrent;
using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using StudentUnion.Elections.Box;
using StudentUnion.Elections.Data;
using StudentUnion.Elections.Domain;
using StudentUnion.ServiceDefaults;

namespace StudentUnion.Elections.Features;

/// <summary>
/// A delegate votes. Answered once the ballot is safely in the box. Nothing is logged, no idempotency key is kept, and the ballot travels without the
/// voter from here on: see <see cref="BallotBox"/>.
/// </summary>
public static class CastBallot
{
    /// <param name="Marks">Numbers of the candidates chosen; none is a blank ballot.</param>
    public sealed record Request([Required, MaxLength(Election.MostCandidates)] int[] Marks);

    public static void AddTo(IServiceCollection services)
    {
        services.AddSingleton<BallotBox>().AddSingleton<WaitingBallots>().AddSingleton<BallotPapers>().AddHostedService<BallotWriter>();
        services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, CastJson.Default));
    }

    public static void Map(IEndpointRouteBuilder members) => members.MapPost("/elections/{id:guid}/ballots", Handle)
        .WithMetadata(new RequestSizeLimitAttribute(16 * 1024)).WithTags("Elections");

    private static async Task<Results<NoContent, NotFound, ProblemHttpResult>> Handle(
        Guid id, Request ballot, ClaimsPrincipal caller, BallotPapers papers, BallotBox box, TimeProvider clock, CancellationToken ct)
    {
        var tenant = caller.Tenant();
        var paper = await papers.Of(tenant, id, ct);
        if (paper is null) return TypedResults.NotFound();

        ElectionRules.VotingIsOpen.Require(clock.GetUtcNow() < paper.ClosesAt);
        var outcome = await box.Cast(tenant, id, caller.Person(), paper.Fill(ballot.Marks));
        if (outcome is CastOutcome.Accepted) return TypedResults.NoContent();
        if (outcome is CastOutcome.Unknown) return TypedResults.Problem(statusCode: StatusCodes.Status503ServiceUnavailable);

        throw new RuleBrokenException(Election.WhyNotVote(
            open: outcome is not CastOutcome.NotOpen, onTheRoll: outcome is not CastOutcome.NotOnTheRoll, hasVoted: outcome is CastOutcome.HasVoted)!);
    }
}

/// <summary>The ballot papers of open elections, read once: they cannot change while voting is open, and whether it still is the box itself decides.</summary>
public sealed class BallotPapers(IServiceScopeFactory scopes)
{
    private readonly ConcurrentDictionary<(Guid Tenant, Guid Election), BallotPaper> _papers = new();

    /// <returns>The paper; null where the tenant has no such election.</returns>
    /// <exception cref="RuleBrokenException">Voting is not open.</exception>
    public ValueTask<BallotPaper?> Of(Guid tenant, Guid election, CancellationToken ct) =>
        _papers.TryGetValue((tenant, election), out var paper) ? new(paper) : new(Read(tenant, election, ct));

    private async Task<BallotPaper?> Read(Guid tenant, Guid election, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ElectionsDb>();
        await using var transaction = await db.BeginFor(tenant, ct);
        var found = await db.Elections.AsNoTracking().Where(e => e.Id == election)
            .Select(e => new { e.State, Paper = new BallotPaper(e.TenantId, e.Id, e.Seats, e.Candidates.Count, e.ClosesAt) }).SingleOrDefaultAsync(ct);
        if (found is null) return null;

        ElectionRules.VotingIsOpen.Require(found.State is ElectionState.Open);
        return _papers.GetOrAdd((tenant, election), found.Paper);
    }
}

[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(CastBallot.Request))]
internal sealed partial class CastJson : JsonSerializerContext;
