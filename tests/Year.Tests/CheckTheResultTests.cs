using Spectre.Console;
using StudentUnion.Api;
using StudentUnion.Year.Deeds;
using StudentUnion.Year.Pabulib;
using StudentUnion.Year.Telling;
using StudentUnion.Year.Votes;

namespace StudentUnion.Year.Tests;

/// <summary>A check that cannot fail proves nothing: each is shown a result that is wrong in one place.</summary>
public sealed class CheckTheResultTests
{
    private const string File = """
        META
        key;value
        num_votes;4
        PROJECTS
        project_id;votes;name
        A;3;Benches
        B;2;Trees
        VOTES
        voter_id;vote
        1;A
        2;A,B
        3;A,B
        4;
        """;

    private static readonly ElectionResult Right = new(
        4, 4, 4, 4, 4, 0, 1, 4, MajorityBase.BallotsCast, 3,
        [new(1, "Benches", 3, Passed: true, Elected: true, Tied: false), new(2, "Trees", 2, Passed: false, Elected: false, Tied: false)],
        1, 1, ElectionOutcome.SeatsOpen, 2, null);

    private static readonly PabulibFile Votes = PabulibFile.Read(new StringReader(File));

    private static readonly ExpectedTally Expected = new("x.pb", 4, 2, new Dictionary<string, int> { ["A"] = 3, ["B"] = 2 }, ["A"]);

    public static readonly TheoryData<string, Func<ElectionResult, ElectionResult>> Wrong = new()
    {
        { "a ballot lost", result => result with { Returned = 3 } },
        { "a ballot doubled", result => result with { Returned = 5 } },
        { "a blank ballot invented", result => result with { Blank = 2 } },
        { "a valid ballot thrown out", result => result with { Invalid = 1 } },
        { "a vote moved", result => result with { Candidates = [result.Candidates[0] with { Votes = 2 }, result.Candidates[1] with { Votes = 3 }] } },
        { "a line left out", result => result with { Candidates = [result.Candidates[0]] } },
        { "exactly half taken for a majority", result => result with { Candidates = [result.Candidates[0], result.Candidates[1] with { Passed = true }] } },
        { "somebody elected without a majority", result => result with { Elected = 2, Candidates = [result.Candidates[0], result.Candidates[1] with { Elected = true }] } },
        { "half given as what is needed", result => result with { Needed = 2 } },
    };

    [Fact]
    public void A_right_result_agrees_with_the_recount_and_with_the_file()
    {
        var tell = Silent();
        CheckTheResult.AgainstRecount(tell, Right, Recount.Of(2, Votes.Ballots));
        CheckTheResult.AgainstTheFile(tell, Right, Votes, Expected);
        Assert.Equal((0, 10), (tell.Disagreements, tell.Agreements));
    }

    [Theory, MemberData(nameof(Wrong))]
    public void A_result_that_is_wrong_in_one_place_disagrees_with_the_recount(string what, Func<ElectionResult, ElectionResult> spoil)
    {
        var tell = Silent();
        CheckTheResult.AgainstRecount(tell, spoil(Right), Recount.Of(2, Votes.Ballots));
        Assert.True(tell.Disagreements > 0, $"{what} was not noticed");
    }

    [Fact]
    public void Tallies_that_others_found_differently_disagree()
    {
        foreach (var other in new[]
        {
            Expected with { Ballots = 5 },
            Expected with { Tallies = new Dictionary<string, int> { ["A"] = 3, ["B"] = 1 } },
            Expected with { Tallies = new Dictionary<string, int> { ["A"] = 3 } },
            Expected with { OverHalf = [] },
        })
        {
            var tell = Silent();
            CheckTheResult.AgainstTheFile(tell, Right, Votes, other);
            Assert.Equal(1, tell.Disagreements);
        }
    }

    [Theory]
    [InlineData(10, 0, 0)]
    [InlineData(8, 2, 0)]
    [InlineData(13, 0, 2)]
    public void What_the_box_holds_less_is_lost_and_what_it_holds_more_than_anybody_cast_is_doubled(int returned, int lost, int doubled)
    {
        // Seven heard so, two learnt it later, one had voted before, and one gave up without knowing.
        var cast = new CastReport(11, 7, 2, 1, 0, 1, 0, 3, TimeSpan.FromSeconds(1), new Recount(1), new Dictionary<string, int>());
        Assert.Equal((10, lost, doubled), (cast.InTheBox, cast.Lost(returned), cast.Duplicated(returned)));
        Assert.False(cast.IsComplete);
    }

    private static Narrator Silent() =>
        new(AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(TextWriter.Null) }), live: false, TimeProvider.System);
}
