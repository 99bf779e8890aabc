using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using StudentUnion.Membership.Data;
using StudentUnion.Membership.Domain;
using StudentUnion.Membership.Domain.Learning;
using StudentUnion.ServiceDefaults;

namespace StudentUnion.Membership.Features.Learning;

/// <summary>What the union and its colleges study, for every member of it, and how much of it has been held.</summary>
public static class ShowStudyPlans
{
    /// <summary>Held: closed sessions under it. Standing: a session was held under it, so it is not revised any more.</summary>
    public sealed record Row(
        Guid Id, Guid OrganizationId, string OrganizationName, string Semester, string Title, StudyAudience Audience, int Sessions, int Held, bool Standing,
        DateTimeOffset? EndedAt, IReadOnlyList<string> Contents);

    public static void Map(IEndpointRouteBuilder learning)
    {
        learning.MapGet("/plans", List).WithSummary("学习计划 · Study plans of a semester");
        learning.MapGet("/plans/{id:guid}", Show).WithSummary("一份学习计划 · One study plan");
    }

    private sealed record After(Guid Id);

    private static async Task<Page<Row>> List(
        [AsParameters] PageRequest page, HttpContext http, MembershipDb db, AcademicCalendar calendar, TimeProvider clock, CancellationToken ct, string? semester = null)
    {
        var wanted = calendar.Asked(semester, clock.GetUtcNow());
        var plans = db.StudyPlans.Where(p => p.Semester == wanted);
        if (page.Start<After>() is { } start) plans = plans.Where(p => p.Id > start.Id);
        return http.Page(page, await Rows(db, plans.OrderBy(p => p.Id).Take(page.Size + 1), ct), row => new After(row.Id));
    }

    private static async Task<Results<Ok<Row>, NotFound>> Show(Guid id, HttpContext http, MembershipDb db, CancellationToken ct)
    {
        var version = await db.StudyPlans.Where(p => p.Id == id).Select(p => (long?)p.Version).SingleOrDefaultAsync(ct);
        if (version is null) return TypedResults.NotFound();

        http.SetVersion((uint)version);
        return TypedResults.Ok((await Rows(db, db.StudyPlans.Where(p => p.Id == id), ct)).Single());
    }

    private static async Task<List<Row>> Rows(MembershipDb db, IQueryable<StudyPlan> plans, CancellationToken ct)
    {
        var found = await (
            from p in plans.AsNoTracking()
            join o in db.Organizations on p.OrganizationId equals o.Id
            orderby p.Id
            select new { Plan = p, Organization = o.Name, Held = db.StudySessions.Count(s => s.PlanId == p.Id && s.ClosedAt != null) }).ToListAsync(ct);
        return found.ConvertAll(f => new Row(f.Plan.Id, f.Plan.OrganizationId, f.Organization, f.Plan.Semester.Code, f.Plan.Title, f.Plan.Audience,
            f.Plan.Sessions, f.Held, f.Plan.StudiedAt is not null, f.Plan.EndedAt, f.Plan.Contents));
    }
}
