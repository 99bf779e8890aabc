using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using StudentUnion.Membership.Data;
using StudentUnion.Membership.Domain;
using StudentUnion.Membership.Domain.Exchanges;
using StudentUnion.ServiceDefaults;

namespace StudentUnion.Membership.Features.Exchanges;

/// <summary>A teacher approves an exchange; at its end the outcome is recorded; until then it can be called off with the reason.</summary>
public static class DecideExchange
{
    public sealed record Conclusion([Required] ExchangeGrade? Grade, [Required, MaxLength(PostExchange.MaxOutcome)] string Outcome);

    public sealed record Cancellation([Required, MaxLength(PostExchange.MaxPurpose)] string Reason);

    public static void Map(IEndpointRouteBuilder keepers)
    {
        keepers.MapPost("/{id:guid}/approval", (Guid id, ClaimsPrincipal caller, MembershipDb db, TimeProvider clock, CancellationToken ct) =>
                Act(id, db, clock, exchange => exchange.Approve(caller.Account(), clock.GetUtcNow()), ct))
            .RequireAnyRole(Roles.LeagueTeacher).WithSummary("批准岗位交流 · Approve a post exchange");
        keepers.MapPost("/{id:guid}/outcome", (Guid id, Conclusion request, MembershipDb db, TimeProvider clock, CancellationToken ct) =>
                Act(id, db, clock, exchange => exchange.Conclude(request.Grade!.Value, request.Outcome.Trim(), clock.GetUtcNow()), ct))
            .WithSummary("登记交流结果 · Record the outcome of a post exchange");
        keepers.MapPost("/{id:guid}/cancellation", (Guid id, Cancellation request, ClaimsPrincipal caller, MembershipDb db, TimeProvider clock, CancellationToken ct) =>
                Act(id, db, clock, exchange => exchange.Cancel(request.Reason.Trim(), caller.Account()), ct))
            .WithSummary("撤销岗位交流 · Call a post exchange off");
    }

    private static async Task<Results<NoContent, NotFound>> Act(Guid id, MembershipDb db, TimeProvider clock, Action<PostExchange> act, CancellationToken ct)
    {
        await db.Database.ExecuteSqlAsync($"select from post_exchanges where id = {id} for update", ct);
        if (await db.PostExchanges.SingleOrDefaultAsync(e => e.Id == id, ct) is not { } exchange) return TypedResults.NotFound();

        act(exchange);
        db.Announce(exchange, clock.GetUtcNow());
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }
}
