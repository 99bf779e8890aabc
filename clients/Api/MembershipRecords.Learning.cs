using System.Text.Json.Serialization;

namespace StudentUnion.Api;

/// <summary>Whom a study plan is for: members of League branches, or the union's staff.</summary>
[JsonConverter(typeof(CamelCase<StudyAudience>))]
public enum StudyAudience { Branch, Staff }

/// <summary>政治理论学习 or 培训.</summary>
[JsonConverter(typeof(CamelCase<SessionKind>))]
public enum SessionKind { Theory, Training }

/// <summary>How far a session is; it counts once closed.</summary>
[JsonConverter(typeof(CamelCase<SessionState>))]
public enum SessionState { Planned, CheckingIn, Over, Closed, Cancelled }

public sealed record NewStudyPlan(Guid OrganizationId, string Semester, string Title, StudyAudience Audience, int Sessions, IReadOnlyList<string> Contents);

public sealed record StudyPlanRevision(string Title, StudyAudience Audience, int Sessions, IReadOnlyList<string> Contents);

/// <summary>Who studies, how often, what.</summary>
/// <param name="Sessions">How often at least.</param>
/// <param name="Held">Sessions held under it and closed.</param>
/// <param name="Standing">Something was held under it: it is not revised any more.</param>
public sealed record StudyPlan(
    Guid Id, Guid OrganizationId, string OrganizationName, string Semester, string Title, StudyAudience Audience, int Sessions, int Held, bool Standing,
    DateTimeOffset? EndedAt, IReadOnlyList<string> Contents) : Versioned;

/// <param name="CheckInMinutes">How long before its start it can be checked in to; the service's default when absent.</param>
public sealed record NewStudySession(
    Guid OrganizationId, SessionKind Kind, Guid? PlanId, string Title, string Place, DateTimeOffset StartsAt, DateTimeOffset EndsAt, int? CheckInMinutes = null);

/// <param name="From">First day, in China; with <paramref name="To"/> instead of a semester.</param>
public sealed record SessionFilter(string? Semester = null, SessionKind? Kind = null, DateOnly? From = null, DateOnly? To = null);

/// <param name="Here">Whether the caller attended.</param>
public sealed record StudySessionRow(
    Guid Id, Guid OrganizationId, string OrganizationName, string Semester, SessionKind Kind, string Title, string Place,
    DateTimeOffset StartsAt, DateTimeOffset EndsAt, SessionState State, bool Here);

/// <param name="Mine">The caller's own attendance.</param>
public sealed record StudySession(
    Guid Id, Guid OrganizationId, string OrganizationName, string Semester, SessionKind Kind, string Title, string Place,
    DateTimeOffset StartsAt, DateTimeOffset EndsAt, DateTimeOffset CheckInFrom, SessionState State, Guid? PlanId, string? PlanTitle,
    string? CancelReason, DateTimeOffset? ClosedAt, int Attended, int BackEntered, MyAttendance? Mine);

public sealed record MyAttendance(DateTimeOffset At, bool BackEntered);

public sealed record SessionCancellation(string Reason);

/// <param name="SecondsLeft">How long this code is still shown; it is accepted 30 seconds longer.</param>
public sealed record CheckInCode(string Code, int SecondsLeft, int Attended);

public sealed record CheckInEntry(string Code);

public sealed record CheckedIn(DateTimeOffset At);

public sealed record BackEntries(IReadOnlyList<string> StudentNumbers, string Reason);

/// <param name="Missing">Numbers the roster does not have.</param>
public sealed record BackEntered(int Entered, int ThereBefore, IReadOnlyList<string> Missing);

/// <param name="EnteredBy">The account that entered it afterwards; none where the person checked in.</param>
public sealed record Attendee(string StudentNumber, string Name, string College, DateTimeOffset At, bool BackEntered, string? Reason, Guid? EnteredBy);

/// <param name="Counts">The session was closed by its organizer.</param>
public sealed record MyLearning(
    Guid SessionId, string OrganizationName, string Semester, SessionKind Kind, string Title, DateTimeOffset StartsAt, DateTimeOffset At, bool BackEntered, bool Counts);

/// <summary>How far training covers those in office.</summary>
/// <param name="InOffice">Persons; whoever serves at both levels is one.</param>
/// <param name="TheoryRequired">Theory sessions a semester asks for at least.</param>
public sealed record LearningCoverage(string Semester, int InOffice, int Attended, int TheoryRequired, IReadOnlyList<OrganizationLearning> Organizations);

/// <param name="Theory">Closed sessions of political theory.</param>
public sealed record OrganizationLearning(Guid OrganizationId, string OrganizationName, int InOffice, int Attended, int Theory);

/// <summary>Somebody in office who has not attended the training of the semester.</summary>
public sealed record Untrained(string StudentNumber, string Name, string College, string OrganizationName);

public sealed record Certificate(string Semester, string Name, string College, string Code, DateTimeOffset IssuedAt, IReadOnlyList<CertifiedTraining> Sessions);

public sealed record CertifiedTraining(string Title, string OrganizationName, DateTimeOffset StartsAt);
