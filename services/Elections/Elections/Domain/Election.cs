using StudentUnion.Elections.Domain.Counting;
using StudentUnion.ServiceDefaults;

namespace StudentUnion.Elections.Domain;

/// <summary>What is filled: the presidium (主席团), or nothing but an answer to a question.</summary>
public enum Office
{
    Presidium,
    Poll,
}

/// <summary>How far an election has come; it only ever moves forward.</summary>
public enum ElectionState
{
    Draft,
    Open,
    Closed,
    Counted,
    Certified,
}

/// <summary>One secret vote of a congress, from the draft to the certified result. (measure 6.2)</summary>
public sealed class Election
{
    /// <summary>Most candidates on one ballot.</summary>
    public const int MostCandidates = 1000;

    private readonly List<Candidate> _candidates = [];
    private readonly List<Certification> _certifications = [];

    public required Guid Id { get; init; }
    public required Guid TenantId { get; init; }
    public required Guid CongressId { get; init; }
    public required Office Office { get; init; }

    /// <summary>The account that drafted it.</summary>
    public required Guid DraftedBy { get; init; }

    public required DateTimeOffset DraftedAt { get; init; }

    public string Title { get; private set; } = "";

    /// <summary>How many are elected, and how many marks a ballot may carry.</summary>
    public int Seats { get; private set; }

    public DateTimeOffset ClosesAt { get; private set; }
    public ElectionMethod Method { get; private set; } = new(default, default, default);
    public ElectionState State { get; private set; }

    /// <summary>Grows with every change.</summary>
    public long Version { get; private set; }

    public Guid? OpenedBy { get; private set; }
    public DateTimeOffset? OpenedAt { get; private set; }

    /// <summary>Who closed it; nobody where its time had come.</summary>
    public Guid? ClosedBy { get; private set; }

    public DateTimeOffset? ClosedAt { get; private set; }

    /// <summary>Delegates due when voting closed.</summary>
    public int Due { get; private set; }

    /// <summary>Delegates present when voting closed.</summary>
    public int Present { get; private set; }

    public Guid? CountedBy { get; private set; }
    public DateTimeOffset? CountedAt { get; private set; }

    /// <summary>Frozen by the count.</summary>
    public ElectionResult? Result { get; private set; }

    public DateTimeOffset? CertifiedAt { get; private set; }

    public IReadOnlyList<Candidate> Candidates => _candidates;
    public IReadOnlyList<Certification> Certifications => _certifications;

    public static Election Draft(Congress congress, Office office, ElectionTerms terms, int mostSeats, Guid by, DateTimeOffset now)
    {
        var election = new Election
        {
            Id = Guid.CreateVersion7(now),
            TenantId = congress.TenantId,
            CongressId = congress.Id,
            Office = office,
            DraftedBy = by,
            DraftedAt = now,
        };
        election.Revise(terms, mostSeats);
        return election;
    }

    /// <param name="terms">What is voted on and how.</param>
    /// <param name="mostSeats">Most seats of a presidium at the congress's level.</param>
    public void Revise(ElectionTerms terms, int mostSeats)
    {
        ElectionRules.ElectionIsADraft.Require(State is ElectionState.Draft);
        ElectionRules.PresidiumSize.Require(Office is not Office.Presidium || terms.Seats <= mostSeats, $"{terms.Seats} / {mostSeats}");

        (Title, Seats, ClosesAt, Method) = (terms.Title, terms.Seats, terms.ClosesAt, terms.Method);
        Version++;
    }

    /// <summary>Puts candidates on the ballot, after those already there.</summary>
    /// <param name="names">Who or what is added.</param>
    /// <param name="members">Those of the persons named who are on the roster.</param>
    public void Name(IReadOnlyList<Nomination> names, IReadOnlySet<Guid> members)
    {
        ElectionRules.ElectionIsADraft.Require(State is ElectionState.Draft);
        ElectionRules.CandidatesFitTheBallot.Require(_candidates.Count + names.Count <= MostCandidates, $"{_candidates.Count + names.Count} / {MostCandidates}");
        foreach (var name in names)
        {
            ElectionRules.OptionIsNoPerson.Require(Office is not Office.Poll || name.PersonId is null, name.Name);
            ElectionRules.CandidateIsAMember.Require(Office is not Office.Presidium || (name.PersonId is { } person && members.Contains(person)), name.Name);
            ElectionRules.CandidateStandsOnce.Require(name.PersonId is null || _candidates.All(c => c.PersonId != name.PersonId), name.Name);

            _candidates.Add(new()
            {
                TenantId = TenantId,
                ElectionId = Id,
                Number = (short)(_candidates.Count + 1),
                Name = name.Name,
                PersonId = name.PersonId,
                Statement = name.Statement,
            });
        }

        Version++;
    }

    /// <summary>Why voting cannot be opened now.</summary>
    public Rule? WhyNotOpen(Congress congress, DateTimeOffset now) =>
        ElectionRules.ElectionIsADraft.Unless(State is ElectionState.Draft)
        ?? ElectionRules.CandidatesAreNamed.Unless(_candidates.Count > 0)
        ?? ElectionRules.CloseIsAhead.Unless(now < ClosesAt)
        ?? ElectionRules.QuorumIsPresent.Unless(Method.HasQuorum(congress.Due, congress.Present));

