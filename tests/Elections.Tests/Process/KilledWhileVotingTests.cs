using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using StudentUnion.Elections.Domain;
using StudentUnion.ServiceDefaults;
using StudentUnion.Testing;

namespace StudentUnion.Elections.Tests.Process;

/// <summary>The promise "all and only": what was acknowledged is counted, once, whatever happens to the service. (trust.md, promise 1)</summary>
public sealed class KilledWhileVotingTests
{
    private const int Voters = 12_000;
    private const int Options = 7;

    [Fact]
    public async Task Killed_five_times_while_twelve_thousand_vote_nothing_is_lost_and_nothing_counted_twice()
    {
        await using var rig = await ElectionRig.Start(processes: 2);
        await rig.OpenPoll(Voters, Options);
        var tokens = rig.Union.Members.AsParallel().AsOrdered().Select(p => rig.Issuer.Token(TestCaller.Student(rig.Union.Tenant, p))).ToArray();

        var (acknowledged, found, failures) = (new ConcurrentBag<int>(), new ConcurrentBag<int>(), 0);
        var unexpected = new ConcurrentBag<string>();
        var next = -1;
        using var http = new HttpClient();
        var voting = Enumerable.Range(0, 48).Select(async _ =>
        {
            for (var voter = Interlocked.Increment(ref next); voter < Voters; voter = Interlocked.Increment(ref next))
            {
                for (var attempt = 0; ; attempt++)
                {
                    var (status, body) = await Cast(rig.Processes[(voter + attempt) % 2].Address, voter);
                    if (status is HttpStatusCode.NoContent)
                    {
                        acknowledged.Add(voter);
                        break;
                    }

                    // No answer, or none that says whether the ballot is inside: asked again, and then one of the two is told.
                    if (status is null or HttpStatusCode.ServiceUnavailable)
                    {
                        Interlocked.Increment(ref failures);
                        await Task.Delay(200);
                        continue;
                    }

                    if (attempt > 0 && body.Contains(Problems.RuleType + ElectionRules.VotesOnce.Code, StringComparison.Ordinal)) found.Add(voter);
                    else unexpected.Add($"{status}: {body}");
                    break;
                }
            }
        }).ToArray();

        for (var kill = 0; kill < 5; kill++)
        {
            var soFar = (kill + 1) * (Voters / 7);
            await Poll.Until(() => Task.FromResult(Volatile.Read(ref next) > soFar), "voting did not go on", TimeSpan.FromSeconds(60));
            await rig.Processes[kill % 2].Kill();
            await rig.Processes[kill % 2].Start();
        }

        await Task.WhenAll(voting);
        var result = await rig.Result();

        TestContext.Current.SendDiagnosticMessage(
            $"attempted {Voters} acknowledged {acknowledged.Count} recovered {found.Count} without an answer {failures} unexpected {unexpected.Count}");
        Assert.Empty(unexpected);
        Assert.Equal(Voters, acknowledged.Count + found.Count);
        Assert.Equal((Voters, Voters, Voters, 0), (result.Issued, result.Returned, result.Valid, result.Invalid));
        Assert.Equal(
            Enumerable.Range(0, Voters).GroupBy(voter => voter % Options + 1).ToDictionary(g => g.Key, g => g.Count()),
            result.Candidates.ToDictionary(c => c.Number, c => c.Votes));
        Assert.True(failures > 0, "No request met a killed process: the run proves nothing.");

        async Task<(HttpStatusCode?, string)> Cast(Uri address, int voter)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(address, $"/api/elections/elections/{rig.Election}/ballots"))
            {
                Content = JsonContent.Create(new { marks = new[] { voter % Options + 1 } }),
            };
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", tokens[voter]);
            try
            {
                using var response = await http.SendAsync(request);
                return (response.StatusCode, await response.Content.ReadAsStringAsync());
            }
            catch (HttpRequestException)
            {
                return (null, "");
            }
        }
    }
}
