using System.Net;
using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using StudentUnion.Api;
using StudentUnion.Membership.Contracts;
using StudentUnion.Membership.Domain;
using StudentUnion.Membership.Domain.Offices;
using StudentUnion.Membership.Domain.Recruitment;
using StudentUnion.Testing;
using ApplicationState = StudentUnion.Api.ApplicationState;
using CallKind = StudentUnion.Api.CallKind;
using CallState = StudentUnion.Api.CallState;
using ObjectionAnswer = StudentUnion.Api.ObjectionAnswer;
using OrganizationKind = StudentUnion.Api.OrganizationKind;
using Roles = StudentUnion.Membership.Domain.Roles;
using Standing = StudentUnion.Membership.Domain.Offices.Standing;
using StandingScope = StudentUnion.Membership.Domain.Offices.StandingScope;
using Verdict = StudentUnion.Api.Verdict;
using WantedPost = StudentUnion.Api.WantedPost;

namespace StudentUnion.Membership.Tests.Features;

public class RecruitmentTests(MembershipApp app) : IClassFixture<MembershipApp>
{
    private const string Statement = "我愿意为同学服务，有两年班级工作经历。";

    [Fact]
    public async Task A_student_applies_is_recommended_reviewed_drawn_put_on_notice_serves_and_is_confirmed_and_nobody_else_decides()
    {
        var s = await School(students: 3);
        var call = await Called(s, places: 1);
        var applications = new List<Guid>();
        foreach (var student in s.Students) applications.Add((await app.Api(student).ApplyForPost(call, new(1, Statement))).Id);
        var (first, outsider) = (applications[0], TestCaller.Student(s.Union.Id, Guid.CreateVersion7()));

        // The College League recommends: no other body, no officer, no student.
        await Refused.By(RecruitmentRules.StepsInOrder, await Decide(s.Affairs, first, 2, s.AffairsBody, score: 90));
        await Refused.By(RecruitmentRules.BodyDecides, await Decide(s.Affairs, first, 1, s.CollegeLeagueBody));
        await Refused.By(RecruitmentRules.BodyDecides, await Decide(s.Union.Teacher, first, 1, s.CollegeLeagueBody));
        foreach (var wrong in (TestCaller[])[s.Union.Officer, s.Students[0], outsider])
            Assert.Equal(HttpStatusCode.Forbidden, (await Decide(wrong, first, 1, s.CollegeLeagueBody)).StatusCode);
        var inbox = await app.Api(s.CollegeLeague).Approvals();
        Assert.Equal((3, 3, app.Clock.GetUtcNow().AddDays(5)), (inbox.Waiting, inbox.Approvals.Items.Count, inbox.NextDue!.Value));
        Assert.Equal(0, (await app.Api(s.Affairs).Approvals()).Waiting);
        var facts = await app.Api(s.CollegeLeague).Approval(first);
        Assert.True(facts.Standing.Holds);
        Assert.Equal((Statement, "学生1", true), (facts.Statement, facts.Name, facts.Steps[0].Mine));
        Assert.Equal(HttpStatusCode.NotFound, (await app.As(s.CollegeParty).GetAsync($"/api/membership/approvals/{first}")).StatusCode);
        foreach (var application in applications) await app.Api(s.CollegeLeague).Decide(application, new(1, s.CollegeLeagueBody, Verdict.Agreed));
        await app.Api(s.CollegeLeague).Decide(first, new(1, s.CollegeLeagueBody, Verdict.Agreed));
        await Refused.By(RecruitmentRules.DecidedOnce, await Decide(s.CollegeLeague, first, 1, s.CollegeLeagueBody, Verdict.Refused, "反悔"));

        // The joint review: both, whoever comes first.
        await Refused.By(RecruitmentRules.BodyDecides, await Decide(s.CollegeLeague, first, 2, s.AffairsBody, score: 90));
        await Refused.By(RecruitmentRules.ReviewIsScored, await Decide(s.Affairs, first, 2, s.AffairsBody));
        foreach (var application in applications) await app.Api(s.Affairs).Decide(application, new(2, s.AffairsBody, Verdict.Agreed, Score: 90));
        Assert.Equal(ApplicationState.InReview, (await app.Api(s.Students[0]).Application(first)).State);
        foreach (var application in applications[..2]) await app.Api(s.Union.Teacher).Decide(application, new(2, s.LeagueBody, Verdict.Agreed, Score: 90));
        await app.Api(s.Union.Teacher).Decide(applications[2], new(2, s.LeagueBody, Verdict.Agreed, Score: 70));

        // Selection: after the deadline, by those who run the call.
        await Refused.By(RecruitmentRules.ReviewIsFinished, await Post(s.Union.Officer, $"calls/{call}/posts/1/selection", new SelectionRequest(null)));
        app.Clock.Advance(TimeSpan.FromDays(8));
        await Refused.By(RecruitmentRules.AppliedInTime, await Post(await NewStudent(s, 9), $"calls/{call}/applications", new NewApplication(1, Statement)));
        foreach (var wrong in (TestCaller[])[s.CollegeLeague, s.Affairs, s.Students[0]])
            Assert.Equal(HttpStatusCode.Forbidden, (await Post(wrong, $"calls/{call}/posts/1/selection", new SelectionRequest(null))).StatusCode);
        Assert.Equal(new(0, 2, 1), await app.Api(s.Union.Officer).SelectForPost(call, 1));
        await Refused.By(RecruitmentRules.EqualsAreDrawn, await app.As(s.Union.Teacher).PostAsync($"/api/membership/calls/{call}/completion", null));

        // The draw decides among equals; its result is taken at once.
        foreach (var wrong in (TestCaller[])[s.Union.Teacher, s.Affairs, s.Students[0]])
            Assert.Equal(HttpStatusCode.Forbidden, (await Post(wrong, $"calls/{call}/posts/1/draw", new DrawAmongEquals("上证指数", app.Clock.GetUtcNow().AddDays(1)))).StatusCode);
        var draw = await app.Api(s.Union.Officer).DrawAmongEquals(call, 1, new("上证指数收盘价", app.Clock.GetUtcNow().AddDays(1)));
        await Refused.By(RecruitmentRules.SelectedOnce, await Post(s.Union.Officer, $"calls/{call}/posts/1/draw", new DrawAmongEquals("上证指数", app.Clock.GetUtcNow().AddDays(1))));
        app.Clock.Advance(TimeSpan.FromDays(1));
        await app.Api(s.Union.Officer).EnterSeed(draw.Id, "3052.11");
        await app.Api(s.Union.Teacher).EnterSeed(draw.Id, "3052.11");
        var notice = Assert.Single((await app.Api(outsider).Call(call)).Notice);
        var drawn = (await app.Api(outsider).Draw(draw.Id)).Candidates.Single(c => c.Drawn);
        Assert.Equal(drawn.Name, notice.Name);
        var (winner, at) = (s.Students[applications.IndexOf(notice.ApplicationId)], notice.ApplicationId);
        Assert.Equal([ApplicationState.NotSelected, ApplicationState.NotSelected],
            await Task.WhenAll(applications.Where(a => a != at).Select(async a => (await app.Api(s.Union.Officer).Application(a)).State)));

        // The notice: anybody of the union objects, a teacher answers.
        await Refused.By(RecruitmentRules.WithdrawnInTime, await app.As(winner).PostAsync($"/api/membership/applications/{at}/withdrawal", null));
        Assert.Equal(HttpStatusCode.NotFound, (await Post((await app.NewUnion()).Student, $"applications/{at}/objections", new NewObjection("成绩与事实不符，请核实。"))).StatusCode);
        var objection = await app.Api(s.Students.First(x => x != winner)).RaiseObjection(at, "成绩与事实不符，请核实。");
        Assert.Empty((await app.Api(winner).Application(at)).Objections);
        Assert.NotNull(Assert.Single((await app.Api(s.Union.Officer).Application(at)).Objections).Name);
        await Refused.By(RecruitmentRules.NoticeIsOver, await Post(s.Union.Teacher, $"applications/{at}/probation", new ProbationBeginning(s.Mentor)));
        app.Clock.Advance(notice.Until - app.Clock.GetUtcNow());
        await Refused.By(RecruitmentRules.ObjectedInTime, await Post(s.Students.First(x => x != winner), $"applications/{at}/objections", new NewObjection("成绩与事实不符，请核实。")));
        await Refused.By(RecruitmentRules.ObjectionsAreAnswered, await Post(s.Union.Teacher, $"applications/{at}/probation", new ProbationBeginning(s.Mentor)));
        foreach (var wrong in (TestCaller[])[s.Union.Officer, s.Affairs, winner])
            Assert.Equal(HttpStatusCode.Forbidden, (await Post(wrong, $"applications/{at}/objections/{objection.Id}/answer", new ObjectionReply(ObjectionAnswer.Dismissed, "已核实"))).StatusCode);
        await app.Api(s.Union.Teacher).AnswerObjection(at, objection.Id, ObjectionAnswer.Dismissed, "已核实");
        await Refused.By(RecruitmentRules.ObjectionIsOpen, await Post(s.Union.Teacher, $"applications/{at}/objections/{objection.Id}/answer", new ObjectionReply(ObjectionAnswer.Upheld, "改主意")));

        // Probation: the League committee appoints with a mentor, later confirms.
        await Refused.By(RecruitmentRules.MentorIsNamed, await Post(s.Union.Teacher, $"applications/{at}/probation", new ProbationBeginning(Guid.CreateVersion7())));
        foreach (var wrong in (TestCaller[])[s.Union.Officer, s.Affairs, winner])
            Assert.Equal(HttpStatusCode.Forbidden, (await Post(wrong, $"applications/{at}/probation", new ProbationBeginning(s.Mentor))).StatusCode);
        await app.Api(s.Union.Teacher).BeginProbation(at, s.Mentor);
        var office = Assert.Single((await app.Api(outsider).Offices()).Officers.Items);
        Assert.Equal((drawn.Name, Api.AppointmentSource.Selected), (office.Name, office.Source));
        Assert.Equal("selected", (await app.Announced<OfficeHeld>(o => o.PersonId == winner.Person)).Source);
        await Refused.By(RecruitmentRules.ProbationIsOver, await app.As(s.Union.Teacher).PostAsync($"/api/membership/applications/{at}/confirmation", null));
        await app.Api(s.Union.Teacher).ExtendProbation(at, 5, "再观察");
        await Refused.By(RecruitmentRules.ExtendedOnce, await Post(s.Union.Teacher, $"applications/{at}/extension", new ProbationExtension(5, "再观察")));
        app.Clock.Advance(TimeSpan.FromDays(36));
        await app.Api(s.Union.Teacher).ConfirmInOffice(at);
        var mine = await app.Api(winner).Application(at);
        Assert.Equal((ApplicationState.Confirmed, null, null), (mine.State, mine.Name, mine.Score));
        Assert.All(mine.Steps, step => Assert.Null(step.Score));
        await app.Api(s.Union.Officer).CompleteCall(call);
        Assert.Equal(CallState.Done, (await app.Api(outsider).Call(call)).State);
    }

