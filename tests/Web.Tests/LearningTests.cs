using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using StudentUnion.Api;
using StudentUnion.Web.Surroundings;
using StudentUnion.Web.Tests.Stub;

namespace StudentUnion.Web.Tests;

/// <summary>Learning as officers arrange it, students attend it and teachers look at its coverage.</summary>
public sealed class LearningTests(WebApp app) : IClassFixture<WebApp>
{
    private StubUnion Union => app.Gateway.Union;

    [Fact]
    public async Task A_student_is_led_from_home_to_the_room_and_a_stale_code_is_explained()
    {
        Union.CheckedIn = false;
        using var student = await Signed.In(app, StubPerson.Student);
        var path = $"/learning/checkin/{StubUnion.RoomId}";
        Assert.Contains($"href=\"{path}\"", (await student.Open("/")).Html);
        Assert.Contains($"href=\"{path}\"", (await student.Open($"/learning/{StubUnion.RoomId}")).Html);

        Assert.Contains("value=\"111111\"", (await student.Open($"{path}?code=111111")).Html);
        var stale = await student.Fill($"{path}?code=111111", "checkin", ("Entry.Code", "111111"));
        Assert.Contains("签到码须是本场学习现在显示的数字。", stale.Text);
        Assert.Contains("请看屏幕上现在的数字，再输入一次。", stale.Text);
        Assert.Contains("请填写签到码。", (await student.Fill(path, "checkin", ("Entry.Code", " "))).Text);

        var done = await student.Fill(path, "checkin", ("Entry.Code", " 042917 "));
        Assert.Contains("签到成功", done.Text);
        Assert.DoesNotContain("name=\"Entry.Code\"", done.Html);
        Assert.DoesNotContain(path, (await student.Open("/")).Html);
        Union.CheckedIn = false;
    }

    [Theory]
    [InlineData("planned", "还没有开始签到")]
    [InlineData("over", "签到已经结束，漏签请找组织者补录")]
    [InlineData("off", "本场学习已取消")]
    public async Task Outside_its_window_the_page_says_when_it_is(string which, string said)
    {
        using var student = await Signed.In(app, StubPerson.Student);
        var id = which switch { "planned" => StubUnion.PlannedSessionId, "over" => StubUnion.OverId, _ => StubUnion.CalledOffId };
        var page = await student.Open($"/learning/checkin/{id}");
        Assert.Contains(said, page.Text);
        Assert.DoesNotContain("name=\"Entry.Code\"", page.Html);
    }

    [Fact]
    public async Task The_projector_shows_the_code_as_digits_and_as_a_picture_and_looks_again()
    {
        using var teacher = await Signed.In(app, StubPerson.Teacher);
        var page = await teacher.Open($"/learning/{StubUnion.RoomId}/code");
        Assert.Contains("042\u2009917", page.Text);
        Assert.Contains("已签到 38 人", page.Text);
        Assert.Contains("data-watch=\"3\"", page.Html);
        Assert.Contains("http-equiv=\"refresh\"", page.Html);

        // Three corners of a QR code: seven modules from the quiet zone of four on.
        var size = int.Parse(Regex.Match(page.Html, "class=\"qr\" viewBox=\"0 0 (\\d+) ").Groups[1].Value, CultureInfo.InvariantCulture);
        var drawn = Regex.Match(page.Html, "class=\"qr-ink\" d=\"([^\"]+)\"").Groups[1].Value;
        foreach (var (x, y) in ((int, int)[])[(4, 4), (size - 11, 4), (4, size - 11)]) Assert.Contains($"M{x} {y}h7v1h-7z", drawn);

        var over = await teacher.Open($"/learning/{StubUnion.OverId}/code");
        Assert.DoesNotContain("class=\"qr\"", over.Html);
        Assert.DoesNotContain("http-equiv=\"refresh\"", over.Html);
    }

