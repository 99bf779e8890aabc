using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using StudentUnion.Membership.Data;
using StudentUnion.Membership.Domain.Recruitment;
using StudentUnion.ServiceDefaults;

namespace StudentUnion.Membership.Features.Recruitment;

/// <summary>The applications of a call by stage, for the officers and teachers who run it.</summary>
public static class ShowBoard
{
    /// <summary>Counts: of every stage, whatever is asked for.</summary>
    public sealed record Response(string CallTitle, IReadOnlyList<StageCount> Counts, Page<Card> Cards);

    public sealed record StageCount(ApplicationState State, int Count);

    /// <summary>DueAt: when the next approval is due, or the notice ends; ProbationEnds: the last day of the probation.</summary>
    public sealed record Card(
        Guid Id, string Name, string College, int Post, string PostName, string? Department, ApplicationState State, decimal? Score, DateTimeOffset? DueAt, DateOnly? ProbationEnds);

    public static void Map(RouteGroupBuilder keepers) =>
        keepers.MapGet("/{id:guid}/applications", Handle).WithSummary("选聘看板 · The applications of a call by stage");

    private sealed record After(Guid Id);

    private static async Task<Results<Ok<Response>, NotFound>> Handle(
        HttpContext http, Guid id, MembershipDb db, [AsParameters] PageRequest page, CancellationToken ct, string? state = null, int? post = null)
    {
        var title = await db.Calls.Where(c => c.Id == id).Select(c => c.Title).SingleOrDefaultAsync(ct);
        if (title is null) return TypedResults.NotFound();

        var all = db.Applications.AsNoTracking().Where(a => a.CallId == id && (post == null || a.PostNumber == post));
        var counts = await all.GroupBy(a => a.State).Select(g => new StageCount(g.Key, g.Count())).ToListAsync(ct);
        if (Choice.Of<ApplicationState>(state) is { } wanted) all = all.Where(a => a.State == wanted);
        if (page.Start<After>() is { } start) all = all.Where(a => a.Id > start.Id);

        var english = RequestLanguage.Of(http) == Language.English;
        var cards = await (
            from a in all
            join s in db.Students on a.PersonId equals s.Id
            join p in db.Set<CallPost>() on new { a.CallId, Number = a.PostNumber } equals new { p.CallId, p.Number }
            join t in db.PostTemplates on p.Post equals t.Code
            from d in db.Organizations.Where(d => d.Id == p.DepartmentId).DefaultIfEmpty()
            orderby a.Id
            select new Card(
                a.Id, s.Name, s.College, p.Number, english ? t.En : t.Zh, d.Name, a.State, a.Score,
                a.State == ApplicationState.Notice ? a.NoticeUntil
                : a.State == ApplicationState.Submitted || a.State == ApplicationState.InReview ? a.Approvals.Where(x => x.Verdict == null).Min(x => x.DueAt) : null,
                a.State == ApplicationState.Probation ? a.ProbationEnds : null)).Take(page.Size + 1).ToListAsync(ct);
        return TypedResults.Ok(new Response(title, [.. counts.OrderBy(c => c.State)], http.Page(page, cards, card => new After(card.Id))));
    }
}
