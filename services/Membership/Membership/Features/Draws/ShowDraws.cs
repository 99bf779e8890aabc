using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using StudentUnion.Membership.Data;
using StudentUnion.Membership.Domain.Draws;
using StudentUnion.ServiceDefaults;

namespace StudentUnion.Membership.Features.Draws;

/// <summary>The draws of a union, for every member of it: what was fixed, what decided, who was drawn.</summary>
public static class ShowDraws
{
    public sealed record Row(Guid Id, string Title, int Places, DrawState State, DateTimeOffset CommittedAt, DateTimeOffset SeedNotBefore);

    /// <summary>Readings: how many persons have entered the seed; what they read is not shown before two agree, so that each looks for themselves.</summary>
    public sealed record Response(
        Guid Id, string Title, int Places, DrawState State, string SeedSource, DateTimeOffset SeedNotBefore, string Commitment, DateTimeOffset CommittedAt,
        int Readings, string? Seed, DateTimeOffset? DrawnAt, string? CancelReason, IReadOnlyList<Candidate> Candidates);

    /// <summary>Ticket: the value that orders the candidates, the smallest first; once drawn.</summary>
    public sealed record Candidate(int Number, string Name, string College, int? Rank, bool Drawn, string? Ticket);

    public static void Map(IEndpointRouteBuilder draws)
    {
        draws.MapGet("/", List).WithSummary("本会的随机抽签 · The draws of my union");
        draws.MapGet("/{id:guid}", Show).WithSummary("一次抽签 · One draw");
        draws.MapGet("/{id:guid}/record.txt", Record).WithSummary("承诺的原文 · The record the commitment is the hash of");
    }

    private sealed record After(Guid Id);

    private static async Task<Page<Row>> List([AsParameters] PageRequest page, HttpContext http, MembershipDb db, CancellationToken ct)
    {
        var rows = db.Draws.AsNoTracking();
        if (page.Start<After>() is { } start) rows = rows.Where(d => d.Id < start.Id);
        return http.Page(page, await rows.OrderByDescending(d => d.Id).Take(page.Size + 1)
            .Select(d => new Row(d.Id, d.Title, d.Places, d.State, d.CommittedAt, d.SeedNotBefore)).ToListAsync(ct), row => new After(row.Id));
    }

    private static async Task<Results<Ok<Response>, NotFound>> Show(Guid id, MembershipDb db, CancellationToken ct)
    {
        var draw = await db.Draws.AsNoTracking().Include(d => d.Candidates).Include(d => d.Readings).AsSplitQuery().SingleOrDefaultAsync(d => d.Id == id, ct);
        if (draw is null) return TypedResults.NotFound();

        return TypedResults.Ok(new Response(
            draw.Id, draw.Title, draw.Places, draw.State, draw.SeedSource, draw.SeedNotBefore, draw.Commitment, draw.CommittedAt,
            draw.Readings.Count, draw.Seed, draw.DrawnAt, draw.CancelReason,
            [
                .. draw.Candidates.OrderBy(c => c.Rank ?? c.Number).Select(c => new Candidate(
                    c.Number, c.Name, c.College, c.Rank, c.Rank <= draw.Places, draw.Seed is { } seed ? DrawRecord.Ticket(draw.Commitment, seed, c.Number) : null)),
            ]));
    }

    // Byte for byte: whoever saves it can hash it.
    private static async Task<Results<FileContentHttpResult, NotFound>> Record(Guid id, MembershipDb db, CancellationToken ct)
    {
        var record = await db.Draws.Where(d => d.Id == id).Select(d => d.Record).SingleOrDefaultAsync(ct);
        return record is null ? TypedResults.NotFound() : TypedResults.File(Encoding.UTF8.GetBytes(record), "text/plain; charset=utf-8", "draw.txt");
    }
}