    [Fact]
    public async Task An_officer_announces_a_session()
    {
        using var officer = await Signed.In(app, StubPerson.Officer);
        var empty = await officer.Fill("/learning/new", "session", ("Entry.Title", ""), ("Entry.Place", ""), ("Entry.StartsAt", "明天"), ("Entry.EndsAt", ""), ("Entry.Minutes", "半小时"));
        foreach (var missing in (string[])["请选择一项。", "请填写主题。", "请填写地点。", "请填写日期和时间。", "请填写 0 到 120 之间的整数。"]) Assert.Contains(missing, empty.Text);
        Assert.Null(Union.AnnouncedSession);
        (string, string)[] entered =
        [
            ("Entry.Kind", "Training"), ("Entry.Organization", StubPerson.Id(1100).ToString()), ("Entry.Title", " 岗前培训 "), ("Entry.Place", "报告厅"),
            ("Entry.StartsAt", "2027-03-01T19:00"), ("Entry.EndsAt", "2027-03-01T21:00"), ("Entry.Minutes", "30"), ("Entry.Plan", StubUnion.PlanId.ToString()),
        ];
        await officer.Fill("/learning/new", "session", entered);
        Assert.Equal(new NewStudySession(StubPerson.Id(1100), SessionKind.Training, StubUnion.PlanId, "岗前培训", "报告厅",
            new(2027, 3, 1, 19, 0, 0, TimeSpan.FromHours(8)), new(2027, 3, 1, 21, 0, 0, TimeSpan.FromHours(8)), 30), Union.AnnouncedSession);

        Union.Refusal = (422, "membership.session-ends-after-it-starts", "学习在开始之后结束，最长 24 小时。", "");
        var refused = await officer.Fill("/learning/new", "session", entered);
        Assert.Contains("学习在开始之后结束，最长 24 小时。", refused.Text);
        Assert.Contains("value=\" 岗前培训 \"", refused.Html);
    }

    [Fact]
    public async Task Those_who_run_it_close_it_and_only_officers_call_it_off()
    {
        using var officer = await Signed.In(app, StubPerson.Officer);
        using var teacher = await Signed.In(app, StubPerson.Teacher);
        using var student = await Signed.In(app, StubPerson.Student);
        Assert.Contains($"href=\"/learning/{StubUnion.OverId}\"", (await teacher.Open("/")).Html);

        await teacher.Fill($"/learning/{StubUnion.OverId}", "close");
        Assert.Contains("请填写原因。", (await officer.Fill($"/learning/{StubUnion.OverId}", "cancel", ("Cancellation.Reason", " "))).Text);
        await officer.Fill($"/learning/{StubUnion.OverId}", "cancel", ("Cancellation.Reason", "停电"));
        Assert.Equal(["close", "cancel"], Union.LearningActs.Where(a => a is "close" or "cancel"));
        Assert.DoesNotContain("取消本场", (await teacher.Open($"/learning/{StubUnion.OverId}")).Text);
        Assert.DoesNotContain("<form class=\"card form\"", (await student.Open($"/learning/{StubUnion.OverId}")).Html);
        Assert.DoesNotContain("<form class=\"card form\"", (await officer.Open($"/learning/{StubUnion.HeldId}")).Html);
    }

