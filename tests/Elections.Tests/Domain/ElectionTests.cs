using StudentUnion.Elections.Domain;
using StudentUnion.Testing;

namespace StudentUnion.Elections.Tests.Domain;

public sealed class ElectionTests
{
    private static readonly DateTimeOffset Noon = Drafts.Noon;
    private static readonly Guid Officer = Drafts.Officer;

    [Fact]
    public void A_presidium_has_at_most_the_seats_in_force()
    {
        Assert.Equal(5, Drafts.Draft(Drafts.Congress(), seats: 5).Seats);
        Refused.By(ElectionRules.PresidiumSize, () => Drafts.Draft(Drafts.Congress(), seats: 6));
        Refused.By(ElectionRules.PresidiumSize, () => Drafts.Draft(Drafts.Congress()).Revise(Drafts.Terms(seats: 6), mostSeats: 5));
    }

    [Fact]
    public void A_poll_is_not_bound_by_the_size_of_a_presidium() => Assert.Equal(40, Drafts.Draft(Drafts.Congress(), seats: 40, office: Office.Poll).Seats);

    [Fact]
    public void Candidates_are_numbered_in_the_order_they_are_named() =>
        Assert.Equal([1, 2, 3], Drafts.Draft(Drafts.Congress()).Candidates.Select(c => (int)c.Number));

    [Fact]
    public void A_candidate_for_the_presidium_is_a_known_person()
    {
        var (draft, stranger) = (Drafts.Draft(Drafts.Congress()), Guid.CreateVersion7());

        Refused.By(ElectionRules.CandidateIsAMember, () => draft.Name([new("无名", null, null)], new HashSet<Guid>()));
        Refused.By(ElectionRules.CandidateIsAMember, () => draft.Name([new("外人", stranger, null)], new HashSet<Guid>()));
        draft.Name([new("本校学生", stranger, null)], new HashSet<Guid> { stranger });
    }

    [Fact]
    public void Nobody_stands_twice()
    {
        var (draft, person) = (Drafts.Draft(Drafts.Congress()), Guid.CreateVersion7());
        Refused.By(ElectionRules.CandidateStandsOnce, () => draft.Name([new("甲", person, null), new("甲", person, null)], new HashSet<Guid> { person }));
    }

    [Fact]
    public void An_option_names_no_person()
    {
        var person = Guid.CreateVersion7();
        Refused.By(ElectionRules.OptionIsNoPerson,
            () => Drafts.Draft(Drafts.Congress(), office: Office.Poll).Name([new("甲", person, null)], new HashSet<Guid> { person }));
    }

    [Fact]
    public void A_ballot_lists_a_thousand_candidates_and_not_one_more()
    {
        var draft = Drafts.Draft(Drafts.Congress(), candidates: Election.MostCandidates, office: Office.Poll);
        Assert.Equal(1000, draft.Candidates.Count);
        Refused.By(ElectionRules.CandidatesFitTheBallot, () => draft.Name([new("1001", null, null)], new HashSet<Guid>()));
    }

    [Fact]
    public void Voting_opens_with_a_candidate_a_quorum_and_time_ahead()
    {
        var congress = Drafts.Congress(due: 303, present: 202);
        var election = Drafts.Draft(congress);
        election.Open(congress, Officer, Noon);
        Assert.Equal((ElectionState.Open, Officer, Noon), (election.State, election.OpenedBy, election.OpenedAt));
    }

    [Fact]
    public void Voting_does_not_open_without_a_candidate()
    {
        var congress = Drafts.Congress();
        Refused.By(ElectionRules.CandidatesAreNamed, () => Drafts.Draft(congress, candidates: 0).Open(congress, Officer, Noon));
    }

    [Fact]
    public void Voting_does_not_open_at_its_close()
    {
        var congress = Drafts.Congress();
        Refused.By(ElectionRules.CloseIsAhead, () => Drafts.Draft(congress).Open(congress, Officer, Noon.AddHours(1)));
        Drafts.Draft(congress).Open(congress, Officer, Noon.AddHours(1).AddTicks(-1));
    }

    [Fact]
    public void Voting_does_not_open_without_the_quorum()
    {
        var congress = Drafts.Congress(due: 303, present: 202);
        Refused.By(ElectionRules.QuorumIsPresent,
            () => Drafts.Draft(congress, method: Drafts.Usual with { Quorum = Quorum.MoreThanTwoThirds }).Open(congress, Officer, Noon));
        var few = Drafts.Congress(due: 303, present: 201);
        Refused.By(ElectionRules.QuorumIsPresent, () => Drafts.Draft(few).Open(few, Officer, Noon));
        var nobody = Drafts.Congress(due: 0, present: 0);
        Refused.By(ElectionRules.QuorumIsPresent, () => Drafts.Draft(nobody).Open(nobody, Officer, Noon));
    }

    [Fact]
    public void Delegates_are_not_added_while_voting_is_open()
    {
        var congress = Drafts.Congress();
        Refused.By(ElectionRules.DelegatesAreSettled, () => congress.Add(1, voting: true));
        congress.Add(0, voting: true);
        congress.Add(1, voting: false);
        Assert.Equal(4, congress.Due);
    }

    public static TheoryData<ElectionState> States => new(Enum.GetValues<ElectionState>());

