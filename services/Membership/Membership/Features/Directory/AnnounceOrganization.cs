using System.Text.Json;
using StudentUnion.Membership.Contracts;
using StudentUnion.Membership.Data;
using StudentUnion.Membership.Domain;
using StudentUnion.ServiceDefaults;

namespace StudentUnion.Membership.Features.Directory;

/// <summary>Tells the other services how an organization stands now.</summary>
internal static class AnnounceOrganization
{
    public static void Announce(this MembershipDb db, Organization organization, DateTimeOffset now) => db.Publish(
        new OrganizationRegistered(organization.Id, organization.TenantId, organization.ParentId,
            JsonNamingPolicy.CamelCase.ConvertName(organization.Kind.ToString()), organization.Name,
            organization.Status == OrganizationStatus.Active, organization.Version),
        organization.Id, now);
}
