using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using StudentUnion.Identity.Data;
using StudentUnion.Identity.Domain;
using StudentUnion.ServiceDefaults;

namespace StudentUnion.Identity.Features.Accounts;

/// <summary>Entrusts an account with a role in its tenant or in one of its colleges. It shows in tokens from the next refresh on.</summary>
public static class GrantRole
{
    public static void Map(RouteGroupBuilder accounts) =>
        accounts.MapPost("/{id:guid}/grants", Handle).Once<IdentityDb>();

    private static async Task<Results<Created<Grant>, NotFound>> Handle(
        Guid id, Grant request, ClaimsPrincipal caller, IdentityDb db, TimeProvider clock, CancellationToken ct)
    {
        var account = await db.WithinReach(caller, id, ct);
        if (account is null) return TypedResults.NotFound();

        var where = request.OrganizationId ?? account.TenantId;
        Entrusting.Require(request.Role, await db.Organizations.FindAsync([where], ct), account.TenantId, caller.Holds(Roles.FederationStaff));

        if (!account.Grants.Any(g => g.Role == request.Role && g.OrganizationId == where))
        {
            account.Grants.Add(new RoleGrant
            {
                AccountId = id,
                Role = request.Role,
                OrganizationId = where,
                GrantedBy = caller.Account(),
                GrantedAt = clock.GetUtcNow(),
            });
            await db.SaveChangesAsync(ct);
        }

        await db.ActFor(caller.Tenant(), ct);
        return TypedResults.Created($"/api/identity/accounts/{id}/grants/{request.Role}@{where}", new Grant(request.Role, where));
    }
}
