using System.Globalization;
using Microsoft.Playwright;
using StudentUnion.Api;
using StudentUnion.Year.Deeds;
using StudentUnion.Year.People;
using StudentUnion.Year.Platform;
using StudentUnion.Year.Telling;

namespace StudentUnion.Platform.Tests;

/// <summary>Recruitment as people live it (measures 6.3 to 6.5): a student on a phone, the bodies that decide at their desks, equals told apart by a draw.</summary>
public sealed class RecruitmentStoryTests(RunningPlatform platform, ITestOutputHelper output)
{
    private const string Statement = "我愿意为同学服务，有两年班级工作经历。";
    private const string Seed = "3052.11";

    // Long enough for a student to apply on a phone while the machine is busy; the bodies decide meanwhile.
    private static readonly TimeSpan Taking = TimeSpan.FromSeconds(35);
    private static readonly TimeSpan UntilTheSeed = TimeSpan.FromSeconds(12);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    [Fact]
    public async Task A_student_applies_and_the_post_shows_in_the_chart()
    {
        var tell = RunningPlatform.Telling(output);
        var (federation, _) = await ImportInstitutions.Run(platform.Union, tell, Stop);
        var s = await School(federation, tell);
        var notice = await Api(s.Officer).Limits(Stop);
        var usual = notice.All.Where(limit => limit is { Key: "notice-days", Level: UnionLevel.School } && limit.FromYear <= notice.Year).MaxBy(limit => limit.FromYear)!;
        NewLimit Days(int days) => new(usual.Key, usual.Level, notice.Year, 0, days, usual.Source);

        // No clock can be turned here, so this year the federation asks for no days of notice.
        await Refused(403, () => Api(s.Officer).SetLimit(Days(0), Stop));
        await Api(federation).SetLimit(Days(0), Stop);
        try
        {
            await using var chromium = await Chromium.Start(platform);
            var phone = await chromium.OnAPhone(s.Name("student"));
            var call = await Called(s);
            var (mine, others) = await Apply(s, phone, chromium.Web, call);
            await Recommend(s, chromium, mine, others);
            var teacher = await chromium.AtADesk(s.Name("teacher"));
            await Review(s, chromium, teacher, mine, others);

            var officer = await chromium.AtADesk(s.Name("officer"));
            await Until(call.ClosesAt);
            await Select(s, officer, chromium.Web, call.Id);
            var chosen = await Draw(s, chromium.Web, officer, teacher, phone, call.Id);
            await Serve(s, chromium.Web, teacher, phone, chosen);
        }
        finally
        {
            await Api(federation).SetLimit(Days(usual.Value), Stop);
        }
    }

    /// <summary>On a phone the student sees the rules and applies; another applies as well.</summary>
    private async Task<(Guid Mine, Guid Others)> Apply(Cast s, IPage phone, string web, RecruitmentCall call)
    {
        await phone.GotoAsync($"{web}/calls");
        await phone.GetByText(call.Title).ClickAsync();
        await phone.Locator($"a[href='/calls/{call.Id}/apply']").ClickAsync();
        await phone.Locator("#Statement").FillAsync(Statement);
        await Chromium.Look(phone, "apply-phone");
        await phone.GetByRole(AriaRole.Button, new() { Name = "提交报名" }).ClickAsync();
        await phone.GetByText("报名已提交").WaitForAsync();

        await Refused(403, () => Api(s.Officer).ApplyForPost(call.Id, new(1, Statement), ct: Stop));
        await Refused("membership.applies-once", () => Api(s.Student).ApplyForPost(call.Id, new(1, Statement), ct: Stop));
        var others = await Api(s.Other).ApplyForPost(call.Id, new(1, Statement), ct: Stop);
        return (Assert.Single((await Api(s.Student).MyApplications(ct: Stop)).Items).Id, others.Id);
    }

