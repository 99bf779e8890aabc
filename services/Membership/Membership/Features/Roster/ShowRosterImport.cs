using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using StudentUnion.Membership.Data;
using StudentUnion.Membership.Domain;
using StudentUnion.ServiceDefaults;

namespace StudentUnion.Membership.Features.Roster;

/// <summary>How far a roster is, and which of its lines were left out and why.</summary>
public static class ShowRosterImport
{
    /// <summary>
    /// One roster. Progress: 0 to 1. Problem: the rule that ended it, in the reader's language. IgnoredColumns: columns that were not read, by their names
    /// in the file.
    /// </summary>
    public sealed record Response(
        Guid Id, RosterImportState State, string? FileName, DateTimeOffset At, int Rows, int Inserted, int Updated, int Unchanged, int Rejected,
        double Progress, string? Problem, IReadOnlyList<string> IgnoredColumns);

    public sealed record LineError(int Line, string? Column, string Code, string Message);

    public static void Map(IEndpointRouteBuilder imports)
    {
        imports.MapGet("/", All).WithSummary("名单导入记录 · Rosters that were uploaded");
        imports.MapGet("/{id:guid}", One).WithSummary("一次名单导入的进度 · How far a roster is");
        imports.MapGet("/{id:guid}/errors", Errors).WithSummary("逐行错误 · Lines that were left out");
    }

    private sealed record NewestFirst(Guid Id);

    private static async Task<Page<Response>> All(HttpContext http, MembershipDb db, [AsParameters] PageRequest page, CancellationToken ct)
    {
        var found = db.RosterImports.AsNoTracking();
        if (page.Start<NewestFirst>() is { } start) found = found.Where(i => i.Id < start.Id);
        var rows = await found.OrderByDescending(i => i.Id).Take(page.Size + 1).ToListAsync(ct);
        return http.Page(page, rows.ConvertAll(i => Show(i, RequestLanguage.Of(http))), row => new NewestFirst(row.Id));
    }

    private static async Task<Results<Ok<Response>, NotFound>> One(HttpContext http, Guid id, MembershipDb db, CancellationToken ct) =>
        await db.RosterImports.AsNoTracking().SingleOrDefaultAsync(i => i.Id == id, ct) is { } import
            ? TypedResults.Ok(Show(import, RequestLanguage.Of(http)))
            : TypedResults.NotFound();

    private static Response Show(RosterImport i, Language language) => new(
        i.Id, i.State, i.FileName, i.ReceivedAt, i.Rows, i.Inserted, i.Updated, i.Unchanged, i.Rejected, i.Progress,
        MembershipRules.All.SingleOrDefault(rule => rule.Code == i.Problem)?.In(language) is { } problem
            ? i.ProblemSeen is null ? problem : $"{problem} ({i.ProblemSeen})"
            : null,
        i.IgnoredColumns);

    private sealed record Place(int Line, int Ordinal);

    private static async Task<Results<Ok<Page<LineError>>, NotFound>> Errors(
        HttpContext http, Guid id, MembershipDb db, [AsParameters] PageRequest page, CancellationToken ct)
    {
        if (!await db.RosterImports.AnyAsync(i => i.Id == id, ct)) return TypedResults.NotFound();

        var found = db.RosterFindings.AsNoTracking().Where(f => f.ImportId == id);
        if (page.Start<Place>() is { } start)
            found = found.Where(f => EF.Functions.GreaterThan(ValueTuple.Create(f.Line, f.Ordinal), ValueTuple.Create(start.Line, start.Ordinal)));
        var rows = await found.OrderBy(f => f.Line).ThenBy(f => f.Ordinal).Take(page.Size + 1).ToListAsync(ct);

        var language = RequestLanguage.Of(http);
        var cut = http.Page(page, rows, row => new Place(row.Line, row.Ordinal));
        return TypedResults.Ok(new Page<LineError>(
            [.. cut.Items.Select(f => new LineError(f.Line, f.Column, f.Code, RowRules.Named(f.Code).In(language) + (f.Seen is null ? "" : $" ({f.Seen})")))],
            cut.Next));
    }
}
