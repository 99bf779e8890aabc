using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using StudentUnion.Elections.Box;
using StudentUnion.Elections.Data;
using StudentUnion.Elections.Domain;
using StudentUnion.ServiceDefaults;

namespace StudentUnion.Elections.Features;

/// <summary>An officer records which delegates have come. Who arrives while voting is open may vote from then on.</summary>
public static class RecordPresence
{
    /// <param name="PersonIds">Who came, at most a thousand at a time.</param>
    /// <param name="Everyone">Every delegate came.</param>
    public sealed record Request([MaxLength(1000)] IReadOnlyList<Guid>? PersonIds, bool Everyone = false) : IValidatableObject
    {
        public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
        {
            if (Everyone == PersonIds is { Count: > 0 })
                yield return new("Say either who came or that everyone did.", [nameof(PersonIds), nameof(Everyone)]);
        }
    }

    public sealed record Response(int Due, int Present);

    public static void Map(IEndpointRouteBuilder officers) => officers.MapPost("/congresses/{id:guid}/presence", Handle).WithTags("Congresses");

    private static async Task<Results<Ok<Response>, NotFound>> Handle(
        Guid id, Request request, ClaimsPrincipal caller, ElectionsDb db, BallotBox box, CancellationToken ct)
    {
        var congress = await db.LockCongress(id, ct);
        if (congress is null) return TypedResults.NotFound();

        var delegates = db.Delegates.Where(d => d.CongressId == id);
        if (!request.Everyone)
        {
            var named = request.PersonIds!.Distinct().ToArray();
            delegates = delegates.Where(d => named.Contains(d.PersonId));
            var known = await delegates.CountAsync(ct);
            ElectionRules.PresentIsADelegate.Require(known == named.Length, $"{known} / {named.Length}");
        }

        // The box first: if this request is cut short after it, the officer repeats it and both agree. The other way round somebody
        // recorded as present would find no place on the roll.
        var open = await db.Elections.Where(e => e.CongressId == id && e.State == ElectionState.Open).Select(e => e.Id).ToArrayAsync(ct);
        if (open.Length > 0) await box.Admit(caller.Tenant(), open, await delegates.Select(d => d.PersonId).ToArrayAsync(ct), ct);

        congress.Welcome(await delegates.Where(d => !d.Present).ExecuteUpdateAsync(change => change.SetProperty(d => d.Present, true), ct));
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(new Response(congress.Due, congress.Present));
    }
}
