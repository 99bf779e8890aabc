using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using StudentUnion.Elections.Data;
using StudentUnion.Elections.Domain;

namespace StudentUnion.Elections.Features;

/// <summary>One congress with its elections.</summary>
public static class GetCongress
{
    public sealed record Response(
        Guid Id, string Name, string Session, CongressLevel Level, Guid OrganizationId, DateOnly HeldOn, int Due, int Present, IReadOnlyList<ListElections.Row> Elections);

    public static void Map(IEndpointRouteBuilder everybody) => everybody.MapGet("/congresses/{id:guid}", Handle).WithTags("Congresses");

    private static async Task<Results<Ok<Response>, NotFound>> Handle(Guid id, ElectionsDb db, CancellationToken ct)
    {
        var congress = await db.Congresses.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, ct);
        if (congress is null) return TypedResults.NotFound();

        var elections = await ListElections.Rows(db.Elections.Where(e => e.CongressId == id).OrderBy(e => e.Id)).ToListAsync(ct);
        return TypedResults.Ok(new Response(
            congress.Id, congress.Name, congress.Session, congress.Level, congress.OrganizationId, congress.HeldOn, congress.Due, congress.Present, elections));
    }
}
