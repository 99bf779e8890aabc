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
        Assert.Equal(2 + 5 * asked.Universities + 3, (await File.ReadAllLinesAsync(Path.Combine(platform.RunFolder, "demo-accounts.txt"), Stop)).Length);
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

        seen.AddRange(await Term(University.Of(Played.Undergraduate(unions)[0], asked.Seed)));

        Assert.Contains(seen, line => line.Contains($" {nameof(ElectionState.Certified)} ", StringComparison.Ordinal));
        Assert.Contains(seen, line => line.Contains($" {nameof(ElectionState.Open)} ", StringComparison.Ordinal));
        Assert.Contains(seen, line => line.Contains($" {nameof(ElectionState.Draft)} ", StringComparison.Ordinal));
        return seen;
    }

    /// <summary>What the first university's semester holds; its named students may apply and somebody is there to decide.</summary>
    private async Task<IReadOnlyList<string>> Term(University university)
    {
        var officer = platform.Union.As(university.Officer).Membership;
        var organization = await officer.Organization(university.Tenant, Stop);
        var offices = (await officer.Offices(limit: 200, ct: Stop)).Officers.Items;
        var findings = (await officer.OfficeFindings(ct: Stop)).Items;
        var sessions = await officer.AllStudySessions(ct: Stop).ToListAsync(Stop);
        var call = Assert.Single((await officer.Calls(ct: Stop)).Items);
        var indicators = await officer.Indicators(ct: Stop);
        Assert.Equal((7, 12, 1, 1), (organization.Bodies!.Count, offices.Count(o => o.Seat == Seat.Department), offices.Count(o => o.Seat == Seat.Branch), offices.Count(o => o.Seat == Seat.Secretariat)));
        Assert.Contains(findings, finding => finding.Rule == "membership.no-failed-course");
        Assert.Equal(2, sessions.Count(session => session is { Kind: SessionKind.Theory, State: SessionState.Closed }));
        Assert.Single(sessions, session => session is { Kind: SessionKind.Training, State: SessionState.Planned });
        Assert.Equal((CallState.Open, 2), (call.State, call.Places));
        Assert.NotNull((await officer.ChairToday(ct: Stop)).Name);

        var accounts = await platform.Union.As(university.Teacher).Identity.AllAccounts(Stop).ToListAsync(Stop);
        Assert.Equal(3, accounts.Count(account => account.Grants!.Any(grant => grant.Role == Roles.Supervisor)));
        foreach (var person in accounts.Where(account => account.PersonId is not null))
        {
            var decision = await platform.Union.As(Year.Platform.Actor.Student(university.Tenant, person.PersonId!.Value)).Membership.MyEligibility(call.Id, 1, Stop);
            Assert.True(decision.Holds, string.Join("; ", decision.Points.Where(point => !point.Holds).Select(point => $"{point.Rule} {point.Seen}")));
        }

        return
        [
            .. offices.Select(office => $"{office.Id} {office.PostName}"), .. findings.Select(finding => $"{finding.Id} {finding.Rule} {finding.Seen}"),
            .. sessions.Select(session => $"{session.Id} {session.State}"), .. indicators.Figures.Select(figure => $"{figure.Measure} {figure.Part} / {figure.Whole} {figure.Met}"),
            .. (await officer.Exchanges(ct: Stop)).Items.Select(exchange => $"{exchange.Id} {exchange.State}"),
            .. (await officer.Rotations(ct: Stop)).Items.Select(plan => $"{plan.Id} {plan.State}"),
            .. (await officer.RegisterImports(ct: Stop)).Items.Select(import => $"{import.Id} {import.FileName}"),
        ];
    }
}