    [Theory, MemberData(nameof(States))]
    public void Method_and_candidates_change_in_the_draft_only(ElectionState state)
    {
        var election = Drafts.In(state);
        void Revise() => election.Revise(Drafts.Terms(), 5);
        void Name() => election.Name([new("1", election.Candidates[0].PersonId, null)], new HashSet<Guid>());

        if (state is ElectionState.Draft)
        {
            Revise();
            Refused.By(ElectionRules.CandidateIsAMember, Name);
            return;
        }

        Refused.By(ElectionRules.ElectionIsADraft, Revise);
        Refused.By(ElectionRules.ElectionIsADraft, Name);
        Refused.By(ElectionRules.ElectionIsADraft, () => election.Open(Drafts.Congress(), Officer, Noon));
    }

    [Theory, MemberData(nameof(States))]
    public void Only_what_is_open_is_closed(ElectionState state)
    {
        var election = Drafts.In(state);
        Assert.Equal(state is ElectionState.Open, election.TakesBallots(Noon));
        if (state is ElectionState.Open) election.Close(Drafts.Congress(9, 8), null, Noon);
        else Refused.By(ElectionRules.VotingIsOpen, () => election.Close(Drafts.Congress(), null, Noon));
    }

    [Fact]
    public void The_close_freezes_who_was_due_and_present()
    {
        var election = Drafts.In(ElectionState.Open);
        election.Close(Drafts.Congress(9, 8), null, Noon);
        Assert.Equal((9, 8, null), (election.Due, election.Present, election.ClosedBy));
    }

    [Theory, MemberData(nameof(States))]
    public void Only_what_is_closed_is_counted_and_only_once(ElectionState state)
    {
        var election = Drafts.In(state);
        if (state is ElectionState.Closed)
        {
            election.Count([[1]], 2, Officer, Noon);
            Assert.Equal(1, election.Result!.Returned);
        }
        else
        {
            Refused.By(ElectionRules.ResultFollowsTheClose, () => election.Count([[1]], 2, Officer, Noon));
        }
    }

    [Theory, MemberData(nameof(States))]
    public void Only_a_counted_result_is_signed(ElectionState state)
    {
        var election = Drafts.In(state);
        if (state is ElectionState.Counted) Assert.False(election.Certify(Officer, null, Noon));
        else Refused.By(ElectionRules.ResultIsCounted, () => election.Certify(Officer, null, Noon));
    }

    [Fact]
    public void One_person_is_not_two()
    {
        var (election, person) = (Drafts.In(ElectionState.Counted), Guid.CreateVersion7());
        Assert.False(election.Certify(Officer, person, Noon));

        Refused.By(ElectionRules.TwoPersonsCertify, () => election.Certify(Officer, person, Noon));
        Refused.By(ElectionRules.TwoPersonsCertify, () => election.Certify(Officer, null, Noon));
        Refused.By(ElectionRules.TwoPersonsCertify, () => election.Certify(Guid.CreateVersion7(), person, Noon));
        Assert.Equal(ElectionState.Counted, election.State);

        Assert.True(election.Certify(Guid.CreateVersion7(), Guid.CreateVersion7(), Noon));
        Assert.Equal((ElectionState.Certified, Noon), (election.State, election.CertifiedAt));
    }

    [Fact]
    public void Two_accounts_without_a_person_are_two()
    {
        var election = Drafts.In(ElectionState.Counted);
        election.Certify(Guid.CreateVersion7(), null, Noon);
        Assert.True(election.Certify(Guid.CreateVersion7(), null, Noon));
    }

    [Theory]
    [InlineData(ElectionState.Draft, false, false)]
    [InlineData(ElectionState.Open, false, false)]
    [InlineData(ElectionState.Closed, false, false)]
    [InlineData(ElectionState.Counted, true, false)]
    [InlineData(ElectionState.Certified, true, true)]
    public void A_result_is_seen_by_officers_after_the_count_and_by_all_after_certification(ElectionState state, bool officers, bool all)
    {
        var election = Drafts.In(state);
        Assert.Equal(officers ? null : ElectionRules.ResultFollowsTheClose, election.WhyNoResult(officer: true));
        Assert.Equal(all ? null : ElectionRules.ResultIsPublishedAfterCertification, election.WhyNoResult(officer: false));
    }

    [Fact]
    public void Who_may_vote_is_explained_by_the_rule_that_refuses()
    {
        Assert.Null(Election.WhyNotVote(open: true, onTheRoll: true, hasVoted: false));
        Assert.Equal(ElectionRules.VotingIsOpen, Election.WhyNotVote(open: false, onTheRoll: false, hasVoted: true));
        Assert.Equal(ElectionRules.VoterIsADelegatePresent, Election.WhyNotVote(open: true, onTheRoll: false, hasVoted: false));
        Assert.Equal(ElectionRules.VotesOnce, Election.WhyNotVote(open: true, onTheRoll: true, hasVoted: true));
    }

    [Fact]
    public void Every_change_makes_a_new_version()
    {
        var congress = Drafts.Congress();
        var election = Drafts.Draft(congress, candidates: 0);
        var versions = new List<long> { election.Version };
        void Note() => versions.Add(election.Version);

        election.Revise(Drafts.Terms(), 5);
        Note();
        var person = Guid.CreateVersion7();
        election.Name([new("1", person, null)], new HashSet<Guid> { person });
        Note();
        election.Open(congress, Officer, Noon);
        Note();
        election.Close(congress, Officer, Noon);
        Note();
        election.Count([], 2, Officer, Noon);
        Note();
        election.Certify(Officer, null, Noon);
        Note();
        Assert.Equal(versions.Distinct().Order(), versions);
    }
}
