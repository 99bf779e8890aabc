using System.Net;
using StudentUnion.Api;
using StudentUnion.Web.Tests.Stub;

namespace StudentUnion.Web.Tests;

/// <summary>Recruitment as students, officers, teachers and supervising bodies meet it.</summary>
public sealed class RecruitmentTests(WebApp app) : IClassFixture<WebApp>
{
    private StubRecruitment Stub => app.Gateway.Union.Recruitment;

    [Fact]
    public async Task A_student_chooses_a_post_sees_the_rules_and_applies()
    {
        using var student = await Signed.In(app, StubPerson.Student);
        Assert.Contains("学习部 · Department member", (await student.Open($"/calls/{StubRecruitment.OpenId}/apply")).Text);
        var path = $"/calls/{StubRecruitment.OpenId}/apply?post=1";
        Assert.Contains("您符合全部 2 项条件", (await student.Open(path)).Text);
        Assert.Contains("请至少写 10 个字", (await student.Fill(path, "apply", ("Entry.Statement", "我行"))).Text);
        Assert.Null(Stub.Sent);
        var sent = await student.Fill(path, "apply", ("Entry.Statement", "我愿意为同学服务，有经验。"));
        Assert.Contains("报名已提交", sent.Text);
        Assert.Equal(new NewApplication(1, "我愿意为同学服务，有经验。"), Stub.Sent);
        // The applicant reads which body decides by when.
        Assert.Contains("第 2 步 校团委", sent.Text);

        await student.Fill($"/applications/{StubRecruitment.ReviewedId}", "withdraw");
        Assert.Contains("withdrawal", Stub.Acts);
    }

    [Fact]
    public async Task Whoever_does_not_meet_the_rules_reads_which_and_sends_nothing()
    {
        using var student = await Signed.In(app, StubPerson.Student);
        Stub.Admits = false;
        var page = await student.Open($"/calls/{StubRecruitment.OpenId}/apply?post=1");
        Stub.Admits = true;
        Assert.Contains("您符合 2 项条件中的 1 项", page.Text);
        Assert.Contains("40 / 80 = 50 %", page.Text);
        Assert.DoesNotContain("name=\"Entry.Statement\"", page.Html);
    }

    [Fact]
    public async Task A_supervising_body_has_its_inbox_and_decides_with_score_or_reason()
    {
        using var supervisor = await Signed.In(app, StubPerson.Supervisor);
        var home = await supervisor.Open("/");
        Assert.Contains("2 项审批等您办理", home.Text);
        Assert.Contains("指导单位人员", home.Text);
        Assert.DoesNotContain("href=\"/elections\"", home.Html);
        Assert.Contains("已逾期", (await supervisor.Open("/approvals")).Text);
        foreach (var path in (string[])["/roster", "/calls/new", $"/calls/{StubRecruitment.OpenId}/board", "/applications"])
            Assert.Equal(HttpStatusCode.Forbidden, (await supervisor.Open(path)).Status);

        var one = $"/approvals/{StubRecruitment.ReviewedId}";
        Assert.Contains("12 / 80 = 15 %", (await supervisor.Open(one)).Text);
        Assert.Contains("请填写 0 至 100 的整数", (await supervisor.Fill(one, "decide", ("Entry.Verdict", "agreed"), ("Entry.Score", "好"))).Text);
        Assert.Contains("不同意请说明原因", (await supervisor.Fill(one, "decide", ("Entry.Verdict", "refused"))).Text);
        Assert.Null(Stub.Decided);
        Assert.Contains("审批意见已记录", (await supervisor.Fill(one, "decide", ("Entry.Verdict", "agreed"), ("Entry.Score", "92"))).Text);
        Assert.Equal(new ApprovalDecision(2, StubRecruitment.BodyId, Verdict.Agreed, null, 92), Stub.Decided);

        app.Gateway.Union.Refusal = (409, "membership.steps-in-order", "审批按次序进行，前一环节全部同意后才到下一环节。", "1 < 2");
        Assert.Contains("审批按次序进行", (await supervisor.Fill(one, "decide", ("Entry.Verdict", "agreed"), ("Entry.Score", "92"))).Text);
    }

