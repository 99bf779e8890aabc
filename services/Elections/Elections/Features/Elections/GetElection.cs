using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using StudentUnion.Elections.Box;
using StudentUnion.Elections.Data;
using StudentUnion.Elections.Domain;
using StudentUnion.ServiceDefaults;

namespace StudentUnion.Elections.Features;

/// <summary>One election with its ballot, and what the reader may do in it: told to that reader only.</summary>
public static class GetElection
{
    public sealed record Response(
        Guid Id, Guid CongressId, string Title, Office Office, int Seats, ElectionState State, DateTimeOffset ClosesAt, ElectionMethod Method,
        IReadOnlyList<CandidateRow> Candidates, MyPart? Me, int Certifications, long Version);

    public sealed record CandidateRow(int Number, string Name, string? Statement);

    public sealed record MyPart(bool MayVote, Reason? WhyNot, bool HasVoted);

    public sealed record Reason(string Code, string Statement);

    public static void Map(IEndpointRouteBuilder everybody) => everybody.MapGet("/elections/{id:guid}", Handle).WithTags("Elections");

    private static async Task<Results<Ok<Response>, NotFound>> Handle(
        Guid id, ClaimsPrincipal caller, HttpContext http, ElectionsDb db, BallotBox box, TimeProvider clock, CancellationToken ct)
    {
        var election = await db.Elections.AsNoTracking().Where(e => e.Id == id).Select(e => new Response(
            e.Id, e.CongressId, e.Title, e.Office, e.Seats, e.State, e.ClosesAt, e.Method,
            e.Candidates.OrderBy(c => c.Number).Select(c => new CandidateRow(c.Number, c.Name, c.Statement)).ToList(),
            null, e.Certifications.Count, e.Version)).SingleOrDefaultAsync(ct);
        if (election is null) return TypedResults.NotFound();

        http.SetVersion((uint)election.Version);
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(election with { Me = await Mine(election, caller, http, db, box, clock, ct) });
    }

    private static async Task<MyPart?> Mine(
        Response election, ClaimsPrincipal caller, HttpContext http, ElectionsDb db, BallotBox box, TimeProvider clock, CancellationToken ct)
    {
        if (!caller.HasClaim(c => c.Type == Caller.PersonClaim)) return null;

        var person = caller.Person();
        var place = await box.PlaceOf(caller.Tenant(), election.Id, person, ct);
        var open = place.Open && election.State is ElectionState.Open && clock.GetUtcNow() < election.ClosesAt;
        var onTheRoll = place.OnTheRoll
            || (election.State is ElectionState.Draft && await db.Delegates.AnyAsync(d => d.CongressId == election.CongressId && d.PersonId == person && d.Present, ct));
        var whyNot = Election.WhyNotVote(open, onTheRoll, place.HasVoted);
        return new(whyNot is null, whyNot is null ? null : new(whyNot.Code, whyNot.In(RequestLanguage.Of(http))), place.HasVoted);
    }
}
