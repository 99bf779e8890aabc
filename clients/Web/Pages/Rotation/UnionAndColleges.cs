using StudentUnion.Api;

namespace StudentUnion.Web.Pages.Rotation;

/// <summary>The organizations an officer of a union chooses from: the union itself and its active colleges.</summary>
internal static class UnionAndColleges
{
    public static async Task<IReadOnlyList<(Guid Id, string Name)>> Of(GatewayClient gateway, Guid tenant)
    {
        var union = await gateway.Membership.Organization(tenant);
        return [(union.Id, union.Name), .. (union.Colleges ?? []).Where(c => c.Status == OrganizationStatus.Active).Select(c => (c.Id, c.Name))];
    }
}