    [Fact]
    public async Task Who_was_there_is_entered_afterwards_and_marked()
    {
        using var officer = await Signed.In(app, StubPerson.Officer);
        var path = $"/learning/{StubUnion.HeldId}/attendance";
        var list = await officer.Open(path);
        Assert.Contains("由您补录", list.Text);
        Assert.DoesNotContain("name=\"Entry.Numbers\"", (await officer.Open($"/learning/{StubUnion.RoomId}/attendance")).Html);

        Assert.Contains("20230499", (await officer.Fill(path, "enter", ("Entry.Numbers", "20230417 20230499"), ("Entry.Reason", "没电"))).Text);
        Assert.Contains("请填写原因。", (await officer.Fill(path, "enter", ("Entry.Numbers", "20230417"), ("Entry.Reason", ""))).Text);
        Assert.Null(Union.EnteredAfterwards);
        Assert.Contains("已补录 2 人。", (await officer.Fill(path, "enter", ("Entry.Numbers", "20230417，20230418"), ("Entry.Reason", " 没电 "))).Text);
        Assert.Equal((2, "没电"), (Union.EnteredAfterwards!.StudentNumbers.Count, Union.EnteredAfterwards.Reason));

        var csv = (await officer.Open($"{path}.csv")).Html;
        Assert.Contains("是,'=手机没电，由负责人当场确认\r\n", csv);
        Assert.Equal(13, csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public async Task A_plan_is_made_revised_from_the_version_seen_and_ended()
    {
        using var officer = await Signed.In(app, StubPerson.Officer);
        var empty = await officer.Fill("/learning/plans/new", "plan", ("Entry.Title", ""), ("Entry.Sessions", "两次"), ("Entry.Contents", " "));
        foreach (var missing in (string[])["请填写名称。", "请选择一项。", "请填写 1 到 60 之间的整数。", "请填写内容"]) Assert.Contains(missing, empty.Text);
        (string, string)[] entered = [("Entry.Title", "团支部学习"), ("Entry.Audience", "Branch"), ("Entry.Sessions", "2"), ("Entry.Contents", "团章\r\n\r\n 四中全会精神 ")];
        await officer.Fill("/learning/plans/new", "plan", [.. entered, ("Entry.Organization", StubUnion.Nanjing.ToString()), ("Entry.Semester", "2027-2028-1")]);
        Assert.Equal((StubUnion.Nanjing, "2027-2028-1", StudyAudience.Branch, 2), (Union.MadePlan!.OrganizationId, Union.MadePlan.Semester, Union.MadePlan.Audience, Union.MadePlan.Sessions));
        Assert.Equal(["团章", "四中全会精神"], Union.MadePlan.Contents);

        await officer.Fill($"/learning/plans/{StubUnion.PlanId}/edit", "plan", entered);
        Assert.Equal(("团支部学习", "\"4\""), (Union.RevisedPlan!.Value.Plan.Title, Union.RevisedPlan.Value.Version));
        Assert.DoesNotContain("name=\"Entry.Title\"", (await officer.Open($"/learning/plans/{StubUnion.StandingPlanId}/edit")).Html);
        await officer.Fill($"/learning/plans/{StubUnion.StandingPlanId}/edit", "end");
        Assert.Contains("end", Union.LearningActs);
        Assert.Contains("本学期还没有学习计划", (await officer.Open("/learning/plans?semester=2030-2031-1")).Text);
    }

    [Fact]
    public async Task Coverage_is_shown_with_its_base_and_who_is_missing()
    {
        using var teacher = await Signed.In(app, StubPerson.Teacher);
        var page = await teacher.Open("/learning/coverage");
        Assert.Contains("38 / 41", page.Text);
        Assert.Contains("87 / 101 · 86.14 %", page.Text);
        Assert.Contains("3 / 2 次", page.Text);
        Assert.Equal(9, Regex.Count(page.Html, "class=\"bar-name\"") - 1);
        Assert.Contains("after=7", page.Html);
        Assert.Contains("在任工作人员都参加过培训", (await teacher.Open("/learning/coverage?semester=2030-2031-1")).Text);
    }

    [Fact]
    public async Task A_certificate_is_taken_where_it_is_earned_and_checked_by_its_code()
    {
        using var student = await Signed.In(app, StubPerson.Student);
        var mine = await student.Open($"/learning/certificates/{StubUnion.TrainedSemester}");
        Assert.Contains("7K3M-9QWX-2B4T", mine.Text);
        Assert.Contains("data-print", mine.Html);
        Assert.Contains("参加过本学期已结束登记的培训，才能领取证书。", (await student.Fill($"/learning/certificates/{StubUnion.UntrainedSemester}", "take")).Text);
        Assert.Contains("certificate 2026-2027-1", Union.LearningActs);

        Assert.Contains("证书有效", (await student.Open("/learning/certificates/check?code=7K3M-9QWX-2B4T")).Text);
        Assert.Contains("没有这份证书", (await student.Open("/learning/certificates/check?code=1")).Text);
    }

    [Fact]
    public async Task The_calendar_has_whole_weeks_and_an_empty_month_says_so()
    {
        using var student = await Signed.In(app, StubPerson.Student);
        var page = await student.Open("/learning");
        var days = Regex.Count(page.Html, "<li class=\"day ");
        Assert.True(days is 28 or 35 or 42, $"{days}");
        Assert.Contains("党的二十届四中全会精神专题学习", page.Text);
        Assert.Contains("这个月还没有安排", (await student.Open("/learning?month=2031-05")).Text);
        Assert.Equal(HttpStatusCode.OK, (await student.Open("/learning?month=nonsense")).Status);
    }

    [Theory]
    [InlineData(2026, 9, 1, "2026-2027-1")]
    [InlineData(2027, 1, 31, "2026-2027-1")]
    [InlineData(2027, 2, 1, "2026-2027-2")]
    [InlineData(2027, 8, 31, "2026-2027-2")]
    public void A_day_has_its_semester_and_that_one_its_neighbours(int year, int month, int day, string code)
    {
        Assert.Equal(code, Semesters.Of(new(year, month, day)));
        Assert.Equal(code, Semesters.Before(Semesters.After(code)));
        Assert.Equal(code, Semesters.After(Semesters.Before(code)));
        foreach (var nonsense in (string?[])[null, "", "2026-2028-1", "2026-2027-3", "9998-9999-1", "十年-2027-1"]) Assert.Equal(code, Semesters.Asked(nonsense, new(year, month, day)));
        Assert.Equal("2030-2031-2", Semesters.Asked("2030-2031-2", new(year, month, day)));
    }
}
