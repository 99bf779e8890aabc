using StudentUnion.Membership.Domain.Rotation;

namespace StudentUnion.Membership.Domain.Exchanges;

/// <summary>How far an exchange is.</summary>
public enum ExchangeState
{
    /// <summary>A teacher has to approve it.</summary>
    Proposed,

    Approved,

    /// <summary>Its outcome is recorded.</summary>
    Concluded,

    Cancelled,
}

/// <summary>What came of an exchange.</summary>
public enum ExchangeGrade
{
    /// <summary>优秀.</summary>
    Excellent,

    /// <summary>合格.</summary>
    Qualified,

    /// <summary>不合格.</summary>
    Unqualified,
}

/// <summary>A place somebody works at: an organization, and the post or department in it, in words.</summary>
public sealed record ExchangePlace(Guid OrganizationId, string Post);

/// <summary>
/// A person in office works elsewhere for a while (岗位交流): between the school and a college, or in another department. The appointment stays as it is. (measure 6.7)
/// </summary>
public sealed class PostExchange
{
    public const int MaxDays = 366;
    public const int MaxPost = 60;
    public const int MaxPurpose = 500;
    public const int MaxOutcome = 1000;

    private PostExchange()
    {
    }

    public Guid Id { get; private init; }
    public Guid TenantId { get; private init; }
    public Guid PersonId { get; private init; }
    public Guid FromOrganizationId { get; private init; }
    public string FromPost { get; private init; } = "";
    public Guid ToOrganizationId { get; private init; }
    public string ToPost { get; private init; } = "";

    /// <summary>First and last day, both included.</summary>
    public DateOnly From { get; private init; }

    public DateOnly To { get; private init; }
    public string Purpose { get; private init; } = "";
    public ExchangeState State { get; private set; }
    public Guid ProposedBy { get; private init; }
    public DateTimeOffset ProposedAt { get; private init; }
    public Guid? ApprovedBy { get; private set; }
    public DateTimeOffset? ApprovedAt { get; private set; }
    public ExchangeGrade? Grade { get; private set; }
    public string? Outcome { get; private set; }
    public DateTimeOffset? ConcludedAt { get; private set; }
    public string? CancelReason { get; private set; }
    public Guid? CancelledBy { get; private set; }

    /// <summary>Grows with every change.</summary>
    public long Version { get; private set; } = 1;

    /// <summary>Proposes an exchange.</summary>
    /// <param name="tenant">The member organization.</param>
    /// <param name="person">Who is exchanged.</param>
    /// <param name="holdsOffice">Whether they hold office where they come from.</param>
    /// <param name="from">Where they come from.</param>
    /// <param name="to">Where they go.</param>
    /// <param name="days">How long.</param>
    /// <param name="purpose">What for.</param>
    /// <param name="by">The account that proposes it.</param>
    /// <param name="now">When.</param>
    public static PostExchange Propose(
        Guid tenant, Guid person, bool holdsOffice, ExchangePlace from, ExchangePlace to, Days days, string purpose, Guid by, DateTimeOffset now)
    {
        ExchangeRules.LeadsElsewhere.Require(from != to);
        ExchangeRules.LastsAtMostAYear.Require(days.Count is > 0 and <= MaxDays, days.ToString());
        ExchangeRules.PersonHoldsOffice.Require(holdsOffice);
        return new()
        {
            Id = Guid.CreateVersion7(now), TenantId = tenant, PersonId = person, FromOrganizationId = from.OrganizationId, FromPost = from.Post,
            ToOrganizationId = to.OrganizationId, ToPost = to.Post, From = days.From, To = days.To, Purpose = purpose, ProposedBy = by, ProposedAt = now,
        };
    }

    /// <summary>A teacher agrees.</summary>
    public void Approve(Guid by, DateTimeOffset now)
    {
        ExchangeRules.AwaitsApproval.Require(State == ExchangeState.Proposed);
        ExchangeRules.ApprovedByAnother.Require(by != ProposedBy);
        (State, ApprovedBy, ApprovedAt) = (ExchangeState.Approved, by, now);
        Version++;
    }

    /// <summary>Says what came of it.</summary>
    public void Conclude(ExchangeGrade grade, string outcome, DateTimeOffset now)
    {
        ExchangeRules.OutcomeComesAtTheEnd.Require(State == ExchangeState.Approved && AcademicCalendar.Day(now) >= To, new Days(From, To).ToString());
        (State, Grade, Outcome, ConcludedAt) = (ExchangeState.Concluded, grade, outcome, now);
        Version++;
    }

    /// <summary>Calls it off, for those who look to see why.</summary>
    public void Cancel(string reason, Guid by)
    {
        ExchangeRules.OnlyWhatIsOpenIsCancelled.Require(State is ExchangeState.Proposed or ExchangeState.Approved);
        (State, CancelReason, CancelledBy) = (ExchangeState.Cancelled, reason, by);
        Version++;
    }
}
