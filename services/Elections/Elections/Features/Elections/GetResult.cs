using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using StudentUnion.Elections.Data;
using StudentUnion.Elections.Domain;
using StudentUnion.Elections.Domain.Counting;
using StudentUnion.ServiceDefaults;

namespace StudentUnion.Elections.Features;

/// <summary>The result: to those who run the vote once it is counted, to everybody of the member organization once it is certified, to nobody before.</summary>
public static class GetResult
{
    public sealed record Response(
        int Due, int Present, int Issued, int Returned, int Valid, int Invalid, int Blank, int Base, MajorityBase BaseKind, int Needed,
        IReadOnlyList<CandidateResult> Candidates, int Elected, int OpenSeats, Outcome Outcome, TieRule Tie, int Certifications, DateTimeOffset? CertifiedAt);

    public static void Map(IEndpointRouteBuilder everybody) => everybody.MapGet("/elections/{id:guid}/result", Handle).WithTags("Elections");

    private static async Task<Results<Ok<Response>, NotFound>> Handle(
        Guid id, ClaimsPrincipal caller, HttpContext http, ElectionsDb db, CancellationToken ct)
    {
        var election = await db.Elections.AsNoTracking().Include(e => e.Certifications).SingleOrDefaultAsync(e => e.Id == id, ct);
        if (election is null) return TypedResults.NotFound();

        election.WhyNoResult(officer: caller.Holds(Roles.UnionOfficer) || caller.Holds(Roles.LeagueTeacher))?.Require(false);

        http.Response.Headers.CacheControl = "no-store";
        var r = election.Result!;
        return TypedResults.Ok(new Response(
            r.Due, r.Present, r.Issued, r.Returned, r.Valid, r.Invalid, r.Blank, r.Base, r.BaseKind, r.Needed, r.Candidates, r.Elected, r.OpenSeats,
            r.Outcome, r.Tie, election.Certifications.Count, election.CertifiedAt));
    }
}