    /// <summary>Opens voting: from here on method and candidates stand.</summary>
    public void Open(Congress congress, Guid by, DateTimeOffset now)
    {
        WhyNotOpen(congress, now)?.Require(false, $"{congress.Present} / {congress.Due}");

        (State, OpenedBy, OpenedAt) = (ElectionState.Open, by, now);
        Version++;
    }

    /// <summary>Why this person cannot vote now. One truth for the page that shows it and the act that refuses.</summary>
    /// <param name="open">Whether the box takes ballots.</param>
    /// <param name="onTheRoll">Whether the person is a delegate who is present.</param>
    /// <param name="hasVoted">Whether a ballot of theirs is in the box.</param>
    public static Rule? WhyNotVote(bool open, bool onTheRoll, bool hasVoted) =>
        ElectionRules.VotingIsOpen.Unless(open)
        ?? ElectionRules.VoterIsADelegatePresent.Unless(onTheRoll)
        ?? ElectionRules.VotesOnce.Unless(!hasVoted);

    /// <summary>Whether ballots are received at this moment, as far as the election itself can tell.</summary>
    public bool TakesBallots(DateTimeOffset now) => State is ElectionState.Open && now < ClosesAt;

    /// <summary>Why voting cannot be closed.</summary>
    public Rule? WhyNotClose() => ElectionRules.VotingIsOpen.Unless(State is ElectionState.Open);

    /// <param name="congress">Its delegates due and present are frozen into the election.</param>
    /// <param name="by">Who closes; null where the time has come.</param>
    /// <param name="now">When.</param>
    public void Close(Congress congress, Guid? by, DateTimeOffset now)
    {
        WhyNotClose()?.Require(false);

        (State, ClosedBy, ClosedAt, Due, Present) = (ElectionState.Closed, by, now, congress.Due, congress.Present);
        Version++;
    }

    /// <summary>Why the ballots cannot be counted.</summary>
    public Rule? WhyNotCount() => ElectionRules.ResultFollowsTheClose.Unless(State is ElectionState.Closed);

    /// <summary>Counts the ballots and freezes the result.</summary>
    public void Count(IEnumerable<short[]> ballots, int issued, Guid by, DateTimeOffset now)
    {
        WhyNotCount()?.Require(false);

        Result = BallotCount.Of(Method, Seats, Candidates, Due, Present, issued, ballots);
        (State, CountedBy, CountedAt) = (ElectionState.Counted, by, now);
        Version++;
    }

    /// <summary>Signs the result; the second person's signature certifies it.</summary>
    /// <param name="account">The account that signs.</param>
    /// <param name="person">The person behind it, where there is one: two accounts of one person are one person.</param>
    /// <param name="now">When.</param>
    /// <returns>Whether the result is certified now.</returns>
    public bool Certify(Guid account, Guid? person, DateTimeOffset now)
    {
        ElectionRules.ResultIsCounted.Require(State is ElectionState.Counted);
        ElectionRules.TwoPersonsCertify.Require(_certifications.All(c => c.Account != account && (person is null || c.PersonId != person)));

        _certifications.Add(new() { TenantId = TenantId, ElectionId = Id, Account = account, PersonId = person, SignedAt = now });
        Version++;
        if (_certifications.Count < 2) return false;

        (State, CertifiedAt) = (ElectionState.Certified, now);
        return true;
    }

    /// <summary>Why the result is not shown to this reader.</summary>
    /// <param name="officer">Whether the reader runs elections here.</param>
    public Rule? WhyNoResult(bool officer) => State switch
    {
        ElectionState.Certified => null,
        ElectionState.Counted when officer => null,
        _ => officer ? ElectionRules.ResultFollowsTheClose : ElectionRules.ResultIsPublishedAfterCertification,
    };
}

/// <summary>What is voted on and how: what an officer may still change in the draft.</summary>
public sealed record ElectionTerms(string Title, int Seats, DateTimeOffset ClosesAt, ElectionMethod Method);

/// <summary>Somebody, or in a poll some option, to be put on the ballot.</summary>
public sealed record Nomination(string Name, Guid? PersonId, string? Statement);

/// <summary>A line of the ballot.</summary>
public sealed class Candidate
{
    public required Guid TenantId { get; init; }
    public required Guid ElectionId { get; init; }

    /// <summary>Place on the ballot, from 1 without gaps: marks name it.</summary>
    public required short Number { get; init; }

    public required string Name { get; init; }

    /// <summary>Who it is; nobody in a poll.</summary>
    public required Guid? PersonId { get; init; }

    public required string? Statement { get; init; }
}

/// <summary>One signature under a result.</summary>
public sealed class Certification
{
    public required Guid TenantId { get; init; }
    public required Guid ElectionId { get; init; }
    public required Guid Account { get; init; }
    public required Guid? PersonId { get; init; }
    public required DateTimeOffset SignedAt { get; init; }
}
