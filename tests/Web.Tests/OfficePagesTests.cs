using System.Net;
using StudentUnion.Api;
using StudentUnion.Web.Pages.Organizations;
using StudentUnion.Web.Tests.Stub;

namespace StudentUnion.Web.Tests;

/// <summary>Offices on the pages: how full, who, by which rule; appointing, ending and what is found, as each role meets them.</summary>
public sealed class OfficePagesTests(WebApp app) : IClassFixture<WebApp>
{
    private static readonly string New = $"/organizations/{StubUnion.Nanjing}/offices/new";

    private StubUnion Union => app.Gateway.Union;

    [Fact]
    public async Task The_list_says_how_full_a_union_is_and_why_it_may_have_more()
    {
        using var student = await Signed.In(app, StubPerson.Student);
        var page = await student.Open("/offices");
        foreach (var seen in (string[])["43 / 60", "5 / 5", "三个校区，在校生 41,206 人", "主席团 · 5 人", "秘书长 · 1 人", "宣传与新媒体部", "（名册中暂无）"]) Assert.Contains(seen, page.Text);
        foreach (var others in (string[])["offices/new", "export.csv", "/offices/findings", "停职"]) Assert.DoesNotContain(others, page.Html);
        Assert.DoesNotContain("免职", (await student.Open("/offices?past=1")).Text);

        using var teacher = await Signed.In(app, StubPerson.Teacher);
        Assert.Contains("核查提示 · 2", (await teacher.Open("/offices")).Text);
        Assert.Contains("停职", (await teacher.Open("/offices")).Text);
        Assert.Contains("免职", (await teacher.Open("/offices?past=1")).Text);
        Assert.StartsWith("\uFEFF姓名", (await teacher.Open($"/organizations/{StubUnion.Nanjing}/offices/export.csv")).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_person_is_checked_first_and_appointed_by_a_teacher_where_every_rule_holds()
    {
        using var teacher = await Signed.In(app, StubPerson.Teacher);
        using var officer = await Signed.In(app, StubPerson.Officer);
        (string, string)[] entered = [("Entry.Post", "DepartmentMember"), ("Entry.Number", "20230417"), ("Entry.Department", StubUnion.DepartmentId.ToString()), ("Entry.TermEnds", "2027-06-30")];

        (Union.Eligible, Union.Appointed) = (false, null);
        var refused = await teacher.Fill(New, "office", [.. entered, ("Entry.Do", "check")]);
        foreach (var seen in (string[])["有规定不符合", "不符合：", "41 / 86 = 47.67 %", "44 / 60"]) Assert.Contains(seen, refused.Text);
        Assert.DoesNotContain("value=\"appoint\"", refused.Html);
        Assert.Contains("value=\"20230417\"", refused.Html);
        Assert.Null(Union.Appointed);

        Union.Eligible = true;
        Assert.DoesNotContain("value=\"appoint\"", (await officer.Fill(New, "office", [.. entered, ("Entry.Do", "check")])).Html);
        await officer.Fill(New, "office", [.. entered, ("Entry.Do", "appoint")]);
        Assert.Null(Union.Appointed);

        var holds = await teacher.Fill(New, "office", [.. entered, ("Entry.Do", "check")]);
        Assert.Contains("value=\"appoint\"", holds.Html);
        Assert.Matches($"value=\"{StubUnion.DepartmentId}\" selected", holds.Html);
        using (var answer = await teacher.Follow(await teacher.SubmitFrom(holds, New, "office", [.. entered, ("Entry.Do", "appoint")])))
            Assert.Contains("任职信息", (await PageSeen.Of(answer)).Text);
        Assert.Equal(new NewOffice(StubUnion.Nanjing, "DepartmentMember", Union.Checked!.PersonId, StubUnion.DepartmentId, new(2027, 6, 30)), Union.Appointed);
    }

    [Fact]
    public async Task What_is_missing_is_said_beside_its_field_and_a_refusal_in_the_readers_words()
    {
        using var teacher = await Signed.In(app, StubPerson.Teacher);
        Assert.Contains("请选择一项。", (await teacher.Fill(New, "office", ("Entry.Do", "check"))).Text);
        var member = await teacher.Fill(New, "office", ("Entry.Post", "DepartmentMember"), ("Entry.Do", "check"), ("Entry.TermEnds", "明年"));
        Assert.Contains("请填写日期", member.Text);
        member = await teacher.Fill(New, "office", ("Entry.Post", "DepartmentMember"), ("Entry.Do", "check"));
        foreach (var missing in (string[])["请填写一个学号。", "请选择部门。"]) Assert.Contains(missing, member.Text);
        Assert.Contains("学号 20230499 不在名册中", (await teacher.Fill(New, "office", ("Entry.Post", "LeagueBranchSecretary"), ("Entry.Number", "20230499"), ("Entry.Do", "check"))).Text);
        Assert.Contains("请选择担任秘书长的指导人员", (await teacher.Fill(New, "office", ("Entry.Post", "SecretaryGeneral"), ("Entry.Do", "check"))).Text);

        Union.Refusal = (409, "membership.staff-size", "校级学生会工作人员不超过 40 人。", "41 / 40");
        var full = await teacher.Fill(New, "office", ("Entry.Post", "SecretaryGeneral"), ("Entry.Supervisor", StubUnion.SupervisorId.ToString()), ("Entry.Do", "appoint"));
        Assert.Contains("41 / 40", full.Text);
        Assert.Matches($"value=\"{StubUnion.SupervisorId}\" selected", full.Html);
    }

    [Fact]
    public async Task A_teacher_ends_and_suspends_with_a_reason_and_others_only_look()
    {
        using var teacher = await Signed.In(app, StubPerson.Teacher);
        using var officer = await Signed.In(app, StubPerson.Officer);
        var path = $"/offices/{StubUnion.OfficeId}";
        using var student = await Signed.In(app, StubPerson.Student);
        Assert.DoesNotContain("name=\"Leaving.How\"", (await officer.Open(path)).Html);
        Assert.Contains("停职", (await officer.Open($"/offices/{StubUnion.SuspendedOfficeId}")).Text);
        Assert.DoesNotContain("停职", (await student.Open($"/offices/{StubUnion.SuspendedOfficeId}")).Text);
        Assert.DoesNotContain("name=\"Leaving.How\"", (await teacher.Open($"/offices/{StubUnion.PastOfficeId}")).Html);

        var bare = await teacher.Fill(path, "end");
        foreach (var missing in (string[])["请选择一项。", "请写明理由"]) Assert.Contains(missing, bare.Text);
        await teacher.Fill(path, "end", ("Leaving.How", "Resigned"), ("Leaving.EndReason", "本人申请"));
        Assert.Equal(("Resigned", StubUnion.OfficeId, "本人申请"), Union.Decided);
        Assert.Contains("停职已生效", (await teacher.Fill(path, "suspend", ("Pause.PauseReason", "处分决定"))).Text);
        Assert.Equal(("suspended", StubUnion.OfficeId, "处分决定"), Union.Decided);
        await teacher.Fill($"/offices/{StubUnion.SuspendedOfficeId}", "reinstate", ("Return.ReturnReason", "处分解除"));
        Assert.Equal(("reinstated", StubUnion.SuspendedOfficeId, "处分解除"), Union.Decided);
    }

    [Fact]
    public async Task A_finding_is_settled_with_a_reason_by_a_teacher()
    {
        using var teacher = await Signed.In(app, StubPerson.Teacher);
        using var officer = await Signed.In(app, StubPerson.Officer);
        Assert.Contains("任职核查提示", (await teacher.Open("/")).Text);
        Assert.DoesNotContain("keep=", (await officer.Open("/offices/findings")).Html);

        var path = $"/offices/findings?keep={StubUnion.FindingId}";
        Assert.Contains("请写明理由", (await teacher.Fill(path, "keep")).Text);
        await teacher.Fill(path, "keep", ("Entry.Reason", "补考已通过"));
        Assert.Equal(("kept", StubUnion.FindingId, "补考已通过"), Union.Decided);
        Assert.Contains("留任", (await teacher.Open("/offices/findings?settled=1")).Text);
    }

    [Fact]
    public async Task Figures_are_said_in_words_set_by_the_federation_and_exceeded_with_a_basis()
    {
        using var staff = await Signed.In(app, StubPerson.Federation);
        using var teacher = await Signed.In(app, StubPerson.Teacher);
        var page = await staff.Open("/limits");
        foreach (var words in (string[])["本专业前 30 %", "本专业前 33.3 %", "不超过 36 人 现行", "不少于 3 天", "不超过 0 门", "在校生 30,000 人以上"]) Assert.Contains(words, page.Text);
        Assert.DoesNotContain("name=\"Entry.Value\"", (await teacher.Open("/limits")).Html);

        Assert.Contains("请填写整数", (await staff.Fill("/limits", "limit", ("Entry.Key", "academic-rank"), ("Entry.Value", "33.33"), ("Entry.Source", "表"))).Text);
        await staff.Fill("/limits", "limit", ("Entry.Key", "academic-rank"), ("Entry.Level", "College"), ("Entry.Value", "33.3"), ("Entry.FromYear", "2027"), ("Entry.SizeFrom", "30000"), ("Entry.Source", " 2027 年评估表 "));
        Assert.Equal(new NewLimit("academic-rank", UnionLevel.College, 2027, 30_000, 333, "2027 年评估表"), Union.Limit);

        Assert.Contains("请写明依据", (await teacher.Fill("/limits", "exemption", ("Statement.Most", "55"))).Text);
        await teacher.Fill("/limits", "exemption", ("Statement.Most", "55"), ("Statement.Basis", "三个校区"));
        Assert.Equal(new ExemptionStatement(55, "三个校区"), Union.Stated);
    }

    [Fact]
    public async Task A_teacher_names_supervisors_and_notes_that_one_has_left()
    {
        using var teacher = await Signed.In(app, StubPerson.Teacher);
        using var student = await Signed.In(app, StubPerson.Student);
        var seen = await student.Open($"/supervisors?leave={StubUnion.SupervisorId}");
        Assert.Contains("赵志远 副书记 · 专职", seen.Text);
        Assert.DoesNotContain("value=\"leave\"", seen.Html);

        foreach (var missing in (string[])["请填写这一项。", "请选择一项。"]) Assert.Contains(missing, (await teacher.Fill("/supervisors", "supervisor")).Text);
        await teacher.Fill("/supervisors", "supervisor", ("Entry.Body", StubPerson.Id(1302).ToString()), ("Entry.Name", "周敏"), ("Entry.Title", "Staff"), ("Entry.FullTime", "no"));
        Assert.Equal(new NewSupervisor(StubPerson.Id(1302), "周敏", SupervisorTitle.Staff, false), Union.Named);
        await teacher.Fill($"/supervisors?leave={StubUnion.SupervisorId}", "leave");
        Assert.Equal(StubUnion.SupervisorId, Union.Left);
    }

    [Fact]
    public async Task A_body_is_registered_of_a_kind_closed_and_a_member_merged()
    {
        using var officer = await Signed.In(app, StubPerson.Officer);
        using var staff = await Signed.In(app, StubPerson.Federation);
        var path = $"/organizations/{StubUnion.Nanjing}/bodies/new";
        Assert.Matches("value=\"College\"\\s+selected", (await officer.Open($"{path}?kind=college")).Html);
        Assert.DoesNotContain("value=\"College\"", (await officer.Open($"/organizations/{StubUnion.CollegeId}/bodies/new")).Html);
        Assert.Contains("value=\"GraduateUnion\"", (await staff.Open($"/organizations/{StubUnion.FederationId}/bodies/new")).Html);

        Assert.Contains("登记工作部门时请回答", (await officer.Fill(path, "body", ("Entry.Kind", "Department"), ("Entry.Name", "宣传部"))).Text);
        Union.Refusal = (409, "membership.no-admin-duties", "学生会不承担行政职能。", "宿舍管理");
        var refused = await officer.Fill(path, "body", ("Entry.Kind", "Department"), ("Entry.Name", "宿管部"), ("Entry.Duties", "yes"));
        Assert.Contains("学生会不承担行政职能。", refused.Text);
        Assert.Contains("value=\"宿管部\"", refused.Html);
        await officer.Fill(path, "body", ("Entry.Kind", "Society"), ("Entry.Name", " 随园文学社 "));
        Assert.Equal(new NewOrganization(OrganizationKind.Society, "随园文学社", StubUnion.Nanjing), Union.Registered);

        Assert.Contains("先办理离任", (await officer.Open($"/organizations/{StubUnion.DepartmentId}/close")).Text);
        await officer.Fill($"/organizations/{StubUnion.DepartmentId}/close", "close");
        Assert.Equal(StubUnion.DepartmentId, Union.Closed);

        var merge = $"/organizations/{StubUnion.Nanjing}/merge?search=%E8%8B%8F%E5%B7%9E";
        Assert.Contains("苏州大学学生会", (await staff.Open(merge)).Text);
        Assert.Contains("请选择一项。", (await staff.Fill(merge, "merge")).Text);
        await staff.Fill(merge, "merge", ("Entry.Into", StubUnion.MergedId.ToString()));
        Assert.Equal((StubUnion.Nanjing, StubUnion.MergedId), Union.Merged);
        Assert.Contains("已并入 南京师范大学学生会", (await officer.Open($"/organizations/{StubUnion.MergedId}")).Text);
    }

    [Fact]
    public async Task The_chart_shows_everybody_in_a_drawing_and_in_a_list()
    {
        using var student = await Signed.In(app, StubPerson.Student);
        var page = await student.Open($"/organizations/{StubUnion.Nanjing}/chart");
        Assert.Equal(HttpStatusCode.OK, page.Status);
        foreach (var seen in (string[])["主席团 · 5 人", "秘书长", "团支部书记", "赵志远", "实践与志愿服务部", "马克思主义学院"]) Assert.True(page.Text.Split(seen).Length > 1, seen);
        Assert.Contains("tabindex=\"0\"", page.Html);
        Assert.Contains("data-print", page.Html);
    }

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(1, 3, 1)]
    [InlineData(6, 40, 28)]
    [InlineData(11, 90, 60)]
    public void In_a_drawing_nothing_covers_anything_or_leaves_the_sheet(int departments, int people, int colleges)
    {
        var bodies = Enumerable.Range(0, departments).Select(i => new Body(StubPerson.Id(i), $"学习与发展和实践志愿服务部{i}", OrganizationKind.Department, OrganizationStatus.Active))
            .Append(new(StubPerson.Id(900), "共青团大学委员会", OrganizationKind.LeagueCommittee, OrganizationStatus.Active)).Append(new(StubPerson.Id(901), "中共大学委员会", OrganizationKind.PartyCommittee, OrganizationStatus.Active));
        var union = new Organization(StubPerson.Id(1), "大学学生会", OrganizationKind.StudentUnion, null, null, null, null, null, null, OrganizationStatus.Active, 1, [],
            [.. Enumerable.Range(0, colleges).Select(i => new College(StubPerson.Id(i), $"国际教育与合作交流学院（中外合作办学）{i}", OrganizationStatus.Active))], Bodies: [.. bodies]);
        var officers = Enumerable.Range(0, people).Select(i => new Office(
            StubPerson.Id(i), StubPerson.Id(i), i == 1 ? null : "古丽娜尔·阿卜杜热合曼", null, "", "", i < 5 ? Seat.Presidium : Seat.Department, StubPerson.Id(i % Math.Max(1, departments)), null, AppointmentSource.Elected,
            default, null, null, null, false)).ToList();

        var drawing = OrganizationDrawing.Of(union, officers, new("主席团", "秘书长", "团支部书记", "指导", "学院", "暂无", "未编入", "（暂无）", more => $"另有 {more} 人"));

        Assert.Equal(departments + colleges + 5 + (departments == 0 && people > 5 ? 1 : 0), drawing.Boxes.Count);
        Assert.All(drawing.Boxes, b => Assert.True(b.X >= 0 && b.Y >= 0 && b.X + b.Width <= drawing.Width && b.Bottom <= drawing.Height, $"{b}"));
        foreach (var (i, one) in drawing.Boxes.Index())
            Assert.DoesNotContain(drawing.Boxes.Skip(i + 1), other => one.X < other.X + other.Width && other.X < one.X + one.Width && one.Y < other.Bottom && other.Y < one.Bottom);
        Assert.All(drawing.Boxes, b => Assert.InRange(b.Title.Count, 1, 2));
    }

    [Theory]
    [InlineData("宣传部", new[] { "宣传部" })]
    [InlineData("国际教育与合作交流学院（中外合作办学）", new[] { "国际教育与合作交流", "学院（中外合作办…" })]
    [InlineData("Secretary-general", new[] { "Secretary-", "general" })]
    [InlineData("Department of Practice and Volunteering", new[] { "Department of", "Practice and…" })]
    public void Names_are_broken_where_their_script_breaks(string name, string[] lines) => Assert.Equal(lines, OrganizationDrawing.Wrap(name, 15));
}
