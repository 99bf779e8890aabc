using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using StudentUnion.Membership.Data;
using StudentUnion.Membership.Domain;
using StudentUnion.ServiceDefaults;

namespace StudentUnion.Membership.Features.Directory;

/// <summary>An organization takes another name; the old one stays in its history.</summary>
public static class RenameOrganization
{
    public sealed record Request([Required, MaxLength(Organization.MaxName)] string Name);

    public static void Map(IEndpointRouteBuilder organizations) => organizations.MapPut("/{id:guid}", Handle)
        .RequireAnyRole(Roles.FederationStaff, Roles.UnionOfficer, Roles.LeagueTeacher)
        .WithSummary("组织更名 · Rename an organization");

    private static async Task<Results<NoContent, NotFound>> Handle(
        HttpContext http, Guid id, Request request, ClaimsPrincipal caller, MembershipDb db, TimeProvider clock, CancellationToken ct)
    {
        var organization = await db.Organizations.SingleOrDefaultAsync(o => o.Id == id, ct);
        if (organization is null) return TypedResults.NotFound();

        var now = clock.GetUtcNow();
        http.RequireVersion((uint)organization.Version);
        organization.Rename(request.Name.Trim(), caller.AsRegistrar(), now);

        db.Announce(organization, now);
        await db.SaveChangesAsync(ct);
        http.SetVersion((uint)organization.Version);
        return TypedResults.NoContent();
    }
}
