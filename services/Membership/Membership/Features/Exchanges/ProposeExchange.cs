using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using StudentUnion.Membership.Contracts;
using StudentUnion.Membership.Data;
using StudentUnion.Membership.Domain.Exchanges;
using StudentUnion.Membership.Domain.Rotation;
using StudentUnion.Membership.Features.Rotation;
using StudentUnion.ServiceDefaults;

namespace StudentUnion.Membership.Features.Exchanges;

/// <summary>An officer proposes that a person in office works elsewhere for a while.</summary>
public static class ProposeExchange
{
    public sealed record Request(
        [Required] Guid? PersonId, [Required] Guid? FromOrganizationId, [Required, MaxLength(PostExchange.MaxPost)] string FromPost,
        [Required] Guid? ToOrganizationId, [Required, MaxLength(PostExchange.MaxPost)] string ToPost,
        [Required] DateOnly? From, [Required] DateOnly? To, [Required, MaxLength(PostExchange.MaxPurpose)] string Purpose);

    public sealed record Response(Guid Id);

    public static void Map(IEndpointRouteBuilder officers) =>
        officers.MapPost("/", Handle).Once<MembershipDb>().WithSummary("提出岗位交流 · Propose a post exchange");

    private static async Task<Created<Response>> Handle(Request request, ClaimsPrincipal caller, MembershipDb db, TimeProvider clock, CancellationToken ct)
    {
        var (tenant, person, days) = (caller.Tenant(), request.PersonId!.Value, new Days(request.From!.Value, request.To!.Value));
        foreach (var place in (Guid[])[request.FromOrganizationId!.Value, request.ToOrganizationId!.Value])
            ExchangeRules.StaysInTheUnion.Require(await db.OrganizationOf(tenant, place, ct) is not null);

        // One proposal at a time for a person: the second names the days of the first. The constraint holds whatever comes by another way.
        await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtextextended({$"exchange/{person}"}, 0))", ct);
        var now = clock.GetUtcNow();
        var exchange = PostExchange.Propose(
            tenant, person, await db.InOffice().AnyAsync(a => a.PersonId == person && a.OrganizationId == request.FromOrganizationId, ct),
            new(request.FromOrganizationId.Value, request.FromPost.Trim()), new(request.ToOrganizationId.Value, request.ToPost.Trim()), days, request.Purpose.Trim(),
            caller.Account(), now);
        var taken = await db.PostExchanges.Where(e => e.PersonId == person && e.State != ExchangeState.Cancelled && e.From <= days.To && e.To >= days.From)
            .OrderBy(e => e.From).Select(e => new { e.From, e.To }).ToListAsync(ct);
        ExchangeRules.ExchangesOfAPersonDoNotOverlap.Require(taken.Count == 0, string.Join("; ", taken.Select(t => new Days(t.From, t.To))));

        db.Add(exchange);
        db.Announce(exchange, now);
        await db.SaveChangesAsync(ct);
        return TypedResults.Created($"/api/membership/exchanges/{exchange.Id}", new Response(exchange.Id));
    }

    internal static void Announce(this MembershipDb db, PostExchange exchange, DateTimeOffset now) => db.Publish(
        new PostExchanged(exchange.TenantId, exchange.Id, exchange.FromOrganizationId, exchange.ToOrganizationId, exchange.From, exchange.To,
            JsonNamingPolicy.CamelCase.ConvertName(exchange.State.ToString()), exchange.Version),
        exchange.Id, now);
}
