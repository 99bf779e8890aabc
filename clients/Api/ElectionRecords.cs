using System.Text.Json.Serialization;

namespace StudentUnion.Api;

/// <summary>Whose congress it is: the university's or one college's.</summary>
[JsonConverter(typeof(CamelCase<CongressLevel>))]
public enum CongressLevel { School, College }

/// <summary>What is filled: the presidium, or nothing but an answer.</summary>
[JsonConverter(typeof(CamelCase<ElectionOffice>))]
public enum ElectionOffice { Presidium, Poll }

[JsonConverter(typeof(CamelCase<ElectionState>))]
public enum ElectionState { Draft, Open, Closed, Counted, Certified }

/// <summary>How many of the delegates due must be present for the election to be valid.</summary>
[JsonConverter(typeof(CamelCase<Quorum>))]
public enum Quorum { AtLeastTwoThirds, MoreThanTwoThirds, MoreThanFourFifths }

/// <summary>Of what number more than half is needed.</summary>
[JsonConverter(typeof(CamelCase<MajorityBase>))]
public enum MajorityBase { DelegatesPresent, BallotsCast, ValidBallots }

/// <summary>What happens when several have the same number of votes for the last seat.</summary>
[JsonConverter(typeof(CamelCase<TieRule>))]
public enum TieRule { LeaveVacant, RunOff }

[JsonConverter(typeof(CamelCase<ElectionOutcome>))]
public enum ElectionOutcome { AllSeatsFilled, SeatsOpen, TieAtLastSeat, NobodyElected, Void }

/// <param name="Session">Which congress of the union's history, e.g. 第三十八次.</param>
/// <param name="CollegeId">Whose congress it is where the level is the college's; none where it is the whole university's.</param>
public sealed record NewCongress(string Name, string Session, CongressLevel Level, DateOnly HeldOn, Guid? CollegeId = null);

public sealed record CongressRow(Guid Id, string Name, string? Session, CongressLevel Level, DateOnly HeldOn, int Due, int Present);

/// <param name="Due">Delegates elected to it (应到).</param>
/// <param name="Present">Delegates who came (实到).</param>
public sealed record Congress(
    Guid Id, string Name, string? Session, CongressLevel Level, DateOnly HeldOn, int Due, int Present, IReadOnlyList<ElectionRow>? Elections);

/// <param name="Delegation">The group the delegate sits with, usually a college.</param>
public sealed record DelegateEntry(Guid PersonId, string Delegation);

public sealed record DelegateEntries(IReadOnlyList<DelegateEntry> Delegates);

public sealed record DelegatesAdded(int Added, int Already);

public sealed record DelegateRow(Guid PersonId, string Delegation, bool Present);

public sealed record PresenceRecord(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<Guid>? PersonIds,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] bool? Everyone);

public sealed record Attendance(int Due, int Present);

/// <summary>The election method (选举办法) as the congress adopted it.</summary>
public sealed record ElectionMethod(Quorum Quorum, MajorityBase MajorityBase, TieRule Tie);

/// <param name="Seats">How many are elected, and how many marks a ballot may carry.</param>
public sealed record ElectionDraft(string Title, ElectionOffice Office, int Seats, DateTimeOffset ClosesAt, ElectionMethod Method);

public sealed record NewCandidate(string Name, Guid? PersonId = null, string? Statement = null);

public sealed record NewCandidates(IReadOnlyList<NewCandidate> Candidates);

public sealed record ElectionRow(
    Guid Id, Guid CongressId, string Title, ElectionOffice Office, int Seats, ElectionState State, DateTimeOffset ClosesAt);

/// <param name="Certifications">How many people have signed the result.</param>
public sealed record Election(
    Guid Id, Guid CongressId, string Title, ElectionOffice Office, int Seats, ElectionState State, DateTimeOffset ClosesAt,
    ElectionMethod Method, IReadOnlyList<Candidate> Candidates, MyPart? Me, int Certifications, long Version) : Versioned;

public sealed record Candidate(int Number, string Name, string? Statement);

/// <summary>What the caller may do in an election, and why not.</summary>
public sealed record MyPart(bool MayVote, WhyNot? WhyNot, bool HasVoted);

public sealed record WhyNot(string Code, string Statement);

public sealed record Ballot(IReadOnlyList<int> Marks);

/// <summary>Counts only: who voted, and for whom, is nowhere in it.</summary>
public sealed record Turnout(int Due, int Present, int Issued, int Returned);

/// <param name="Base">The number of which more than half is needed.</param>
/// <param name="Needed">The fewest votes that are more than half of the base.</param>
/// <param name="Elected">How many were elected.</param>
public sealed record ElectionResult(
    int Due, int Present, int Issued, int Returned, int Valid, int Invalid, int Blank, int Base, MajorityBase BaseKind, int Needed,
    IReadOnlyList<CandidateResult> Candidates, int Elected, int OpenSeats, ElectionOutcome Outcome, int Certifications,
    DateTimeOffset? CertifiedAt);

/// <param name="Passed">More than half of the base.</param>
/// <param name="Tied">As many votes as another at the last seat.</param>
public sealed record CandidateResult(int Number, string Name, int Votes, bool Passed, bool Elected, bool Tied);
