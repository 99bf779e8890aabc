using System.Net;
using System.Net.Http.Json;
using System.Text;
using StudentUnion.Api;
using StudentUnion.Elections.Contracts;
using StudentUnion.Membership.Contracts;
using StudentUnion.Membership.Domain;
using StudentUnion.Membership.Domain.Offices;
using StudentUnion.Testing;
using AppointmentChange = StudentUnion.Api.AppointmentChange;
using Ending = StudentUnion.Api.Ending;
using OrganizationKind = StudentUnion.Api.OrganizationKind;
using RegisterImport = StudentUnion.Api.RegisterImport;
using RegisterImportState = StudentUnion.Api.RegisterImportState;
using RegisterKind = StudentUnion.Api.RegisterKind;
using Seat = StudentUnion.Api.Seat;
using Standing = StudentUnion.Membership.Domain.Offices.Standing;
using StandingScope = StudentUnion.Membership.Domain.Offices.StandingScope;
using SupervisorTitle = StudentUnion.Api.SupervisorTitle;
using UnionLevel = StudentUnion.Api.UnionLevel;

namespace StudentUnion.Membership.Tests.Features;

/// <summary>Offices over the interface: decided, stored, announced, explained, safe under a race. The clock stands in the spring semester of 2025-2026.</summary>
public class OfficesTests(MembershipApp app) : IClassFixture<MembershipApp>
{
    [Fact]
    public async Task The_table_that_is_shown_is_the_one_that_decides()
    {
        var (union, department, people) = await Ready(2);
        var wanted = new NewOffice(union.Id, PostTemplate.DepartmentMember, people[0], department);
        Assert.True((await app.Api(union.Officer).CheckOffice(wanted)).Holds);
        var made = await app.Api(union.Teacher).Appoint(wanted);

        var shown = await app.Api(union.Student).Offices();
        var office = Assert.Single(shown.Officers.Items);
        Assert.Equal((made.Id, "学生1", "部门成员", "学习部", Seat.Department), (office.Id, office.Name, office.PostName, office.Department, office.Seat));
        Assert.Equal([("presidium-size", 0, 5), ("staff-size", 1, 40), ("department-count", 1, 6)], shown.Gauges.Select(g => (g.Key, g.Count, g.Most!.Value)));
        Assert.Equal(UnionLevel.School, shown.Level);
        var said = await app.Announced<OfficeHeld>(o => o.AppointmentId == made.Id);
        Assert.Equal((people[0], "department", "selected", 1), (said.PersonId, said.Seat, said.Source, said.Version));

        // Without any standing the second is no undergraduate who may serve; the table says which rule, the appointment refuses by it.
        var other = wanted with { PersonId = people[1] };
        await app.In(union.Id, async db => { db.RemoveRange(db.Standings.Where(s => s.PersonId == people[1])); return await Task.FromResult(0); });
        var table = await app.Api(union.Officer, "en").CheckOffice(other);
        Assert.False(table.Holds);
        Assert.Equal([OfficeRules.AcademicRank.Code, OfficeRules.NoFailedCourse.Code], table.Points.Where(p => !p.Holds).Select(p => p.Rule));
        await Refused.By(OfficeRules.AcademicRank, await Post(union.Teacher, other));
        await Refused.By(OfficeRules.ElectedByCongress, await Post(union.Teacher, wanted with { Post = PostTemplate.PresidiumMember }));
    }

