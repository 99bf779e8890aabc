using Microsoft.AspNetCore.Identity;
using StudentUnion.Identity.Domain;

namespace StudentUnion.Identity.Data;

/// <summary>
/// The means by which one person, or one member of staff who is not a student, acts on the platform. It belongs to one tenant.
/// It holds no mail address and no telephone number: the platform has no use for them here.
/// </summary>
public sealed class Account : IdentityUser<Guid>
{
    public required string DisplayName { get; set; }
    public required Guid TenantId { get; init; }

    /// <summary>The student on Membership's roster; absent for staff who are not students.</summary>
    public Guid? PersonId { get; init; }

    /// <summary>Set where somebody else knows the password: nothing but choosing a new one is possible.</summary>
    public bool MustChangePassword { get; set; }
    public required DateTimeOffset OpenedAt { get; init; }
    public List<RoleGrant> Grants { get; } = [];
}