    [Fact]
    public async Task An_officer_drafts_publishes_selects_and_draws_among_equals()
    {
        using var officer = await Signed.In(app, StubPerson.Officer);
        var empty = await officer.Fill("/calls/new", "call", ("Entry.Title", ""), ("Entry.Conditions", ""), ("Entry.ProbationDays", "零"), ("Entry.ClosesAt", "明天"));
        foreach (var missing in (string[])["请至少选一个岗位", "请填写 1 至 180 天", "请填写日期"]) Assert.Contains(missing, empty.Text);
        Assert.Null(Stub.Drafted);
        await officer.Fill("/calls/new", "call", ("Entry.Title", "秋季选聘"), ("Entry.Kind", "staff"), ("Entry.Conditions", "热心"), ("Entry.Post1", $"DepartmentMember@{StubPerson.Id(6300)}"), ("Entry.Places1", "3"),
            ("Entry.OpensAt", "2027-03-01T08:00"), ("Entry.ClosesAt", "2027-03-08T18:00"), ("Entry.ProbationDays", "30"));
        Assert.Equal(new WantedPost("DepartmentMember", StubPerson.Id(6300), 3), Assert.Single(Stub.Drafted!.Posts));
        Assert.Equal((CallKind.Staff, new DateTimeOffset(2027, 3, 8, 18, 0, 0, TimeSpan.FromHours(8))), (Stub.Drafted.Kind, Stub.Drafted.ClosesAt));

        await officer.Fill($"/calls/{StubRecruitment.DraftId}", "open");
        var closed = $"/calls/{StubRecruitment.ClosedId}";
        Assert.Contains("3 人同分，抽签决定 1 个名额", (await officer.Open(closed)).Text);
        await officer.Fill(closed, "select", ("Selection.Take", "1"));
        Assert.Equal(1, Stub.Selected!.Take);
        Assert.Contains("请填写公开数值的来源", (await officer.Fill(closed, "draw", ("Drawing.SeedSource", ""), ("Drawing.SeedNotBefore", "2027-03-09T15:00"))).Text);
        await officer.Fill(closed, "draw", ("Drawing.SeedSource", "上证指数收盘价"), ("Drawing.SeedNotBefore", "2027-03-09T15:00"));
        Assert.Equal(new("上证指数收盘价", new DateTimeOffset(2027, 3, 9, 15, 0, 0, TimeSpan.FromHours(8))), Stub.Drawn);
        await officer.Fill(closed, "complete");
        await officer.Fill(closed, "cancel", ("Cancellation.Reason", "机构调整"));
        Assert.Equal(["opening", "completion", "cancellation"], Stub.Acts.Where(a => a is "opening" or "completion" or "cancellation"));

        var board = await officer.Open($"{closed}/board");
        Assert.Contains("平均分 88.5", board.Text);
        Assert.DoesNotContain("试用期至", (await officer.Open($"{closed}/board?state=notice")).Text);
    }

    [Fact]
    public async Task Members_read_the_notice_and_object_and_a_teacher_answers_appoints_and_confirms()
    {
        using var student = await Signed.In(app, StubPerson.Student);
        using var teacher = await Signed.In(app, StubPerson.Teacher);
        using var officer = await Signed.In(app, StubPerson.Officer);
        var notice = $"/calls/{StubRecruitment.NoticeId}/notice/{StubRecruitment.NoticedId}";
        Assert.Contains("古丽娜尔·阿卜杜热合曼", (await student.Open($"/calls/{StubRecruitment.NoticeId}")).Text);
        Assert.Contains("请至少写 10 个字", (await student.Fill(notice, "object", ("Entry.Text", "不行"))).Text);
        Assert.Contains("异议已提交", (await student.Fill(notice, "object", ("Entry.Text", "成绩与事实不符，请核实。"))).Text);
        Assert.Equal("成绩与事实不符，请核实。", Stub.Objected!.Text);

        var noticed = $"/applications/{StubRecruitment.NoticedId}";
        Assert.DoesNotContain("赵天宇", (await student.Open(noticed)).Text);
        var seen = await officer.Open(noticed);
        Assert.Contains("赵天宇", seen.Text);
        Assert.DoesNotContain("name=\"Beginning.Mentor\"", seen.Html);
        Assert.Contains("请选择", (await teacher.Fill(noticed, "answer", ("Reply.Reason", ""))).Text);
        await teacher.Fill(noticed, "answer", ("Reply.Answer", "dismissed"), ("Reply.Reason", "已核实"));
        Assert.Equal(new ObjectionReply(ObjectionAnswer.Dismissed, "已核实"), Stub.Replied);
        await teacher.Fill(noticed, "begin", ("Beginning.Mentor", StubPerson.Id(6410).ToString()));
        Assert.Equal(StubPerson.Id(6410), Stub.Began!.MentorId);

        var serving = $"/applications/{StubRecruitment.ServingId}";
        await teacher.Fill(serving, "extend", ("Extension.Days", "10"), ("Extension.Reason", "再观察"));
        Assert.Equal(new ProbationExtension(10, "再观察"), Stub.Extended);
        await teacher.Fill(serving, "confirm");
        await teacher.Fill(serving, "end", ("Ending.Reason", "不能胜任"));
        Assert.Contains("confirmation", Stub.Acts);
        Assert.Contains("ending", Stub.Acts);
    }
}
