using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using StudentUnion.Elections.Box;
using StudentUnion.Elections.Contracts;
using StudentUnion.Elections.Domain;
using StudentUnion.Elections.Domain.Counting;
using StudentUnion.Elections.Features;
using StudentUnion.ServiceDefaults;
using StudentUnion.Testing;

namespace StudentUnion.Elections.Tests.Features;

public sealed class RunElectionTests(ElectionsApp app) : IClassFixture<ElectionsApp>
{
    [Fact]
    public async Task A_draft_is_revised_from_the_version_that_was_read()
    {
        var union = await app.UnionOf(3);
        var election = await app.PresidiumDraft(union, await app.CongressOf(union, 3));
        var terms = new DraftElection.Request("改题", Office.Presidium, 3, app.Clock.GetUtcNow().AddDays(1), ElectionsApp.UsualMethod);

        await Refused.By(PlatformRules.VersionIsNamed, await Put(union, election, terms, null));
        var tag = (await app.As(union.Officer).GetAsync($"/api/elections/elections/{election}")).Headers.ETag!;
        Assert.Equal(HttpStatusCode.NoContent, (await Put(union, election, terms, tag)).StatusCode);
        await Refused.By(PlatformRules.VersionIsCurrent, await Put(union, election, terms, tag));

        var seen = await app.Get<GetElection.Response>(union.Officer, $"elections/{election}");
        Assert.Equal(("改题", 3), (seen.Title, seen.Seats));
    }

    [Fact]
    public async Task A_presidium_keeps_within_the_seats_of_its_level()
    {
        var union = await app.UnionOf(1);
        var (school, college) = (await app.CongressOf(union, 1), await app.CongressOf(union, 1, CongressLevel.College));

        Assert.Equal(HttpStatusCode.Created, (await Draft(school, 5)).StatusCode);
        var problem = await Refused.By(ElectionRules.PresidiumSize, await Draft(school, 6));
        Assert.Equal("6 / 5", problem.Detail);
        Assert.Equal(HttpStatusCode.Created, (await Draft(college, 3)).StatusCode);
        await Refused.By(ElectionRules.PresidiumSize, await Draft(college, 4));

        Task<HttpResponseMessage> Draft(Guid congress, int seats) => app.As(union.Officer).PostAsJsonAsync($"/api/elections/congresses/{congress}/elections",
            new DraftElection.Request("主席团", Office.Presidium, seats, app.Clock.GetUtcNow().AddHours(1), ElectionsApp.UsualMethod), ElectionsApp.Json);
    }

    [Theory]
    [InlineData("""{"title":"","office":"presidium","seats":1,"closesAt":"2026-03-04T00:00:00Z","method":{"quorum":"atLeastTwoThirds","majorityBase":"validBallots","tie":"runOff"}}""")]
    [InlineData("""{"title":"x","office":"presidium","seats":0,"closesAt":"2026-03-04T00:00:00Z","method":{"quorum":"atLeastTwoThirds","majorityBase":"validBallots","tie":"runOff"}}""")]
    [InlineData("""{"title":"x","office":"king","seats":1,"closesAt":"2026-03-04T00:00:00Z","method":{"quorum":"atLeastTwoThirds","majorityBase":"validBallots","tie":"runOff"}}""")]
    [InlineData("""{"title":"x","office":"presidium","seats":1,"closesAt":"2026-03-04T00:00:00Z"}""")]
    [InlineData("""{"title":"x","office":"presidium","seats":1,"closesAt":"2026-03-04T00:00:00Z","method":{"quorum":"atLeastTwoThirds","majorityBase":"validBallots"}}""")]
    [InlineData("""{"title":"x","office":"presidium","seats":1,"closesAt":"2026-03-04T00:00:00Z","method":{"quorum":7,"majorityBase":"validBallots","tie":"runOff"}}""")]
    [InlineData("""{"title":"x","office":"presidium","seats":1,"method":{"quorum":"atLeastTwoThirds","majorityBase":"validBallots","tie":"runOff"}}""")]
    public async Task A_malformed_draft_is_a_bad_request(string body)
    {
        var union = await app.UnionOf(1);
        var congress = await app.CongressOf(union, 1);
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        Assert.Equal(HttpStatusCode.BadRequest, (await app.As(union.Officer).PostAsync($"/api/elections/congresses/{congress}/elections", content)).StatusCode);
    }

