using StudentUnion.Api;
using StudentUnion.Year;
using StudentUnion.Year.Deeds;
using StudentUnion.Year.Stories;

namespace StudentUnion.Platform.Tests;

public sealed class MainJobTests(RunningPlatform platform, ITestOutputHelper output)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_congress_elects_its_presidium_from_the_imported_list_to_the_appointment()
    {
        var tell = RunningPlatform.Telling(output);
        await PlayOnce.Run(new Played(platform.Union, tell, new CommandLine(Story.Once, null)), Stop);
        Assert.Equal((0, 7), (tell.Disagreements, tell.Agreements));
    }

    [Fact]
    public async Task The_demonstration_goes_on_after_an_interruption_and_adds_nothing_the_second_time()
    {
        var asked = new CommandLine(Story.Demo, null);
        using (var interrupted = CancellationTokenSource.CreateLinkedTokenSource(Stop))
        {
            interrupted.CancelAfter(TimeSpan.FromSeconds(4));
            try
            {
                await PlayDemo.Run(new Played(platform.Union, RunningPlatform.Telling(output), asked), platform.RunFolder, interrupted.Token);
            }
            catch (OperationCanceledException) when (!Stop.IsCancellationRequested)
            {
                output.WriteLine("interrupted");
            }
        }

        var first = RunningPlatform.Telling(output);
        await PlayDemo.Run(new Played(platform.Union, first, asked), platform.RunFolder, Stop);
        Assert.Equal(0, first.Disagreements);
        var before = await Everything(asked);

        var second = RunningPlatform.Telling(output);
        await PlayDemo.Run(new Played(platform.Union, second, asked), platform.RunFolder, Stop);
        Assert.Equal(0, second.Disagreements);
        Assert.Equal(before, await Everything(asked));
        Assert.Equal(2 + 5 * asked.Universities, (await File.ReadAllLinesAsync(Path.Combine(platform.RunFolder, "demo-accounts.txt"), Stop)).Length);
    }

    /// <summary>All elections of the demonstration with their state and turnout, and all accounts.</summary>
    private async Task<IReadOnlyList<string>> Everything(CommandLine asked)
    {
        var (_, unions) = await ImportInstitutions.Run(platform.Union, RunningPlatform.Telling(output), Stop);
        var seen = new List<string>();
        foreach (var row in Played.Undergraduate(unions).Take(asked.Universities))
        {
            var university = University.Of(row, asked.Seed);
            var elections = platform.Union.As(university.Officer).Elections;
            await foreach (var election in elections.AllElections(ct: Stop))
                seen.Add($"{row.Name} {election.Title} {election.State} {(election.State == ElectionState.Open ? (await elections.Turnout(election.Id, Stop)).Returned : 0)}");
            await foreach (var account in platform.Union.As(university.Teacher).Identity.AllAccounts(Stop))
                seen.Add($"{row.Name} {account.UserName} {account.Id}");
        }

        Assert.Contains(seen, line => line.Contains($" {nameof(ElectionState.Certified)} ", StringComparison.Ordinal));
        Assert.Contains(seen, line => line.Contains($" {nameof(ElectionState.Open)} ", StringComparison.Ordinal));
        Assert.Contains(seen, line => line.Contains($" {nameof(ElectionState.Draft)} ", StringComparison.Ordinal));
        return seen;
    }
}
