namespace StudentUnion.Membership.Domain;

/// <summary>Where an import of the Ministry's list stands.</summary>
public enum InstitutionImportState { Preview, Applied, Failed }

/// <summary>Rows read, and how many of each difference.</summary>
public sealed record InstitutionCounts(int Rows, int New, int Renamed, int LevelChanged, int Gone, int Moved, int Unchanged)
{
    public static InstitutionCounts Of(InstitutionList list)
    {
        var byKind = list.Differences.CountBy(difference => difference.Kind).ToDictionary();
        return new(list.Rows, Count(DifferenceKind.New), Count(DifferenceKind.Renamed), Count(DifferenceKind.LevelChanged),
            Count(DifferenceKind.Gone), Count(DifferenceKind.Moved), list.Unchanged);

        int Count(DifferenceKind kind) => byKind.GetValueOrDefault(kind);
    }
}

/// <summary>A list of the Ministry that was uploaded: shown first, and in force once confirmed.</summary>
public sealed class InstitutionImport
{
    public required Guid Id { get; init; }

    /// <summary>The date the list speaks of.</summary>
    public required DateOnly List { get; init; }

    /// <summary>Only this province; the whole list where null.</summary>
    public required string? Province { get; init; }

    public required string? FileName { get; init; }
    public required DateTimeOffset ReceivedAt { get; init; }
    public required InstitutionCounts Counts { get; init; }

    /// <summary>The lines, kept until they are applied.</summary>
    public required List<ListedInstitution> Rows { get; init; }

    public required List<RowFinding> Errors { get; init; }

    /// <summary>The register's state this preview was compared with: the number of lists applied by then.</summary>
    public required int ComparedWith { get; init; }

    public InstitutionImportState State { get; private set; }
    public DateTimeOffset? AppliedAt { get; private set; }

    /// <summary>How many lists were in force after this one; set when applied.</summary>
    public int? Sequence { get; private set; }

    /// <summary>What was found wrong decides at once whether it may be confirmed.</summary>
    public InstitutionImport Judged()
    {
        State = Errors.Count == 0 ? InstitutionImportState.Preview : InstitutionImportState.Failed;
        return this;
    }

    /// <summary>Puts the list in force. Confirming twice changes nothing more.</summary>
    /// <param name="registered">Every organization that has an institution code.</param>
    /// <param name="applied">How many lists are in force.</param>
    /// <param name="federation">Above every union.</param>
    /// <param name="now">When.</param>
    /// <returns>The organizations that are new or changed.</returns>
    public IReadOnlyList<Organization> Apply(IEnumerable<Organization> registered, int applied, Guid federation, DateTimeOffset now)
    {
        MembershipRules.ListHasNoErrors.Require(State != InstitutionImportState.Failed);
        if (State == InstitutionImportState.Applied) return [];
        MembershipRules.PreviewIsCurrent.Require(applied == ComparedWith);

        (State, AppliedAt, Sequence) = (InstitutionImportState.Applied, now, applied + 1);
        return new InstitutionList(Rows, registered, Province).Apply(federation, List, now);
    }
}
