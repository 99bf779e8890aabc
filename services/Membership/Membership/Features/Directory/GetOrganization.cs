using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using StudentUnion.Membership.Data;
using StudentUnion.Membership.Domain;
using StudentUnion.ServiceDefaults;

namespace StudentUnion.Membership.Features.Directory;

/// <summary>One organization with its past and its colleges.</summary>
public static class GetOrganization
{
    public sealed record Response(
        Guid Id, string Name, OrganizationKind Kind, InstitutionLevel? Level, Guid? ParentId, string? InstitutionCode, string? InstitutionName,
        string? Province, string? City, string? Authority, OrganizationStatus Status, long Version, IReadOnlyList<Entry> History,
        IReadOnlyList<College> Colleges, string? ParentName, IReadOnlyList<Body> Bodies, Successor? Successor);

    public sealed record Entry(DateTimeOffset At, DateOnly? List, OrganizationChange What, string? Before, string? After);

    public sealed record College(Guid Id, string Name, OrganizationStatus Status);

    /// <summary>A department, a League branch or a supervising body that stands directly below it; societies, classes and dormitory areas are many and listed by pages.</summary>
    public sealed record Body(Guid Id, string Name, OrganizationKind Kind, OrganizationStatus Status);

    /// <summary>The member organization it was merged into.</summary>
    public sealed record Successor(Guid Id, string Name);

    private static readonly OrganizationKind[] Few =
    [
        OrganizationKind.Department, OrganizationKind.LeagueBranch, OrganizationKind.PartyCommittee, OrganizationKind.LeagueCommittee, OrganizationKind.StudentAffairs,
    ];

    public static void Map(IEndpointRouteBuilder organizations) =>
        organizations.MapGet("/{id:guid}", Handle).WithSummary("会员团体详情与沿革 · One organization, its history and its colleges");

    private static async Task<Results<Ok<Response>, NotFound>> Handle(HttpContext http, Guid id, MembershipDb db, CancellationToken ct)
    {
        var colleges = await db.Organizations.AsNoTracking().Where(o => o.ParentId == id && o.Kind == OrganizationKind.College)
            .OrderBy(o => o.Name).Select(o => new College(o.Id, o.Name, o.Status)).ToListAsync(ct);
        var bodies = await db.Organizations.AsNoTracking().Where(o => o.ParentId == id && Few.Contains(o.Kind))
            .OrderBy(o => o.Name).Select(o => new Body(o.Id, o.Name, o.Kind, o.Status)).ToListAsync(ct);
        var response = await db.Organizations.AsNoTracking().Where(o => o.Id == id)
            .Select(o => new Response(o.Id, o.Name, o.Kind, o.Level, o.ParentId, o.InstitutionCode, o.InstitutionName, o.Province, o.City, o.Authority,
                o.Status, o.Version,
                o.History.OrderBy(e => e.Version).Select(e => new Entry(e.At, e.List, e.What, e.Before, e.After)).ToList(), colleges,
                db.Organizations.Where(p => p.Id == o.ParentId).Select(p => p.Name).SingleOrDefault(), bodies,
                db.Organizations.Where(s => s.Id == o.SuccessorId).Select(s => new Successor(s.Id, s.Name)).SingleOrDefault()))
            .SingleOrDefaultAsync(ct);
        if (response is null) return TypedResults.NotFound();

        http.SetVersion((uint)response.Version);
        return TypedResults.Ok(response);
    }
}