    /// <summary>The League committee of the college recommends; nobody else does, and nobody reviews before.</summary>
    private async Task Recommend(Cast s, Chromium chromium, Guid mine, Guid others)
    {
        await Refused(403, () => Api(s.Student).Decide(mine, new(1, s.CollegeLeagueBody, Verdict.Agreed), Stop));
        await Refused("membership.body-decides", () => Api(s.Affairs).Decide(mine, new(1, s.CollegeLeagueBody, Verdict.Agreed), Stop));
        await Refused("membership.steps-in-order", () => Api(s.Affairs).Decide(mine, new(2, s.AffairsBody, Verdict.Agreed, Score: 90), Stop));
        await Decide(await chromium.AtADesk(s.Name("league")), chromium.Web, mine, null, null);
        await Api(s.CollegeLeague).Decide(others, new(1, s.CollegeLeagueBody, Verdict.Agreed), Stop);
    }

    /// <summary>Student affairs and the League committee review jointly and find two equals.</summary>
    private async Task Review(Cast s, Chromium chromium, IPage teacher, Guid mine, Guid others)
    {
        await Refused("membership.body-decides", () => Api(s.CollegeLeague).Decide(mine, new(2, s.AffairsBody, Verdict.Agreed, Score: 90), Stop));
        await Decide(await chromium.AtADesk(s.Name("affairs")), chromium.Web, mine, 90, "review-desk");
        Assert.Equal(ApplicationState.InReview, (await Api(s.Student).Application(mine, Stop)).State);
        await Decide(teacher, chromium.Web, mine, 90, null);
        await Api(s.Affairs).Decide(others, new(2, s.AffairsBody, Verdict.Agreed, Score: 90), Stop);
        await Api(s.Teacher).Decide(others, new(2, s.LeagueBody, Verdict.Agreed, Score: 90), Stop);
        Assert.Equal(ApplicationState.Shortlisted, (await Api(s.Student).Application(mine, Stop)).State);
    }

    /// <summary>The officer selects by score: two equals for one place.</summary>
    private async Task Select(Cast s, IPage officer, string web, Guid call)
    {
        await Refused(403, () => Api(s.Student).SelectForPost(call, 1, ct: Stop));
        await officer.GotoAsync($"{web}/calls/{call}");
        await officer.GetByRole(AriaRole.Button, new() { Name = "按评分选定" }).ClickAsync();
        await officer.GetByText("2 人同分，抽签决定 1 个名额").First.WaitForAsync();
    }

    /// <summary>The commitment is published before the seed is known; once due, two persons enter the same, and the drawn one is selected.</summary>
    private async Task<RecruitmentApplication> Draw(Cast s, string web, IPage officer, IPage teacher, IPage phone, Guid call)
    {
        await Refused(403, () => Api(s.Teacher).DrawAmongEquals(call, 1, new("上证综合指数收盘", Now.AddMinutes(1)), ct: Stop));
        await officer.Locator("#SeedSource").FillAsync("上证综合指数当日收盘，两位小数");
        var due = Now.Add(UntilTheSeed);
        // A field that ends on a whole minute reads without its seconds.
        if (due.Second == 0) due = due.AddSeconds(1);
        await officer.Locator("#SeedNotBefore").FillAsync(due.ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture));
        await officer.GetByRole(AriaRole.Button, new() { Name = "确定并公布承诺值" }).ClickAsync();
        await officer.Locator("main a[href^='/draws/']").ClickAsync();
        var id = (await Api(s.Officer).Call(call, Stop)).Posts[0].DrawId!.Value;
        await officer.GetByText((await Api(s.Other).Draw(id, Stop)).Commitment).WaitForAsync();
        await Chromium.Look(officer, "commitment-desk");

        await Refused(403, () => Api(s.Student).EnterSeed(id, Seed, Stop));
        await Until(due);
        foreach (var page in new[] { officer, teacher })
        {
            await page.GotoAsync($"{web}/draws/{id}");
            await page.Locator("#Value").FillAsync(Seed);
            await page.GetByRole(AriaRole.Button, new() { Name = "录入", Exact = true }).ClickAsync();
            await page.GetByText(page == officer ? "您的数值已录入" : "抽中").First.WaitForAsync();
        }