    [Fact]
    public async Task Candidates_are_members_and_stand_once()
    {
        var union = await app.UnionOf(2);
        var election = await app.PresidiumDraft(union, await app.CongressOf(union, 2), candidates: 0);

        await Refused.By(ElectionRules.CandidateIsAMember, await Name(union, election, new NameCandidates.Entry("外人", Guid.CreateVersion7(), null)));
        await Refused.By(ElectionRules.CandidateIsAMember, await Name(union, election, new NameCandidates.Entry("无名", null, null)));
        Assert.Equal(HttpStatusCode.NoContent, (await Name(union, election, new NameCandidates.Entry("甲", union.Members[0], "为同学服务"))).StatusCode);
        await Refused.By(ElectionRules.CandidateStandsOnce, await Name(union, election, new NameCandidates.Entry("甲", union.Members[0], null)));

        var seen = await app.Get<GetElection.Response>(union.Student(1), $"elections/{election}");
        Assert.Equal([new GetElection.CandidateRow(1, "甲", "为同学服务")], seen.Candidates);
    }

    [Fact]
    public async Task An_option_of_a_poll_names_nobody()
    {
        var union = await app.UnionOf(1);
        var congress = await app.CongressOf(union, 1);
        var poll = await Poll(union, congress);
        await Refused.By(ElectionRules.OptionIsNoPerson, await Name(union, poll, new NameCandidates.Entry("甲", union.Members[0], null)));
    }

    [Fact]
    public async Task Voting_opens_only_with_what_the_method_asks_for()
    {
        var union = await app.UnionOf(3);
        var congress = await app.CongressOf(union, present: 2);

        var bare = await app.PresidiumDraft(union, congress, candidates: 0);
        await Refused.By(ElectionRules.CandidatesAreNamed, await app.Act(union.Officer, bare, "opening"));

        var strict = await app.PresidiumDraft(union, congress, method: ElectionsApp.UsualMethod with { Quorum = Quorum.MoreThanTwoThirds });
        var problem = await Refused.By(ElectionRules.QuorumIsPresent, await app.Act(union.Officer, strict, "opening"));
        Assert.Equal("2 / 3", problem.Detail);

        var election = await app.PresidiumDraft(union, congress);
        await ElectionsApp.Done(app.Act(union.Officer, election, "opening"));
        await ElectionsApp.Done(app.Act(union.Teacher, election, "opening"));
        await Refused.By(ElectionRules.ElectionIsADraft, await Name(union, election, new NameCandidates.Entry("迟到者", union.Members[0], null)));
    }

    [Fact]
    public async Task Voting_does_not_open_after_its_close()
    {
        var union = await app.UnionOf(1);
        var congress = await app.CongressOf(union, 1);
        var late = await ElectionsApp.Id(app.As(union.Officer).PostAsJsonAsync($"/api/elections/congresses/{congress}/elections",
            new DraftElection.Request("主席团", Office.Presidium, 1, app.Clock.GetUtcNow(), ElectionsApp.UsualMethod), ElectionsApp.Json));
        await ElectionsApp.Done(Name(union, late, new NameCandidates.Entry("甲", union.Members[0], null)));
        await Refused.By(ElectionRules.CloseIsAhead, await app.Act(union.Officer, late, "opening"));
    }

