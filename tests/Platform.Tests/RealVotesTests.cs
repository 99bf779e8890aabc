using StudentUnion.Year;
using StudentUnion.Year.Pabulib;
using StudentUnion.Year.Stories;
using StudentUnion.Year.Tests;

namespace StudentUnion.Platform.Tests;

/// <summary>Real votes, cast again by as many voters through the gateway. The larger files take <c>./run --votes FILE</c>.</summary>
public sealed class RealVotesTests(RunningPlatform platform, ITestOutputHelper output)
{
    [Theory]
    [InlineData("Poland_Lodz_2022_Nad_Nerem.pb")]
    [InlineData("Poland_Warszawa_2026_Stara_Ochota_Filtry.pb")]
    [InlineData("Poland_Warszawa_2018_Wola.pb")]
    public async Task The_ballots_of_a_real_vote_give_exactly_its_published_tallies(string name)
    {
        var path = VoteFiles.PathOf(name);
        var tell = RunningPlatform.Telling(output);

        await PlayVotes.Run(new Played(platform.Union, tell, new CommandLine(Story.Votes, path)), PabulibFile.Open(path), path, TestContext.Current.CancellationToken);

        Assert.Equal((0, 11), (tell.Disagreements, tell.Agreements));
    }
}
