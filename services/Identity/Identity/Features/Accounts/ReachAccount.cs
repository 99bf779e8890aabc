using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using StudentUnion.Identity.Data;
using StudentUnion.Identity.Domain;
using StudentUnion.ServiceDefaults;

namespace StudentUnion.Identity.Features.Accounts;

/// <summary>Which account a caller may change: a League teacher those of the own tenant, federation staff every one.</summary>
public static class ReachAccount
{
    /// <summary>The account with its grants, or null where it is not within reach. From here on the transaction acts for the account's tenant.</summary>
    public static async Task<Account?> WithinReach(this IdentityDb db, ClaimsPrincipal caller, Guid id, CancellationToken ct)
    {
        // Row-level security shows every account where no tenant is set, as signing in needs it; only the federation comes this way.
        if (caller.Holds(Roles.FederationStaff)) await db.Database.ExecuteSqlAsync($"select set_config({Tenants.Setting}, '', true)", ct);

        var account = await db.Accounts.Include(a => a.Grants).SingleOrDefaultAsync(a => a.Id == id, ct);
        await db.ActFor(account?.TenantId ?? caller.Tenant(), ct);
        return account;
    }
}
