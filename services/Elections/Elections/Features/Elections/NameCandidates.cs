using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using StudentUnion.Elections.Data;
using StudentUnion.Elections.Domain;
using StudentUnion.ServiceDefaults;

namespace StudentUnion.Elections.Features;

/// <summary>An officer puts candidates, or the options of a poll, on the ballot in the order given.</summary>
public static class NameCandidates
{
    public sealed record Request([Required, MinLength(1), MaxLength(Election.MostCandidates)] IReadOnlyList<Entry> Candidates);

    public sealed record Entry([Required, MaxLength(200)] string Name, Guid? PersonId, [MaxLength(5000)] string? Statement);

    public static void Map(IEndpointRouteBuilder officers) =>
        officers.MapPost("/elections/{id:guid}/candidates", Handle).Once<ElectionsDb>().WithTags("Elections");

    private static async Task<Results<NoContent, NotFound>> Handle(Guid id, Request request, HttpContext http, ElectionsDb db, CancellationToken ct)
    {
        var election = await db.LockElection(id, ct);
        if (election is null) return TypedResults.NotFound();

        var people = request.Candidates.Where(c => c.PersonId is not null).Select(c => c.PersonId!.Value).ToArray();
        var members = await db.Members.Where(m => m.Active && people.Contains(m.PersonId)).Select(m => m.PersonId).ToHashSetAsync(ct);
        election.Name([.. request.Candidates.Select(c => new Nomination(c.Name, c.PersonId, c.Statement))], members);
        await db.SaveChangesAsync(ct);
        http.SetVersion((uint)election.Version);
        return TypedResults.NoContent();
    }
}
