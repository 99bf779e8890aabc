using System.Net;
using StudentUnion.Api;
using StudentUnion.Web.Tests.Stub;

namespace StudentUnion.Web.Tests;

public sealed class OfficerTests(WebApp app) : IClassFixture<WebApp>
{
    private static readonly string Congress = $"/congresses/{StubUnion.CongressId}";

    [Fact]
    public async Task A_congress_is_convened_and_what_is_missing_is_said_beside_its_field()
    {
        using var officer = await Signed.In(app, StubPerson.Officer);

        var wrong = await officer.Fill("/congresses/new", "congress", ("Entry.Name", "第三十九次学生代表大会"), ("Entry.Session", ""), ("Entry.CollegeId", ""), ("Entry.HeldOn", "昨天"));
        Assert.Contains("请填写届次。", wrong.Text);
        Assert.Contains("请填写日期", wrong.Text);
        Assert.Contains("value=\"第三十九次学生代表大会\"", wrong.Html);

        var right = await officer.Fill("/congresses/new", "congress", ("Entry.Name", "第三十九次学生代表大会"), ("Entry.Session", "第三十九次"), ("Entry.CollegeId", ""), ("Entry.HeldOn", "2027-11-24"));
        Assert.Contains("第三十八次学生代表大会", right.Text);
        Assert.Contains(app.Gateway.Asked, a => a is { Method: "POST", Path: "/api/elections/congresses" } && a.Headers.ContainsKey("Idempotency-Key"));
        Assert.Equal((CongressLevel.School, null), (app.Gateway.Union.Convened!.Level, app.Gateway.Union.Convened.CollegeId));
    }

    [Fact]
    public async Task A_colleges_congress_is_convened_for_one_of_the_colleges_that_still_exist()
    {
        using var officer = await Signed.In(app, StubPerson.Officer);

        var form = await officer.Open("/congresses/new");
        Assert.Contains("马克思主义学院", form.Text);
        Assert.DoesNotContain("美术学院", form.Text);
        await officer.Fill("/congresses/new", "congress", ("Entry.Name", "代表大会"), ("Entry.Session", "第一次"), ("Entry.CollegeId", StubPerson.Id(1101).ToString()), ("Entry.HeldOn", "2027-11-24"));
        Assert.Equal((CongressLevel.College, StubPerson.Id(1101)), (app.Gateway.Union.Convened!.Level, app.Gateway.Union.Convened.CollegeId));
    }

    [Fact]
    public async Task Delegates_are_pasted_checked_and_added_with_the_unknown_left_out()
    {
        using var officer = await Signed.In(app, StubPerson.Officer);
        var path = $"{Congress}/delegates";

        using var checkedAnswer = await officer.Submit(path, "delegates", [("Entry.Numbers", "20230417\n20230418，20230499\t20230419"), ("step", "check")]);
        var review = await PageSeen.Of(checkedAnswer);
        Assert.Contains("1 个学号不在名册中", review.Text);
        Assert.Contains("加入 3 名代表", review.Text);
        Assert.Empty(app.Gateway.Union.Delegates);

        using var added = await officer.Follow(await officer.SubmitFrom(review, path, "delegates", [("step", "add")]));
        Assert.Contains("加入 3 名代表，2 名原已在册", (await PageSeen.Of(added)).Text);
        Assert.Equal(3, app.Gateway.Union.Delegates.Count);
        Assert.Equal("信息科学与工程学院", app.Gateway.Union.Delegates[0].Delegation);
    }

    [Fact]
    public async Task An_election_is_drafted_in_the_unions_own_time()
    {
        using var officer = await Signed.In(app, StubPerson.Officer);

        var page = await officer.Fill($"{Congress}/elections/new", "election",
            ("Entry.Title", "第三十八届学生会主席团选举"), ("Entry.Office", "Presidium"), ("Entry.Seats", "3"), ("Entry.ClosesAt", "2026-11-24T17:00"),
            ("Entry.Quorum", "MoreThanTwoThirds"), ("Entry.MajorityBase", "BallotsCast"), ("Entry.Tie", "RunOff"));

        Assert.Contains("添加候选人", page.Text);
        Assert.Equal(new ElectionDraft("第三十八届学生会主席团选举", ElectionOffice.Presidium, 3, new DateTimeOffset(2026, 11, 24, 17, 0, 0, TimeSpan.FromHours(8)),
            new ElectionMethod(Quorum.MoreThanTwoThirds, MajorityBase.BallotsCast, TieRule.RunOff)), app.Gateway.Union.Draft);
    }

