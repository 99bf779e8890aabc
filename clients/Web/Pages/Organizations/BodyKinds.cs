using StudentUnion.Api;

namespace StudentUnion.Web.Pages.Organizations;

/// <summary>What may stand below what, and whose it is. The services decide; pages offer only what they would take.</summary>
internal static class BodyKinds
{
    /// <summary>Bodies that a union has many of: listed by pages.</summary>
    public static readonly IReadOnlyList<OrganizationKind> Many = [OrganizationKind.Society, OrganizationKind.ClassBody, OrganizationKind.DormitoryArea];

    /// <summary>Bodies that guide a union. (measure 1.2)</summary>
    public static readonly IReadOnlyList<OrganizationKind> Guides = [OrganizationKind.PartyCommittee, OrganizationKind.LeagueCommittee, OrganizationKind.StudentAffairs];

    private static readonly OrganizationKind[] OfACollege = [OrganizationKind.Department, OrganizationKind.LeagueBranch, .. Guides, .. Many];

    public static bool IsMember(OrganizationKind kind) => kind is OrganizationKind.StudentUnion or OrganizationKind.GraduateUnion or OrganizationKind.ResearchInstitute;

    /// <summary>What is registered by hand below an organization of this kind.</summary>
    public static IReadOnlyList<OrganizationKind> Below(OrganizationKind kind) => kind switch
    {
        OrganizationKind.Federation => [OrganizationKind.GraduateUnion, OrganizationKind.ResearchInstitute],
        OrganizationKind.College => OfACollege,
        _ when IsMember(kind) => [OrganizationKind.College, .. OfACollege],
        _ => [],
    };

    /// <summary>Whether it is this member organization, or stands below it: at most a body of one of its colleges.</summary>
    public static async Task<bool> BelongsTo(Guid member, Organization organization, GatewayClient gateway) =>
        organization.Id == member || organization.ParentId == member
        || (organization.ParentId is { } parent && !IsMember(organization.Kind) && organization.Kind is not (OrganizationKind.College or OrganizationKind.Federation)
            && (await gateway.Membership.Organization(parent)).ParentId == member);
}
