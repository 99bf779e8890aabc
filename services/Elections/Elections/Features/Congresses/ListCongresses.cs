using Microsoft.EntityFrameworkCore;
using StudentUnion.Elections.Data;
using StudentUnion.Elections.Domain;
using StudentUnion.ServiceDefaults;

namespace StudentUnion.Elections.Features;

/// <summary>The congresses of the member organization, newest first.</summary>
public static class ListCongresses
{
    public sealed record Row(Guid Id, string Name, string Session, CongressLevel Level, Guid OrganizationId, DateOnly HeldOn, int Due, int Present);

    public static void Map(IEndpointRouteBuilder everybody) => everybody.MapGet("/congresses", Handle).WithTags("Congresses");

    private static async Task<Page<Row>> Handle([AsParameters] PageRequest page, HttpContext http, ElectionsDb db, CancellationToken ct)
    {
        var rows = db.Congresses.AsNoTracking();
        if (page.Start<After>() is { } start) rows = rows.Where(c => c.Id < start.Id);
        return http.Page(page, await rows.OrderByDescending(c => c.Id).Take(page.Size + 1)
            .Select(c => new Row(c.Id, c.Name, c.Session, c.Level, c.OrganizationId, c.HeldOn, c.Due, c.Present)).ToListAsync(ct), row => new After(row.Id));
    }
}

/// <summary>Where a page begins: after this id.</summary>
internal sealed record After(Guid Id);