        await phone.GotoAsync($"{web}/draws/{id}");
        await phone.GetByText("抽中").First.WaitForAsync();
        await Chromium.Look(phone, "drawn-phone");
        var onNotice = Assert.Single((await Api(s.Student).Call(call, Stop)).Notice);
        Assert.Equal((await Api(s.Other).Draw(id, Stop)).Candidates.Single(one => one.Drawn).Name, onNotice.Name);
        return await Api(s.Officer).Application(onNotice.ApplicationId, Stop);
    }

    /// <summary>The League committee appoints with a mentor: from now on the post shows in the list of officers and in the chart. Confirming waits for the end of the probation.</summary>
    private async Task Serve(Cast s, string web, IPage teacher, IPage phone, RecruitmentApplication chosen)
    {
        var mentor = Assert.Single((await Api(s.Officer).Supervisors(ct: Stop)).Items);
        await Refused(403, () => Api(s.Officer).BeginProbation(chosen.Id, mentor.Id, Stop));
        Assert.Empty((await Api(s.Student).Offices(ct: Stop)).Officers.Items);
        await teacher.GotoAsync($"{web}/applications/{chosen.Id}");
        await teacher.Locator("#Mentor").SelectOptionAsync(mentor.Id.ToString());
        await teacher.GetByRole(AriaRole.Button, new() { Name = "聘任", Exact = true }).ClickAsync();
        await teacher.GetByRole(AriaRole.Button, new() { Name = "转正" }).WaitForAsync();
        await Chromium.Look(teacher, "probation-desk");
        await Refused("membership.probation-is-over", () => Api(s.Teacher).ConfirmInOffice(chosen.Id, Stop));

        var office = Assert.Single((await Api(s.Student).Offices(ct: Stop)).Officers.Items);
        Assert.Equal((chosen.Name, s.DepartmentName, AppointmentSource.Selected), (office.Name, office.Department, office.Source));
        await phone.GotoAsync($"{web}/offices");
        await phone.Locator("main").GetByText(chosen.Name!).First.WaitForAsync();
        await Chromium.Look(phone, "officers-phone");
        foreach (var (page, on) in new[] { (phone, "phone"), (teacher, "desk") })
        {
            await page.GotoAsync($"{web}/organizations/{s.University.Tenant}/chart");
            await page.Locator("svg.org").GetByText(chosen.Name!).First.WaitForAsync();
            await Chromium.Look(page, $"chart-{on}");
        }

        await Refused(404, () => Api(platform.NextUniversity().Officer).Office(office.Id, Stop));
    }

    /// <summary>A body decides on its page.</summary>
    private static async Task Decide(IPage desk, string web, Guid application, int? score, string? picture)
    {
        await desk.GotoAsync($"{web}/approvals");
        await desk.Locator($"a[href='/approvals/{application}']").ClickAsync();
        await desk.Locator(".choice").First.ClickAsync();
        if (score is { } points) await desk.Locator("#Score").FillAsync(points.ToString(CultureInfo.InvariantCulture));
        if (picture is not null) await Chromium.Look(desk, picture);
        await desk.GetByRole(AriaRole.Button, new() { Name = "提交意见" }).ClickAsync();
        await desk.GetByText("审批意见已记录").WaitForAsync();
    }

    private async Task<RecruitmentCall> Called(Cast s)
    {
        var draft = new NewCall(
            null, CallKind.Staff, "学习部选聘", "热心为同学服务。", Now, Now.Add(Taking), [new("DepartmentMember", s.Department, 1)], ProbationDays: 1);
        await Refused(403, () => Api(s.Student).DraftCall(draft, ct: Stop));
        var call = (await Api(s.Officer).DraftCall(draft, ct: Stop)).Id;
        await Api(s.Officer).OpenCall(call, Stop);
        return await Api(s.Officer).Call(call, Stop);
    }

    /// <summary>A university with its bodies, two students of one college who meet the conditions of office, and everybody who decides.</summary>
    private async Task<Cast> School(Actor federation, Narrator tell)
    {
        var (union, university) = (platform.Union, platform.NextUniversity());
        var roster = university.Roster.Students(80).ToList();
        await EnrolStudents.Run(union, tell, university, roster.Count, Stop);
        var two = roster.Where(student => student.IsOfPartyOrLeague).GroupBy(student => student.College).First(college => college.Count() > 1).Take(2).ToList();
        var persons = await EnrolStudents.WhoTheyAre(union, university, two, Stop);

        var officer = Api(university.Officer);
        var college = await officer.Register(new(OrganizationKind.College, two[0].College, university.Tenant), ct: Stop);
        var registers = new FillTheRegisters(union, tell, university, new((await officer.Indicators(ct: Stop)).Semester));
        await registers.Bodies([two[0].College], Stop);
        await registers.Standings(SyntheticStanding.Of(two, two.Select(student => student.Number).ToHashSet(), university.Seed), Stop);
        var bodies = await registers.BodiesOf(university.Tenant, Stop);
        var collegeLeague = (await registers.BodiesOf(college.Id, Stop))[FillTheRegisters.LeagueCommitteeOf(two[0].College)];
        await Api(university.Teacher).NameSupervisor(new(bodies[FillTheRegisters.LeagueCommittee], "周老师", SupervisorTitle.Staff, FullTime: true), ct: Stop);

        var suffix = university.Tenant.ToString("N")[20..];
        var accounts = await OpenAccounts.Run(union, tell, federation, university,
        [
            new("", "", $"officer-{suffix}", "王老师", Roles.UnionOfficer),
            new("", "", $"teacher-{suffix}", "李老师", Roles.LeagueTeacher),
            new("", "", $"league-{suffix}", "赵老师", Roles.Supervisor, At: collegeLeague),
            new("", "", $"affairs-{suffix}", "钱老师", Roles.Supervisor, At: bodies[FillTheRegisters.StudentAffairs]),
            new("", "", $"student-{suffix}", two[0].Name, "", persons[0]),
        ], Stop);
        return new(
            university with
            {
                Officer = university.Officer with { Account = accounts[$"officer-{suffix}"] },
                Teacher = university.Teacher with { Account = accounts[$"teacher-{suffix}"] },
            },
            suffix, Actor.Student(university.Tenant, persons[0]), Actor.Student(university.Tenant, persons[1]), Supervisor("league", collegeLeague),
            Supervisor("affairs", bodies[FillTheRegisters.StudentAffairs]), collegeLeague, bodies[FillTheRegisters.StudentAffairs], bodies[FillTheRegisters.LeagueCommittee],
            bodies[FillTheRegisters.Departments[0]], FillTheRegisters.Departments[0]);

        Actor Supervisor(string who, Guid body) => new(accounts[$"{who}-{suffix}"], university.Tenant, null, [$"{Roles.Supervisor}@{body}"]);
    }

    private sealed record Cast(
        University University, string Suffix, Actor Student, Actor Other, Actor CollegeLeague, Actor Affairs, Guid CollegeLeagueBody, Guid AffairsBody, Guid LeagueBody, Guid Department,
        string DepartmentName)
    {
        public Actor Officer => University.Officer;
        public Actor Teacher => University.Teacher;

        public string Name(string who) => $"{who}-{Suffix}";
    }

    private MembershipApi Api(Actor who) => platform.Union.As(who).Membership;

    private static async Task Until(DateTimeOffset moment)
    {
        if (moment - Now is { Ticks: > 0 } left) await Task.Delay(left + TimeSpan.FromMilliseconds(50), Stop);
    }

    private static async Task Refused(int status, Func<Task> act) => Assert.Equal(status, (await Assert.ThrowsAnyAsync<ApiProblemException>(act)).Status);

    private static async Task Refused(string rule, Func<Task> act) => Assert.Equal(rule, (await Assert.ThrowsAnyAsync<ApiProblemException>(act)).Rule);
}
