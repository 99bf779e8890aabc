using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using StudentUnion.Elections.Data;
using StudentUnion.Elections.Domain;
using StudentUnion.ServiceDefaults;

namespace StudentUnion.Elections.Features;

/// <summary>The elections of the member organization, newest first.</summary>
public static class ListElections
{
    public sealed record Row(Guid Id, Guid CongressId, string Title, Office Office, int Seats, ElectionState State, DateTimeOffset ClosesAt);

    // Query parameters know enumerations by their C# names only; the API says them as JSON does.
    private static readonly Dictionary<string, ElectionState> States =
        Enum.GetValues<ElectionState>().ToDictionary(state => JsonNamingPolicy.CamelCase.ConvertName(state.ToString()));

    public static void Map(IEndpointRouteBuilder everybody) => everybody.MapGet("/elections", Handle).WithTags("Elections");

    internal static IQueryable<Row> Rows(IQueryable<Election> elections) =>
        elections.AsNoTracking().Select(e => new Row(e.Id, e.CongressId, e.Title, e.Office, e.Seats, e.State, e.ClosesAt));

    private static async Task<Results<Ok<Page<Row>>, ValidationProblem>> Handle(
        string? state, [AsParameters] PageRequest page, HttpContext http, ElectionsDb db, CancellationToken ct)
    {
        var elections = db.Elections.AsQueryable();
        if (!string.IsNullOrEmpty(state))
        {
            if (!States.TryGetValue(state, out var wanted))
                return TypedResults.ValidationProblem(new Dictionary<string, string[]> { [nameof(state)] = [string.Join(" | ", States.Keys)] });
            elections = elections.Where(e => e.State == wanted);
        }

        if (page.Start<After>() is { } start) elections = elections.Where(e => e.Id < start.Id);
        return TypedResults.Ok(http.Page(
            page, await Rows(elections.OrderByDescending(e => e.Id).Take(page.Size + 1)).ToListAsync(ct), row => new After(row.Id)));
    }
}