    [Fact]
    public async Task Two_appointments_at_once_never_break_the_cap()
    {
        var (union, department, people) = await Ready(44);
        foreach (var person in people[..39]) await app.Api(union.Teacher).Appoint(new(union.Id, PostTemplate.DepartmentMember, person, department));

        var answers = await Task.WhenAll(people[39..].Select(person => Post(union.Teacher, new(union.Id, PostTemplate.DepartmentMember, person, department))));
        Assert.Single(answers, a => a.StatusCode == HttpStatusCode.Created);
        foreach (var refused in answers.Where(a => a.StatusCode != HttpStatusCode.Created)) Assert.Equal("41 / 40", (await Refused.By(OfficeRules.StaffSize, refused)).Detail);

        // With a stated basis there is room up to the ceiling; without one there is none.
        await Refused.By(OfficeRules.ExceptionHasABasis, await app.As(union.Teacher).PostAsJsonAsync("/api/membership/limits/exception", new { value = 61, basis = "两个校区" }));
        await app.Api(union.Teacher).StateExemption(45, "两个校区，在校生四万余人");
        var next = people[39 + Array.FindIndex(answers, a => a.StatusCode != HttpStatusCode.Created)];
        await app.Api(union.Teacher).Appoint(new(union.Id, PostTemplate.DepartmentMember, next, department));
        var gauge = (await app.Api(union.Student).Offices()).Gauges[1];
        Assert.Equal((41, 45, "两个校区，在校生四万余人"), (gauge.Count, gauge.Most!.Value, gauge.Basis));
    }

