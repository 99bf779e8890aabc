using System.Text.Json.Serialization;

namespace StudentUnion.Api;

/// <summary>What kind of member body it is.</summary>
[JsonConverter(typeof(CamelCase<OrganizationKind>))]
public enum OrganizationKind
{
    Federation, StudentUnion, GraduateUnion, ResearchInstitute, College, Department, LeagueBranch, Society, ClassBody, DormitoryArea, PartyCommittee, LeagueCommittee,
    StudentAffairs,
}

/// <summary>The Ministry's level of an institution: 本科 or 专科.</summary>
[JsonConverter(typeof(CamelCase<InstitutionLevel>))]
public enum InstitutionLevel { Undergraduate, Vocational }

[JsonConverter(typeof(CamelCase<OrganizationStatus>))]
public enum OrganizationStatus { Active, Closed }

/// <summary>What happened to an organization, as its history tells it.</summary>
[JsonConverter(typeof(CamelCase<OrganizationChange>))]
public enum OrganizationChange { Registered, Renamed, LevelChanged, Closed, Reopened, Moved, Merged }

/// <summary>How a row of the Ministry's new list differs from what is registered.</summary>
[JsonConverter(typeof(CamelCase<DifferenceKind>))]
public enum DifferenceKind { New, Renamed, LevelChanged, Gone, Moved }

[JsonConverter(typeof(CamelCase<InstitutionImportState>))]
public enum InstitutionImportState { Preview, Applied, Failed }

[JsonConverter(typeof(CamelCase<RosterImportState>))]
public enum RosterImportState { Receiving, Merging, Done, Failed }

public sealed record OrganizationFilter(OrganizationKind? Kind = null, InstitutionLevel? Level = null, string? Search = null, Guid? ParentId = null);

/// <summary>A member organization as the directory lists it.</summary>
/// <param name="ParentName">The member organization a college belongs to.</param>
public sealed record OrganizationRow(
    Guid Id, string Name, OrganizationKind Kind, InstitutionLevel? Level, Guid? ParentId, string? InstitutionCode, string? Province,
    string? City, OrganizationStatus Status, string? ParentName = null);

/// <summary>A member organization with its past and its colleges.</summary>
public sealed record Organization(
    Guid Id, string Name, OrganizationKind Kind, InstitutionLevel? Level, Guid? ParentId, string? InstitutionCode, string? Province,
    string? City, string? Authority, OrganizationStatus Status, long Version, IReadOnlyList<OrganizationEvent>? History,
    IReadOnlyList<College>? Colleges, string? ParentName = null, IReadOnlyList<Body>? Bodies = null, Successor? Successor = null) : Versioned;

/// <summary>A department, League branch or supervising body directly below an organization.</summary>
public sealed record Body(Guid Id, string Name, OrganizationKind Kind, OrganizationStatus Status);

/// <summary>The member organization that another was merged into.</summary>
public sealed record Successor(Guid Id, string Name);

/// <param name="List">The Ministry's list that told it; absent when a person did it here.</param>
public sealed record OrganizationEvent(DateTimeOffset At, DateOnly? List, OrganizationChange What, string? Before, string? After);

public sealed record College(Guid Id, string Name, OrganizationStatus Status);

/// <param name="AdministrativeDuties">Of a department: whether it is to carry an administrative function.</param>
public sealed record NewOrganization(OrganizationKind Kind, string Name, Guid? ParentId, bool AdministrativeDuties = false);

public sealed record OrganizationName(string Name);

/// <summary>The answer to something made: how to find it.</summary>
public sealed record Created(Guid Id);

/// <summary>The Ministry's list beside what is registered: what would change, before anything does.</summary>
public sealed record InstitutionImport(
    Guid Id, InstitutionImportState State, DateOnly List, string? Province, string? FileName, DateTimeOffset? At, InstitutionCounts Counts,
    IReadOnlyList<RowError>? Errors);

/// <summary>Rows read, and how many of each difference.</summary>
public sealed record InstitutionCounts(int Rows, int New, int Renamed, int LevelChanged, int Gone, int Moved, int Unchanged);

public sealed record InstitutionDifference(
    DifferenceKind Kind, string Code, string Name, string? Before, string? After, string? Province, string? City);

/// <summary>What is wrong in one line of an uploaded file. Lines count from 1, the header included.</summary>
public sealed record RowError(int Line, string? Column, string? Code, string Message);

/// <summary>How far a roster has come.</summary>
/// <param name="Progress">0 to 1.</param>
/// <param name="IgnoredColumns">Columns that were not read, as the file names them.</param>
public sealed record RosterImport(
    Guid Id, RosterImportState State, string? FileName, DateTimeOffset? At, int Rows, int Inserted, int Updated, int Unchanged, int Rejected,
    double Progress, string? Problem, IReadOnlyList<string>? IgnoredColumns = null);

/// <summary>A student as the roster knows them.</summary>
public sealed record Student(
    Guid Id, string StudentNumber, string Name, string? College, string? Major, string? Grade, string? ClassName, string? Level,
    string? PoliticalStatus, string? Category, string? Status = null);

public sealed record StudentNumbers([property: JsonPropertyName("studentNumbers")] IReadOnlyList<string> Numbers);

public sealed record StudentLookup(IReadOnlyList<FoundStudent> Found, IReadOnlyList<string> Missing);

public sealed record FoundStudent(Guid Id, string StudentNumber, string Name, string? College);

/// <summary>Who leads the union now, and which election made it so.</summary>
public sealed record Presidium(Guid OrganizationId, string OrganizationName, IReadOnlyList<PresidiumMember> Members);

public sealed record PresidiumMember(Guid PersonId, string Name, string? College, string? Post, DateOnly? Since, Guid? ElectionId);

/// <summary>How far a draw among equals is.</summary>
[JsonConverter(typeof(CamelCase<DrawState>))]
public enum DrawState { Committed, Drawn, Cancelled }

/// <param name="SeedSource">The public value that decides, named so that nobody can mistake it.</param>
/// <param name="SeedNotBefore">When that value comes into being.</param>
/// <param name="Candidates">Persons on the roster, in the order of the record.</param>
public sealed record NewDraw(string Title, int Places, string SeedSource, DateTimeOffset SeedNotBefore, IReadOnlyList<Guid> Candidates);

public sealed record DrawRow(Guid Id, string Title, int Places, DrawState State, DateTimeOffset CommittedAt, DateTimeOffset SeedNotBefore);

/// <param name="Commitment">SHA-256 of the record, published before the seed could be known.</param>
/// <param name="Readings">How many persons have entered the seed; it is drawn when two have entered the same.</param>
public sealed record Draw(
    Guid Id, string Title, int Places, DrawState State, string SeedSource, DateTimeOffset SeedNotBefore, string Commitment, DateTimeOffset CommittedAt,
    int Readings, string? Seed, DateTimeOffset? DrawnAt, string? CancelReason, IReadOnlyList<DrawCandidate> Candidates);

/// <param name="Ticket">What orders the candidates, the smallest first; once drawn.</param>
public sealed record DrawCandidate(int Number, string Name, string College, int? Rank, bool Drawn, string? Ticket);

public sealed record SeedEntry(string Seed);

/// <param name="Disagree">Others have entered another value.</param>
public sealed record SeedEntered(bool Drawn, bool Disagree);

public sealed record DrawCancellation(string Reason);
