using System.Net;
using System.Text;
using StudentUnion.Api;
using StudentUnion.Web.Tests.Stub;

namespace StudentUnion.Web.Tests;

/// <summary>Tables for registers, a student's own data, corrections and the roll-over, as each role meets them.</summary>
public sealed class RegisterPagesTests(WebApp app) : IClassFixture<WebApp>
{
    private StubUnion Union => app.Gateway.Union;

    [Fact]
    public async Task A_table_is_previewed_by_an_officer_and_entered_by_a_teacher()
    {
        using var officer = await Signed.In(app, StubPerson.Officer);
        using var teacher = await Signed.In(app, StubPerson.Teacher);

        var none = await Send(officer, [("kind", "")], ("", []));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, none.Status);
        foreach (var missing in (string[])["请选择一项。", "请选择一个文件。"]) Assert.Contains(missing, none.Text);

        var table = Encoding.UTF8.GetBytes("学号,范围,学期,综合排名,排名人数,不及格门数\n");
        var preview = await Send(officer, [("kind", "Standings")], ("成绩.csv", table));
        Assert.Equal(("standings", table.Length, "成绩.csv"), (Union.LastRegisterKind, (int)Union.LastUploadLength, Union.LastUploadName));
        foreach (var seen in (string[])["将登记 1,052 条成绩记录", "另有 152 行未通过", "第 2 行", "请校团委教师确认", "这里显示前 100 处"]) Assert.Contains(seen, preview.Text);
        Assert.DoesNotContain("value=\"enter\"", preview.Html);

