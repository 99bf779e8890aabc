using CsCheck;
using StudentUnion.Elections.Domain;
using StudentUnion.Elections.Domain.Counting;

namespace StudentUnion.Elections.Tests.Domain;

public sealed class BallotCountTests
{
    [Theory]
    // votes of candidates 1, 2, 3 … on ten valid ballots; seats; elected, by votes; outcome
    [InlineData("9 8 7", 3, "1 2 3", Outcome.AllSeatsFilled)]
    [InlineData("9 8 7 6", 3, "1 2 3", Outcome.AllSeatsFilled)]
    [InlineData("6 9 7 8", 3, "2 4 3", Outcome.AllSeatsFilled)]
    [InlineData("7 7 6", 2, "1 2", Outcome.AllSeatsFilled)]
    [InlineData("6 6", 2, "1 2", Outcome.AllSeatsFilled)]
    [InlineData("9 8 5", 3, "1 2", Outcome.SeatsOpen)]
    [InlineData("9 8", 3, "1 2", Outcome.SeatsOpen)]
    [InlineData("9 5 5", 2, "1", Outcome.SeatsOpen)]
    [InlineData("5 4 3", 2, "", Outcome.NobodyElected)]
    [InlineData("0 0", 1, "", Outcome.NobodyElected)]
    [InlineData("7 6 6", 2, "1", Outcome.TieAtLastSeat)]
    [InlineData("6 6 6", 2, "", Outcome.TieAtLastSeat)]
    [InlineData("8 6 6 6", 3, "1", Outcome.TieAtLastSeat)]
    public void Who_is_elected(string votes, int seats, string elected, Outcome outcome)
    {
        int[] wanted = [.. votes.Split(' ').Select(int.Parse)];

        var result = Tally(Drafts.Usual, seats, wanted.Length, BallotsWith(wanted, ballots: 10));

        Assert.Equal((10, 10), (result.Valid, result.Base));
        Assert.Equal(wanted, result.Candidates.OrderBy(c => c.Number).Select(c => c.Votes));
        Assert.Equal(elected, string.Join(' ', result.Candidates.Where(c => c.Elected).Select(c => c.Number)));
        Assert.Equal((outcome, seats - result.Elected), (result.Outcome, result.OpenSeats));
        Assert.Equal(outcome is Outcome.TieAtLastSeat, result.Candidates.Any(c => c.Tied));
    }

    [Fact]
    public void The_tied_are_all_who_have_as_many_votes_as_the_first_one_left_out() =>
        Assert.Equal([2, 3, 4], Tally(Drafts.Usual, 3, 4, BallotsWith([8, 6, 6, 6], ballots: 10)).Candidates.Where(c => c.Tied).Select(c => c.Number));

    [Fact]
    public void A_tie_at_the_last_seat_says_what_follows()
    {
        var result = Tally(Drafts.Usual with { Tie = TieRule.RunOff }, 2, 3, BallotsWith([7, 6, 6], ballots: 10));

        Assert.Equal((Outcome.TieAtLastSeat, TieRule.RunOff), (result.Outcome, result.Tie));
    }

    [Fact]
    public void Invalid_ballots_count_as_returned_and_give_nobody_a_vote()
    {
        var result = Tally(Drafts.Usual, 2, 3, [[1, 2], [1, 2, 3], [1, 1], [4], [0], [-1], []]);

        Assert.Equal((7, 2, 5, 1), (result.Returned, result.Valid, result.Invalid, result.Blank));
        Assert.Equal([1, 1, 0], result.Candidates.Select(c => c.Votes));
    }

    [Theory]
    [InlineData(MajorityBase.DelegatesPresent, 10, false)]
    [InlineData(MajorityBase.BallotsCast, 9, true)]
    [InlineData(MajorityBase.ValidBallots, 8, true)]
    public void Half_of_the_base_decides(MajorityBase kind, int @base, bool elected)
    {
        // Ten present, nine ballots, one of them invalid, five votes.
        short[][] ballots = [[1], [1], [1], [1], [1], [2], [2], [2], [1, 2]];
        var result = BallotCount.Of(Drafts.Usual with { MajorityBase = kind }, 1, Candidates(2), due: 12, present: 10, issued: 10, ballots);

        Assert.Equal((@base, kind, @base / 2 + 1), (result.Base, result.BaseKind, result.Needed));
        Assert.Equal(elected, result.Candidates[0].Elected);
    }

    [Fact]
    public void More_ballots_than_issued_make_the_election_void()
    {
        var result = BallotCount.Of(Drafts.Usual, 1, Candidates(2), due: 3, present: 2, issued: 2, [[1], [1], [1]]);

        Assert.Equal((Outcome.Void, 0, 1), (result.Outcome, result.Elected, result.OpenSeats));
        Assert.DoesNotContain(result.Candidates, c => c.Elected || c.Passed);
    }

