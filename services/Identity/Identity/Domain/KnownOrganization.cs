namespace StudentUnion.Identity.Domain;

/// <summary>What this service knows of a member organization, kept up to date from Membership's events.</summary>
public sealed class KnownOrganization
{
    public required Guid Id { get; init; }
    public required string Name { get; set; }
    public required string Kind { get; set; }

    /// <summary>The tenant it belongs to; an organization at university level is its own.</summary>
    public required Guid Tenant { get; set; }
    public required bool Active { get; set; }

    /// <summary>Grows with each change; what is older is ignored.</summary>
    public required long Version { get; set; }

    /// <summary>The kind under which Membership announces the federation itself.</summary>
    public const string FederationKind = "federation";

    public bool IsTenant => Tenant == Id;
    public bool IsFederation => Kind == FederationKind;
}
