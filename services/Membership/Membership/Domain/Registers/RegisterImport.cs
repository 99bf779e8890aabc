namespace StudentUnion.Membership.Domain.Registers;

/// <summary>Registers that are filled from a table: previewed first, entered once confirmed.</summary>
public enum RegisterKind
{
    /// <summary>学业情况: ranks and failed courses of a period.</summary>
    Standings,

    /// <summary>组织机构: colleges, departments, branches, societies, classes, supervising bodies.</summary>
    Bodies,

    /// <summary>工作人员: who serves in which department.</summary>
    Officers,
}

/// <summary>Where such an import stands.</summary>
public enum RegisterImportState { Preview, Applied }

/// <summary>A line of the table, with its cells in the order of the register's columns.</summary>
public sealed record RegisterRow(int Line, string?[] Cells);

/// <summary>
/// A table for a register. The preview is the entering itself, not saved: both ask the same rules. Lines that break one are left out and reported; the others are
/// taken.
/// </summary>
public sealed class RegisterImport
{
    /// <summary>Most lines of one table.</summary>
    public const int MaxRows = 100_000;

    public required Guid Id { get; init; }
    public required Guid TenantId { get; init; }
    public required RegisterKind Kind { get; init; }
    public required string? FileName { get; init; }
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>The account that sent it.</summary>
    public required Guid By { get; init; }

    /// <summary>The lines, kept until they are entered.</summary>
    public required List<RegisterRow> Rows { get; set; }

    /// <summary>Lines below the header that are not blank.</summary>
    public required int Lines { get; init; }

    /// <summary>What was wrong in single lines, unreadable ones included.</summary>
    public required List<RowFinding> Errors { get; set; }

    /// <summary>Lines that will be, or were, entered.</summary>
    public int Accepted { get; set; }

    public RegisterImportState State { get; private set; }
    public DateTimeOffset? AppliedAt { get; private set; }

    /// <summary>It has been entered; the lines are not needed any more.</summary>
    public void Applied(DateTimeOffset now) => (State, AppliedAt, Rows) = (RegisterImportState.Applied, now, []);
}
