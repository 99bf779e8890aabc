using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using StudentUnion.Membership.Data;
using StudentUnion.Membership.Domain;
using StudentUnion.ServiceDefaults;

namespace StudentUnion.Membership.Features.Directory;

/// <summary>A union closes a college or one of its bodies; the federation notes that a member has been merged into another. Rows, officers and history stay.</summary>
public static class CloseOrganization
{
    public sealed record Merger([Required] Guid? IntoId);

    public static void Map(IEndpointRouteBuilder organizations)
    {
        organizations.MapPost("/{id:guid}/closing", Close).RequireAnyRole(Roles.FederationStaff, Roles.UnionOfficer, Roles.LeagueTeacher)
            .WithSummary("撤销组织 · Close an organization");
        organizations.MapPost("/{id:guid}/merger", Merge).RequireAnyRole(Roles.FederationStaff).WithSummary("会员团体合并 · Merge a member organization into another");
    }

    private static async Task<Results<NoContent, NotFound>> Close(Guid id, ClaimsPrincipal caller, MembershipDb db, TimeProvider clock, CancellationToken ct)
    {
        await db.LockOrganization(id, ct);
        var organization = await db.Organizations.SingleOrDefaultAsync(o => o.Id == id, ct);
        if (organization is null) return TypedResults.NotFound();

        var now = clock.GetUtcNow();
        organization.CloseByHand(caller.AsRegistrar(), now);
        MembershipRules.DepartmentIsEmpty.Require(!await db.Appointments.AnyAsync(a => a.DepartmentId == id && a.Until == null, ct));
        db.Announce(organization, now);
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }

    private static async Task<Results<NoContent, NotFound>> Merge(
        Guid id, Merger request, ClaimsPrincipal caller, MembershipDb db, TimeProvider clock, CancellationToken ct)
    {
        await db.LockOrganization(id, ct);
        var organization = await db.Organizations.SingleOrDefaultAsync(o => o.Id == id, ct);
        var successor = await db.Organizations.AsNoTracking().SingleOrDefaultAsync(o => o.Id == request.IntoId, ct);
        if (organization is null || successor is null) return TypedResults.NotFound();

        var now = clock.GetUtcNow();
        organization.MergeInto(successor, caller.AsRegistrar(), now);
        db.Announce(organization, now);
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }
}
