using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using StudentUnion.Membership.Data;
using StudentUnion.Membership.Domain;
using StudentUnion.ServiceDefaults;

namespace StudentUnion.Membership.Features.InstitutionList;

/// <summary>Lists of the Ministry that were uploaded, what each would change, and whether it is in force.</summary>
public static class ShowInstitutionImport
{
    /// <summary>One uploaded list. At: when it was applied, or received where it is not yet.</summary>
    public sealed record Response(
        Guid Id, InstitutionImportState State, DateOnly List, string? Province, string? FileName, DateTimeOffset At, InstitutionCounts Counts,
        IReadOnlyList<LineError> Errors);

    public sealed record LineError(int Line, string? Column, string Code, string Message);

    public sealed record Difference(DifferenceKind Kind, string Code, string Name, string? Before, string? After, string? Province, string? City);

    public static void Map(IEndpointRouteBuilder imports)
    {
        imports.MapGet("/", All).WithSummary("名单导入记录 · Lists that were uploaded");
        imports.MapGet("/{id:guid}", One).WithSummary("一次名单导入 · One uploaded list");
        imports.MapGet("/{id:guid}/differences", Differences).WithSummary("与名册的差异 · What it would change or has changed");
    }

    internal static Response Show(InstitutionImport import, Language language) => new(
        import.Id, import.State, import.List, import.Province, import.FileName, import.AppliedAt ?? import.ReceivedAt, import.Counts,
        Show(import.Errors, language));

    private static List<LineError> Show(List<RowFinding> errors, Language language) =>
        [.. errors.Select(e => new LineError(e.Line, e.Column, e.Code, RowRules.Named(e.Code).In(language) + (e.Seen is null ? "" : $" ({e.Seen})")))];

    private sealed record NewestFirst(Guid Id);

    private static async Task<Page<Response>> All(HttpContext http, MembershipDb db, [AsParameters] PageRequest page, CancellationToken ct)
    {
        var found = db.InstitutionImports.AsNoTracking();
        if (page.Start<NewestFirst>() is { } start) found = found.Where(i => i.Id < start.Id);
        var rows = await found.OrderByDescending(i => i.Id).Take(page.Size + 1)
            .Select(i => new { i.Id, i.State, i.List, i.Province, i.FileName, i.AppliedAt, i.ReceivedAt, i.Counts, i.Errors }).ToListAsync(ct);
        var language = RequestLanguage.Of(http);
        return http.Page(page, rows.ConvertAll(i => new Response(i.Id, i.State, i.List, i.Province, i.FileName, i.AppliedAt ?? i.ReceivedAt, i.Counts,
            Show(i.Errors, language))), row => new NewestFirst(row.Id));
    }

    private static async Task<Results<Ok<Response>, NotFound>> One(HttpContext http, Guid id, MembershipDb db, CancellationToken ct) =>
        await db.InstitutionImports.AsNoTracking().SingleOrDefaultAsync(i => i.Id == id, ct) is { } import
            ? TypedResults.Ok(Show(import, RequestLanguage.Of(http)))
            : TypedResults.NotFound();

    private sealed record Place(int Ordinal);

    private static async Task<Results<Ok<Page<Difference>>, NotFound>> Differences(
        HttpContext http, Guid id, MembershipDb db, [AsParameters] PageRequest page, CancellationToken ct, string? kind = null)
    {
        if (!await db.InstitutionImports.AnyAsync(i => i.Id == id, ct)) return TypedResults.NotFound();

        var found = db.InstitutionDifferences.AsNoTracking().Where(d => d.ImportId == id);
        if (Choice.Of<DifferenceKind>(kind) is { } wanted) found = found.Where(d => d.Kind == wanted);
        if (page.Start<Place>() is { } start) found = found.Where(d => d.Ordinal > start.Ordinal);
        var rows = await found.OrderBy(d => d.Ordinal).Take(page.Size + 1).ToListAsync(ct);
        var cut = http.Page(page, rows, row => new Place(row.Ordinal));
        return TypedResults.Ok(new Page<Difference>(
            [.. cut.Items.Select(d => new Difference(d.Kind, d.Code, d.Name, d.Before, d.After, d.Province, d.City))], cut.Next));
    }
}
