namespace StudentUnion.Membership.Domain;

/// <summary>Where a roster import stands.</summary>
public enum RosterImportState { Receiving, Merging, Done, Failed }

/// <summary>A roster file that a union sent: received whole, then merged piece by piece.</summary>
public sealed class RosterImport
{
    public required Guid Id { get; init; }
    public required Guid TenantId { get; init; }
    public required string? FileName { get; init; }
    public required DateTimeOffset ReceivedAt { get; init; }
    public RosterImportState State { get; private set; }

    /// <summary>Lines below the header that are not blank.</summary>
    public int Rows { get; private set; }

    public int Inserted { get; private set; }
    public int Updated { get; private set; }
    public int Unchanged { get; private set; }
    public int Rejected { get; private set; }

    /// <summary>0 to 1.</summary>
    public double Progress { get; private set; }

    /// <summary>Columns that are not imported: unknown ones, and those that must not be (sex, identity numbers).</summary>
    public string[] IgnoredColumns { get; private set; } = [];

    /// <summary>Code of the rule that ended it.</summary>
    public string? Problem { get; private set; }

    /// <summary>What that rule saw.</summary>
    public string? ProblemSeen { get; private set; }

    /// <summary>Nothing was taken over, or no more will be.</summary>
    public void Fail(string rule, string? seen) => (State, Problem, ProblemSeen) = (RosterImportState.Failed, rule, seen);

    /// <summary>The file is here, whole.</summary>
    public void Received(int rows, int rejected, string[] ignoredColumns) =>
        (State, Rows, Rejected, IgnoredColumns, Progress) = (RosterImportState.Merging, rows, rejected, ignoredColumns, Receiving);

    /// <summary>Another piece is on the roster.</summary>
    /// <param name="piece">What became of it.</param>
    /// <param name="share">How much of the file is merged, 0 to 1.</param>
    public void Merged(MergedPiece piece, double share)
    {
        Inserted += piece.Inserted;
        Updated += piece.Updated;
        Unchanged += piece.Unchanged;
        Rejected += piece.Rejected;
        Progress = Receiving + (1 - Receiving) * share;
    }

    /// <summary>Everything is on the roster.</summary>
    public void Complete()
    {
        MembershipRules.StagedRosterIsComplete.Require(Inserted + Updated + Unchanged + Rejected == Rows);
        (State, Progress) = (RosterImportState.Done, 1);
    }

    /// <summary>The share of the progress that receiving stands for.</summary>
    public const double Receiving = 0.4;
}

/// <summary>What became of the rows of one piece.</summary>
public sealed record MergedPiece(int Inserted, int Updated, int Unchanged, int Rejected);
