using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using StudentUnion.Elections.Data;
using StudentUnion.Elections.Domain;
using StudentUnion.ServiceDefaults;

namespace StudentUnion.Elections.Features;

/// <summary>An officer enters delegates of a congress, up to a thousand at a time; who is one already stays as they are.</summary>
public static class AddDelegates
{
    public sealed record Request([Required, MinLength(1), MaxLength(1000)] IReadOnlyList<Entry> Delegates);

    public sealed record Entry(Guid PersonId, [Required, MaxLength(100)] string Delegation);

    public sealed record Response(int Added, int Already);

    public static void Map(IEndpointRouteBuilder officers) =>
        officers.MapPost("/congresses/{id:guid}/delegates", Handle).Once<ElectionsDb>().WithTags("Congresses");

    private static async Task<Results<Ok<Response>, NotFound>> Handle(
        Guid id, Request request, ClaimsPrincipal caller, ElectionsDb db, CancellationToken ct)
    {
        var congress = await db.LockCongress(id, ct);
        if (congress is null) return TypedResults.NotFound();

        var entries = request.Delegates.DistinctBy(d => d.PersonId).ToArray();
        var people = Array.ConvertAll(entries, d => d.PersonId);
        var delegations = Array.ConvertAll(entries, d => d.Delegation);

        var known = await db.Members.CountAsync(m => m.Active && people.Contains(m.PersonId), ct);
        ElectionRules.DelegateIsAMember.Require(known == people.Length, $"{known} / {people.Length}");

        var added = await db.Database.ExecuteSqlAsync(
            $"""
            insert into delegates (tenant_id, congress_id, person_id, delegation, present)
            select {caller.Tenant()}, {id}, person, delegation, false from unnest({people}, {delegations}) entered(person, delegation)
            on conflict (congress_id, person_id) do nothing
            """, ct);
        congress.Add(added, voting: await db.Elections.AnyAsync(e => e.CongressId == id && e.State == ElectionState.Open, ct));
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(new Response(added, entries.Length - added));
    }
}