    [Fact]
    public async Task A_candidate_for_the_presidium_passes_every_body_in_order_and_is_announced()
    {
        var s = await School(students: 1);
        var call = await Called(s, CallKind.Candidates);
        var application = (await app.Api(s.Students[0]).ApplyForPost(call, new(1, Statement))).Id;
        await Refused.By(RecruitmentRules.StepsInOrder, await Decide(s.Party, application, 4, s.PartyBody));
        (TestCaller Who, int Step, Guid Body)[] chain =
        [
            (s.CollegeLeague, 1, s.CollegeLeagueBody), (s.CollegeParty, 2, s.CollegePartyBody), (s.Union.Teacher, 3, s.LeagueBody), (s.Affairs, 3, s.AffairsBody), (s.Party, 4, s.PartyBody),
        ];
        foreach (var (who, step, body) in chain)
        {
            foreach (var wrong in chain.Select(c => c.Who).Where(w => w != who)) await Refused.By(RecruitmentRules.BodyDecides, await Decide(wrong, application, step, body));
            await app.Api(who).Decide(application, new(step, body, Verdict.Agreed));
        }

        Assert.Equal(ApplicationState.Confirmed, (await app.Api(s.Students[0]).Application(application)).State);
        var said = await app.Announced<PresidiumCandidateApproved>(e => e.CallId == call);
        Assert.Equal((s.Union.Id, s.Union.Id, s.Students[0].Person), (said.TenantId, said.OrganizationId, said.PersonId));
        await Refused.By(RecruitmentRules.ApplicationMovesOn, await Post(s.Union.Teacher, $"applications/{application}/probation", new ProbationBeginning(s.Mentor)));
    }

