using System.Text.Json.Serialization;

namespace StudentUnion.Api;

/// <summary>How far a rotation plan is.</summary>
[JsonConverter(typeof(CamelCase<RotationState>))]
public enum RotationState { Draft, Published, Ended }

/// <summary>How long one person chairs in turn.</summary>
[JsonConverter(typeof(CamelCase<RotationPeriod>))]
public enum RotationPeriod { Week, TwoWeeks, Month }

/// <summary>What happened to a published plan.</summary>
[JsonConverter(typeof(CamelCase<RotationChange>))]
public enum RotationChange { Published, Swapped, Filled, Ended }

/// <summary>How a hand-over stands: its shift has not begun, is on, is over; or it is written, or confirmed.</summary>
[JsonConverter(typeof(CamelCase<HandOverState>))]
public enum HandOverState { Ahead, Open, Overdue, Written, Confirmed }

/// <param name="OrganizationId">The union itself where none is named.</param>
/// <param name="People">In the order of their turns; the whole presidium where none are named.</param>
/// <param name="Shifts">As entered, instead of an even proposal.</param>
public sealed record NewRotation(
    Guid? OrganizationId, DateOnly From, DateOnly To, RotationPeriod? Period = null, IReadOnlyList<Guid>? People = null, IReadOnlyList<ShiftEntry>? Shifts = null);

public sealed record RotationRevision(DateOnly From, DateOnly To, IReadOnlyList<ShiftEntry> Shifts);

public sealed record ShiftEntry(Guid PersonId, DateOnly From, DateOnly To);

/// <param name="Vacant">Shifts not over whose chair has left the presidium.</param>
public sealed record RotationRow(Guid Id, Guid OrganizationId, string OrganizationName, DateOnly From, DateOnly To, RotationState State, int Shifts, int Vacant);

/// <param name="Sees">The caller reads hand-overs and reasons.</param>
/// <param name="Obstacles">What stands against publishing a draft.</param>
/// <param name="Swaps">Those that await an answer.</param>
public sealed record RotationPlan(
    Guid Id, Guid OrganizationId, string OrganizationName, DateOnly From, DateOnly To, RotationState State, long Version, DateTimeOffset? PublishedAt, bool Sees,
    IReadOnlyList<RotationShift> Shifts, IReadOnlyList<RotationObstacle> Obstacles, IReadOnlyList<RotationSwap> Swaps, IReadOnlyList<RotationEntry> History) : Versioned;

/// <param name="Vacant">Its chair has left the presidium; somebody else is to be named.</param>
public sealed record RotationShift(Guid Id, Guid PersonId, string Name, DateOnly From, DateOnly To, bool Vacant, bool Mine, HandOverState? HandOver);

public sealed record RotationObstacle(string Code, string Statement, string Seen);

/// <param name="Mine">The caller answers it.</param>
/// <param name="Own">The caller asked.</param>
public sealed record RotationSwap(Guid Id, string Name, DateOnly From, DateOnly To, string WithName, DateOnly WithFrom, DateOnly WithTo, bool Mine, bool Own);

public sealed record RotationEntry(
    DateTimeOffset At, RotationChange What, DateOnly From, DateOnly To, DateOnly? WithFrom, DateOnly? WithTo, string? Before, string? After, string? Reason);

/// <summary>Who chairs on a day; without a plan for it only the organization is told.</summary>
public sealed record ChairToday(
    Guid OrganizationId, string OrganizationName, DateOnly Day, Guid? PlanId, DateOnly? From, DateOnly? To, bool Vacant, string? Name, string? Post, string? NextName, DateOnly? NextFrom);

/// <summary>What the rotation wants of the caller.</summary>
public sealed record MyRotation(IReadOnlyList<MyTurn> Chairing, IReadOnlyList<MyTurn> ToWrite, IReadOnlyList<MyTurn> ToConfirm, IReadOnlyList<MySwap> ToAnswer);

public sealed record MyTurn(Guid PlanId, Guid ShiftId, string OrganizationName, DateOnly From, DateOnly To);

public sealed record MySwap(Guid PlanId, Guid SwapId, string Name, DateOnly From, DateOnly To, DateOnly WithFrom, DateOnly WithTo);

public sealed record RotationEnding(DateOnly Day, string Reason);

public sealed record SwapQuestion(Guid ShiftId, Guid WithShiftId);

public sealed record SwapReply(bool Agree);

public sealed record ShiftExchange(Guid WithShiftId, string Reason);

public sealed record ShiftFilling(Guid PersonId, string Reason);

public sealed record HandOverText(string Text);

public sealed record HandOver(
    Guid PlanId, string OrganizationName, string Name, DateOnly From, DateOnly To, string? NextName, string? Text, DateTimeOffset? WrittenAt, DateTimeOffset? ConfirmedAt,
    bool MayWrite, bool MayConfirm);

/// <summary>How far a post exchange is.</summary>
[JsonConverter(typeof(CamelCase<ExchangeState>))]
public enum ExchangeState { Proposed, Approved, Concluded, Cancelled }

/// <summary>What came of a post exchange.</summary>
[JsonConverter(typeof(CamelCase<ExchangeGrade>))]
public enum ExchangeGrade { Excellent, Qualified, Unqualified }

/// <param name="Semester">As transcripts name it, e.g. 2026-2027-1.</param>
public sealed record ExchangeFilter(ExchangeState? State = null, Guid? OrganizationId = null, string? Semester = null);

public sealed record NewExchange(
    Guid PersonId, Guid FromOrganizationId, string FromPost, Guid ToOrganizationId, string ToPost, DateOnly From, DateOnly To, string Purpose);

public sealed record ExchangeRow(
    Guid Id, string? Name, string FromOrganization, string FromPost, string ToOrganization, string ToPost, DateOnly From, DateOnly To, ExchangeState State, ExchangeGrade? Grade);

public sealed record PostExchange(
    Guid Id, string? Name, string? College, string FromOrganization, string FromPost, string ToOrganization, string ToPost, DateOnly From, DateOnly To, string Purpose,
    ExchangeState State, DateTimeOffset ProposedAt, DateTimeOffset? ApprovedAt, ExchangeGrade? Grade, string? Outcome, DateTimeOffset? ConcludedAt, string? CancelReason);

public sealed record ExchangeOutcome(ExchangeGrade Grade, string Outcome);

public sealed record ExchangeCancellation(string Reason);
