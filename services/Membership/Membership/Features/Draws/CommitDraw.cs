using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using StudentUnion.Membership.Data;
using StudentUnion.Membership.Domain;
using StudentUnion.Membership.Domain.Draws;
using StudentUnion.ServiceDefaults;

namespace StudentUnion.Membership.Features.Draws;

/// <summary>An officer fixes a draw among equals and publishes its commitment.</summary>
public static class CommitDraw
{
    /// <summary>Candidates: persons on the roster, in the order of the record. SeedNotBefore: when the seed's value becomes known.</summary>
    public sealed record Request(
        [Required, MaxLength(Draw.MaxTitle)] string Title, [Range(1, Draw.MaxCandidates)] int Places, [Required, MaxLength(Draw.MaxSeed)] string SeedSource,
        [Required] DateTimeOffset? SeedNotBefore, [Required, MinLength(1), MaxLength(Draw.MaxCandidates)] IReadOnlyList<Guid> Candidates);

    public sealed record Response(Guid Id);

    public static void Map(IEndpointRouteBuilder draws) => draws.MapPost("/", Handle)
        .RequireAnyRole(Roles.UnionOfficer).Once<MembershipDb>().WithSummary("确定抽签人选并公布承诺值 · Fix a draw and publish its commitment");

    private static async Task<Created<Response>> Handle(Request request, ClaimsPrincipal caller, MembershipDb db, TimeProvider clock, CancellationToken ct)
    {
        var wanted = request.Candidates;
        MembershipRules.DrawCandidateStandsOnce.Require(wanted.Distinct().Count() == wanted.Count);
        var found = await db.Students.AsNoTracking().Where(s => wanted.Contains(s.Id)).ToDictionaryAsync(s => s.Id, ct);
        MembershipRules.DrawCandidateIsAMember.Require(found.Count == wanted.Count, $"{found.Count} / {wanted.Count}");

        var now = clock.GetUtcNow();
        var draw = Draw.Commit(caller.Tenant(), new(request.Title.Trim(), request.Places, request.SeedSource.Trim(), request.SeedNotBefore!.Value.ToUniversalTime()),
            [.. wanted.Select(id => found[id])], caller.Account(), now);
        db.Add(draw);
        await db.SaveChangesAsync(ct);
        return TypedResults.Created($"/api/membership/draws/{draw.Id}", new Response(draw.Id));
    }
}
