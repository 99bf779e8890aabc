using System.Net;
using System.Text.RegularExpressions;
using StudentUnion.Web.Tests.Stub;

namespace StudentUnion.Web.Tests;

public sealed partial class PageTests(WebApp app) : IClassFixture<WebApp>
{
    private static readonly Guid Congress = StubUnion.CongressId, Draft = StubUnion.DraftId, Open = StubUnion.OpenId;

    /// <summary>Every page, and who may open it: s student, o officer, t teacher, f federation staff.</summary>
    public static readonly TheoryData<string, string> Pages = new()
    {
        { "/", "sotf" }, { "/account", "sotf" }, { "/organizations", "sotf" }, { $"/organizations/{StubUnion.Nanjing}", "sotf" },
        { $"/organizations/{StubUnion.Nanjing}/rename", "sotf" }, { $"/organizations/{StubUnion.Nanjing}/bodies/new", "otf" },
        { "/organizations/import", "f" }, { $"/organizations/imports/{StubUnion.ImportId}", "f" }, { $"/organizations/imports/{StubUnion.ImportId}/apply", "f" },
        { "/roster", "ot" }, { "/roster/import", "o" }, { $"/roster/imports/{StubUnion.RunningId}", "ot" }, { $"/roster/imports/{StubUnion.DoneId}", "ot" },
        { $"/roster/imports/{StubUnion.FailedId}", "ot" }, { $"/roster/imports/{StubUnion.DoneId}/errors.csv", "ot" },
        { "/congresses", "ot" }, { "/congresses/new", "o" }, { $"/congresses/{Congress}", "ot" }, { $"/congresses/{Congress}/delegates", "o" },
        { $"/congresses/{Congress}/presence", "o" }, { $"/congresses/{Congress}/elections/new", "o" },
        { "/elections", "sotf" }, { $"/elections/{Draft}", "sotf" }, { $"/elections/{Open}", "sotf" }, { $"/elections/{StubUnion.CountedId}", "sotf" },
        { $"/elections/{Draft}/edit", "o" }, { $"/elections/{Draft}/candidates", "o" },
        { $"/elections/{Draft}/act/open", "ot" }, { $"/elections/{Open}/act/close", "ot" }, { $"/elections/{StubUnion.ClosedId}/act/count", "ot" }, { $"/elections/{StubUnion.CountedId}/act/certify", "ot" },
        { $"/elections/{Open}/turnout", "sotf" }, { $"/elections/{Open}/projector", "sotf" }, { $"/elections/{StubUnion.CertifiedId}/result", "sotf" },
        { $"/elections/{StubUnion.TiedId}/result", "sotf" }, { $"/elections/{Open}/result", "sotf" }, { $"/vote/{Open}", "so" }, { "/presidium", "sotf" }, { "/draws", "sotf" }, { "/draws/new", "o" }, { $"/draws/{StubUnion.WaitingDrawId}", "sotf" }, { $"/draws/{StubUnion.DueDrawId}", "sotf" },
        { $"/draws/{StubUnion.DrawnId}", "sotf" }, { $"/draws/{StubUnion.DrawnId}/record.txt", "sotf" }, { $"/organizations/{StubUnion.Nanjing}/presidium", "sotf" }, { "/indicators", "sotf" }, { $"/organizations/{StubUnion.Nanjing}/indicators", "sotf" },
        { "/indicators/province", "f" }, { "/indicators/province/export.csv", "f" }, { "/pieces", "sotf" }, { "/welcome", "sotf" },
        { "/rotation", "sotf" }, { "/rotation/new", "o" }, { $"/rotation/{StubRotation.PlanId}", "sotf" }, { $"/rotation/{StubRotation.DraftId}", "sotf" }, { $"/rotation/{StubRotation.DraftId}/edit", "o" },
        { $"/rotation/{StubRotation.PlanId}/swap/{StubRotation.MyNextShift}", "so" }, { $"/rotation/{StubRotation.PlanId}/shifts/{StubRotation.VacantShift}", "o" },
        { $"/rotation/{StubRotation.PlanId}/hand-over/{StubRotation.NowShift}", "sotf" }, { $"/rotation/{StubRotation.PlanId}/hand-over/{StubRotation.OldShift}", "sotf" }, { $"/rotation/{StubRotation.PlanId}/calendar.ics", "sotf" },
        { "/exchanges", "ot" }, { "/exchanges/new", "o" }, { $"/exchanges/{StubRotation.ProposedId}", "ot" }, { $"/exchanges/{StubRotation.EndedId}", "ot" }, { $"/exchanges/{StubRotation.ConcludedId}", "ot" },
        { $"/exchanges/{StubRotation.CancelledId}", "ot" }, { "/exchanges/export.csv", "ot" },
        { "/learning", "sotf" }, { "/learning/new", "o" }, { $"/learning/{StubUnion.PlannedSessionId}", "sotf" }, { $"/learning/{StubUnion.RoomId}", "sotf" }, { $"/learning/{StubUnion.OverId}", "sotf" },
        { $"/learning/{StubUnion.HeldId}", "sotf" }, { $"/learning/{StubUnion.CalledOffId}", "sotf" }, { $"/learning/checkin/{StubUnion.RoomId}", "so" }, { $"/learning/checkin/{StubUnion.HeldId}", "so" },
        { $"/learning/{StubUnion.RoomId}/code", "ot" }, { $"/learning/{StubUnion.OverId}/code", "ot" }, { $"/learning/{StubUnion.HeldId}/attendance", "ot" },
        { $"/learning/{StubUnion.HeldId}/attendance.csv", "ot" }, { "/learning/plans", "sotf" }, { "/learning/plans/new", "o" }, { $"/learning/plans/{StubUnion.PlanId}/edit", "o" },
        { $"/learning/plans/{StubUnion.StandingPlanId}/edit", "o" }, { "/learning/coverage", "ot" }, { "/learning/mine", "so" }, { $"/learning/certificates/{StubUnion.TrainedSemester}", "so" },
        { $"/learning/certificates/{StubUnion.UntrainedSemester}", "so" }, { "/learning/certificates/check", "sotf" }, { "/learning/certificates/check?code=7K3M-9QWX-2B4T", "sotf" },
        { "/calls", "sotf" }, { "/calls/new", "ot" }, { $"/calls/{StubRecruitment.DraftId}", "sotf" }, { $"/calls/{StubRecruitment.OpenId}", "sotf" }, { $"/calls/{StubRecruitment.ClosedId}", "sotf" },
        { $"/calls/{StubRecruitment.NoticeId}", "sotf" }, { $"/calls/{StubRecruitment.OpenId}/apply", "so" }, { $"/calls/{StubRecruitment.OpenId}/apply?post=1", "so" },
        { $"/calls/{StubRecruitment.ClosedId}/board", "ot" }, { $"/calls/{StubRecruitment.NoticeId}/notice/{StubRecruitment.NoticedId}", "so" }, { "/applications", "so" },
        { $"/applications/{StubRecruitment.ReviewedId}", "sot" }, { $"/applications/{StubRecruitment.NoticedId}", "sot" }, { $"/applications/{StubRecruitment.ServingId}", "sot" },
        { $"/applications/{StubRecruitment.RefusedId}", "sot" }, { $"/applications/{StubRecruitment.ApprovedId}", "sot" }, { "/approvals", "t" }, { $"/approvals/{StubRecruitment.ReviewedId}", "t" },
        // Offices, registers and one's own data
        { $"/organizations/{StubUnion.CollegeId}", "sotf" }, { $"/organizations/{StubUnion.DepartmentId}", "sotf" }, { $"/organizations/{StubUnion.MergedId}", "sotf" },
        { $"/organizations/{StubUnion.FederationId}/bodies/new", "otf" }, { $"/organizations/{StubUnion.DepartmentId}/close", "otf" }, { $"/organizations/{StubUnion.CollegeId}/close", "otf" },
        { $"/organizations/{StubUnion.Nanjing}/merge?search=%E8%8B%8F%E5%B7%9E", "f" }, { $"/organizations/{StubUnion.Nanjing}/merge", "f" }, { $"/organizations/{StubUnion.Nanjing}/bodies", "sotf" },
        { $"/organizations/{StubUnion.Nanjing}/bodies?kind=ClassBody", "sotf" }, { $"/organizations/{StubUnion.Nanjing}/chart", "sotf" }, { $"/organizations/{StubUnion.CollegeId}/chart", "sotf" },
        { "/offices", "sotf" }, { $"/organizations/{StubUnion.Nanjing}/offices", "sotf" }, { "/offices?past=1", "sotf" }, { $"/organizations/{StubUnion.Nanjing}/offices/export.csv", "ot" },
        { $"/organizations/{StubUnion.Nanjing}/offices/new", "ot" }, { $"/offices/{StubUnion.OfficeId}", "sotf" }, { $"/offices/{StubUnion.PastOfficeId}", "sotf" }, { $"/offices/{StubUnion.SuspendedOfficeId}", "sotf" },
        { "/offices/findings", "ot" }, { "/offices/findings?settled=1", "ot" }, { $"/offices/findings?keep={StubUnion.FindingId}", "ot" },
        { "/limits", "sotf" }, { "/supervisors", "sotf" }, { $"/supervisors?leave={StubUnion.SupervisorId}", "sotf" },
        { "/registers", "ot" }, { "/registers/import", "ot" }, { $"/registers/{StubUnion.PreviewId}", "ot" }, { $"/registers/{StubUnion.AppliedId}", "ot" },
        { "/registers/template/Bodies.csv", "ot" }, { $"/registers/{StubUnion.PreviewId}/errors.csv", "ot" },
        { "/me", "so" }, { "/me/export.json", "so" }, { "/corrections", "ot" }, { "/corrections?decided=1", "ot" }, { $"/corrections?refuse={StubUnion.CorrectionId}", "ot" }, { "/roster/roll-over", "ot" },
    };

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Each_page_opens_for_those_it_is_for_and_for_nobody_else(string path, string allowed)
    {
        foreach (var (letter, person) in (IEnumerable<(char, StubPerson)>)[('s', StubPerson.Student), ('o', StubPerson.Officer), ('t', StubPerson.Teacher), ('f', StubPerson.Federation)])
        {
            using var browser = await Signed.In(app, person);
            var page = await browser.Open(path);
            Assert.True(page.Status == (allowed.Contains(letter, StringComparison.Ordinal) ? HttpStatusCode.OK : HttpStatusCode.Forbidden), $"{path} for {person.Name}: {page.Status} {page.Text}");
            if (page.Headers.TryGetValue("Content-Type", out var type) && type.StartsWith("text/html", StringComparison.Ordinal)) Obeys(path, page);
        }
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task English_readers_meet_no_Chinese_of_ours(string path, string allowed)
    {
        using var browser = await Signed.In(app, allowed[0] switch { 's' => StubPerson.Student, 'o' => StubPerson.Officer, 't' => StubPerson.Teacher, _ => StubPerson.Federation }, "en");
        var page = await browser.Open(path);

        if (!page.Headers["Content-Type"].StartsWith("text/html", StringComparison.Ordinal)) return;
        Assert.Contains("lang=\"en\"", page.Html);
        // What people and registers are called stays as it is; no word of the pages may be left untranslated.
        Assert.DoesNotContain(Project.Texts("Texts.resx").Where(t => !t.Key.StartsWith("Pieces.", StringComparison.Ordinal)).Select(t => t.Value).Where(t => t.Length > 3 && !t.Contains('{', StringComparison.Ordinal) && t.All(c => c > 255)),
            words => page.Text.Contains($" {words} ", StringComparison.Ordinal) && !page.Text.Contains($"{words}学生会", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_page_of_the_application_is_tested_here()
    {
        var routes = Project.Sources(".razor").SelectMany(s => Route().Matches(s.Text).Select(m => m.Groups[1].Value)).ToList();
        var tested = Pages.Select(row => row.Data.Item1).ToList();

        Assert.NotEmpty(routes);
        Assert.DoesNotContain(routes, r => !tested.Exists(t => Regex.IsMatch(t, "^" + Regex.Replace(r, @"\{[^}]+}", "[^/]+") + "$")));
    }

    [Fact]
    public async Task Home_says_what_needs_this_person_now()
    {
        using var student = await Signed.In(app, StubPerson.Student);
        using var teacher = await Signed.In(app, StubPerson.Teacher);
        using var staff = await Signed.In(app, StubPerson.Federation);

        Assert.Contains("投票：第三十八届学生会主席团选举", (await student.Open("/")).Text);
        var acts = (await teacher.Open("/")).Text;
        Assert.Contains("计票：关于食堂延时供餐的表决", acts);
        Assert.Contains("签认结果：章程修正案表决", acts);
        Assert.DoesNotContain(" 投票：", acts);
        Assert.Contains("高校名单等待确认", (await staff.Open("/")).Text);
    }

    [Fact]
    public async Task A_result_says_how_it_was_decided()
    {
        using var student = await Signed.In(app, StubPerson.Student);

        var certified = await student.Open($"/elections/{StubUnion.CertifiedId}/result");
        Assert.Contains("当选线 107 票", certified.Text);
        Assert.Contains("212 / 303 · 69.97 %", certified.Text);
        Assert.Equal(4, Regex.Count(certified.Html, "bar-fill good"));

        Assert.Contains("得票相同", (await student.Open($"/elections/{StubUnion.TiedId}/result")).Text);
        var early = await student.Open($"/elections/{Open}/result");
        Assert.Contains("结果在两人签认后公布。", early.Text);
        Assert.DoesNotContain("bar-fill", early.Html);
    }

    [Fact]
    public async Task Lists_are_paged_filtered_and_taken_along_without_formulas()
    {
        using var staff = await Signed.In(app, StubPerson.Federation);
        using var officer = await Signed.In(app, StubPerson.Officer);

        var first = await staff.Open("/organizations");
        Assert.Contains("after=50", first.Html);
        Assert.Contains("苏州大学学生会", first.Text);
        Assert.DoesNotContain("南京大学学生会", (await staff.Open("/organizations?after=50")).Text);
        Assert.Contains("没有符合条件的组织", (await staff.Open("/organizations?search=%E4%B8%8D%E5%9C%A8")).Text);

        var csv = await staff.Open("/organizations/export.csv?search=%E5%8D%97%E4%BA%AC");
        Assert.StartsWith("\uFEFF名称,类别", csv.Html, StringComparison.Ordinal);
        Assert.Equal(9, csv.Html.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Equal("no-store", csv.Headers["Cache-Control"]);
        Assert.Contains("\"'=HYPERLINK(\"\"x\"\") 不是姓名。\"", (await officer.Open($"/roster/imports/{StubUnion.DoneId}/errors.csv")).Html);
    }

    [Fact]
    public async Task The_language_is_chosen_and_stays()
    {
        using var reader = app.Anonymous();

        var english = await reader.Fill("/welcome", "/language", ("to", "en-GB"));
        Assert.Contains("Students decide", english.Text);
        Assert.Contains("Students decide", (await reader.Open("/welcome")).Text);
        Assert.Contains("学生的事", (await reader.Fill("/welcome", "/language", ("to", "zh-CN"))).Text);
    }

    [Fact]
    public async Task A_watched_page_refreshes_without_scripts_but_never_as_part_of_a_living_document()
    {
        using var student = await Signed.In(app, StubPerson.Student);

        Assert.Contains("http-equiv=\"refresh\"", (await student.Open($"/elections/{Open}/turnout")).Html);
        Assert.DoesNotContain("http-equiv=\"refresh\"", (await student.Open($"/elections/{StubUnion.CertifiedId}/turnout")).Html);
    }

    [Fact]
    public async Task What_the_first_visit_loads_is_light()
    {
        using var reader = app.Anonymous();
        var page = await reader.Open("/welcome");
        var css = await reader.Open(Stylesheet().Match(page.Html).Groups[1].Value);

        Assert.InRange(page.Html.Length, 1, 50_000);
        Assert.InRange(css.Html.Length, 1, 40_000);
    }

    private static void Obeys(string path, PageSeen page)
    {
        Assert.Contains("default-src 'none'", page.Headers["Content-Security-Policy"]);
        Assert.DoesNotContain("unsafe", page.Headers["Content-Security-Policy"]);
        Assert.Contains("frame-ancestors 'none'", page.Headers["Content-Security-Policy"]);
        Assert.Equal("nosniff", page.Headers["X-Content-Type-Options"]);
        Assert.Equal("no-store", page.Headers["Cache-Control"]);
        Assert.Equal("same-origin", page.Headers["Referrer-Policy"]);
        Assert.False(Inline().IsMatch(page.Html), $"{path} has a script or style of its own: {Inline().Match(page.Html).Value}");
        Assert.True(page.Html.Length < 50_000, $"{path} weighs {page.Html.Length}");
        Assert.Single(Regex.Matches(page.Html, "<h1"));
        Assert.Single(Regex.Matches(page.Html, "<main"));
        Assert.False(Identifier().IsMatch(page.Text), $"{path} shows an id");
    }

    [GeneratedRegex("""<script(?![^>]*\bsrc=)|<style|\sstyle="|\son[a-z]+=""")]
    private static partial Regex Inline();

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-")]
    private static partial Regex Identifier();

    [GeneratedRegex("""@page "([^"]+)["]""")]
    private static partial Regex Route();

    [GeneratedRegex("""href="(css/app[^"]*)["]""")]
    private static partial Regex Stylesheet();
}

/// <summary>One signed-in browser for each person and language of a test class: signing in is tested elsewhere.</summary>
internal static class Signed
{
    private static readonly System.Runtime.CompilerServices.ConditionalWeakTable<WebApp, Dictionary<(string, string), System.Net.CookieContainer>> Known = [];

    public static async Task<Browser> In(WebApp app, StubPerson person, string language = "zh")
    {
        var known = Known.GetOrCreateValue(app);
        if (!known.TryGetValue((person.Name, language), out var cookies))
        {
            using var first = await app.As(person, language);
            known[(person.Name, language)] = cookies = first.Cookies;
        }
        var browser = app.Anonymous(language);
        foreach (Cookie cookie in cookies.GetAllCookies()) browser.Cookies.Add(cookie);
        return browser;
    }
}
