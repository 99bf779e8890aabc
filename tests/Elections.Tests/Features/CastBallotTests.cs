using System.Net;
using System.Net.Http.Json;
using System.Text;
using StudentUnion.Elections.Domain;
using StudentUnion.Elections.Features;
using StudentUnion.Testing;

namespace StudentUnion.Elections.Tests.Features;

public sealed class CastBallotTests(ElectionsApp app) : IClassFixture<ElectionsApp>
{
    [Fact]
    public async Task A_ballot_counts_once_however_often_it_is_cast()
    {
        var (union, election) = await app.OpenElection();

        Assert.Equal(HttpStatusCode.NoContent, (await app.Cast(union.Student(0), election, 1)).StatusCode);
        await Refused.By(ElectionRules.VotesOnce, await app.Cast(union.Student(0), election, 2));

        await app.Count(union, election);
        var result = await app.Get<GetResult.Response>(union.Officer, $"elections/{election}/result");
        Assert.Equal((1, 1, 1), (result.Returned, result.Valid, result.Candidates.Sum(c => c.Votes)));
        Assert.Equal(1, result.Candidates.Single(c => c.Number == 1).Votes);
    }

    [Fact]
    public async Task Fifty_ballots_of_one_voter_at_the_same_time_leave_one()
    {
        var (union, election) = await app.OpenElection();
        var voter = app.As(union.Student(0));

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ =>
            voter.PostAsJsonAsync($"/api/elections/elections/{election}/ballots", new { marks = new[] { 1 } })));

        Assert.Single(answers, a => a.StatusCode == HttpStatusCode.NoContent);
        foreach (var refused in answers.Where(a => a.StatusCode != HttpStatusCode.NoContent)) await Refused.By(ElectionRules.VotesOnce, refused);
        Assert.Equal([(1L, 1L)], await app.Rows(
            $"select (select count(*) from ballot_box.ballots where election_id = '{election}'), (select returned from ballot_box.boxes where election_id = '{election}')::bigint",
            row => (row.GetInt64(0), row.GetInt64(1))));
    }

    [Fact]
    public async Task Two_hundred_vote_at_the_same_time_and_all_are_counted()
    {
        var (union, election) = await app.OpenElection(members: 200);

        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(n => app.Cast(union.Student(n), election, n % 2 == 0 ? [1] : [2, 3])));

        Assert.All(answers, a => Assert.Equal(HttpStatusCode.NoContent, a.StatusCode));
        await app.Count(union, election);
        var result = await app.Get<GetResult.Response>(union.Officer, $"elections/{election}/result");
        Assert.Equal((200, 200, 200), (result.Issued, result.Returned, result.Valid));
        Assert.All(result.Candidates, c => Assert.Equal(100, c.Votes));
    }

    [Fact]
    public async Task Nobody_votes_before_the_opening()
    {
        var union = await app.UnionOf(3);
        var election = await app.PresidiumDraft(union, await app.CongressOf(union, 3));
        await Refused.By(ElectionRules.VotingIsOpen, await app.Cast(union.Student(0), election, 1));
    }

    [Fact]
    public async Task Nobody_votes_after_the_close()
    {
        var (union, election) = await app.OpenElection();
        await ElectionsApp.Done(app.Cast(union.Student(0), election, 1));
        await ElectionsApp.Done(app.Act(union.Officer, election, "closing"));

        await Refused.By(ElectionRules.VotingIsOpen, await app.Cast(union.Student(1), election, 1));
        await Refused.By(ElectionRules.VotingIsOpen, await app.Cast(union.Student(0), election, 1));
    }

    [Fact]
    public async Task A_stranger_to_the_congress_does_not_vote()
    {
        var (union, election) = await app.OpenElection();
        await Refused.By(ElectionRules.VoterIsADelegatePresent, await app.Cast(TestCaller.Student(union.Tenant, Guid.CreateVersion7()), election, 1));
    }

    [Fact]
    public async Task A_delegate_who_did_not_come_does_not_vote_until_they_do()
    {
        var union = await app.UnionOf(3);
        var congress = await app.CongressOf(union, present: 2);
        var election = await app.PresidiumDraft(union, congress);
        await ElectionsApp.Done(app.Act(union.Officer, election, "opening"));

        await Refused.By(ElectionRules.VoterIsADelegatePresent, await app.Cast(union.Student(2), election, 1));
        await app.Present(union, congress, union.Members[2]);
        Assert.Equal(HttpStatusCode.NoContent, (await app.Cast(union.Student(2), election, 1)).StatusCode);
    }

    [Fact]
    public async Task Marks_follow_the_ballot()
    {
        var (union, election) = await app.OpenElection(seats: 2, candidates: 3);
        var voter = union.Student(0);

        await Refused.By(ElectionRules.AtMostSeatsMarks, await app.Cast(voter, election, 1, 2, 3));
        await Refused.By(ElectionRules.MarksAreDistinct, await app.Cast(voter, election, 2, 2));
        await Refused.By(ElectionRules.MarksNameCandidates, await app.Cast(voter, election, 4));
        await Refused.By(ElectionRules.MarksNameCandidates, await app.Cast(voter, election, 0));
        await Refused.By(ElectionRules.MarksNameCandidates, await app.Cast(voter, election, -1));
        Assert.Equal(HttpStatusCode.NoContent, (await app.Cast(voter, election)).StatusCode);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("""{"marks":null}""")]
    [InlineData("""{"marks":"1"}""")]
    [InlineData("""{"marks":["one"]}""")]
    [InlineData("""{"marks":[1.5]}""")]
    [InlineData("""{"marks":[99999999999]}""")]
    [InlineData("""{"marks":[1],"marks":[2]}""")]
    [InlineData("""{"marks":[1""")]
    public async Task What_is_no_ballot_is_a_bad_request(string body)
    {
        var (union, election) = await app.OpenElection();
        using var content = new StringContent(body, Encoding.UTF8, "application/json");

        var answer = await app.As(union.Student(0)).PostAsync($"/api/elections/elections/{election}/ballots", content);

        Assert.Equal((HttpStatusCode.BadRequest, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Assert.Equal([0L], await app.Rows($"select count(*) from ballot_box.ballots where election_id = '{election}'", row => row.GetInt64(0)));
    }

    [Fact]
    public async Task Voting_ends_at_the_moment_it_was_said_to()
    {
        var union = await app.UnionOf(3);
        var congress = await app.CongressOf(union, 3);
        var election = await app.PresidiumDraft(union, congress);
        await ElectionsApp.Done(app.Act(union.Officer, election, "opening"));
        await ElectionsApp.Done(app.Cast(union.Student(0), election, 1));

        app.Clock.Advance(TimeSpan.FromHours(2));

        await Refused.By(ElectionRules.VotingIsOpen, await app.Cast(union.Student(1), election, 1));
        await Poll.Until(
            async () =>
            {
                app.Clock.Advance(TimeSpan.FromSeconds(1));
                return (await app.Get<GetElection.Response>(union.Officer, $"elections/{election}")).State is ElectionState.Closed;
            }, "the election did not close by itself");
        Assert.Equal([true], await app.Rows($"select closed_by is null from elections where id = '{election}'", row => row.GetBoolean(0)));
    }

    [Fact]
    public async Task The_page_says_beforehand_what_the_act_would_say()
    {
        var union = await app.UnionOf(3);
        var congress = await app.CongressOf(union, present: 2);
        var election = await app.PresidiumDraft(union, congress);

        Assert.Equal((false, ElectionRules.VotingIsOpen.Code, ElectionRules.VotingIsOpen.Zh), await Part(0));
        await ElectionsApp.Done(app.Act(union.Officer, election, "opening"));
        Assert.Equal((true, null, null), await Part(0));
        Assert.Equal((false, ElectionRules.VoterIsADelegatePresent.Code, ElectionRules.VoterIsADelegatePresent.Zh), await Part(2));
        await ElectionsApp.Done(app.Cast(union.Student(0), election, 1));
        Assert.Equal((false, ElectionRules.VotesOnce.Code, ElectionRules.VotesOnce.Zh), await Part(0));
        await ElectionsApp.Done(app.Act(union.Officer, election, "closing"));
        Assert.Equal((false, ElectionRules.VotingIsOpen.Code, ElectionRules.VotingIsOpen.Zh), await Part(1));
        Assert.Null((await app.Get<GetElection.Response>(union.Officer, $"elections/{election}")).Me);

        async Task<(bool, string?, string?)> Part(int student)
        {
            var me = (await app.Get<GetElection.Response>(union.Student(student), $"elections/{election}")).Me!;
            return (me.MayVote, me.WhyNot?.Code, me.WhyNot?.Statement);
        }
    }

    [Fact]
    public async Task An_idempotency_key_on_a_ballot_is_kept_nowhere()
    {
        var (union, election) = await app.OpenElection();
        await ElectionsApp.Done(app.Cast(union.Student(0), election, 1));
        Assert.Equal([0L], await app.Rows($"select count(*) from idempotency_keys where account not in ('{union.Officer.Account}') and tenant_id = '{union.Tenant}'", row => row.GetInt64(0)));
    }
}
