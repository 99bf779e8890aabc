using StudentUnion.Membership.Domain.Offices;

namespace StudentUnion.Membership.Domain.Recruitment;

/// <summary>What a call looks for.</summary>
public enum CallKind
{
    /// <summary>选聘: people who serve in departments and League branches.</summary>
    Staff,

    /// <summary>主席团候选人: people whom the congress may elect.</summary>
    Candidates,
}

/// <summary>
/// One body of one step of the approvals that a kind of call needs; several bodies of one step decide jointly and must all agree. Data, so that a change of the measures is no
/// change of the program. (measure 6.3; domain.md §1)
/// </summary>
public sealed class ChainBody
{
    /// <summary>Days a body has from the moment its step opens.</summary>
    public const int UsualDays = 5;

    public required CallKind Kind { get; init; }

    /// <summary>The level of the union that calls.</summary>
    public required UnionLevel Level { get; init; }

    /// <summary>From 1: none is skipped.</summary>
    public required int Step { get; init; }

    /// <summary>PartyCommittee, LeagueCommittee or StudentAffairs.</summary>
    public required OrganizationKind Body { get; init; }

    /// <summary>Whether it is the body of the applicant's college or of the school.</summary>
    public required UnionLevel Of { get; init; }

    /// <summary>Whether it gives a score with its consent.</summary>
    public required bool Scores { get; init; }

    public required int Days { get; init; }

    /// <summary>The chains the platform comes with.</summary>
    public static IReadOnlyList<ChainBody> Defaults { get; } =
    [
        For(CallKind.Staff, UnionLevel.School, 1, OrganizationKind.LeagueCommittee, UnionLevel.College),
        For(CallKind.Staff, UnionLevel.School, 2, OrganizationKind.StudentAffairs, UnionLevel.School, scores: true),
        For(CallKind.Staff, UnionLevel.School, 2, OrganizationKind.LeagueCommittee, UnionLevel.School, scores: true),
        For(CallKind.Staff, UnionLevel.College, 1, OrganizationKind.LeagueCommittee, UnionLevel.College),
        For(CallKind.Staff, UnionLevel.College, 2, OrganizationKind.PartyCommittee, UnionLevel.College, scores: true),
        For(CallKind.Candidates, UnionLevel.School, 1, OrganizationKind.LeagueCommittee, UnionLevel.College),
        For(CallKind.Candidates, UnionLevel.School, 2, OrganizationKind.PartyCommittee, UnionLevel.College),
        For(CallKind.Candidates, UnionLevel.School, 3, OrganizationKind.StudentAffairs, UnionLevel.School),
        For(CallKind.Candidates, UnionLevel.School, 3, OrganizationKind.LeagueCommittee, UnionLevel.School),
        For(CallKind.Candidates, UnionLevel.School, 4, OrganizationKind.PartyCommittee, UnionLevel.School),
        For(CallKind.Candidates, UnionLevel.College, 1, OrganizationKind.LeagueCommittee, UnionLevel.College),
        For(CallKind.Candidates, UnionLevel.College, 2, OrganizationKind.PartyCommittee, UnionLevel.College),
    ];

    private static ChainBody For(CallKind kind, UnionLevel level, int step, OrganizationKind body, UnionLevel of, bool scores = false) =>
        new() { Kind = kind, Level = level, Step = step, Body = body, Of = of, Scores = scores, Days = UsualDays };
}

/// <summary>The active Party, League and student-affairs bodies of a university: its own and its colleges'.</summary>
/// <param name="school">The member organization.</param>
/// <param name="bodies">All of them.</param>
public sealed class Bodies(Guid school, IReadOnlyCollection<Organization> bodies)
{
    /// <summary>A call is published only where somebody can decide every step: the school's body stands in for a college that has none.</summary>
    public void RequireFor(IEnumerable<ChainBody> chain)
    {
        foreach (var body in chain)
            RecruitmentRules.ChainHasItsBodies.Require(Find(body.Body, school) is not null, body.Body.ToString());
    }

    /// <summary>The body that decides, and whether it is the school's in place of the college's.</summary>
    public (Guid Id, bool StandsIn) Of(ChainBody wanted, Guid? college)
    {
        var own = wanted.Of == UnionLevel.College && college is { } c ? Find(wanted.Body, c) : null;
        var body = own ?? Find(wanted.Body, school);
        RecruitmentRules.ChainHasItsBodies.Require(body is not null, wanted.Body.ToString());
        return (body.Id, wanted.Of == UnionLevel.College && own is null);
    }

    private Organization? Find(OrganizationKind kind, Guid parent) => bodies.FirstOrDefault(b => b.Kind == kind && b.ParentId == parent);
}

/// <summary>What a body decided.</summary>
public enum Verdict { Agreed, Refused }

/// <summary>One body's part of one step of an application's approvals.</summary>
public sealed class Approval
{
    public const int MaxReason = 500;

    public required Guid TenantId { get; init; }
    public required Guid ApplicationId { get; init; }
    public required int Step { get; init; }

    /// <summary>PartyCommittee, LeagueCommittee or StudentAffairs.</summary>
    public required OrganizationKind Kind { get; init; }

    /// <summary>The body that decides.</summary>
    public required Guid BodyId { get; init; }

    /// <summary>The school's body decides because the college has none of its own.</summary>
    public required bool StandsIn { get; init; }

    public required bool Scores { get; init; }
    public required int Days { get; init; }

    /// <summary>When its turn came; none before.</summary>
    public DateTimeOffset? OpenedAt { get; private set; }

    /// <summary>It can still be given later, and is shown as overdue.</summary>
    public DateTimeOffset? DueAt { get; private set; }

    public Verdict? Verdict { get; private set; }
    public string? Reason { get; private set; }

    /// <summary>0 to 100.</summary>
    public int? Score { get; private set; }

    public Guid? DecidedBy { get; private set; }
    public DateTimeOffset? DecidedAt { get; private set; }

    internal void Open(DateTimeOffset now) => (OpenedAt, DueAt) = (now, now.AddDays(Days));

    internal void Decide(Verdict verdict, string? reason, int? score, Guid by, DateTimeOffset now) =>
        (Verdict, Reason, Score, DecidedBy, DecidedAt) = (verdict, reason, score, by, now);
}

/// <summary>The people of a body let another account decide for them until a day. (issue 3: each approval has a delegate)</summary>
public sealed class Delegation
{
    public const int MaxDays = 90;

    private Delegation()
    {
    }

    public Guid Id { get; private init; }
    public Guid TenantId { get; private init; }
    public Guid BodyId { get; private init; }
    public Guid FromAccount { get; private init; }
    public Guid ToAccount { get; private init; }

    /// <summary>The last day.</summary>
    public DateOnly Until { get; private set; }

    public DateTimeOffset MadeAt { get; private init; }

    public static Delegation Make(Guid tenant, Guid body, Guid from, Guid to, DateOnly until, DateTimeOffset now)
    {
        var today = AcademicCalendar.Day(now);
        RecruitmentRules.DelegationEnds.Require(from != to && until >= today && until <= today.AddDays(MaxDays));
        return new() { Id = Guid.CreateVersion7(now), TenantId = tenant, BodyId = body, FromAccount = from, ToAccount = to, Until = until, MadeAt = now };
    }

    /// <summary>Whoever made it takes it back: yesterday was its last day.</summary>
    public void TakeBack(DateTimeOffset now)
    {
        var yesterday = AcademicCalendar.Day(now).AddDays(-1);
        if (Until > yesterday) Until = yesterday;
    }
}
