using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using StudentUnion.Identity.Data;
using StudentUnion.Identity.Domain;
using StudentUnion.ServiceDefaults;

namespace StudentUnion.Identity.Features.Accounts;

/// <summary>Takes a role back. Tokens that still state it end within ten minutes.</summary>
public static class RevokeRole
{
    public static void Map(RouteGroupBuilder accounts) =>
        accounts.MapDelete("/{id:guid}/grants/{role}@{organizationId:guid}", Handle);

    private static async Task<Results<NoContent, NotFound>> Handle(
        Guid id, string role, Guid organizationId, ClaimsPrincipal caller, IdentityDb db, CancellationToken ct)
    {
        var account = await db.WithinReach(caller, id, ct);
        if (account?.Grants.SingleOrDefault(g => g.Role == role && g.OrganizationId == organizationId) is not { } grant) return TypedResults.NotFound();

        IdentityRules.NobodyLocksThemselvesOut.Require(id != caller.Account());
        IdentityRules.FederationEntrustsItsOwn.Require(role != Roles.FederationStaff || caller.Holds(Roles.FederationStaff));

        db.Remove(grant);
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }
}