    [Fact]
    public async Task Whoever_does_not_meet_the_rules_sees_which_and_is_refused_by_the_first()
    {
        var s = await School(students: 1, political: "群众", rank: 40);
        var call = await Called(s);
        var decision = await app.Api(s.Students[0]).MyEligibility(call, 1);
        Assert.False(decision.Holds);
        Assert.Equal([OfficeRules.PoliticalStatus.Code, OfficeRules.AcademicRank.Code], decision.Points.Where(p => !p.Holds).Select(p => p.Rule));
        await Refused.By(OfficeRules.PoliticalStatus, await Post(s.Students[0], $"calls/{call}/applications", new NewApplication(1, Statement)));
        await Refused.By(OfficeRules.IsEnrolled, await Post(TestCaller.Student(s.Union.Id, Guid.CreateVersion7()), $"calls/{call}/applications", new NewApplication(1, Statement)));
    }

    [Fact]
    public async Task Twenty_applications_at_once_of_one_student_are_one()
    {
        var s = await School(students: 1);
        var call = await Called(s);
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Post(s.Students[0], $"calls/{call}/applications", new NewApplication(1, Statement))));
        Assert.Single(answers, a => a.StatusCode == HttpStatusCode.Created);
        foreach (var answer in answers.Where(a => a.StatusCode != HttpStatusCode.Created)) await Refused.By(RecruitmentRules.AppliesOnce, answer);
        Assert.Single((await app.Api(s.Students[0]).MyApplications()).Items);
    }

    [Fact]
    public async Task Two_joint_reviews_at_once_shortlist_once()
    {
        var s = await School(students: 1);
        var call = await Called(s);
        var application = (await app.Api(s.Students[0]).ApplyForPost(call, new(1, Statement))).Id;
        await app.Api(s.CollegeLeague).Decide(application, new(1, s.CollegeLeagueBody, Verdict.Agreed));
        await Task.WhenAll(
            app.Api(s.Affairs).Decide(application, new(2, s.AffairsBody, Verdict.Agreed, Score: 81)), app.Api(s.Union.Teacher).Decide(application, new(2, s.LeagueBody, Verdict.Agreed, Score: 90)));
        var seen = await app.Api(s.Union.Officer).Application(application);
        Assert.Equal((ApplicationState.Shortlisted, 85.5m), (seen.State, seen.Score));
    }

    [Fact]
    public async Task Of_two_appointed_at_once_to_the_last_seat_exactly_one_gets_it()
    {
        var s = await School(students: 2);
        var call = await Called(s, places: 2);
        await app.In(s.Union.Id, async db =>
        {
            // Thirty-nine already serve.
            var union = await db.Organizations.AsNoTracking().SingleAsync(o => o.Id == s.Union.Id);
            var department = await db.Organizations.AsNoTracking().SingleAsync(o => o.Id == s.Department);
            var post = StudentUnion.Membership.Domain.Offices.PostTemplate.Defaults.Single(p => p.Code == PostTemplate.DepartmentMember);
            for (var i = 0; i < 39; i++)
            {
                var person = new StudentUnion.Membership.Domain.Student { Id = Guid.CreateVersion7(), Level = "硕士", Grade = 2025, PoliticalStatus = "共青团员" };
                var known = new Standing { TenantId = union.Id, PersonId = person.Id, Scope = StandingScope.Semester, Semester = "2025-2026-1", FailedCourses = 0 };
                db.Add(new Staffing(union, [], [department], new(StudentUnion.Membership.Domain.Offices.Limit.Defaults, 2025, 0), new(2025, StudentUnion.Membership.Domain.Half.Spring))
                    .Appoint(post, new(person.Id, person, [known]), new(department.Id), Guid.CreateVersion7(), app.Clock.GetUtcNow()));
            }

            return 0;
        });
        var applications = new List<Guid>();
        foreach (var student in s.Students) applications.Add((await app.Api(student).ApplyForPost(call, new(1, Statement))).Id);
        foreach (var application in applications) await Shortlist(s, application, 90);
        app.Clock.Advance(TimeSpan.FromDays(8));
        Assert.Equal(new(2, 0, 0), await app.Api(s.Union.Officer).SelectForPost(call, 1));
        app.Clock.Advance(TimeSpan.FromDays(5));

        var answers = await Task.WhenAll(applications.Select(a => Post(s.Union.Teacher, $"applications/{a}/probation", new ProbationBeginning(s.Mentor))));
        Assert.Single(answers, a => a.StatusCode == HttpStatusCode.NoContent);
        await Refused.By(OfficeRules.StaffSize, answers.Single(a => a.StatusCode != HttpStatusCode.NoContent));
        Assert.Equal(40, (await app.Api(s.Union.Officer).Offices(limit: 100)).Officers.Items.Count);
    }

    [Fact]
    public async Task A_failed_probation_ends_the_office_with_its_reason()
    {
        var s = await School(students: 1);
        var call = await Called(s);
        var application = (await app.Api(s.Students[0]).ApplyForPost(call, new(1, Statement))).Id;
        await Shortlist(s, application, 90);
        app.Clock.Advance(TimeSpan.FromDays(8));
        await app.Api(s.Union.Teacher).SelectForPost(call, 1);
        app.Clock.Advance(TimeSpan.FromDays(5));
        await app.Api(s.Union.Teacher).BeginProbation(application, s.Mentor);
        Assert.Equal("王老师", (await app.Api(s.Students[0]).Application(application)).Mentor);
        await app.Api(s.Union.Teacher).EndProbation(application, "不能胜任");
        var past = Assert.Single((await app.Api(s.Union.Officer).Offices(past: true)).Officers.Items);
        Assert.Equal(Api.Ending.Removed, past.Ending);
        Assert.Equal("不能胜任", (await app.Api(s.Union.Officer).Office(past.Id)).History[^1].Reason);
        var ended = await app.Api(s.Students[0]).Application(application);
        Assert.Equal((ApplicationState.Ended, "不能胜任"), (ended.State, ended.Reason));
    }

    [Fact]
    public async Task A_delegate_decides_until_the_day_and_delegates_no_further()
    {
        var s = await School(students: 2);
        var call = await Called(s);
        var (one, other) = ((await app.Api(s.Students[0]).ApplyForPost(call, new(1, Statement))).Id, (await app.Api(s.Students[1]).ApplyForPost(call, new(1, Statement))).Id);
        var today = AcademicCalendar.Day(app.Clock.GetUtcNow());
        await Refused.By(RecruitmentRules.BodyDecides, await Post(s.Affairs, "delegations", new Api.NewDelegation(s.CollegeLeagueBody, s.Affairs.Account, today)));
        await Refused.By(RecruitmentRules.DelegationEnds, await Post(s.CollegeLeague, "delegations", new Api.NewDelegation(s.CollegeLeagueBody, s.CollegeParty.Account, today.AddDays(91))));
        var made = await app.Api(s.CollegeLeague).DelegateApprovals(new(s.CollegeLeagueBody, s.CollegeParty.Account, today.AddDays(1)));
        var toStudent = await app.Api(s.CollegeLeague).DelegateApprovals(new(s.CollegeLeagueBody, s.Students[0].Account, today.AddDays(1)));
        Assert.Equal(((Guid[])[made.Id, toStudent.Id]).Order(), (await app.Api(s.CollegeLeague).Delegations()).Items.Select(d => d.Id).Order());

        Assert.Equal(2, (await app.Api(s.CollegeParty).Approvals()).Waiting);
        await app.Api(s.CollegeParty).Decide(one, new(1, s.CollegeLeagueBody, Verdict.Agreed));
        await Refused.By(RecruitmentRules.BodyDecides, await Post(s.CollegeParty, "delegations", new Api.NewDelegation(s.CollegeLeagueBody, s.Affairs.Account, today)));
        // A delegation makes nobody a decider who is none.
        Assert.Equal(HttpStatusCode.Forbidden, (await Decide(s.Students[0], other, 1, s.CollegeLeagueBody)).StatusCode);

        Assert.Equal(HttpStatusCode.NotFound, (await app.As(s.CollegeParty).PostAsync($"/api/membership/delegations/{made.Id}/ending", null)).StatusCode);
        await app.Api(s.CollegeLeague).EndDelegation(made.Id);
        await Refused.By(RecruitmentRules.BodyDecides, await Decide(s.CollegeParty, other, 1, s.CollegeLeagueBody));
    }

    [Fact]
    public async Task The_applicant_withdraws_in_time_and_the_last_equal_takes_the_place()
    {
        var s = await School(students: 2);
        var call = await Called(s, places: 1);
        var applications = new List<Guid>();
        foreach (var student in s.Students) applications.Add((await app.Api(student).ApplyForPost(call, new(1, Statement))).Id);
        foreach (var application in applications) await Shortlist(s, application, 90);
        app.Clock.Advance(TimeSpan.FromDays(8));
        Assert.Equal(new(0, 2, 1), await app.Api(s.Union.Officer).SelectForPost(call, 1));
        Assert.Equal(HttpStatusCode.NotFound, (await app.As(s.Students[1]).PostAsync($"/api/membership/applications/{applications[0]}/withdrawal", null)).StatusCode);
        var draw = await app.Api(s.Union.Officer).DrawAmongEquals(call, 1, new("上证指数", app.Clock.GetUtcNow().AddDays(1)));
        await app.Api(s.Students[0]).WithdrawApplication(applications[0]);
        Assert.Equal(ApplicationState.Drawing, (await app.Api(s.Students[1]).Application(applications[1])).State);
        await app.Api(s.Union.Officer).CancelDraw(draw.Id, "一人已撤回");
        Assert.Equal(ApplicationState.Notice, (await app.Api(s.Students[1]).Application(applications[1])).State);
    }

    [Fact]
    public async Task A_call_needs_the_schools_bodies_and_the_schools_stand_in_for_a_college_without()
    {
        var union = await app.NewUnion();
        var department = (await app.Api(union.Officer).Register(new(OrganizationKind.Department, "学习部", union.Id))).Id;
        var call = (await app.Api(union.Officer).DraftCall(NewCall(CallKind.Staff, department))).Id;
        Assert.Empty((await app.Api(union.Student).Calls()).Items);
        Assert.Equal(HttpStatusCode.NotFound, (await app.As(union.Student).GetAsync($"/api/membership/calls/{call}")).StatusCode);
        await Refused.By(RecruitmentRules.ChainHasItsBodies, await app.As(union.Officer).PostAsync($"/api/membership/calls/{call}/opening", null));
        foreach (var kind in (OrganizationKind[])[OrganizationKind.LeagueCommittee, OrganizationKind.StudentAffairs]) await app.Api(union.Officer).Register(new(kind, $"{kind}", union.Id));
        await app.Api(union.Officer).OpenCall(call);

        var student = await NewStudent(union, 1, "共青团员", 1);
        var application = await app.Api(student).Application((await app.Api(student).ApplyForPost(call, new(1, Statement))).Id);
        Assert.Equal((true, "LeagueCommittee"), (application.Steps[0].StandsIn, application.Steps[0].Body));
        Assert.Equal(1, (await app.Api(union.Teacher).Approvals()).Waiting);
    }

    [Fact]
    public async Task A_call_of_a_college_is_for_its_students()
    {
        var s = await School(students: 1);
        var department = (await app.Api(s.Union.Officer).Register(new(OrganizationKind.Department, "学习部", s.College))).Id;
        var call = await Opened(s, NewCall(CallKind.Staff, department) with { OrganizationId = s.College });
        await app.Api(s.Students[0]).ApplyForPost(call, new(1, Statement));
        await Refused.By(RecruitmentRules.ApplicantIsOfTheCollege, await Post(await NewStudent(s.Union, 7, "共青团员", 1, "理学院"), $"calls/{call}/applications", new NewApplication(1, Statement)));
    }

    [Fact]
    public async Task The_board_shows_each_stage_and_a_call_off_ends_what_waits()
    {
        var s = await School(students: 3);
        var call = await Called(s);
        var applications = new List<Guid>();
        foreach (var student in s.Students) applications.Add((await app.Api(student).ApplyForPost(call, new(1, Statement))).Id);
        await Shortlist(s, applications[0], 88);
        await app.Api(s.CollegeLeague).Decide(applications[1], new(1, s.CollegeLeagueBody, Verdict.Refused, "名额有限"));

        var board = await app.Api(s.Union.Teacher).RecruitmentBoard(call);
        Assert.Equal([new(ApplicationState.Submitted, 1), new(ApplicationState.Shortlisted, 1), new(ApplicationState.Refused, 1)], board.Counts);
        var card = Assert.Single((await app.Api(s.Union.Teacher).RecruitmentBoard(call, ApplicationState.Shortlisted)).Cards.Items);
        Assert.Equal((88m, "学生1", "文学院"), (card.Score, card.Name, card.College));
        Assert.Equal("名额有限", (await app.Api(s.Students[1]).Application(applications[1])).Reason);
        Assert.Equal(HttpStatusCode.NotFound, (await app.As(s.Students[0]).GetAsync($"/api/membership/applications/{applications[1]}")).StatusCode);

        var page = await app.Api(s.Union.Teacher).RecruitmentBoard(call, limit: 2);
        Assert.Single((await app.Api(s.Union.Teacher).RecruitmentBoard(call, after: page.Cards.Next, limit: 2)).Cards.Items);

        await app.Api(s.Union.Officer).CancelCall(call, "机构调整");
        var ended = await app.Api(s.Students[2]).Application(applications[2]);
        Assert.Equal((ApplicationState.Ended, "机构调整"), (ended.State, ended.Reason));
        Assert.Equal(0, (await app.Api(s.CollegeLeague).Approvals()).Waiting);
        await Refused.By(RecruitmentRules.CallMovesOn, await app.As(s.Union.Officer).PostAsync($"/api/membership/calls/{call}/opening", null));
    }

    [Fact]
    public async Task Nobody_decides_about_themselves_and_an_officer_who_applies_is_an_applicant_like_any_other()
    {
        var s = await School(students: 1);
        var call = await Called(s);
        var person = s.Students[0].Person!.Value;
        var officer = new TestCaller(Guid.CreateVersion7(), s.Union.Id, person, Roles.UnionOfficer, $"{Roles.Supervisor}@{s.CollegeLeagueBody}");
        var application = (await app.Api(officer).ApplyForPost(call, new(1, Statement))).Id;
        await Refused.By(RecruitmentRules.BodyDecides, await Decide(officer, application, 1, s.CollegeLeagueBody));
        Assert.Equal(HttpStatusCode.NotFound, (await app.As(officer).GetAsync($"/api/membership/approvals/{application}")).StatusCode);
        await Shortlist(s, application, 90);
        var seen = await app.Api(officer).Application(application);
        Assert.Equal((null, null, true), (seen.Name, seen.Score, seen.MayWithdraw));
        Assert.All(seen.Steps, step => Assert.Null(step.Score));
    }

    [Fact]
    public async Task Another_universitys_recruitment_is_not_there()
    {
        var (s, other) = (await School(students: 1), await School(students: 1));
        var call = await Called(s);
        var application = (await app.Api(s.Students[0]).ApplyForPost(call, new(1, Statement))).Id;
        foreach (var path in (string[])[$"calls/{call}", $"calls/{call}/applications", $"applications/{application}"])
            Assert.Equal(HttpStatusCode.NotFound, (await app.As(other.Union.Officer).GetAsync($"/api/membership/{path}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await Decide(other.CollegeLeague, application, 1, s.CollegeLeagueBody)).StatusCode);
        // A grant at another university's body opens nothing.
        var stray = TestCaller.Staff(other.Union.Id, $"{Roles.Supervisor}@{s.CollegeLeagueBody}");
        Assert.Equal(0, (await app.Api(stray).Approvals()).Waiting);
        Assert.Equal(HttpStatusCode.NotFound, (await app.As(stray).GetAsync($"/api/membership/approvals/{application}")).StatusCode);
    }

    /// <summary>A university with a college, its bodies and their people, and students who meet every rule unless told.</summary>
    private sealed record Campus(
        Union Union, Guid College, Guid Department, Guid LeagueBody, Guid PartyBody, Guid AffairsBody, Guid CollegeLeagueBody, Guid CollegePartyBody, TestCaller Party, TestCaller Affairs,
        TestCaller CollegeLeague, TestCaller CollegeParty, Guid Mentor, IReadOnlyList<TestCaller> Students);

    private async Task<Campus> School(int students, string political = "共青团员", int rank = 10)
    {
        var union = await app.NewUnion();
        var api = app.Api(union.Officer);
        async Task<Guid> Body(OrganizationKind kind, string name, Guid parent) => (await api.Register(new(kind, name, parent))).Id;
        var college = await Body(OrganizationKind.College, "文学院学生会", union.Id);
        var (league, party, affairs) = (await Body(OrganizationKind.LeagueCommittee, "校团委", union.Id), await Body(OrganizationKind.PartyCommittee, "校党委", union.Id),
            await Body(OrganizationKind.StudentAffairs, "学生工作处", union.Id));
        var (collegeLeague, collegeParty) = (await Body(OrganizationKind.LeagueCommittee, "文学院团委", college), await Body(OrganizationKind.PartyCommittee, "文学院党委", college));
        var department = await Body(OrganizationKind.Department, "学习部", union.Id);
        var mentor = (await app.Api(union.Teacher).NameSupervisor(new(league, "王老师", Api.SupervisorTitle.Staff, true))).Id;
        var people = new List<TestCaller>();
        for (var i = 1; i <= students; i++) people.Add(await NewStudent(union, i, political, rank));
        TestCaller Of(Guid body) => TestCaller.Staff(union.Id, $"{Roles.Supervisor}@{body}");
        return new(union, college, department, league, party, affairs, collegeLeague, collegeParty, Of(party), Of(affairs), Of(collegeLeague), Of(collegeParty), mentor, people);
    }

    private Task<TestCaller> NewStudent(Campus s, int number) => NewStudent(s.Union, number, "共青团员", 10);

    private async Task<TestCaller> NewStudent(Union union, int number, string political, int rank, string college = "文学院")
    {
        await app.Import(union, $"{number},学生{number},{college},汉语言,2024,,本科,{political},\n");
        var person = (await app.Api(union.Officer).AllStudents().ToListAsync()).Single(s => s.StudentNumber == $"{number}").Id;
        await app.In(union.Id, db =>
        {
            // Since enrolment: holds in every semester the clock comes to.
            db.Add(new Standing { TenantId = union.Id, PersonId = person, Scope = StandingScope.SinceEnrolment, Semester = "2025-2026-1", Rank = rank, Size = 100, FailedCourses = 0 });
            return Task.FromResult(0);
        });
        return TestCaller.Student(union.Id, person);
    }

    private NewCall NewCall(CallKind kind, Guid? department, int places = 2) => new(
        null, kind, "第二十一届学生会招新", "热心服务同学", app.Clock.GetUtcNow().AddMinutes(-1), app.Clock.GetUtcNow().AddDays(7).ToOffset(TimeSpan.FromHours(8)),
        [new WantedPost(kind == CallKind.Candidates ? PostTemplate.PresidiumMember : PostTemplate.DepartmentMember, kind == CallKind.Candidates ? null : department, places)]);

    private Task<Guid> Called(Campus s, CallKind kind = CallKind.Staff, int places = 2) => Opened(s, NewCall(kind, s.Department, places));

    private async Task<Guid> Opened(Campus s, NewCall call)
    {
        var made = await app.Api(s.Union.Officer).DraftCall(call);
        await app.Api(s.Union.Teacher).OpenCall(made.Id);
        return made.Id;
    }

    private async Task Shortlist(Campus s, Guid application, int score)
    {
        await app.Api(s.CollegeLeague).Decide(application, new(1, s.CollegeLeagueBody, Verdict.Agreed));
        await app.Api(s.Affairs).Decide(application, new(2, s.AffairsBody, Verdict.Agreed, Score: score));
        await app.Api(s.Union.Teacher).Decide(application, new(2, s.LeagueBody, Verdict.Agreed, Score: score));
    }

    private Task<HttpResponseMessage> Decide(TestCaller who, Guid application, int step, Guid body, Verdict verdict = Verdict.Agreed, string? reason = null, int? score = null) =>
        Post(who, $"approvals/{application}", new ApprovalDecision(step, body, verdict, reason, score));

    private Task<HttpResponseMessage> Post<T>(TestCaller who, string path, T body) => app.As(who).PostAsJsonAsync($"/api/membership/{path}", body);
}
