using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using StudentUnion.Membership.Contracts;
using StudentUnion.Membership.Data;
using StudentUnion.Membership.Domain.Recruitment;
using StudentUnion.ServiceDefaults;

namespace StudentUnion.Membership.Features.Recruitment;

/// <summary>
/// The inbox of a supervising body: what waits for it, the facts it decides upon, and its decision. The application's row is locked, so that the order of the chain holds
/// whoever decides at once. (measure 6.3; domain.md §1)
/// </summary>
public static class DecideApproval
{
    /// <summary>Waiting: how many wait for the caller in all; NextDue: the nearest deadline.</summary>
    public sealed record Inbox(int Waiting, DateTimeOffset? NextDue, Page<Row> Approvals);

    public sealed record Row(
        Guid ApplicationId, string Name, string College, string CallTitle, CallKind Kind, string OrganizationName, string PostName, int Step, Guid BodyId, string Body, bool StandsIn,
        DateTimeOffset DueAt, bool Overdue);

    /// <summary>Score: with consent in the review, 0 to 100. Reason: with a refusal.</summary>
    public sealed record Request(
        [Range(1, 20)] int Step, [Required] Guid? BodyId, Verdict Verdict, [MaxLength(Approval.MaxReason)] string? Reason = null, [Range(0, 100)] int? Score = null);

    public static void Map(RouteGroupBuilder approvals)
    {
        approvals.MapGet("/", List).WithSummary("待我审批 · What waits for my decision");
        approvals.MapGet("/{id:guid}", Show).WithSummary("审批依据 · The facts of one decision");
        approvals.MapPost("/{id:guid}", Decide).WithSummary("审批 · Decide for a body");
    }

    private sealed record After(DateTimeOffset DueAt, Guid ApplicationId);

    private static async Task<Ok<Inbox>> List(
        HttpContext http, ClaimsPrincipal caller, MembershipDb db, TimeProvider clock, [AsParameters] PageRequest page, CancellationToken ct)
    {
        var (now, english) = (clock.GetUtcNow(), RequestLanguage.Of(http) == Language.English);
        var bodies = await db.DecidesFor(caller, now, ct);
        var waiting =
            from approval in db.Approvals.AsNoTracking()
            where approval.Verdict == null && approval.DueAt != null && bodies.Contains(approval.BodyId)
            join a in db.Applications.AsNoTracking() on approval.ApplicationId equals a.Id
            where a.State == ApplicationState.Submitted || a.State == ApplicationState.InReview
            select new { approval, a };
        var all = await waiting.GroupBy(_ => 1).Select(g => new { Count = g.Count(), Next = g.Min(x => x.approval.DueAt) }).SingleOrDefaultAsync(ct);

        if (page.Start<After>() is { } start)
            waiting = waiting.Where(x => EF.Functions.GreaterThan(ValueTuple.Create(x.approval.DueAt!.Value, x.a.Id), ValueTuple.Create(start.DueAt, start.ApplicationId)));
        var rows = await (
            from x in waiting.OrderBy(x => x.approval.DueAt).ThenBy(x => x.a.Id).Take(page.Size + 1)
            join body in db.Organizations on x.approval.BodyId equals body.Id
            join s in db.Students on x.a.PersonId equals s.Id
            join c in db.Calls on x.a.CallId equals c.Id
            join o in db.Organizations on c.OrganizationId equals o.Id
            join p in db.Set<CallPost>() on new { x.a.CallId, Number = x.a.PostNumber } equals new { p.CallId, p.Number }
            join t in db.PostTemplates on p.Post equals t.Code
            orderby x.approval.DueAt, x.a.Id
            select new Row(
                x.a.Id, s.Name, s.College, c.Title, c.Kind, o.Name, english ? t.En : t.Zh, x.approval.Step, body.Id, body.Name, x.approval.StandsIn, x.approval.DueAt!.Value,
                x.approval.DueAt < now)).ToListAsync(ct);
        return TypedResults.Ok(new Inbox(all?.Count ?? 0, all?.Next, http.Page(page, rows, row => new After(row.DueAt, row.ApplicationId))));
    }

    private static async Task<Results<Ok<ShowApplications.Response>, NotFound>> Show(
        HttpContext http, Guid id, ClaimsPrincipal caller, MembershipDb db, TimeProvider clock, CancellationToken ct)
    {
        var bodies = await db.DecidesFor(caller, clock.GetUtcNow(), ct);
        var person = caller.PersonOrNone();
        if (!await db.Approvals.AnyAsync(a => a.ApplicationId == id && bodies.Contains(a.BodyId), ct) || await db.Applications.AnyAsync(a => a.Id == id && a.PersonId == person, ct)) return TypedResults.NotFound();

        var shown = (await ShowApplications.Read(db, id, bodies, RequestLanguage.Of(http), ct))!;
        // Who objected is for those who keep the register.
        return TypedResults.Ok(shown with { Objections = [] });
    }

    private static async Task<Results<NoContent, NotFound>> Decide(
        Guid id, Request request, ClaimsPrincipal caller, MembershipDb db, TimeProvider clock, CancellationToken ct)
    {
        if (await db.LockApplication(id, ct) is not { } application) return TypedResults.NotFound();

        var now = clock.GetUtcNow();
        // Nobody decides about themselves, whatever they hold.
        RecruitmentRules.BodyDecides.Require(application.PersonId != caller.PersonOrNone() && (await db.DecidesFor(caller, now, ct)).Contains(request.BodyId!.Value));
        var before = application.State;
        application.Decide(
            request.Step, request.BodyId.Value, request.Verdict, string.IsNullOrWhiteSpace(request.Reason) ? null : request.Reason.Trim(), request.Score, caller.Account(), now);
        if (before != application.State && application is { Kind: CallKind.Candidates, State: ApplicationState.Confirmed })
        {
            var organization = await db.Calls.Where(c => c.Id == application.CallId).Select(c => c.OrganizationId).SingleAsync(ct);
            db.Publish(new PresidiumCandidateApproved(application.TenantId, organization, application.CallId, application.PersonId, application.Version), organization, now);
        }

        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }
}
