namespace StudentUnion.Membership.Domain.Offices;

/// <summary>What a person of a supervising body is there.</summary>
public enum SupervisorTitle
{
    /// <summary>书记.</summary>
    Secretary,

    /// <summary>副书记.</summary>
    DeputySecretary,

    /// <summary>other staff: 干事, 辅导员.</summary>
    Staff,
}

/// <summary>A person of a Party committee, League committee or student-affairs department that guides a union: a teacher, no student. (measures 1.2, 2.4)</summary>
public sealed class Supervisor
{
    public const int MaxName = 64;

    public required Guid Id { get; init; }
    public required Guid TenantId { get; init; }

    /// <summary>The body, an organization of kind PartyCommittee, LeagueCommittee or StudentAffairs.</summary>
    public required Guid BodyId { get; init; }

    public required string Name { get; set; }
    public required SupervisorTitle Title { get; set; }

    /// <summary>专职.</summary>
    public required bool FullTime { get; set; }

    /// <summary>Set once the person has left the body.</summary>
    public DateTimeOffset? Until { get; private set; }

    /// <summary>The person has left the body.</summary>
    public void Leave(DateTimeOffset at) => Until ??= at;
}
