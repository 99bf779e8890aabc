using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using StudentUnion.Elections.Data;
using StudentUnion.ServiceDefaults;

namespace StudentUnion.Elections.Features;

/// <summary>The delegates of a congress and who of them came. Who voted is nowhere to be listed.</summary>
public static class ListDelegates
{
    public sealed record Row(Guid PersonId, string Delegation, bool Present);

    public static void Map(IEndpointRouteBuilder runners) => runners.MapGet("/congresses/{id:guid}/delegates", Handle).WithTags("Congresses");

    private static async Task<Results<Ok<Page<Row>>, NotFound>> Handle(
        Guid id, [AsParameters] PageRequest page, HttpContext http, ElectionsDb db, CancellationToken ct)
    {
        if (!await db.Congresses.AnyAsync(c => c.Id == id, ct)) return TypedResults.NotFound();

        var rows = db.Delegates.AsNoTracking().Where(d => d.CongressId == id);
        if (page.Start<After>() is { } start) rows = rows.Where(d => d.PersonId > start.Id);
        return TypedResults.Ok(http.Page(page, await rows.OrderBy(d => d.PersonId).Take(page.Size + 1)
            .Select(d => new Row(d.PersonId, d.Delegation, d.Present)).ToListAsync(ct), row => new After(row.PersonId)));
    }
}