    [Fact]
    public async Task An_opening_cut_short_after_the_box_is_repeated()
    {
        var union = await app.UnionOf(3);
        var election = await app.PresidiumDraft(union, await app.CongressOf(union, 3));
        var box = app.Services.GetRequiredService<BallotBox>();
        await box.Open(union.Tenant, election, app.Clock.GetUtcNow().AddHours(1), [union.Members[0], Guid.CreateVersion7()], CancellationToken.None);

        await Refused.By(ElectionRules.VotingIsOpen, await app.Cast(union.Student(0), election, 1));
        await ElectionsApp.Done(app.Act(union.Officer, election, "opening"));

        Assert.Equal(new GetTurnout.Response(3, 3, 3, 0), await app.Get<GetTurnout.Response>(union.Officer, $"elections/{election}/turnout"));
        Assert.Equal(HttpStatusCode.NoContent, (await app.Cast(union.Student(2), election, 1)).StatusCode);
        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            box.Open(union.Tenant, election, app.Clock.GetUtcNow().AddHours(1), [.. union.Members], CancellationToken.None));
    }

    [Fact]
    public async Task Opened_twice_at_the_same_time_there_is_one_box()
    {
        var union = await app.UnionOf(3);
        var election = await app.PresidiumDraft(union, await app.CongressOf(union, 3));

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(n => app.Act(n % 2 == 0 ? union.Officer : union.Teacher, election, "opening")));

        Assert.All(answers, a => Assert.Equal(HttpStatusCode.NoContent, a.StatusCode));
        Assert.Equal([2L], await app.Rows($"select version - 1 from elections where id = '{election}'", row => row.GetInt64(0)));
    }

    [Fact]
    public async Task A_result_comes_after_the_close_and_is_signed_by_two()
    {
        var (union, election) = await app.OpenElection();
        await ElectionsApp.Done(app.Cast(union.Student(0), election, 1));
        var (result, student) = ($"/api/elections/elections/{election}/result", app.As(union.Student(0)));

        await Refused.By(ElectionRules.ResultFollowsTheClose, await app.Act(union.Officer, election, "count"));
        await Refused.By(ElectionRules.ResultFollowsTheClose, await app.As(union.Officer).GetAsync(result));
        await Refused.By(ElectionRules.ResultIsCounted, await app.Act(union.Officer, election, "certifications"));
        await ElectionsApp.Done(app.Act(union.Officer, election, "closing"));
        await ElectionsApp.Done(app.Act(union.Officer, election, "closing"));
        await Refused.By(ElectionRules.ResultFollowsTheClose, await app.As(union.Officer).GetAsync(result));
        await Refused.By(ElectionRules.ResultIsPublishedAfterCertification, await student.GetAsync(result));
        await ElectionsApp.Done(app.Act(union.Officer, election, "count"));
        await ElectionsApp.Done(app.Act(union.Teacher, election, "count"));
        Assert.Equal(HttpStatusCode.OK, (await app.As(union.Teacher).GetAsync(result)).StatusCode);
        await Refused.By(ElectionRules.ResultIsPublishedAfterCertification, await student.GetAsync(result));

        await ElectionsApp.Done(app.Act(union.Officer, election, "certifications"));
        await Refused.By(ElectionRules.TwoPersonsCertify, await app.Act(union.Officer, election, "certifications"));
        await Refused.By(ElectionRules.ResultIsPublishedAfterCertification, await student.GetAsync(result));
        await ElectionsApp.Done(app.Act(union.Teacher, election, "certifications"));
        Assert.Equal(HttpStatusCode.OK, (await student.GetAsync(result)).StatusCode);
        await Refused.By(ElectionRules.ResultIsCounted, await app.Act(union.Officer, election, "certifications"));
        await Refused.By(ElectionRules.VotingIsOpen, await app.Act(union.Officer, election, "closing"));
    }

    [Fact]
    public async Task Two_accounts_of_one_person_do_not_certify()
    {
        var (union, election) = await app.OpenElection();
        await app.Count(union, election);
        var person = Guid.CreateVersion7();
        TestCaller One(string role) => new(Guid.CreateVersion7(), union.Tenant, person, role);

        await ElectionsApp.Done(app.Act(One(Roles.UnionOfficer), election, "certifications"));
        await Refused.By(ElectionRules.TwoPersonsCertify, await app.Act(One(Roles.LeagueTeacher), election, "certifications"));
    }

    [Fact]
    public async Task Certified_by_many_at_the_same_time_it_is_announced_once()
    {
        var (union, election) = await app.OpenElection();
        await app.Count(union, election);

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => app.Act(TestCaller.Staff(union.Tenant, Roles.UnionOfficer), election, "certifications")));

        Assert.Equal(2, answers.Count(a => a.StatusCode == HttpStatusCode.NoContent));
        Assert.Equal([1L], await app.Rows($"select count(*) from outbox where key = '{election}'", row => row.GetInt64(0)));
    }

    [Fact]
    public async Task A_poll_is_certified_and_appoints_nobody()
    {
        var union = await app.UnionOf(2);
        var poll = await Poll(union, await app.CongressOf(union, 2));
        await ElectionsApp.Done(Name(union, poll, new NameCandidates.Entry("赞成", null, null), new NameCandidates.Entry("反对", null, null)));
        await ElectionsApp.Done(app.Act(union.Officer, poll, "opening"));
        await ElectionsApp.Done(app.Cast(union.Student(0), poll, 1));
        await ElectionsApp.Done(app.Cast(union.Student(1), poll, 1));
        await app.Count(union, poll);
        await ElectionsApp.Done(app.Act(union.Officer, poll, "certifications"));
        await ElectionsApp.Done(app.Act(union.Teacher, poll, "certifications"));

        var result = await app.Get<GetResult.Response>(union.Student(0), $"elections/{poll}/result");
        Assert.Equal((Outcome.AllSeatsFilled, 1), (result.Outcome, result.Elected));
        var said = await app.Announced<ElectionCertified>(e => e.ElectionId == poll);
        Assert.Equal(("poll", 0), (said.Office, said.Elected.Count));
    }

    [Fact]
    public async Task Turnout_is_at_most_a_second_old()
    {
        var (union, election) = await app.OpenElection();
        async Task<int> Returned() => (await app.Get<GetTurnout.Response>(union.Student(4), $"elections/{election}/turnout")).Returned;

        Assert.Equal(0, await Returned());
        await ElectionsApp.Done(app.Cast(union.Student(0), election, 1));
        app.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, await Returned());
    }

    [Fact]
    public async Task A_closed_box_gives_its_ballots_and_an_open_one_does_not()
    {
        var (union, election) = await app.OpenElection();
        await ElectionsApp.Done(app.Cast(union.Student(0), election, 1));
        var box = app.Services.GetRequiredService<BallotBox>();

        await Assert.ThrowsAsync<InvalidOperationException>(() => box.Ballots(union.Tenant, election, CancellationToken.None));
        await box.Close(union.Tenant, election, CancellationToken.None);
        await box.Close(union.Tenant, election, CancellationToken.None);
        Assert.Equal([[1]], await box.Ballots(union.Tenant, election, CancellationToken.None));

        // The box was closed and the state was not written: closing again heals it.
        await ElectionsApp.Done(app.Act(union.Officer, election, "closing"));
        await ElectionsApp.Done(app.Act(union.Officer, election, "count"));
    }

    private async Task<Guid> Poll(Union union, Guid congress) => await ElectionsApp.Id(app.As(union.Officer).PostAsJsonAsync(
        $"/api/elections/congresses/{congress}/elections",
        new DraftElection.Request("章程修订", Office.Poll, 1, app.Clock.GetUtcNow().AddHours(1), ElectionsApp.UsualMethod), ElectionsApp.Json));

    private Task<HttpResponseMessage> Name(Union union, Guid election, params NameCandidates.Entry[] candidates) =>
        app.As(union.Officer).PostAsJsonAsync($"/api/elections/elections/{election}/candidates", new NameCandidates.Request(candidates), ElectionsApp.Json);

    private async Task<HttpResponseMessage> Put(Union union, Guid election, DraftElection.Request terms, EntityTagHeaderValue? tag)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, $"/api/elections/elections/{election}") { Content = JsonContent.Create(terms, options: ElectionsApp.Json) };
        if (tag is not null) request.Headers.IfMatch.Add(tag);
        return await app.As(union.Officer).SendAsync(request);
    }
}