    [Fact]
    public async Task A_change_names_the_state_it_was_made_from_and_a_stale_one_is_explained()
    {
        using var officer = await Signed.In(app, StubPerson.Officer);
        app.Gateway.Union.Refusal = (412, "platform.version-is-current", "内容已被他人修改，请重新载入后再改。", "");

        var page = await officer.Fill($"/elections/{StubUnion.DraftId}/edit", "election",
            ("Entry.Title", "改过的名称"), ("Entry.Office", "Presidium"), ("Entry.Seats", "2"), ("Entry.ClosesAt", "2026-11-24T17:00"),
            ("Entry.Quorum", "AtLeastTwoThirds"), ("Entry.MajorityBase", "ValidBallots"), ("Entry.Tie", "LeaveVacant"));

        Assert.Contains("内容已被他人修改", page.Text);
        Assert.Contains("value=\"改过的名称\"", page.Html);
        Assert.Contains(app.Gateway.Asked, a => a.Method == "PUT" && a.Headers.GetValueOrDefault("If-Match") == "\"3\"");
    }

    [Fact]
    public async Task Candidates_for_the_presidium_come_from_the_roster()
    {
        using var officer = await Signed.In(app, StubPerson.Officer);
        var path = $"/elections/{StubUnion.DraftId}/candidates";

        var unknown = await officer.Fill(path, "candidates", ("who", "20230417"), ("what", "让建议有回音"), ("who", "20230499"), ("what", ""), ("step", "add"));
        Assert.Contains("学号 20230499 不在名册中。", unknown.Text);
        Assert.Contains("value=\"让建议有回音\"", unknown.Html);
        Assert.Null(app.Gateway.Union.Candidates);

        await officer.Fill(path, "candidates", ("who", "20230417"), ("what", "让建议有回音"), ("who", ""), ("what", ""), ("step", "add"));
        var sent = Assert.Single(app.Gateway.Union.Candidates!.Candidates);
        Assert.Equal(("欧阳明月", "让建议有回音"), (sent.Name, sent.Statement));
        Assert.NotNull(sent.PersonId);
    }

    [Theory]
    [InlineData("open", "opening", "212 名到会代表可以投票")]
    [InlineData("close", "closing", "75 名到会代表还没有投票")]
    [InlineData("count", "count", "统计 137 张收回的选票")]
    public async Task An_act_says_in_numbers_what_will_happen_and_is_done_once_confirmed(string act, string done, string says)
    {
        using var teacher = await Signed.In(app, StubPerson.Teacher);
        var path = $"/elections/{StubUnion.OpenId}/act/{act}";

        if (act != "open") Assert.Contains(says, (await teacher.Open(path)).Text);
        else Assert.Contains(says, (await teacher.Open($"/elections/{StubUnion.DraftId}/act/open")).Text);

        await teacher.Fill(path, "act");
        Assert.Contains(done, app.Gateway.Union.Acts);
    }

    [Fact]
    public async Task The_same_person_signing_twice_is_told_why_not()
    {
        using var officer = await Signed.In(app, StubPerson.Officer);
        app.Gateway.Union.Refusal = null;
        var path = $"/elections/{StubUnion.CountedId}/act/certify";
        Assert.Contains("已签认 1 / 2", (await officer.Open(path)).Text);

        app.Gateway.Union.Acts.Clear();
        await officer.Fill(path, "act");
        Assert.Equal(["certifications"], app.Gateway.Union.Acts);
    }

    [Fact]
    public async Task An_unknown_act_does_not_exist()
    {
        using var officer = await Signed.In(app, StubPerson.Officer);
        Assert.Equal(HttpStatusCode.NotFound, (await officer.Open($"/elections/{StubUnion.OpenId}/act/annul")).Status);
    }
}
