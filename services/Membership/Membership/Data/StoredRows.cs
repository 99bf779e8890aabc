using StudentUnion.Membership.Domain;

namespace StudentUnion.Membership.Data;

/// <summary>A difference of a preview, in the order it is shown.</summary>
public sealed class StoredDifference
{
    public required Guid ImportId { get; init; }
    public required int Ordinal { get; init; }
    public required DifferenceKind Kind { get; init; }
    public required string Code { get; init; }
    public required string Name { get; init; }
    public string? Before { get; init; }
    public string? After { get; init; }
    public string? Province { get; init; }
    public string? City { get; init; }
}

/// <summary>What was wrong in a line of a roster.</summary>
public sealed class StoredFinding
{
    public required Guid ImportId { get; init; }
    public required Guid TenantId { get; init; }
    public required int Line { get; init; }

    /// <summary>Tells findings of one line apart.</summary>
    public required int Ordinal { get; init; }

    public string? Column { get; init; }
    public required string Code { get; init; }
    public string? Seen { get; init; }
}

/// <summary>
/// A roster on its way in: which file waits for which organization and how far it is merged. Holds no personal data and no <c>tenant_id</c>,
/// since the merging worker looks for work across all organizations before it acts for one of them.
/// </summary>
public sealed class RosterJob
{
    public required Guid ImportId { get; init; }
    public required Guid OrganizationId { get; init; }

    /// <summary>Given when the file is here, whole; merges of one organization run in this order.</summary>
    public long? MergeNumber { get; init; }

    /// <summary>Some known students' rows leave name or college blank.</summary>
    public bool HasGaps { get; init; }

    /// <summary>First page of the staging table that is not merged yet.</summary>
    public long NextPage { get; init; }

    /// <summary>First page after the file.</summary>
    public long EndPage { get; init; }

    public int Attempts { get; init; }

    /// <summary>Not tried before this moment.</summary>
    public DateTimeOffset DueAt { get; init; }
}

/// <summary>
/// A roster line between COPY and merge. PostgreSQL refuses COPY on tables with row-level security, so this one has none; it is not logged either,
/// and a file whose rows a crash of the database has taken is asked for again.
/// </summary>
public sealed class StagedRow
{
    public Guid ImportId { get; init; }
    public int Line { get; init; }

    /// <summary>The person this becomes, if the student number is new.</summary>
    public Guid PersonId { get; init; }

    public string StudentNumber { get; init; } = "";
    public string? Name { get; init; }
    public string? College { get; init; }
    public string? Major { get; init; }
    public short? Grade { get; init; }
    public string? ClassName { get; init; }
    public string? Level { get; init; }
    public string? PoliticalStatus { get; init; }
    public string? Category { get; init; }
    public string? Status { get; init; }
}
