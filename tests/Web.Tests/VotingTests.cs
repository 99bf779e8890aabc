using System.Net;
using StudentUnion.Web.Tests.Stub;

namespace StudentUnion.Web.Tests;

public sealed class VotingTests(WebApp app) : IClassFixture<WebApp>
{
    private static readonly string Page = $"/vote/{StubUnion.OpenId}";

    [Fact]
    public async Task A_student_marks_reviews_casts_and_keeps_no_receipt()
    {
        using var student = await Student();

        var review = await student.Fill(Page, "review", ("mark", "1"), ("mark", "3"));
        Assert.Contains("您选了 2 人", review.Text);
        Assert.Contains("古丽娜尔·阿卜杜热合曼", review.Text);
        Assert.DoesNotContain("周一帆", review.Text);
        Assert.Empty(app.Gateway.Union.Cast);

        var done = await Cast(student, review, ("step", "cast"));
        Assert.Equal([1, 3], app.Gateway.Union.Cast[StubUnion.OpenId]);
        Assert.Contains("您的选票已投入票箱", done.Text);
        Assert.DoesNotContain("古丽娜尔", done.Text);
        Assert.Contains("您的选票已投入票箱", (await student.Open(Page)).Text);
        Assert.DoesNotContain(app.Gateway.Asked, a => a.Path.Contains("ballots", StringComparison.Ordinal) && a.Headers.ContainsKey("Idempotency-Key"));
    }

    [Fact]
    public async Task Too_many_marks_are_said_before_anything_is_sent_and_stay_marked()
    {
        using var student = await Student();

        var page = await student.Fill(Page, "review", ("mark", "1"), ("mark", "2"), ("mark", "3"), ("mark", "4"));

        Assert.Contains("您选了 4 人，最多选 3 人", page.Text);
        Assert.Equal(4, System.Text.RegularExpressions.Regex.Count(page.Html, "name=\"mark\"[^>]*checked"));
        Assert.Empty(app.Gateway.Union.Cast);
    }

    [Fact]
    public async Task A_blank_ballot_is_cast_only_by_saying_so()
    {
        using var student = await Student();

        var review = await student.Fill(Page, "review");
        Assert.Contains("这是一张空白票", review.Text);
        var unsure = await Cast(student, review, ("step", "cast"));
        Assert.Contains("请先勾选确认", unsure.Text);
        Assert.Empty(app.Gateway.Union.Cast);

        await Cast(student, unsure, ("step", "cast"), ("blank", "1"));
        Assert.Equal([], app.Gateway.Union.Cast[StubUnion.OpenId]);
    }

    [Fact]
    public async Task Going_back_keeps_the_marks()
    {
        using var student = await Student();
        var review = await student.Fill(Page, "review", ("mark", "2"));

        var ballot = await Cast(student, review, ("step", "back"));

        Assert.Matches("value=\"2\"[^>]*checked", ballot.Html);
        Assert.Empty(app.Gateway.Union.Cast);
    }

    [Fact]
    public async Task When_the_answer_is_lost_the_box_says_whether_the_ballot_arrived()
    {
        using var student = await Student();
        var review = await student.Fill(Page, "review", ("mark", "2"));
        app.Gateway.Union.LosesNextAnswer = true;

        var page = await Cast(student, review, ("step", "cast"));

        Assert.Contains("您的选票已投入票箱", page.Text);
    }

    [Fact]
    public async Task A_refusal_says_the_rule_what_was_seen_and_what_to_do_and_the_marks_stay()
    {
        using var student = await Student();
        var review = await student.Fill(Page, "review", ("mark", "2"));
        app.Gateway.Union.Refusal = (409, "elections.voting-is-open", "只在投票开放期间接受选票。", "投票已于 17:00 截止。");

        var page = await Cast(student, review, ("step", "cast"));

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains("只在投票开放期间接受选票。", page.Text);
        Assert.Contains("投票已于 17:00 截止。", page.Text);
        Assert.Contains("怎么办", page.Text);
        Assert.Contains(("mark", "2"), page.Form("cast").Hidden);
    }

    [Fact]
    public async Task A_form_from_elsewhere_is_refused()
    {
        using var student = await Student();

        using var forged = await student.Send(HttpMethod.Post, Page, new FormUrlEncodedContent(
            [new("_handler", "cast"), new("mark", "1"), new("step", "cast")]));

        Assert.Equal(HttpStatusCode.BadRequest, forged.StatusCode);
        Assert.Empty(app.Gateway.Union.Cast);
    }

    private async Task<Browser> Student()
    {
        app.Gateway.Union.Cast.Clear();
        return await Signed.In(app, StubPerson.Student);
    }

    private static async Task<PageSeen> Cast(Browser browser, PageSeen review, params (string, string)[] pressed)
    {
        var entered = pressed.Concat(review.Form("cast").Hidden.Where(h => h.Name == "mark"));
        using var answer = await browser.Follow(await browser.SubmitFrom(review, Page, "cast", entered.ToList()));
        return await PageSeen.Of(answer);
    }
}
