namespace StudentUnion.Identity.Domain;

/// <summary>Who may entrust which role where.</summary>
public static class Entrusting
{
    /// <summary>Refuses a role that does not exist, that the giver may not give, or that does not belong to that organization.</summary>
    /// <param name="role">The role to be entrusted.</param>
    /// <param name="where">The organization it is meant for, if this service has heard of it.</param>
    /// <param name="tenant">The tenant of the account that receives it.</param>
    /// <param name="giverIsFederationStaff">Whether the giver works for the federation.</param>
    public static void Require(string role, KnownOrganization? where, Guid tenant, bool giverIsFederationStaff)
    {
        IdentityRules.RoleExists.Require(Roles.All.Contains(role), role);
        IdentityRules.OrganizationIsKnown.Require(where is { Active: true });
        IdentityRules.GrantStaysInTheTenant.Require(where.Tenant == tenant);

        if (role == Roles.FederationStaff)
        {
            IdentityRules.FederationEntrustsItsOwn.Require(giverIsFederationStaff);
            IdentityRules.FederationStaffBelongToTheFederation.Require(where.IsFederation);
        }
    }
}
