using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using StudentUnion.Membership.Data;
using StudentUnion.Membership.Domain.Recruitment;
using StudentUnion.ServiceDefaults;

namespace StudentUnion.Membership.Features.Recruitment;

/// <summary>A call is published, called off with a reason, or closed as done once every application has its outcome.</summary>
public static class RunCall
{
    public sealed record Cancellation([Required, StringLength(Application.MaxReason, MinimumLength = 2)] string Reason);

    public static void Map(RouteGroupBuilder keepers)
    {
        keepers.MapPost("/{id:guid}/opening", Open).WithSummary("发布选聘公告 · Publish a call");
        keepers.MapPost("/{id:guid}/completion", Complete).WithSummary("选聘办结 · A call is done");
        keepers.MapPost("/{id:guid}/cancellation", Cancel).WithSummary("撤销选聘公告并说明原因 · Call a call off, with the reason");
    }

    private static async Task<Results<NoContent, NotFound>> Open(Guid id, ClaimsPrincipal caller, MembershipDb db, TimeProvider clock, CancellationToken ct)
    {
        if (await db.LockCall(id, ct) is not { } call) return TypedResults.NotFound();

        call.Open(await db.ChainOf(call, ct), await db.BodiesOf(caller.Tenant(), ct), clock.GetUtcNow());
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }

    private static async Task<Results<NoContent, NotFound>> Complete(Guid id, MembershipDb db, TimeProvider clock, CancellationToken ct)
    {
        if (await db.LockCall(id, ct) is not { } call) return TypedResults.NotFound();

        call.Complete(await db.LockApplications(id, null, ct), clock.GetUtcNow());
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }

    private static async Task<Results<NoContent, NotFound>> Cancel(Guid id, Cancellation request, MembershipDb db, TimeProvider clock, CancellationToken ct)
    {
        if (await db.LockCall(id, ct) is not { } call) return TypedResults.NotFound();

        call.Cancel(request.Reason.Trim(), await db.LockApplications(id, null, ct), clock.GetUtcNow());
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }
}
