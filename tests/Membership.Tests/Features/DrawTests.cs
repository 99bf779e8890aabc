using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using StudentUnion.Api;
using StudentUnion.Membership.Domain;
using StudentUnion.Testing;

namespace StudentUnion.Membership.Tests.Features;

public class DrawTests(MembershipApp app) : IClassFixture<MembershipApp>
{
    private const string Seed = "3052.11";

    [Fact]
    public async Task A_draw_is_committed_to_read_by_two_and_worked_out_again_by_the_check()
    {
        var union = await app.NewUnion();
        var draw = await Committed(union, candidates: 5, places: 2);
        Assert.Equal((DrawState.Committed, 5, 0), (draw.State, draw.Candidates.Count, draw.Readings));
        var record = await app.Api(union.Student).DrawRecord(draw.Id);
        Assert.Equal(draw.Commitment, Convert.ToHexStringLower(SHA256.HashData(record)));

        await Due(draw);
        Assert.Equal(new SeedEntered(false, false), await app.Api(union.Officer).EnterSeed(draw.Id, Seed));
        var waiting = await app.Api(union.Student).Draw(draw.Id);
        Assert.Equal((1, null), (waiting.Readings, waiting.Seed));
        Assert.Equal(new SeedEntered(true, false), await app.Api(union.Teacher).EnterSeed(draw.Id, Seed));

        var drawn = await app.Api(union.Student).Draw(draw.Id);
        Assert.Equal((DrawState.Drawn, Seed, draw.Commitment), (drawn.State, drawn.Seed, drawn.Commitment));
        Assert.Equal([true, true, false, false, false], drawn.Candidates.Select(c => c.Drawn));

        var (code, told) = await Check(record, draw.Commitment, Seed);
        Assert.Equal(0, code);
        var order = told.Split('\n').SkipWhile(line => !line.StartsWith("相符", StringComparison.Ordinal)).Skip(1).Where(line => line.Length > 0).ToList();
        Assert.Equal(drawn.Candidates.Count, order.Count);
        Assert.All(drawn.Candidates.Zip(order), pair => Assert.Contains($"{pair.First.Number} {pair.First.Name} ({pair.First.College})  {pair.First.Ticket}", pair.Second, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_check_finds_a_candidate_that_was_changed_after_the_commitment()
    {
        var union = await app.NewUnion();
        var draw = await Committed(union, candidates: 3, places: 1);
        var record = System.Text.Encoding.UTF8.GetString(await app.Api(union.Student).DrawRecord(draw.Id));

        Assert.Equal(0, (await Check(record, draw.Commitment, Seed)).Code);
        Assert.Equal(1, (await Check(record.Replace("学生2", "学生9", StringComparison.Ordinal), draw.Commitment, Seed)).Code);
        Assert.Equal(1, (await Check(record.Replace("places 1", "places 2", StringComparison.Ordinal), draw.Commitment, Seed)).Code);
        Assert.Equal(2, (await Check("hello", draw.Commitment, Seed)).Code);
        Assert.Equal(2, StudentUnion.DrawCheck.Check.Run(["/nowhere/record.txt", "--commitment", draw.Commitment, "--seed", Seed], TextWriter.Null, TextWriter.Null));
        Assert.Equal(2, StudentUnion.DrawCheck.Check.Run(["--help"], TextWriter.Null, TextWriter.Null));
    }

    [Fact]
    public async Task Who_stands_twice_or_not_on_the_roster_or_for_enough_places_is_refused()
    {
        var (union, other) = (await app.NewUnion(), await app.NewUnion());
        var (mine, theirs) = (await People(union, 2), await People(other, 2));

        await Refused.By(MembershipRules.DrawCandidateStandsOnce, await Commit(union, 1, mine[0], mine[1], mine[0]));
        await Refused.By(MembershipRules.DrawCandidateIsAMember, await Commit(union, 1, mine[0], theirs[0]));
        await Refused.By(MembershipRules.DrawHasMoreCandidatesThanPlaces, await Commit(union, 2, mine[0], mine[1]));
        await Refused.By(MembershipRules.DrawSeedComesLater, await Commit(union, 1, app.Clock.GetUtcNow(), mine[0], mine[1]));
        Assert.Equal(HttpStatusCode.BadRequest, (await Commit(union, 0, mine[0], mine[1])).StatusCode);
        Assert.Empty((await app.Api(union.Student).Draws()).Items);
    }

    [Fact]
    public async Task Too_early_too_late_and_called_off_are_refused()
    {
        var union = await app.NewUnion();
        var (draw, calledOff) = (await Committed(union, 3, 1), await Committed(union, 3, 1));
        await Refused.By(MembershipRules.DrawSeedIsDue, await Enter(union.Officer, draw.Id));
        await app.Api(union.Teacher).CancelDraw(calledOff.Id, "人选有变");
        Assert.Equal("人选有变", (await app.Api(union.Student).Draw(calledOff.Id)).CancelReason);

        await Due(draw);
        await Refused.By(MembershipRules.DrawAwaitsItsSeed, await Enter(union.Officer, calledOff.Id));
        await Refused.By(MembershipRules.DrawIsCancelledInTime,
            await app.As(union.Officer).PostAsJsonAsync($"/api/membership/draws/{draw.Id}/cancellation", new DrawCancellation("结果不合意")));
    }

    [Fact]
    public async Task Many_who_read_it_at_once_draw_it_once()
    {
        var union = await app.NewUnion();
        var draw = await Committed(union, 4, 1);
        await Due(draw);

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Enter(TestCaller.Staff(union.Id, StudentUnion.Membership.Domain.Roles.LeagueTeacher), draw.Id)));

        Assert.Equal(18, answers.Count(a => a.StatusCode == HttpStatusCode.Conflict));
        var said = await Task.WhenAll(answers.Where(a => a.IsSuccessStatusCode).Select(a => a.Content.ReadFromJsonAsync<SeedEntered>()));
        Assert.Equal([false, true], said.Select(s => s!.Drawn).Order());
        Assert.Equal([1, 2, 3, 4], (await app.Api(union.Student).Draw(draw.Id)).Candidates.Select(c => c.Rank!.Value));
    }

    [Fact]
    public async Task Another_unions_draw_is_not_there()
    {
        var (union, other) = (await app.NewUnion(), await app.NewUnion());
        var draw = await Committed(union, 3, 1);
        await Due(draw);

        foreach (var path in (string[])["", "/record.txt"])
            Assert.Equal(HttpStatusCode.NotFound, (await app.As(other.Officer).GetAsync($"/api/membership/draws/{draw.Id}{path}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await Enter(other.Officer, draw.Id)).StatusCode);
        Assert.Empty((await app.Api(other.Officer).Draws()).Items);
        Assert.Equal(draw.Id, Assert.Single((await app.Api(union.Student).Draws()).Items).Id);
    }

    private async Task<Guid[]> People(Union union, int count)
    {
        await app.Import(union, string.Concat(Enumerable.Range(1, count).Select(n => $"{n},学生{n},文学院,,,,,,\n")));
        return [.. (await app.Api(union.Officer).AllStudents().ToListAsync()).Select(s => s.Id)];
    }

    private async Task<Draw> Committed(Union union, int candidates, int places)
    {
        var people = await People(union, candidates);
        var made = await app.Api(union.Officer).CommitDraw(new("随机聘任", places, "上证指数收盘价，两位小数", app.Clock.GetUtcNow().AddDays(1).ToOffset(TimeSpan.FromHours(8)), people));
        return await app.Api(union.Student).Draw(made.Id);
    }

    private Task<HttpResponseMessage> Commit(Union union, int places, params Guid[] candidates) =>
        Commit(union, places, app.Clock.GetUtcNow().AddDays(1), candidates);

    private Task<HttpResponseMessage> Commit(Union union, int places, DateTimeOffset due, params Guid[] candidates)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/membership/draws") { Content = JsonContent.Create(new NewDraw("随机聘任", places, "上证指数", due, candidates)) };
        request.Headers.Add("Idempotency-Key", Guid.CreateVersion7().ToString());
        return app.As(union.Officer).SendAsync(request);
    }

    private Task<HttpResponseMessage> Enter(TestCaller caller, Guid draw) =>
        app.As(caller).PostAsJsonAsync($"/api/membership/draws/{draw}/seed", new SeedEntry(Seed));

    /// <summary>Lets the moment come from which the seed can be known.</summary>
    private Task Due(Draw draw)
    {
        if (app.Clock.GetUtcNow() < draw.SeedNotBefore) app.Clock.Advance(draw.SeedNotBefore - app.Clock.GetUtcNow());
        return Task.CompletedTask;
    }

    private static Task<(int Code, string Told)> Check(string record, string commitment, string seed) => Check(System.Text.Encoding.UTF8.GetBytes(record), commitment, seed);

    private static async Task<(int Code, string Told)> Check(byte[] record, string commitment, string seed)
    {
        var file = Path.Combine(Servers.NewFolder("draw"), "record.txt");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await File.WriteAllBytesAsync(file, record);
        using var told = new StringWriter();
        return (StudentUnion.DrawCheck.Check.Run([file, "--commitment", commitment, "--seed", seed], told, TextWriter.Null), told.ToString());
    }
}
