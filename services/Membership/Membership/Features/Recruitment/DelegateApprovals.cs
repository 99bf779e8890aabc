using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using StudentUnion.Membership.Data;
using StudentUnion.Membership.Domain;
using StudentUnion.Membership.Domain.Recruitment;
using StudentUnion.ServiceDefaults;

namespace StudentUnion.Membership.Features.Recruitment;

/// <summary>
/// The people of a body let another decider of the same university decide for them until a day. Whether the delegate decides for some body is asked when they act: only their
/// own token says so. (issue 3: each approval has a delegate)
/// </summary>
public static class DelegateApprovals
{
    /// <summary>ToAccount: the account that decides meanwhile. Until: the last day.</summary>
    public sealed record Request([Required] Guid? BodyId, [Required] Guid? ToAccount, [Required] DateOnly? Until);

    public sealed record Response(Guid Id);

    public sealed record Row(Guid Id, Guid BodyId, string Body, Guid ToAccount, DateOnly Until);

    public static void Map(RouteGroupBuilder delegations)
    {
        delegations.MapGet("/", List).WithSummary("我的委托 · What I have delegated");
        delegations.MapPost("/", Handle).Once<MembershipDb>().WithSummary("委托他人审批 · Let somebody decide meanwhile");
        delegations.MapPost("/{id:guid}/ending", End).WithSummary("收回委托 · Take a delegation back");
    }

    private sealed record After(Guid Id);

    private static async Task<Page<Row>> List(
        HttpContext http, ClaimsPrincipal caller, MembershipDb db, TimeProvider clock, [AsParameters] PageRequest page, CancellationToken ct)
    {
        var (account, today) = (caller.Account(), AcademicCalendar.Day(clock.GetUtcNow()));
        var found = db.Delegations.AsNoTracking().Where(d => d.FromAccount == account && d.Until >= today);
        if (page.Start<After>() is { } start) found = found.Where(d => d.Id < start.Id);
        var rows = await (
            from d in found
            join body in db.Organizations on d.BodyId equals body.Id
            orderby d.Id descending
            select new Row(d.Id, body.Id, body.Name, d.ToAccount, d.Until)).Take(page.Size + 1).ToListAsync(ct);
        return http.Page(page, rows, row => new After(row.Id));
    }

    private static async Task<Created<Response>> Handle(Request request, ClaimsPrincipal caller, MembershipDb db, TimeProvider clock, CancellationToken ct)
    {
        // A delegate does not delegate further.
        RecruitmentRules.BodyDecides.Require((await db.OwnBodies(caller, ct)).Contains(request.BodyId!.Value));
        var delegation = Delegation.Make(caller.Tenant(), request.BodyId.Value, caller.Account(), request.ToAccount!.Value, request.Until!.Value, clock.GetUtcNow());
        db.Add(delegation);
        await db.SaveChangesAsync(ct);
        return TypedResults.Created($"/api/membership/delegations/{delegation.Id}", new Response(delegation.Id));
    }

    private static async Task<Results<NoContent, NotFound>> End(Guid id, ClaimsPrincipal caller, MembershipDb db, TimeProvider clock, CancellationToken ct)
    {
        var account = caller.Account();
        var delegation = await db.Delegations.SingleOrDefaultAsync(d => d.Id == id && d.FromAccount == account, ct);
        if (delegation is null) return TypedResults.NotFound();

        delegation.TakeBack(clock.GetUtcNow());
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }
}