    [Fact]
    public void As_many_ballots_as_issued_are_valid() =>
        Assert.Equal(Outcome.AllSeatsFilled, BallotCount.Of(Drafts.Usual, 1, Candidates(2), due: 3, present: 2, issued: 2, [[1], [1]]).Outcome);

    [Fact]
    public void Equal_votes_share_a_rank() =>
        Assert.Equal([1, 1, 3], Tally(Drafts.Usual, 3, 3, [[1, 2, 3], [1, 2]]).Candidates.Select(c => c.Rank));

    private static readonly Gen<(int Seats, int Candidates, MajorityBase Kind, short[][] Ballots)> Elections =
        from seats in Gen.Int[1, 5]
        from candidates in Gen.Int[1, 8]
        from kind in Gen.Enum<MajorityBase>()
        from ballots in Gen.Int[0, candidates + 1].Select(n => (short)n).Array[0, 4].Array[0, 40]
        select (seats, candidates, kind, ballots);

    [Fact]
    public void The_order_of_the_ballots_changes_nothing() => Elections.SelectMany(e => Gen.Shuffle(e.Ballots), (e, shuffled) => (e, shuffled)).Sample(t =>
        Same(Tally(Of(t.e.Kind), t.e.Seats, t.e.Candidates, t.e.Ballots), Tally(Of(t.e.Kind), t.e.Seats, t.e.Candidates, t.shuffled)));

    [Fact]
    public void Never_more_are_elected_than_there_are_seats_and_all_of_them_have_more_than_half() => Elections.Sample(e =>
    {
        var result = Tally(Of(e.Kind), e.Seats, e.Candidates, e.Ballots);
        return result.Elected <= e.Seats
            && result.Elected == result.Candidates.Count(c => c.Elected)
            && result.Candidates.All(c => c.Passed == (2 * c.Votes > result.Base))
            && result.Candidates.All(c => !(c.Elected || c.Tied) || c.Passed)
            && result.Candidates.All(c => !(c.Elected && c.Tied));
    });

    [Fact]
    public void Nobody_with_fewer_votes_is_elected_before_one_with_more() => Elections.Sample(e =>
    {
        var lines = Tally(Of(e.Kind), e.Seats, e.Candidates, e.Ballots).Candidates;
        return lines.Where(c => c.Elected).All(c => lines.Where(other => other.Votes >= c.Votes).All(other => other.Elected));
    });

    [Fact]
    public void All_ballots_and_only_those_are_counted() => Elections.Sample(e =>
    {
        var result = Tally(Of(e.Kind), e.Seats, e.Candidates, e.Ballots);
        var valid = e.Ballots.Where(b => b.Length <= e.Seats && b.Distinct().Count() == b.Length && b.All(m => m >= 1 && m <= e.Candidates)).ToList();
        return result.Returned == e.Ballots.Length && result.Valid == valid.Count && result.Invalid == e.Ballots.Length - valid.Count
            && result.Blank == valid.Count(b => b.Length == 0) && result.Candidates.Sum(c => c.Votes) == valid.Sum(b => b.Length);
    });

    [Fact]
    public void One_more_vote_for_somebody_elected_leaves_them_elected() =>
        Elections.Where(e => e.Kind is MajorityBase.DelegatesPresent).Sample(e =>
        {
            var before = Tally(Of(e.Kind), e.Seats, e.Candidates, e.Ballots);
            return before.Candidates.Where(c => c.Elected).All(c =>
                Tally(Of(e.Kind), e.Seats, e.Candidates, [.. e.Ballots, [(short)c.Number]]).Candidates.Single(after => after.Number == c.Number).Elected);
        });

    private static ElectionMethod Of(MajorityBase kind) => Drafts.Usual with { MajorityBase = kind };

    private static ElectionResult Tally(ElectionMethod method, int seats, int candidates, short[][] ballots) =>
        BallotCount.Of(method, seats, Candidates(candidates), due: 60, present: 50, issued: 50, ballots);

    // Each candidate's votes go to the ballots with the fewest marks so far: no ballot ends with more marks than are needed.
    private static short[][] BallotsWith(int[] votes, int ballots)
    {
        var marks = Enumerable.Range(0, ballots).Select(_ => new List<short>()).ToList();
        for (short n = 1; n <= votes.Length; n++)
        {
            foreach (var ballot in marks.OrderBy(m => m.Count).Take(votes[n - 1]).ToList()) ballot.Add(n);
        }

        return [.. marks.Select(m => m.ToArray())];
    }

    private static Candidate[] Candidates(int count) =>
    [
        .. Enumerable.Range(1, count).Select(n => new Candidate
        {
            TenantId = Guid.Empty, ElectionId = Guid.Empty, Number = (short)n, Name = $"{n}", PersonId = null, Statement = null,
        }),
    ];

    private static bool Same(ElectionResult one, ElectionResult other) =>
        one.Candidates.SequenceEqual(other.Candidates) && one with { Candidates = [] } == other with { Candidates = [] };
}
