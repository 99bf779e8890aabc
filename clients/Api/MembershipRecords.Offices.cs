using System.Text.Json.Serialization;

namespace StudentUnion.Api;

[JsonConverter(typeof(CamelCase<UnionLevel>))]
public enum UnionLevel { School, College }

[JsonConverter(typeof(CamelCase<Seat>))]
public enum Seat { Presidium, Department, Branch, Secretariat }

[JsonConverter(typeof(CamelCase<AppointmentSource>))]
public enum AppointmentSource { Elected, Selected, ByOffice }

[JsonConverter(typeof(CamelCase<Ending>))]
public enum Ending { TermEnded, Resigned, Removed, Succeeded }

[JsonConverter(typeof(CamelCase<AppointmentChange>))]
public enum AppointmentChange { Appointed, Suspended, Reinstated, Ended }

[JsonConverter(typeof(CamelCase<FindingOutcome>))]
public enum FindingOutcome { Resolved, Kept }

[JsonConverter(typeof(CamelCase<SupervisorTitle>))]
public enum SupervisorTitle { Secretary, DeputySecretary, Staff }

public sealed record Merger(Guid IntoId);

/// <summary>Who is in office in a union, and how full it is.</summary>
public sealed record Offices(Guid OrganizationId, string OrganizationName, UnionLevel Level, IReadOnlyList<Gauge> Gauges, Page<Office> Officers);

/// <param name="Key">presidium-size, staff-size or department-count.</param>
/// <param name="Most">How many there may be; absent where nothing is set.</param>
/// <param name="Basis">Why there may be more than usual.</param>
public sealed record Gauge(string Key, int Count, int? Most, string? Basis = null);

/// <param name="Name">Absent where neither roster nor supervising bodies know the person.</param>
/// <param name="Post">Code of the post.</param>
/// <param name="PostName">The post in the reader's language.</param>
public sealed record Office(
    Guid Id, Guid PersonId, string? Name, string? College, string Post, string PostName, Seat Seat, Guid? DepartmentId, string? Department, AppointmentSource Source,
    DateOnly Since, DateOnly? TermEnds, DateOnly? Until, Ending? Ending, bool Suspended);

public sealed record OfficeDetail([property: JsonPropertyName("office")] Office Held, Guid OrganizationId, string OrganizationName, Guid? ElectionId, IReadOnlyList<OfficeEntry> History);

/// <param name="Reason">For officers and teachers only.</param>
public sealed record OfficeEntry(int Version, DateTimeOffset At, AppointmentChange What, string? Reason);

public sealed record Post(string Code, string Name, Seat Seat, bool AtColleges);

public sealed record NewOffice(Guid OrganizationId, string Post, Guid PersonId, Guid? DepartmentId = null, DateOnly? TermEnds = null);

/// <summary>What the rules say of one person for one post.</summary>
public sealed record Decision(bool Holds, IReadOnlyList<DecisionRule> Points);

/// <param name="Statement">The rule in the reader's language.</param>
/// <param name="Seen">What it saw.</param>
public sealed record DecisionRule(string Rule, string Statement, bool Holds, string? Seen, string Measure);

public sealed record OfficeEnding(Ending How, string Reason);

public sealed record Reason([property: JsonPropertyName("reason")] string Text);

/// <summary>A rule that no longer holds of somebody in office, or of a union as a whole.</summary>
public sealed record OfficeFinding(
    Guid Id, Guid OrganizationId, string OrganizationName, Guid? OfficeId, string? Name, string? PostName, string Rule, string Statement, string? Seen,
    DateTimeOffset RaisedAt, DateTimeOffset? SettledAt, FindingOutcome? Outcome, string? Reason);

public sealed record Limits(int Year, [property: JsonPropertyName("limits")] IReadOnlyList<Limit> All, Exemption? Mine);

/// <param name="FromYear">The year in which the first academic year it holds for begins.</param>
/// <param name="SizeFrom">For institutions with at least so many students.</param>
public sealed record Limit(string Key, UnionLevel Level, int FromYear, int SizeFrom, int Value, string Source);

public sealed record Exemption(int Year, int Value, string Basis, DateTimeOffset StatedAt);

public sealed record NewLimit(string Key, UnionLevel Level, int FromYear, int SizeFrom, int Value, string Source);

public sealed record ExemptionStatement(int Value, string Basis);

public sealed record Supervisor(Guid Id, Guid BodyId, string BodyName, OrganizationKind BodyKind, string Name, SupervisorTitle Title, bool FullTime, DateTimeOffset? Until);

public sealed record NewSupervisor(Guid BodyId, string Name, SupervisorTitle Title, bool FullTime);
