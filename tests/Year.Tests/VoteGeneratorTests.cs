using StudentUnion.Year.Votes;

namespace StudentUnion.Year.Tests;

public sealed class VoteGeneratorTests
{
    [Fact]
    public void The_same_seed_gives_the_same_ballots() =>
        Assert.Equal(VoteGenerator.ForAPoll(7, 40, 5).Ballots(2000), VoteGenerator.ForAPoll(7, 40, 5).Ballots(2000));

    [Fact]
    public void Another_seed_gives_other_ballots() =>
        Assert.NotEqual(VoteGenerator.ForAPoll(7, 40, 5).Ballots(200), VoteGenerator.ForAPoll(8, 40, 5).Ballots(200));

    [Fact]
    public void More_ballots_begin_with_the_fewer() =>
        Assert.Equal(VoteGenerator.ForAPoll(7, 40, 5).Ballots(100), VoteGenerator.ForAPoll(7, 40, 5).Ballots(5000).Take(100));

    [Fact]
    public void The_ballots_of_a_seed_stay_the_same_from_release_to_release() =>
        // A demonstration that was interrupted before an update must find the ballots it had cast.
        Assert.Equal("1,2,3,6,7 1,2,3,6 1,2,3,4,7", string.Join(' ', VoteGenerator.ForACongress(1, 7, 5).Ballots(3).Select(marks => string.Join(',', marks))));

    [Theory]
    [InlineData(1, 1)]
    [InlineData(6, 3)]
    [InlineData(7, 5)]
    [InlineData(160, 5)]
    [InlineData(3, 15)]
    public void A_ballot_marks_options_once_and_no_more_than_it_may(int options, int most) =>
        Assert.All(VoteGenerator.ForAPoll(3, options, most).Ballots(500), marks =>
        {
            Assert.InRange(marks.Length, 1, Math.Min(options, most));
            Assert.Equal(marks.Distinct().Order(), marks);
            Assert.All(marks, mark => Assert.InRange(mark, 1, options));
        });

    [Fact]
    public void Few_options_gather_most_approvals()
    {
        var recount = Recount.Of(100, VoteGenerator.ForAPoll(5, 100, 5).Ballots(20_000));
        var votes = Enumerable.Range(1, 100).Select(recount.VotesFor).OrderDescending().ToList();
        Assert.True(votes.Take(20).Sum() > votes.Sum() / 2, $"the first 20 of 100 have {votes.Take(20).Sum()} of {votes.Sum()}");
        Assert.True(votes[0] > 10 * votes[^1]);
    }

    [Fact]
    public void Half_of_the_voters_of_a_city_use_every_mark_and_a_fifth_only_one()
    {
        var sizes = VoteGenerator.ForAPoll(5, 100, 5).Ballots(20_000).CountBy(marks => marks.Length).ToDictionary();
        Assert.InRange(sizes[5], 9_500, 10_700);
        Assert.InRange(sizes[1], 3_900, 4_700);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2026)]
    [InlineData(77)]
    public void A_congress_with_two_candidates_more_than_seats_fills_most_of_them(int seed)
    {
        var recount = Recount.Of(7, VoteGenerator.ForACongress(seed, 7, 5).Ballots(300));
        Assert.InRange(recount.OverHalf(300).Count, 4, 7);
    }
}
