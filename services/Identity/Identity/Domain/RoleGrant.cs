namespace StudentUnion.Identity.Domain;

/// <summary>One role entrusted to one account in one organization: its tenant or a college beneath it.</summary>
public sealed class RoleGrant
{
    public required Guid AccountId { get; init; }
    public required string Role { get; init; }
    public required Guid OrganizationId { get; init; }

    /// <summary>The account that entrusted it; absent for the first account of a development system.</summary>
    public Guid? GrantedBy { get; init; }
    public required DateTimeOffset GrantedAt { get; init; }

    /// <summary>How tokens and addresses write it.</summary>
    public override string ToString() => $"{Role}@{OrganizationId}";
}
