using StudentUnion.Year.Votes;

namespace StudentUnion.Year.Tests;

public sealed class RecountTests
{
    [Fact]
    public void Every_mark_is_one_vote_and_a_ballot_without_marks_is_blank()
    {
        var recount = Recount.Of(3, [[1, 2], [1], [], [2]]);
        Assert.Equal((4, 1), (recount.Ballots, recount.Blank));
        Assert.Equal([2, 2, 0], new[] { 1, 2, 3 }.Select(recount.VotesFor));
    }

    [Fact]
    public void Exactly_half_is_not_more_than_half() => Assert.Equal([1], Recount.Of(2, [[1, 2], [1, 2], [1], []]).OverHalf(4));

    [Fact]
    public async Task Adding_from_many_voters_at_once_loses_nothing()
    {
        var recount = new Recount(5);
        await Parallel.ForAsync(0, 50_000, (i, _) =>
        {
            recount.Add(i % 5 == 0 ? [] : [1, i % 5 + 1]);
            return ValueTask.CompletedTask;
        });
        Assert.Equal((50_000, 10_000, 40_000, 10_000), (recount.Ballots, recount.Blank, recount.VotesFor(1), recount.VotesFor(5)));
    }
}