    [Fact]
    public async Task One_person_twice_at_once_holds_one_seat()
    {
        var (union, department, people) = await Ready(1);
        var wanted = new NewOffice(union.Id, PostTemplate.DepartmentMember, people[0], department);
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Post(union.Teacher, wanted)));
        Assert.Single(answers, a => a.StatusCode == HttpStatusCode.Created);
        foreach (var refused in answers.Where(a => a.StatusCode != HttpStatusCode.Created)) await Refused.By(MembershipRules.HoldsOneSeat, refused);
    }

    [Fact]
    public async Task Departments_at_once_never_break_their_number_and_carry_no_administration()
    {
        var (union, _, _) = await Ready(0);
        var answers = await Task.WhenAll(Enumerable.Range(0, 9).Select(i => app.As(union.Officer).PostAsJsonAsync("/api/membership/organizations",
            new NewOrganization(OrganizationKind.Department, $"部 {i}", union.Id))));
        Assert.Equal(5, answers.Count(a => a.StatusCode == HttpStatusCode.Created));
        foreach (var refused in answers.Where(a => a.StatusCode != HttpStatusCode.Created)) await Refused.By(OfficeRules.DepartmentCount, refused);
        await Refused.By(OfficeRules.NoAdministrativeDuties, await app.As(union.Officer).PostAsJsonAsync("/api/membership/organizations",
            new NewOrganization(OrganizationKind.Department, "宿舍管理部", union.Id, true)));
    }

    [Fact]
    public async Task A_department_is_closed_once_nobody_serves_in_it()
    {
        var (union, department, people) = await Ready(1);
        var office = await app.Api(union.Teacher).Appoint(new(union.Id, PostTemplate.DepartmentMember, people[0], department));
        await Refused.By(MembershipRules.DepartmentIsEmpty, await app.As(union.Officer).PostAsync($"/api/membership/organizations/{department}/closing", null));
        await app.Api(union.Teacher).EndOffice(office.Id, Ending.Resigned, "本人申请");
        await app.Api(union.Officer).CloseOrganization(department);

        var past = Assert.Single((await app.Api(union.Officer).Offices(past: true)).Officers.Items);
        Assert.Equal((Ending.Resigned, "学习部"), (past.Ending!.Value, past.Department));
    }

    [Fact]
    public async Task One_branch_and_one_committee_of_a_kind_per_level()
    {
        var (union, _, _) = await Ready(0);
        await app.Api(union.Officer).Register(new(OrganizationKind.LeagueBranch, "学生会团支部", union.Id));
        await Refused.By(OfficeRules.OneOfAKind, await app.As(union.Officer).PostAsJsonAsync("/api/membership/organizations",
            new NewOrganization(OrganizationKind.LeagueBranch, "第二团支部", union.Id)));
    }

    [Fact]
    public async Task The_secretary_general_comes_from_the_League_committee_and_leaves_with_it()
    {
        var (union, _, people) = await Ready(1);
        var committee = (await app.Api(union.Officer).Register(new(OrganizationKind.LeagueCommittee, "校团委", union.Id))).Id;
        await Refused.By(OfficeRules.SupervisorBelongsToABody, await app.As(union.Teacher).PostAsJsonAsync("/api/membership/supervisors",
            new NewSupervisor(union.Id, "王老师", SupervisorTitle.DeputySecretary, true)));
        var teacher = (await app.Api(union.Teacher).NameSupervisor(new(committee, "王老师", SupervisorTitle.DeputySecretary, true))).Id;
        await Refused.By(OfficeRules.SecretaryGeneralIsDeputyLeagueSecretary, await Post(union.Teacher, new(union.Id, PostTemplate.SecretaryGeneral, people[0])));
        var office = await app.Api(union.Teacher).Appoint(new(union.Id, PostTemplate.SecretaryGeneral, teacher));
        await Refused.By(OfficeRules.OneHolder, await Post(union.Teacher, new(union.Id, PostTemplate.SecretaryGeneral, teacher)));
        Assert.Equal("王老师", (await app.Api(union.Student).Office(office.Id)).Held.Name);

        await app.Api(union.Teacher).SupervisorLeaves(teacher);
        var finding = Assert.Single((await app.Api(union.Officer).OfficeFindings()).Items);
        Assert.Equal((office.Id, OfficeRules.SecretaryGeneralIsDeputyLeagueSecretary.Code), (finding.OfficeId!.Value, finding.Rule));
    }

    [Fact]
    public async Task A_changed_record_raises_a_finding_once_and_removes_nobody()
    {
        var (union, department, people) = await Ready(2);
        var office = await app.Api(union.Teacher).Appoint(new(union.Id, PostTemplate.DepartmentMember, people[0], department));
        await app.Import(union, "s1,学生1,文学院,中文,2023,一班,本科,群众,内地学生\n");
        await app.Import(union, "s1,学生1,文学院,中文,2023,二班,本科,群众,内地学生\n");

        var finding = Assert.Single((await app.Api(union.Officer).OfficeFindings()).Items);
        Assert.Equal((office.Id, "学生1", OfficeRules.PoliticalStatus.Code, "群众"), (finding.OfficeId!.Value, finding.Name, finding.Rule, finding.Seen));
        Assert.Null(Assert.Single((await app.Api(union.Student).Offices()).Officers.Items).Until);

        await app.Api(union.Teacher).KeepInOffice(finding.Id, "正在办理入团手续");
        await Refused.By(OfficeRules.FindingIsOpen, await app.As(union.Teacher).PostAsJsonAsync($"/api/membership/offices/findings/{finding.Id}/keeping", new { reason = "再次" }));
        await app.Import(union, "s1,学生1,文学院,中文,2023,三班,本科,群众,内地学生\n");
        Assert.Empty((await app.Api(union.Officer).OfficeFindings()).Items);

        // What gets worse is found again, what is well again is settled by itself.
        await app.Import(union, "s1,学生1,文学院,中文,2023,三班,本科,民盟盟员,内地学生\n");
        Assert.Single((await app.Api(union.Officer).OfficeFindings()).Items);
        await app.Import(union, "s1,学生1,文学院,中文,2023,三班,本科,共青团员,内地学生\n");
        Assert.Empty((await app.Api(union.Officer).OfficeFindings()).Items);
        Assert.Equal(2, (await app.Api(union.Officer).OfficeFindings(settled: true)).Items.Count);
    }

    [Fact]
    public async Task A_presidium_too_large_or_unfit_is_seated_and_found()
    {
        var (union, _, people) = await Ready(6);
        await app.Hears(new ElectionCertified(Guid.CreateVersion7(), union.Id, union.Id, Guid.CreateVersion7(), "presidium", "主席团选举", app.Clock.GetUtcNow(),
            [.. people.Select((p, i) => new ElectedPerson(p, i + 1, 100))], 2));
        Assert.Equal(6, (await app.Api(union.Student).Presidium()).Members.Count);
        Assert.Equal((OfficeRules.PresidiumSize.Code, "6 / 5"), Assert.Single((await app.Api(union.Officer).OfficeFindings()).Items.Select(f => (f.Rule, f.Seen))));

        await Refused.By(OfficeRules.BranchSecretarySitsOnPresidium, await BranchOf(union));
        await app.Api(union.Teacher).Appoint(new(union.Id, PostTemplate.LeagueBranchSecretary, people[0]));
    }

    [Fact]
    public async Task Suspension_and_ending_keep_their_reasons_for_those_who_keep_the_register()
    {
        var (union, department, people) = await Ready(1);
        var office = await app.Api(union.Teacher).Appoint(new(union.Id, PostTemplate.DepartmentMember, people[0], department));
        await app.Api(union.Teacher).SuspendOffice(office.Id, "违纪处理决定第 3 号");
        Assert.True((await app.Api(TestCaller.Student(union.Id, people[0])).Office(office.Id)).Held.Suspended);
        Assert.False((await app.Api(union.Student).Office(office.Id)).Held.Suspended);
        Assert.False(Assert.Single((await app.Api(union.Student).Offices()).Officers.Items).Suspended);
        await app.Api(union.Teacher).ReinstateOffice(office.Id, "申诉成立");
        await app.Api(union.Teacher).EndOffice(office.Id, Ending.Removed, "试用考察不合格");
        await Refused.By(OfficeRules.IsInOffice, await app.As(union.Teacher).PostAsJsonAsync($"/api/membership/offices/{office.Id}/ending", new { how = "resigned", reason = "再次" }));

        var seen = await app.Api(union.Officer).Office(office.Id);
        Assert.Equal([AppointmentChange.Appointed, AppointmentChange.Suspended, AppointmentChange.Reinstated, AppointmentChange.Ended], seen.History.Select(e => e.What));
        Assert.Equal("试用考察不合格", seen.History[^1].Reason);
        Assert.Equal([(AppointmentChange.Appointed, null), (AppointmentChange.Ended, null)], (await app.Api(union.Student).Office(office.Id)).History.Select(e => (e.What, e.Reason)));
        Assert.Null((await app.Api(union.Student).Office(office.Id)).Held.Ending);
    }

    [Fact]
    public async Task A_figure_is_set_by_the_federation_for_a_year_to_come()
    {
        var (union, _, _) = await Ready(0);
        await Refused.By(OfficeRules.LimitIsNotRetroactive, await app.As(MembershipApp.FederationStaff).PutAsJsonAsync("/api/membership/limits",
            new NewLimit("staff-size", UnionLevel.School, 2024, 0, 30, "新规")));
        await app.Api(MembershipApp.FederationStaff).SetLimit(new("staff-size", UnionLevel.School, 2030, 0, 30, "2030 年规定"));
        var limits = await app.Api(union.Student).Limits();
        Assert.Equal(2025, limits.Year);
        Assert.Contains(limits.All, l => l is { Key: "staff-size", FromYear: 2030, Value: 30 });
        Assert.Equal(40, (await app.Api(union.Student).Offices()).Gauges[1].Most);
    }

    [Fact]
    public async Task Another_university_sees_and_changes_nothing()
    {
        var (union, department, people) = await Ready(1);
        var office = await app.Api(union.Teacher).Appoint(new(union.Id, PostTemplate.DepartmentMember, people[0], department));
        var other = await app.NewUnion();
        Assert.Equal(HttpStatusCode.NotFound, (await app.As(other.Teacher).GetAsync($"/api/membership/offices/{office.Id}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await app.As(other.Teacher).GetAsync($"/api/membership/offices?organizationId={union.Id}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await Post(other.Teacher, new(union.Id, PostTemplate.DepartmentMember, people[0], department))).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await app.As(other.Teacher).PostAsJsonAsync($"/api/membership/offices/{office.Id}/ending", new { how = "removed", reason = "越权" })).StatusCode);
    }

    [Fact]
    public async Task The_staff_list_is_exported_as_the_disclosure_form_has_it()
    {
        var (union, department, people) = await Ready(1);
        await app.Api(union.Teacher).Appoint(new(union.Id, PostTemplate.DepartmentMember, people[0], department));
        var file = Encoding.UTF8.GetString(await app.As(union.Officer).GetByteArrayAsync("/api/membership/offices/export.csv"));
        Assert.Equal("\uFEFF姓名,政治面貌,学院,年级,岗位,部门,综合排名,有无不及格课程\r\n学生1,共青团员,文学院,2023,部门成员,学习部,前10%,无\r\n", file);
    }

    [Fact]
    public async Task A_table_of_bodies_and_one_of_officers_are_previewed_and_then_entered()
    {
        var (union, _, _) = await Ready(4);
        var bodies = await Send(union.Officer, union, RegisterKind.Bodies,
            "名称,类别,上级组织\n文学院学生会,学院,\n宣传部,部门,\n学习部,部门,文学院学生会\n文学社,社团,文学院学生会\n小组,兴趣小组,\n项目办,部门,宣传部\n文学院团委,团委,文学院学生会\n第二团委,团委,文学院学生会\n");
        Assert.Equal((8, 5, 3), (bodies.Lines, bodies.Accepted, bodies.Rejected));
        Assert.Equal([(6, RowRules.BodyKindIsKnown.Code), (7, OfficeRules.TwoLayers.Code), (9, OfficeRules.OneOfAKind.Code)], bodies.Errors.Select(e => (e.Line, e.Code)));
        Assert.Empty((await app.Api(union.Student).Organization(union.Id)).Colleges!);

        Assert.Equal(HttpStatusCode.Forbidden, (await app.As(union.Officer).PostAsync($"/api/membership/register-imports/{bodies.Id}/apply", null)).StatusCode);
        Assert.Equal(5, (await app.Api(union.Teacher).ApplyRegister(bodies.Id)).Accepted);
        var again = await app.Api(union.Teacher).ApplyRegister(bodies.Id);
        Assert.Equal((RegisterImportState.Applied, 5), (again.State, again.Accepted));
        Assert.Equal("文学院学生会", Assert.Single((await app.Api(union.Student).Organization(union.Id)).Colleges!).Name);

        var officers = await Send(union.Officer, union, RegisterKind.Officers,
            "学号,岗位,部门,组织,任期至\ns1,部门成员,宣传部,,2026-08-31\ns2,部门成员,学习部,文学院学生会,\ns1,部门成员,学习部,,\ns3,部长,宣传部,,\nx9,部门成员,宣传部,,\ns4,部门成员,体育部,,\ns4,部门成员,宣传部,,下学期\ns4,部门成员,宣传部,法学院,\ns4,站长,宣传部,,\n");
        Assert.Equal([(4, MembershipRules.HoldsOneSeat.Code), (5, OfficeRules.AllowedPosts.Code), (6, RowRules.StudentIsOnTheRoster.Code), (7, RowRules.DepartmentIsKnown.Code),
            (8, RowRules.DayIsADay.Code), (9, RowRules.ParentIsKnown.Code), (10, RowRules.PostIsKnown.Code)], officers.Errors.Select(e => (e.Line, e.Code)));
        Assert.Equal(2, (await app.Api(union.Teacher).ApplyRegister(officers.Id)).Accepted);
        Assert.Equal("学生1", Assert.Single((await app.Api(union.Student).Offices()).Officers.Items).Name);
        Assert.Equal(2, (await Send(union.Officer, union, RegisterKind.Officers, "学号,岗位,部门,组织,任期至\ns1,部门成员,宣传部,,\ns2,部门成员,学习部,文学院学生会,\n")).Accepted);
    }

    [Fact]
    public async Task A_table_of_standings_says_what_is_wrong_in_each_line()
    {
        var (union, _, people) = await Ready(2);
        var table = await Send(union.Officer, union, RegisterKind.Standings,
            "学号*,统计范围,学期,\"综合\n排名\",人数,不及格门数\ns1,学期,2025-2026-1,3,10,0\ns1,学期,2025-2026-1,4,10,0\ns2,学年,2024-2025,11,10,0\ns2,年度,2024-2025,1,10,0\ns2,学期,2025-2026-2,1,10,0\ns2,学期,2025-2026-1,1,10,无\ns9,学期,2025-2026-1,1,10,0\ns2,学期,,1,10,0\ns2,入学以来,2025-2026-1,,,2\n");
        Assert.Equal([(4, RowRules.StandingStandsOnce.Code), (5, RowRules.RankIsWithinTheSize.Code), (6, RowRules.ScopeIsKnown.Code), (7, RowRules.SemesterIsOver.Code),
            (8, RowRules.FailedCoursesAreANumber.Code), (9, RowRules.StudentIsOnTheRoster.Code), (10, RowRules.CellIsGiven.Code)],
            table.Errors.Select(e => (e.Line, e.Code)));
        Assert.Equal(2, table.Accepted);
        await app.Api(union.Teacher).ApplyRegister(table.Id);
        Assert.Equal(2, await app.In(union.Id, db => Task.FromResult(db.Standings.Single(s => s.PersonId == people[1] && s.Scope == StandingScope.SinceEnrolment).FailedCourses)));
        await Refused.By(MembershipRules.FileHasItsColumns, await app.Send(union.Officer, "register-imports?kind=standings", Encoding.UTF8.GetBytes("学号,排名\n1,2\n")));
    }

    [Fact]
    public async Task A_merged_universitys_officers_stay_where_they_are()
    {
        var (union, department, people) = await Ready(1);
        await app.Api(union.Teacher).Appoint(new(union.Id, PostTemplate.DepartmentMember, people[0], department));
        var other = await app.NewUnion();
        await app.Api(MembershipApp.FederationStaff).MergeOrganization(union.Id, other.Id);
        await Refused.By(MembershipRules.MergedIntoAnotherMember, await app.As(MembershipApp.FederationStaff).PostAsJsonAsync($"/api/membership/organizations/{other.Id}/merger", new { intoId = union.Id }));

        var merged = await app.Api(union.Student).Organization(union.Id);
        Assert.Equal((other.Id, StudentUnion.Api.OrganizationChange.Merged), (merged.Successor!.Id, merged.History![^1].What));
        Assert.Single((await app.Api(union.Student).Offices()).Officers.Items);
        await Refused.By(MembershipRules.OrganizationIsActive, await Post(union.Teacher, new(union.Id, PostTemplate.DepartmentMember, people[0], department)));
    }

    /// <summary>A union with a department and students who may serve: s1, s2, …</summary>
    private async Task<(Union Union, Guid Department, Guid[] People)> Ready(int students)
    {
        var union = await app.NewUnion();
        var department = (await app.Api(union.Officer).Register(new(OrganizationKind.Department, "学习部", union.Id))).Id;
        if (students == 0) return (union, department, []);

        await app.Import(union, string.Concat(Enumerable.Range(1, students).Select(i => $"s{i},学生{i},文学院,中文,2023,一班,本科,共青团员,内地学生\n")));
        var people = (await app.Api(union.Officer).AllStudents().ToListAsync()).OrderBy(s => s.StudentNumber.Length).ThenBy(s => s.StudentNumber, StringComparer.Ordinal).Select(s => s.Id).ToArray();
        await app.In(union.Id, db =>
        {
            db.AddRange(people.Select(p => new Standing
            {
                TenantId = union.Id, PersonId = p, Scope = StandingScope.Semester, Semester = "2025-2026-1", Rank = 10, Size = 100, FailedCourses = 0,
            }));
            return Task.FromResult(0);
        });
        return (union, department, people);
    }

    private async Task<HttpResponseMessage> BranchOf(Union union)
    {
        await app.Import(union, "b1,学生B,文学院,中文,2025,一班,硕士,共青团员,内地学生\n");
        var person = (await app.Api(union.Officer).Students("b1")).Items[0].Id;
        await app.In(union.Id, db =>
        {
            db.Add(new Standing { TenantId = union.Id, PersonId = person, Scope = StandingScope.Semester, Semester = "2025-2026-1", FailedCourses = 0 });
            return Task.FromResult(0);
        });
        return await Post(union.Teacher, new(union.Id, PostTemplate.LeagueBranchSecretary, person));
    }

    private Task<RegisterImport> Send(TestCaller caller, Union union, RegisterKind kind, string table) =>
        app.Api(caller).PreviewRegister(kind, new MemoryStream(Encoding.UTF8.GetBytes(table)), $"{union.Id}.csv");

    private Task<HttpResponseMessage> Post(TestCaller caller, NewOffice office) => app.As(caller).PostAsJsonAsync("/api/membership/offices", office);
}
