using System.Security.Claims;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using StudentUnion.Elections.Contracts;
using StudentUnion.Elections.Data;
using StudentUnion.Elections.Domain;
using StudentUnion.ServiceDefaults;

namespace StudentUnion.Elections.Features;

/// <summary>An officer or teacher signs the counted result; with the second person's signature it stands and is announced.</summary>
public static class CertifyResult
{
    public static void Map(IEndpointRouteBuilder runners) => runners.MapPost("/elections/{id:guid}/certifications", Handle).WithTags("Elections");

    private static async Task<Results<NoContent, NotFound>> Handle(
        Guid id, ClaimsPrincipal caller, ElectionsDb db, TimeProvider clock, CancellationToken ct)
    {
        var election = await db.LockElection(id, ct);
        if (election is null) return TypedResults.NotFound();

        var person = caller.HasClaim(c => c.Type == Caller.PersonClaim) ? caller.Person() : (Guid?)null;
        if (election.Certify(caller.Account(), person, clock.GetUtcNow()))
        {
            var whose = await db.Congresses.Where(c => c.Id == election.CongressId).Select(c => c.OrganizationId).SingleAsync(ct);
            db.Publish(Said(election, whose), election.Id, clock.GetUtcNow());
        }

        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }

    private static ElectionCertified Said(Election election, Guid whose)
    {
        var result = election.Result!;
        var people = election.Candidates.ToDictionary(c => (int)c.Number, c => c.PersonId);
        ElectedPerson[] elected =
        [
            .. from line in result.Candidates
               where line.Elected
               let person = people[line.Number]
               where person is not null
               select new ElectedPerson(person.Value, line.Rank, line.Votes),
        ];
        return new(election.Id, election.TenantId, whose, election.CongressId, JsonNamingPolicy.CamelCase.ConvertName(election.Office.ToString()),
            election.Title, election.CertifiedAt!.Value, elected, result.OpenSeats);
    }
}