        Assert.Contains("等待确认录入", (await teacher.Open("/")).Text);
        await teacher.Fill($"/registers/{StubUnion.PreviewId}", "enter");
        Assert.Equal(StubUnion.PreviewId, Union.Entered);
        var applied = await teacher.Open($"/registers/{StubUnion.AppliedId}");
        Assert.Contains("已录入 40 行", applied.Text);
        Assert.DoesNotContain("value=\"enter\"", applied.Html);
    }

    [Fact]
    public async Task A_template_has_the_columns_and_a_refused_table_says_the_rule()
    {
        using var officer = await Signed.In(app, StubPerson.Officer);
        Assert.Equal("\uFEFF学号,岗位,部门,组织,任期至\r\n", (await officer.Open("/registers/template/officers.csv")).Html);
        Assert.Equal(HttpStatusCode.NotFound, (await officer.Open("/registers/template/ballots.csv")).Status);
        Assert.Equal(153, (await officer.Open($"/registers/{StubUnion.PreviewId}/errors.csv")).Html.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);

        Union.Refusal = (422, "membership.file-has-its-columns", "文件须有规定的列。", "不及格门数");
        var refused = await Send(officer, [("kind", "Standings")], ("成绩.csv", [1]));
        Assert.Contains("文件须有规定的列。", refused.Text);
        Assert.Matches("value=\"Standings\"\\s+checked", refused.Html);
    }

    [Fact]
    public async Task A_student_sees_everything_asks_for_a_correction_and_takes_it_along()
    {
        using var student = await Signed.In(app, StubPerson.Student);
        Assert.Contains("/me", (await student.Open("/account")).Html);
        var page = await student.Open("/me");
        foreach (var seen in (string[])["20230417", "12 / 86 · 前 13.95 %", "2025–2026 学年第二学期", "1 门", "部门成员 · 南京师范大学学生会", "答复：名册以组织部门通知为准"]) Assert.Contains(seen, page.Text);

        var bare = await student.Fill("/me", "correction");
        foreach (var missing in (string[])["请选择一项。", "请填写这一项。", "请写明理由"]) Assert.Contains(missing, bare.Text);
        Union.Refusal = (409, "membership.correction-is-new", "更正内容须与现有记录不同。", "共青团员");
        var refused = await student.Fill("/me", "correction", ("Entry.Item", "PoliticalStatus"), ("Entry.Proposed", "共青团员"), ("Entry.Reason", "笔误"));
        Assert.Contains("更正内容须与现有记录不同。", refused.Text);
        Assert.Contains("value=\"共青团员\"", refused.Html);
        var sent = await student.Fill("/me", "correction", ("Entry.Item", "PoliticalStatus"), ("Entry.Proposed", " 中共预备党员 "), ("Entry.Reason", "六月转入"));
        Assert.Contains("申请已提交", sent.Text);
        Assert.Equal(new NewCorrection(RosterColumn.PoliticalStatus, "中共预备党员", "六月转入"), Union.Asked);

        var file = await student.Open("/me/export.json");
        Assert.Equal(("{\"student\":{}}", "no-store"), (file.Html, file.Headers["Cache-Control"]));
    }

    [Fact]
    public async Task A_request_is_accepted_at_one_press_and_refused_with_a_reason()
    {
        using var officer = await Signed.In(app, StubPerson.Officer);
        Assert.Contains("信息更正申请", (await officer.Open("/")).Text);
        Assert.Contains("共青团员 → 中共预备党员", (await officer.Open("/corrections")).Text);
        await officer.Fill("/corrections", "accept", ("Yes.Id", StubUnion.CorrectionId.ToString()));
        Assert.Equal((StubUnion.CorrectionId, true, null), Union.Correction);

        var path = $"/corrections?refuse={StubUnion.CorrectionId}";
        Assert.Contains("请写明不予更正的理由", (await officer.Fill(path, "refuse")).Text);
        await officer.Fill(path, "refuse", ("No.Answer", "请先交支部证明"));
        Assert.Equal((StubUnion.CorrectionId, false, "请先交支部证明"), Union.Correction);

        Union.Refusal = (409, "membership.correction-is-open", "更正申请已经办结。", "已由他人办理");
        Assert.Contains("更正申请已经办结。", (await officer.Fill("/corrections", "accept", ("Yes.Id", StubUnion.CorrectionId.ToString()))).Text);
        Assert.DoesNotContain("name=\"Yes.Id\"", (await officer.Open("/corrections?decided=1")).Html);
    }

    [Fact]
    public async Task Students_are_rolled_over_only_by_the_numbers_a_teacher_has_seen()
    {
        using var officer = await Signed.In(app, StubPerson.Officer);
        using var teacher = await Signed.In(app, StubPerson.Teacher);
        const string path = "/roster/roll-over";
        (string, string)[] lengths = [("Entry.Undergraduate", "4"), ("Entry.Vocational", "3"), ("Entry.Master", "3"), ("Entry.Doctor", "4")];

        Assert.Contains("请填写 1 到 8 的整数。", (await officer.Fill(path, "roll", ("Entry.Year", "2026"), ("Entry.Undergraduate", "9"), ("Entry.Do", "preview"))).Text);
        var looked = await officer.Fill(path, "roll", [("Entry.Year", "2026"), .. lengths, ("Entry.Do", "preview")]);
        Assert.Contains("6,318 名学生将转为毕业", looked.Text);
        Assert.DoesNotContain("value=\"confirm\"", looked.Html);

        var shown = await teacher.Fill(path, "roll", [("Entry.Year", "2026"), .. lengths, ("Entry.Do", "preview")]);
        using (var changed = await teacher.SubmitFrom(shown, path, "roll", [("Entry.Year", "2025"), .. lengths, ("Entry.Do", "confirm")]))
            Assert.Contains("将转为毕业", (await PageSeen.Of(changed)).Text);
        Assert.Null(Union.RolledOver);
        using (var done = await teacher.SubmitFrom(shown, path, "roll", [("Entry.Year", "2026"), .. lengths, ("Entry.Do", "confirm")]))
            Assert.Contains("6,318 名学生已转为毕业", (await PageSeen.Of(done)).Text);
        Assert.Equal(new NewRollOver(2026), Union.RolledOver);
    }

    // Written by hand, since a browser writes a file's name as it is and HttpClient does not.
    private static async Task<PageSeen> Send(Browser browser, (string Name, string Value)[] fields, (string Name, byte[] Content) file)
    {
        const string boundary = "----boundary";
        var head = new StringBuilder();
        foreach (var (name, value) in (await browser.Open("/registers/import")).Form("/uploads/register").Hidden.Concat(fields))
            head.Append(System.Globalization.CultureInfo.InvariantCulture, $"--{boundary}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        head.Append(System.Globalization.CultureInfo.InvariantCulture, $"--{boundary}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{file.Name}\"\r\nContent-Type: application/octet-stream\r\n\r\n");

        using var form = new ByteArrayContent([.. Encoding.UTF8.GetBytes(head.ToString()), .. file.Content, .. Encoding.UTF8.GetBytes($"\r\n--{boundary}--\r\n")]);
        form.Headers.TryAddWithoutValidation("Content-Type", $"multipart/form-data; boundary={boundary}");
        using var answer = await browser.Follow(await browser.Send(HttpMethod.Post, "/uploads/register", form));
        return await PageSeen.Of(answer);
    }
}
