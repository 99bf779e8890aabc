using System.Text.Json.Serialization;

namespace StudentUnion.Api;

[JsonConverter(typeof(CamelCase<CallKind>))]
public enum CallKind { Staff, Candidates }

[JsonConverter(typeof(CamelCase<CallState>))]
public enum CallState { Draft, Open, Closed, Decided, Done, Cancelled }

[JsonConverter(typeof(CamelCase<ApplicationState>))]
public enum ApplicationState { Submitted, InReview, Shortlisted, Drawing, Notice, Probation, Confirmed, Ended, Withdrawn, Refused, NotSelected }

[JsonConverter(typeof(CamelCase<Verdict>))]
public enum Verdict { Agreed, Refused }

[JsonConverter(typeof(CamelCase<ObjectionAnswer>))]
public enum ObjectionAnswer { Upheld, Dismissed }

/// <param name="OrganizationId">The union, or a college of it; the union where absent.</param>
public sealed record NewCall(
    Guid? OrganizationId, CallKind Kind, string Title, string Conditions, DateTimeOffset OpensAt, DateTimeOffset ClosesAt, IReadOnlyList<WantedPost> Posts, int ProbationDays = 30);

/// <param name="Post">Code of the post.</param>
public sealed record WantedPost(string Post, Guid? DepartmentId, int Places);

public sealed record CallRow(Guid Id, string Title, Guid OrganizationId, string OrganizationName, CallKind Kind, CallState State, DateTimeOffset OpensAt, DateTimeOffset ClosesAt, int Places);

/// <param name="Notice">Who is on public notice now.</param>
/// <param name="Mine">The caller's application.</param>
public sealed record RecruitmentCall(
    Guid Id, string Title, string Conditions, Guid OrganizationId, string OrganizationName, UnionLevel Level, CallKind Kind, CallState State, DateTimeOffset OpensAt, DateTimeOffset ClosesAt,
    int ProbationDays, string? CancelReason, IReadOnlyList<CallPost> Posts, IReadOnlyList<OnNotice> Notice, Guid? Mine);

/// <param name="Tied">How many share the last places that a draw gives.</param>
/// <param name="Left">How many places these are.</param>
public sealed record CallPost(
    int Number, [property: JsonPropertyName("post")] string Code, string PostName, Guid? DepartmentId, string? Department, int Places, DateTimeOffset? SelectedAt, int Tied, int? Left, Guid? DrawId,
    DrawState? DrawState);

/// <param name="Post">Number of the post.</param>
public sealed record OnNotice(Guid ApplicationId, string Name, string College, int Post, DateTimeOffset Until);

/// <param name="Post">Number of the post.</param>
public sealed record NewApplication(int Post, string Statement);

public sealed record ApplicationRow(Guid Id, Guid CallId, string CallTitle, string OrganizationName, string PostName, ApplicationState State, DateTimeOffset SubmittedAt);

/// <summary>An application as its reader may see it.</summary>
/// <param name="Name">Absent for the applicant, like college and score.</param>
/// <param name="Standing">What the rules saw when it was sent.</param>
/// <param name="Objections">For officers and teachers.</param>
public sealed record RecruitmentApplication(
    Guid Id, Guid CallId, string CallTitle, Guid OrganizationId, string OrganizationName, CallKind Kind, string PostName, string? Department, ApplicationState State, DateTimeOffset SubmittedAt,
    string? Reason, DateTimeOffset? NoticeUntil, DateOnly? ProbationEnds, bool Extended, string? Mentor, bool MayWithdraw, string? Name, string? College, string Statement, Decision Standing,
    decimal? Score, IReadOnlyList<ApprovalStep> Steps, IReadOnlyList<ApplicationEntry> History, IReadOnlyList<Objection> Objections);

/// <param name="StandsIn">The school's body decides because the college has none.</param>
/// <param name="Mine">The reader decides it now.</param>
public sealed record ApprovalStep(
    int Number, Guid BodyId, string Body, OrganizationKind BodyKind, bool StandsIn, bool Scores, DateTimeOffset? DueAt, Verdict? Verdict, DateTimeOffset? DecidedAt, string? Reason, int? Score, bool Mine);

public sealed record ApplicationEntry(DateTimeOffset At, ApplicationState State, string? Reason);

public sealed record Objection(Guid Id, string? Name, string Text, DateTimeOffset RaisedAt, ObjectionAnswer? Answer, string? Reason);

public sealed record NewObjection(string Text);

public sealed record ObjectionReply(ObjectionAnswer Answer, string Reason);

/// <param name="Counts">Of every stage.</param>
public sealed record RecruitmentBoard(string CallTitle, IReadOnlyList<StageCount> Counts, Page<ApplicationCard> Cards);

public sealed record StageCount(ApplicationState State, int Count);

/// <param name="DueAt">When the next approval is due, or the notice ends.</param>
public sealed record ApplicationCard(
    Guid Id, string Name, string College, int Post, string PostName, string? Department, ApplicationState State, decimal? Score, DateTimeOffset? DueAt, DateOnly? ProbationEnds);

/// <param name="Take">How many; the post's places where absent.</param>
public sealed record SelectionRequest(int? Take);

/// <param name="Tied">How many share the last places.</param>
public sealed record SelectionMade(int OnNotice, int Tied, int Left);

public sealed record DrawAmongEquals(string SeedSource, DateTimeOffset SeedNotBefore);

public sealed record ProbationBeginning(Guid MentorId);

public sealed record ProbationExtension(int Days, string Reason);

/// <param name="Waiting">How many wait for the caller in all.</param>
public sealed record ApprovalInbox(int Waiting, DateTimeOffset? NextDue, Page<ApprovalRow> Approvals);

public sealed record ApprovalRow(
    Guid ApplicationId, string Name, string College, string CallTitle, CallKind Kind, string OrganizationName, string PostName, int Step, Guid BodyId, string Body, bool StandsIn,
    DateTimeOffset DueAt, bool Overdue);

public sealed record ApprovalDecision(int Step, Guid BodyId, Verdict Verdict, string? Reason = null, int? Score = null);

public sealed record NewDelegation(Guid BodyId, Guid ToAccount, DateOnly Until);

public sealed record Delegation(Guid Id, Guid BodyId, string Body, Guid ToAccount, DateOnly Until);
