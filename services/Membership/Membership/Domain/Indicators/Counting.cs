using StudentUnion.Membership.Domain.Offices;

namespace StudentUnion.Membership.Domain.Indicators;

/// <summary>What is known of one union, school or college, in a semester. Persons appear as counts only.</summary>
public sealed record UnionFacts
{
    public required Guid Organization { get; init; }
    public required UnionLevel Level { get; init; }

    /// <summary>How full it is.</summary>
    public required IReadOnlyList<Gauge> Gauges { get; init; }

    /// <summary>Whether a full-time deputy League secretary is secretary-general. Asked of the school level only.</summary>
    public bool SecretaryGeneral { get; init; }

    /// <summary>Whether it has a League branch.</summary>
    public bool Branch { get; init; }

    /// <summary>Whether the branch's secretary sits on the presidium.</summary>
    public bool BranchSecretary { get; init; }

    /// <summary>Presidium and departments.</summary>
    public int Staff { get; init; }

    /// <summary>Of these, Party and League members.</summary>
    public int StaffOfPartyAndLeague { get; init; }

    /// <summary>Theory sessions that were held.</summary>
    public int TheorySessions { get; init; }

    /// <summary>Theory sessions that are asked for.</summary>
    public int TheorySessionsAsked { get; init; } = 2;

    /// <summary>Staff of the semester, and of these who were trained in it.</summary>
    public int Trainable { get; init; }

    public int Trained { get; init; }

    /// <summary>Appointed by selection in the semester, and of these who came through a call with all its approvals and the public notice.</summary>
    public int Selected { get; init; }

    public int SelectedByCall { get; init; }

    /// <summary>Days on which it had a presidium, and of these how many a rotation plan covered.</summary>
    public int PresidiumDays { get; init; }

    public int RotationDays { get; init; }
    public int HandOversDue { get; init; }
    public int HandOversConfirmed { get; init; }

    /// <summary>Exchanges of posts that began.</summary>
    public int ExchangesBetweenLevels { get; init; }

    public int ExchangesBetweenDepartments { get; init; }
}

/// <summary>Counts the indicators of a member organization from what is known of its unions. The member's figure is that of both levels together. (measures 2.4 to 6.7)</summary>
public static class Counting
{
    /// <param name="school">The school level.</param>
    /// <param name="colleges">The colleges.</param>
    /// <param name="trained">Staff of both levels and those of them who were trained: whoever serves at both counts once.</param>
    public static IEnumerable<Figure> Of(UnionFacts school, IReadOnlyList<UnionFacts> colleges, (int Staff, int Trained) trained)
    {
        UnionFacts[] all = [school, .. colleges];

        yield return Whole("2.4", school.SecretaryGeneral ? 1 : 0, 1);
        yield return Whole("2.5", all.Count(HasBranch), all.Length, new("branches", all.Count(u => u.Branch), all.Length), new("branch-secretaries", all.Count(u => u.BranchSecretary), all.Length));
        yield return Whole("2.6", all.Sum(u => u.StaffOfPartyAndLeague), all.Sum(u => u.Staff));
        yield return Whole("4.2", all.Count(StudiesEnough), all.Length, new IndicatorFact("theory-sessions", all.Sum(u => u.TheorySessions)));
        yield return Whole("4.3", trained.Trained, trained.Staff);
        yield return Whole("6.1", all.Sum(Kept), all.Sum(Asked), [.. school.Gauges.Select(g => new IndicatorFact(g.Key, g.Count, g.Most)),
            new("staff-of-colleges", colleges.Sum(c => c.Staff), all.Sum(u => u.Staff))]);
        yield return Whole("6.3", all.Sum(u => u.SelectedByCall), all.Sum(u => u.Selected));
        yield return Whole("6.6", all.Sum(u => u.RotationDays), all.Sum(u => u.PresidiumDays), new IndicatorFact("hand-overs", all.Sum(u => u.HandOversConfirmed), all.Sum(u => u.HandOversDue)));
        var (levels, departments) = (all.Sum(u => u.ExchangesBetweenLevels), all.Sum(u => u.ExchangesBetweenDepartments));
        yield return new(school.Organization, "6.7", levels + departments, 0, levels + departments > 0,
            [new("exchanges-between-levels", levels), new("exchanges-between-departments", departments)]);

        foreach (var union in colleges)
        {
            yield return Of(union, "2.5", HasBranch(union) ? 1 : 0, 1);
            yield return Of(union, "2.6", union.StaffOfPartyAndLeague, union.Staff);
            yield return Of(union, "4.2", union.TheorySessions, union.TheorySessionsAsked, union.TheorySessions >= union.TheorySessionsAsked);
            yield return Of(union, "4.3", union.Trained, union.Trainable);
            yield return Of(union, "6.1", Kept(union), Asked(union), null, [.. union.Gauges.Select(g => new IndicatorFact(g.Key, g.Count, g.Most))]);
            yield return Of(union, "6.6", union.RotationDays, union.PresidiumDays);
        }

        Figure Whole(string measure, int part, int whole, params IndicatorFact[] facts) => Of(school, measure, part, whole, null, facts);
    }

    // What nobody is asked for is met by nobody: a figure over nothing says neither yes nor no.
    private static Figure Of(UnionFacts union, string measure, int part, int whole, bool? met = null, params IndicatorFact[] facts) =>
        new(union.Organization, measure, part, whole, met ?? (whole == 0 ? null : part >= whole), facts);

    private static bool HasBranch(UnionFacts union) => union is { Branch: true, BranchSecretary: true };

    private static bool StudiesEnough(UnionFacts union) => union.TheorySessions >= union.TheorySessionsAsked;

    private static int Kept(UnionFacts union) => union.Gauges.Count(g => g.Most is not null && g.Count <= g.Most);

    private static int Asked(UnionFacts union) => union.Gauges.Count(g => g.Most is not null);
}
