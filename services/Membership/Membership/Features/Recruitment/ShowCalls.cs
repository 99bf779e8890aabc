using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using StudentUnion.Membership.Data;
using StudentUnion.Membership.Domain.Draws;
using StudentUnion.Membership.Domain.Offices;
using StudentUnion.Membership.Domain.Recruitment;
using StudentUnion.ServiceDefaults;

namespace StudentUnion.Membership.Features.Recruitment;

/// <summary>The calls of a union, for every member of it, with the public notice of those selected; drafts are for officers and teachers.</summary>
public static class ShowCalls
{
    public sealed record Row(Guid Id, string Title, Guid OrganizationId, string OrganizationName, CallKind Kind, CallState State, DateTimeOffset OpensAt, DateTimeOffset ClosesAt, int Places);

    /// <summary>Notice: who is on public notice now. Mine: the caller's application.</summary>
    public sealed record Response(
        Guid Id, string Title, string Conditions, Guid OrganizationId, string OrganizationName, UnionLevel Level, CallKind Kind, CallState State, DateTimeOffset OpensAt,
        DateTimeOffset ClosesAt, int ProbationDays, string? CancelReason, IReadOnlyList<ShownPost> Posts, IReadOnlyList<Named> Notice, Guid? Mine);

    /// <summary>Tied: how many share the last places that a draw gives; Left: how many places these are.</summary>
    public sealed record ShownPost(
        int Number, string Post, string PostName, Guid? DepartmentId, string? Department, int Places, DateTimeOffset? SelectedAt, int Tied, int? Left, Guid? DrawId, DrawState? DrawState);

    public sealed record Named(Guid ApplicationId, string Name, string College, int Post, DateTimeOffset Until);

    public static void Map(RouteGroupBuilder calls)
    {
        calls.MapGet("/", List).WithSummary("本会的选聘公告 · The calls of my union");
        calls.MapGet("/{id:guid}", Show).WithSummary("一则选聘公告及其公示 · One call and its public notice");
    }

    private sealed record After(Guid Id);

    private static async Task<Page<Row>> List(
        HttpContext http, ClaimsPrincipal caller, MembershipDb db, TimeProvider clock, [AsParameters] PageRequest page, CancellationToken ct)
    {
        var keeps = caller.KeepsRecruitment();
        var found = db.Calls.AsNoTracking().Where(c => keeps || c.State != CallState.Draft);
        if (page.Start<After>() is { } start) found = found.Where(c => c.Id < start.Id);
        var rows = await (
            from c in found
            join o in db.Organizations on c.OrganizationId equals o.Id
            orderby c.Id descending
            select new { Call = c, o.Name, Places = c.Posts.Sum(p => p.Places) }).Take(page.Size + 1).ToListAsync(ct);
        var now = clock.GetUtcNow();
        return http.Page(page, rows.ConvertAll(r => new Row(
            r.Call.Id, r.Call.Title, r.Call.OrganizationId, r.Name, r.Call.Kind, r.Call.At(now), r.Call.OpensAt, r.Call.ClosesAt, r.Places)), row => new After(row.Id));
    }

    private static async Task<Results<Ok<Response>, NotFound>> Show(
        HttpContext http, Guid id, ClaimsPrincipal caller, MembershipDb db, TimeProvider clock, CancellationToken ct)
    {
        var keeps = caller.KeepsRecruitment();
        var call = await db.Calls.AsNoTracking().Include(c => c.Posts).SingleOrDefaultAsync(c => c.Id == id && (keeps || c.State != CallState.Draft), ct);
        if (call is null) return TypedResults.NotFound();

        var english = RequestLanguage.Of(http) == Language.English;
        var names = await db.PostTemplates.AsNoTracking().ToDictionaryAsync(p => p.Code, p => english ? p.En : p.Zh, ct);
        var departments = call.Posts.Select(p => p.DepartmentId ?? call.OrganizationId).Append(call.OrganizationId).ToList();
        var organizations = await db.Organizations.AsNoTracking().Where(o => departments.Contains(o.Id)).ToDictionaryAsync(o => o.Id, o => o.Name, ct);
        var wanted = call.Posts.Select(p => p.DrawId).ToList();
        var draws = await db.Draws.AsNoTracking().Where(d => wanted.Contains(d.Id)).ToDictionaryAsync(d => d.Id, d => d.State, ct);
        var equals = await db.Applications.Where(a => a.CallId == id && a.State == ApplicationState.Drawing).GroupBy(a => a.PostNumber)
            .Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
        var notice = await (
            from a in db.Applications
            where a.CallId == id && a.State == ApplicationState.Notice
            join s in db.Students on a.PersonId equals s.Id
            orderby a.PostNumber, s.College, s.Name, a.Id
            select new Named(a.Id, s.Name, s.College, a.PostNumber, a.NoticeUntil!.Value)).ToListAsync(ct);
        var person = caller.PersonOrNone();
        var mine = await db.Applications.Where(a => a.CallId == id && a.PersonId == person).Select(a => (Guid?)a.Id).SingleOrDefaultAsync(ct);

        return TypedResults.Ok(new Response(
            call.Id, call.Title, call.Conditions, call.OrganizationId, organizations[call.OrganizationId], call.Level, call.Kind, call.At(clock.GetUtcNow()), call.OpensAt, call.ClosesAt,
            call.ProbationDays, call.CancelReason,
            [
                .. call.Posts.OrderBy(p => p.Number).Select(p => new ShownPost(
                    p.Number, p.Post, names[p.Post], p.DepartmentId, p.DepartmentId is { } d ? organizations[d] : null, p.Places, p.SelectedAt,
                    equals.GetValueOrDefault(p.Number), p.LeftForDraw, p.DrawId, p.DrawId is { } draw ? draws[draw] : null)),
            ], notice, mine));
    }
}
