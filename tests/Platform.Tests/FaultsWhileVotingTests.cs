using StudentUnion.Native;
using StudentUnion.Testing;
using StudentUnion.Year.Deeds;
using StudentUnion.Year.Stories;
using StudentUnion.Year.Votes;

namespace StudentUnion.Platform.Tests;

/// <summary>Promise 1 of trust.md, all and only: whatever falls while delegates vote, each acknowledged ballot is counted and nothing else is.</summary>
public sealed class FaultsWhileVotingTests(RunningPlatform platform, ITestOutputHelper output)
{
    // Fewer than 10,000 acknowledged ballots would prove nothing.
    private const int Voters = 10_200;

    [Fact]
    public async Task Killing_the_elections_service_twice_and_the_broker_once_loses_and_doubles_no_ballot()
    {
        var stop = TestContext.Current.CancellationToken;
        var tell = RunningPlatform.Telling(output);
        var (union, university) = (platform.Union, platform.NextUniversity());
        var (delegates, election) = await platform.Congress(university, Voters, tell, stop);
        await HoldElection.Open(union, university, election.Id, stop);
        var ballots = VoteGenerator.ForACongress(11, election.Candidates.Count, election.Seats).Ballots(Voters).ToList();

        var casting = new CastBallots(union, university.Tenant, election.Id, election.Candidates.Count);
        var voting = casting.Run(delegates.Persons, ballots, null, stop);
        var (elections, messaging) = (platform.Of("elections").Restarts, platform.Of("messaging").Restarts);
        var broken = new List<string>();
        foreach (var (share, what) in new[] { (0.2, "elections"), (0.4, "messaging"), (0.6, "elections") })
        {
            while (casting.InTheBox < share * Voters && !voting.IsCompleted) await Task.Delay(1, stop);
            Assert.False(voting.IsCompleted, $"The vote was over before {what} could be killed");
            platform.Kill(what);
            // The broker is not waited for: voting goes on without it.
            broken.Add($"{what} at {casting.InTheBox}");
        }

        var cast = await voting;
        await Poll.Until(
            () => Task.FromResult(Back("elections", elections + 2) && Back("messaging", messaging + 1)),
            "the elections service and the broker were not both back", TimeSpan.FromSeconds(90));
        var result = await PlayOnce.Finish(new Played(union, tell, new(Year.Story.Once, null)), university, election.Id, stop);
        output.WriteLine($"killed: {string.Join(", ", broken)}");
        CheckTheResult.OfCasting(tell, cast, result.Returned);
        CheckTheResult.AgainstRecount(tell, result, cast.Recount);
        await CheckTheResult.AgainstThePresidium(union, tell, university, election.Id, result, delegates.Persons, stop);

        Assert.Equal(0, tell.Disagreements);
        Assert.Equal((Voters, 0, 0, 0, 0), (cast.InTheBox, cast.Lost(result.Returned), cast.Duplicated(result.Returned), cast.Refused, cast.Unexpected));
        Assert.True(cast.Repeats > 0, "No voter noticed that anything had fallen");

        bool Back(string what, int restarts) => platform.Of(what) is { State: UnitState.Running, Healthy: true } now && now.Restarts >= restarts;
    }
}
