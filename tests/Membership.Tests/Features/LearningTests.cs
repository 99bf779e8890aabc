using System.Net;
using System.Net.Http.Json;
using Npgsql;
using StudentUnion.Api;
using StudentUnion.Elections.Contracts;
using StudentUnion.Membership.Contracts;
using StudentUnion.Membership.Domain.Learning;
using StudentUnion.ServiceDefaults;
using StudentUnion.Testing;
using CheckInCode = StudentUnion.Api.CheckInCode;
using SessionKind = StudentUnion.Api.SessionKind;
using SessionState = StudentUnion.Api.SessionState;
using StudyAudience = StudentUnion.Api.StudyAudience;

namespace StudentUnion.Membership.Tests.Features;

public class LearningTests(MembershipApp app) : IClassFixture<MembershipApp>
{
    private const string Spring = "2025-2026-2";
    private const string Base = "/api/membership/learning";

    // Plans

    [Fact]
    public async Task A_plan_is_made_revised_studied_under_and_ended()
    {
        var union = await app.NewUnion();
        var api = app.Api(union.Officer);
        var made = await api.MakeStudyPlan(new(union.Id, Spring, " 团支部理论学习 ", StudyAudience.Branch, 2, ["四中全会精神", " ", "团章"]));
        var plan = await app.Api(union.Student).StudyPlan(made.Id);
        Assert.Equal(("团支部理论学习", 2, 0, false, 2), (plan.Title, plan.Sessions, plan.Held, plan.Standing, plan.Contents.Count));

        await api.ReviseStudyPlan(made.Id, new("团支部理论学习", StudyAudience.Branch, 3, ["四中全会精神"]), plan.ETag);
        await Refused.By(PlatformRules.VersionIsCurrent, await Put($"{Base}/plans/{made.Id}", new StudyPlanRevision("旧稿", StudyAudience.Branch, 2, ["旧"]), plan.ETag));

        var session = await Announced(union, SessionKind.Theory, plan: made.Id);
        Assert.Equal((made.Id, "团支部理论学习"), (session.PlanId!.Value, session.PlanTitle!));
        Until(session.StartsAt);
        await api.CloseStudySession(session.Id);
        plan = Assert.Single((await app.Api(union.Teacher).StudyPlans(Spring)).Items);
        Assert.Equal((3, 1, true), (plan.Sessions, plan.Held, plan.Standing));
        await Refused.By(LearningRules.PlanStandsOnceStudied, await Put($"{Base}/plans/{made.Id}", new StudyPlanRevision("改", StudyAudience.Branch, 2, ["改"]), "*"));

        await api.EndStudyPlan(made.Id);
        await Refused.By(LearningRules.PlanIsInForce, await app.As(union.Officer).PostAsync($"{Base}/plans/{made.Id}/end", null));
        Assert.NotNull((await api.StudyPlan(made.Id)).EndedAt);

        Task<HttpResponseMessage> Put(string path, StudyPlanRevision plan, string etag)
        {
            var request = new HttpRequestMessage(HttpMethod.Put, path) { Content = JsonContent.Create(plan) };
            request.Headers.TryAddWithoutValidation("If-Match", etag);
            return app.As(union.Officer).SendAsync(request);
        }
    }

    [Fact]
    public async Task A_plan_that_asks_too_little_looks_back_or_is_anothers_is_refused()
    {
        var (union, other) = (await app.NewUnion(), await app.NewUnion());
        await Refused.By(LearningRules.BranchesStudyOften, await Make(new(union.Id, Spring, "学习", StudyAudience.Branch, 1, ["团章"])));
        await Refused.By(LearningRules.PlanIsForThisOrALaterSemester, await Make(new(union.Id, "2025-2026-1", "学习", StudyAudience.Branch, 2, ["团章"])));
        await Refused.By(LearningRules.LearningIsOfTheUnion, await Make(new(other.Id, Spring, "学习", StudyAudience.Branch, 2, ["团章"])));
        Assert.Equal(HttpStatusCode.NotFound, (await Make(new(Guid.CreateVersion7(), Spring, "学习", StudyAudience.Branch, 2, ["团章"]))).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await Make(new(union.Id, "今年", "学习", StudyAudience.Branch, 2, ["团章"]))).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await Make(new(union.Id, Spring, "学习", StudyAudience.Branch, 2, ["  "]))).StatusCode);
        Assert.Empty((await app.Api(union.Student).StudyPlans(Spring)).Items);

        Task<HttpResponseMessage> Make(NewStudyPlan plan) => app.As(union.Officer).PostAsJsonAsync($"{Base}/plans", plan);
    }

    // Checking in

    [Fact]
    public async Task A_student_checks_in_with_the_code_of_the_room_and_twice_is_once()
    {
        var union = await app.NewUnion();
        var (ada, bob) = await Two(union);
        var session = await Announced(union, SessionKind.Theory);
        Assert.Equal((SessionState.Planned, session.StartsAt.AddMinutes(-15)), (session.State, session.CheckInFrom));
        await Refused.By(LearningRules.CheckInIsWithinItsWindow, await app.As(union.Officer).GetAsync($"{Base}/sessions/{session.Id}/code"));
        await Refused.By(LearningRules.CheckInIsWithinItsWindow, await Try(ada, session, "000000"));

        Until(session.CheckInFrom);
        var code = await Code(union, session);
        var first = await app.Api(ada).CheckIn(session.Id, $" {code.Code} ");
        app.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(first, await app.Api(ada).CheckIn(session.Id, code.Code));
        await Refused.By(LearningRules.CheckInCodeIsCurrent, await Try(bob, session, code.Code));
        Assert.Equal(1, (await Code(union, session)).Attended);

        var seen = await app.Api(ada).StudySession(session.Id);
        Assert.Equal((1, 0, first.At, false), (seen.Attended, seen.BackEntered, seen.Mine!.At, seen.Mine.BackEntered));
        Assert.Null((await app.Api(bob).StudySession(session.Id)).Mine);
        Assert.True(Assert.Single((await app.Api(ada).StudySessions(new(Spring))).Items).Here);
        Assert.False(Assert.Single((await app.Api(bob).StudySessions(new(Spring))).Items).Here);

        Until(session.EndsAt.AddSeconds(1));
        await Refused.By(LearningRules.CheckInIsWithinItsWindow, await Try(bob, session, "000000"));
    }

    [Fact]
    public async Task An_old_code_another_sessions_code_and_another_unions_session_do_not_let_in()
    {
        var (union, other) = (await app.NewUnion(), await app.NewUnion());
        var (ada, _) = await Two(union);
        var (session, same, theirs) = (await Announced(union, SessionKind.Theory), await Announced(union, SessionKind.Theory), await Announced(other, SessionKind.Theory));
        Until(session.CheckInFrom);
        var old = (await Code(union, session)).Code;
        await Refused.By(LearningRules.CheckInCodeIsCurrent, await Try(ada, session, (await Code(union, same)).Code));
        Assert.Equal(HttpStatusCode.NotFound, (await Try(ada, theirs, (await Code(other, theirs)).Code)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await app.As(union.Officer).GetAsync($"{Base}/sessions/{theirs.Id}/code")).StatusCode);

        app.Clock.Advance(TimeSpan.FromSeconds(60));
        await Refused.By(LearningRules.CheckInCodeIsCurrent, await Try(ada, session, old));
        await Refused.By(LearningRules.AttendsAsAMember, await Try(union.Student, session, (await Code(union, session)).Code));
        Assert.Equal(0, (await app.Api(ada).StudySession(session.Id)).Attended);
    }

    [Fact]
    public async Task Many_check_ins_of_one_person_at_once_are_one()
    {
        var union = await app.NewUnion();
        var (ada, _) = await Two(union);
        var session = await Announced(union, SessionKind.Theory);
        Until(session.StartsAt);
        var code = (await Code(union, session)).Code;

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Try(ada, session, code)));

        Assert.All(answers, a => Assert.Equal(HttpStatusCode.OK, a.StatusCode));
        Assert.Single((await Task.WhenAll(answers.Select(a => a.Content.ReadFromJsonAsync<CheckedIn>()))).Distinct());
        Assert.Equal(1, (await app.Api(ada).StudySession(session.Id)).Attended);
    }

    [Fact]
    public async Task Ten_wrong_codes_at_once_or_in_turn_are_the_last()
    {
        var union = await app.NewUnion();
        var (ada, bob) = await Two(union);
        var session = await Announced(union, SessionKind.Theory);
        Until(session.StartsAt);
        var code = (await Code(union, session)).Code;
        var wrong = code == "111111" ? "222222" : "111111";

        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Try(ada, session, wrong)));

        Assert.Equal(10, answers.Count(a => a.StatusCode == HttpStatusCode.UnprocessableEntity));
        Assert.Equal(6, answers.Count(a => a.StatusCode == HttpStatusCode.Conflict));
        await Refused.By(LearningRules.CheckInIsNotGuessed, await Try(ada, session, code));
        Assert.Equal(HttpStatusCode.OK, (await Try(bob, session, code)).StatusCode);
    }

    [Fact]
    public async Task The_database_itself_keeps_one_attendance_for_a_person()
    {
        var union = await app.NewUnion();
        var session = await Announced(union, SessionKind.Theory);
        var insert = $"insert into study_attendance (tenant_id, session_id, person_id, at) values ('{union.Id}', '{session.Id}', '{union.Student.Person}', now()) returning 1";
        await app.Sql<int>(insert);
        Assert.Equal(LearningRules.AttendsOnce.Code, (await Assert.ThrowsAsync<PostgresException>(() => app.Sql<int>(insert))).ConstraintName);
    }

    // Closing, calling off

    [Fact]
    public async Task Closing_while_many_check_in_announces_exactly_who_was_there()
    {
        var union = await app.NewUnion();
        var people = await People(union, 24);
        var session = await Announced(union, SessionKind.Training);
        await Refused.By(LearningRules.SessionIsClosedOnceItHasBegun, await Act(union.Teacher, session, "closing"));
        Until(session.StartsAt);
        var code = (await Code(union, session)).Code;

        var entering = people.Select(p => Try(p, session, code)).ToList();
        var closing = Enumerable.Range(0, 4).Select(_ => Act(union.Teacher, session, "closing")).ToList();
        var (entered, closed) = (await Task.WhenAll(entering), await Task.WhenAll(closing));

        Assert.All(closed, a => Assert.Equal(HttpStatusCode.NoContent, a.StatusCode));
        var inTime = entered.Count(a => a.StatusCode == HttpStatusCode.OK);
        foreach (var late in entered.Where(a => a.StatusCode != HttpStatusCode.OK)) await Refused.By(LearningRules.CheckInIsWithinItsWindow, late);
        var held = await app.Announced<SessionHeld>(h => h.SessionId == session.Id);
        Assert.Equal((inTime, 0, "training", Spring, 1L), (held.Attended, held.BackEntered, held.Kind, held.Semester, held.Version));
        Assert.Equal(inTime, (await app.Api(union.Officer).StudySession(session.Id)).Attended);
        Assert.Equal(1, (await app.Sql<long>($"select count(*) from outbox where key = '{session.Id}'"))[0]);
    }

    [Fact]
    public async Task A_session_is_not_closed_over_the_head_of_somebody_who_is_being_let_in()
    {
        var union = await app.NewUnion();
        var (ada, _) = await Two(union);
        var session = await Announced(union, SessionKind.Theory);
        Until(session.StartsAt);
        var code = (await Code(union, session)).Code;

        // Holds the check-in up after it has seen the session open.
        await using var source = NpgsqlDataSource.Create(app.Owner);
        await using var connection = await source.OpenConnectionAsync();
        await using var holding = await connection.BeginTransactionAsync();
        await using (var hold = new NpgsqlCommand("lock table students in access exclusive mode", connection, holding)) await hold.ExecuteNonQueryAsync();
        var entering = Try(ada, session, code);
        await Poll.Until(async () => (await app.Sql<long>("select count(*) from pg_locks where not granted and relation = 'students'::regclass"))[0] > 0, "nobody waits at the door");
        var closing = Act(union.Officer, session, "closing");
        await Task.WhenAny(closing, Task.Delay(TimeSpan.FromSeconds(1)));
        Assert.False(closing.IsCompleted);
        await holding.RollbackAsync();

        Assert.Equal(HttpStatusCode.OK, (await entering).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await closing).StatusCode);
        Assert.Equal(1, (await app.Announced<SessionHeld>(h => h.SessionId == session.Id)).Attended);
    }

    [Fact]
    public async Task A_session_called_off_says_why_and_is_not_attended()
    {
        var union = await app.NewUnion();
        var (ada, _) = await Two(union);
        var (session, held) = (await Announced(union, SessionKind.Theory), await Announced(union, SessionKind.Theory));
        Until(session.StartsAt);
        var code = (await Code(union, session)).Code;
        await app.Api(union.Officer).CloseStudySession(held.Id);
        await Refused.By(LearningRules.SessionIsCancelledBeforeItIsClosed, await Cancel(held));

        await app.Api(union.Officer).CancelStudySession(session.Id, "场地停电");
        var seen = await app.Api(ada).StudySession(session.Id);
        Assert.Equal((SessionState.Cancelled, "场地停电"), (seen.State, seen.CancelReason));
        await Refused.By(LearningRules.SessionTakesPlace, await Try(ada, session, code));
        await Refused.By(LearningRules.SessionTakesPlace, await Act(union.Officer, session, "closing"));
        await Refused.By(LearningRules.SessionTakesPlace, await Cancel(session));

        Task<HttpResponseMessage> Cancel(StudentUnion.Api.StudySession which) =>
            app.As(union.Officer).PostAsJsonAsync($"{Base}/sessions/{which.Id}/cancellation", new SessionCancellation("停电"));
    }

    [Fact]
    public async Task A_session_of_nonsense_times_or_anothers_plan_is_refused()
    {
        var (union, other) = (await app.NewUnion(), await app.NewUnion());
        var now = app.Clock.GetUtcNow();
        var good = new NewStudySession(union.Id, SessionKind.Theory, null, "学习", "报告厅", now.AddHours(1), now.AddHours(2));
        var next = await app.Api(union.Officer).MakeStudyPlan(new(union.Id, "2026-2027-1", "学习", StudyAudience.Branch, 2, ["团章"]));
        var theirs = await app.Api(other.Officer).MakeStudyPlan(new(other.Id, Spring, "学习", StudyAudience.Branch, 2, ["团章"]));

        await Refused.By(LearningRules.SessionEndsAfterItStarts, await Announce(good with { EndsAt = good.StartsAt }));
        await Refused.By(LearningRules.SessionIsAnnouncedInTime, await Announce(good with { StartsAt = now.AddHours(-2), EndsAt = now.AddHours(-1) }));
        await Refused.By(LearningRules.SessionFollowsItsPlan, await Announce(good with { PlanId = next.Id }));
        await Refused.By(LearningRules.LearningIsOfTheUnion, await Announce(good with { OrganizationId = other.Id }));
        Assert.Equal(HttpStatusCode.NotFound, (await Announce(good with { PlanId = theirs.Id })).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await Announce(good with { CheckInMinutes = 500 })).StatusCode);

        Task<HttpResponseMessage> Announce(NewStudySession session) => app.As(union.Officer).PostAsJsonAsync($"{Base}/sessions", session);
    }

    // Entered afterwards

    [Fact]
    public async Task Who_was_there_is_entered_afterwards_marked_and_announced_again()
    {
        var union = await app.NewUnion();
        var (ada, bob) = await Two(union);
        var session = await Announced(union, SessionKind.Theory);
        Until(session.StartsAt);
        await app.Api(ada).CheckIn(session.Id, (await Code(union, session)).Code);
        await Refused.By(LearningRules.BackEntryIsInTime, await Enter(union.Teacher, session, "2"));
        await app.Api(union.Officer).CloseStudySession(session.Id);

        var answer = await app.Api(union.Teacher).EnterAfterwards(session.Id, ["1", "2", " 2 ", "99"], " 手机没电 ");
        Assert.Equal((1, 1, "99"), (answer.Entered, answer.ThereBefore, Assert.Single(answer.Missing)));
        Assert.Equal(0, (await app.Api(union.Teacher).EnterAfterwards(session.Id, ["2"], "再次")).Entered);

        var attendance = (await app.Api(union.Officer).SessionAttendance(session.Id)).Items;
        Assert.Equal([("1", false, null), ("2", true, "手机没电")], attendance.Select(a => (a.StudentNumber, a.BackEntered, a.Reason)));
        Assert.Equal(union.Teacher.Account, attendance[1].EnteredBy);
        Assert.True((await app.Api(bob).StudySession(session.Id)).Mine!.BackEntered);
        Assert.Equal((1, 1, 0), Of(await app.Announced<SessionHeld>(h => h.SessionId == session.Id && h.Version == 1)));
        Assert.Equal((2, 2, 1), Of(await app.Announced<SessionHeld>(h => h.SessionId == session.Id && h.Version == 2)));
        Assert.Equal(2, (await app.Sql<long>($"select count(*) from outbox where key = '{session.Id}'"))[0]);

        var csv = await app.As(union.Officer).GetStringAsync($"{Base}/sessions/{session.Id}/attendance/export.csv");
        Assert.Contains("是,手机没电\r\n", csv, StringComparison.Ordinal);
        Assert.Equal(3, csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);

        static (long, int, int) Of(SessionHeld held) => (held.Version, held.Attended, held.BackEntered);
    }

    [Fact]
    public async Task Nobody_enters_themselves_or_after_fourteen_days()
    {
        var union = await app.NewUnion();
        var (ada, _) = await Two(union);
        var officer = new TestCaller(Guid.CreateVersion7(), union.Id, ada.Person, StudentUnion.Membership.Domain.Roles.UnionOfficer);
        var session = await Announced(union, SessionKind.Theory);
        Until(session.EndsAt.AddDays(1));
        await Refused.By(LearningRules.NobodyEntersThemselves, await Enter(officer, session, "2", "1"));
        Assert.Equal(0, (await app.Api(ada).StudySession(session.Id)).Attended);
        Assert.Equal(HttpStatusCode.OK, (await Enter(officer, session, "2")).StatusCode);

        Until(session.EndsAt.AddDays(14).AddSeconds(1));
        await Refused.By(LearningRules.BackEntryIsInTime, await Enter(union.Teacher, session, "1"));
    }

    // Who sees what

    [Fact]
    public async Task Students_see_the_calendar_and_themselves_never_who_else_was_there()
    {
        var (union, other) = (await app.NewUnion(), await app.NewUnion());
        var (ada, bob) = await Two(union);
        var session = await Announced(union, SessionKind.Theory);
        var training = await Announced(union, SessionKind.Training, after: TimeSpan.FromDays(2));
        Until(session.StartsAt);
        await app.Api(ada).CheckIn(session.Id, (await Code(union, session)).Code);

        foreach (var path in (string[])[$"sessions/{session.Id}/attendance", $"sessions/{session.Id}/attendance/export.csv", $"sessions/{session.Id}/code", "coverage", "coverage/missing"])
            Assert.Equal(HttpStatusCode.Forbidden, (await app.As(bob).GetAsync($"{Base}/{path}")).StatusCode);
        Assert.Empty((await app.Api(bob).MyLearning()).Items);
        var mine = Assert.Single((await app.Api(ada).MyLearning()).Items);
        Assert.Equal((session.Id, false, false), (mine.SessionId, mine.BackEntered, mine.Counts));

        foreach (var path in (string[])["", "/attendance", "/attendance/export.csv"])
            Assert.Equal(HttpStatusCode.NotFound, (await app.As(other.Officer).GetAsync($"{Base}/sessions/{session.Id}{path}")).StatusCode);
        Assert.Empty((await app.Api(other.Student).StudySessions()).Items);

        // By kind, by day, page by page, in order.
        Assert.Equal(training.Id, Assert.Single((await app.Api(bob).StudySessions(new(Spring, SessionKind.Training))).Items).Id);
        var day = DateOnly.FromDateTime(session.StartsAt.AddHours(8).Date);
        Assert.Equal(session.Id, Assert.Single((await app.Api(bob).StudySessions(new(From: day, To: day))).Items).Id);
        var page = await app.Api(bob).StudySessions(limit: 1);
        Assert.Equal([session.Id, training.Id], [page.Items[0].Id, (await app.Api(bob).StudySessions(after: page.Next, limit: 1)).Items[0].Id]);
        Assert.Equal(HttpStatusCode.BadRequest, (await app.As(bob).GetAsync($"{Base}/sessions?semester=now")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await app.As(bob).GetAsync($"{Base}/sessions?kind=party")).StatusCode);
    }

    // Figures and certificates

    [Fact]
    public async Task Coverage_is_that_of_a_table_made_by_hand()
    {
        var (union, other) = (await app.NewUnion(), await app.NewUnion());
        var people = await People(union, 8);
        Guid Id(int n) => people[n - 1].Person!.Value;
        var now = app.Clock.GetUtcNow();
        var (x, y) = (await College(union, "甲学院学生会"), await College(union, "乙学院学生会"));
        await College(union, "丙学院学生会");

        // In office now: union 1, 2, 3; 甲 3, 4; 乙 5. The terms of 6, 7 and 8 have ended; 6 was in office on the last day of autumn.
        await Elected(union.Id, new(2025, 3, 1, 0, 0, 0, TimeSpan.Zero), 7);
        await Elected(union.Id, new(2025, 10, 1, 0, 0, 0, TimeSpan.Zero), 6);
        await Elected(union.Id, now, 1, 2, 3);
        await Elected(x, now, 3, 4);
        await Elected(y, new(2024, 10, 1, 0, 0, 0, TimeSpan.Zero), 8);
        await Elected(y, new(2025, 10, 1, 0, 0, 0, TimeSpan.Zero), 5);
        await Elected(other.Id, now, 1);

        var training = await Announced(union, SessionKind.Training);
        var atCollege = await Announced(union, SessionKind.Training, organization: x);
        var theory = await Announced(union, SessionKind.Theory);
        var open = await Announced(union, SessionKind.Training, organization: y);
        Until(training.StartsAt);
        await Here(training, 1, 3);
        await Here(theory, 2, 6);
        await Here(open, 5);
        await app.Api(union.Officer).CloseStudySession(atCollege.Id);
        await app.Api(union.Teacher).EnterAfterwards(atCollege.Id, ["4", "7"], "未带手机");
        foreach (var held in (StudentUnion.Api.StudySession[])[training, theory]) await app.Api(union.Officer).CloseStudySession(held.Id);

        var coverage = await app.Api(union.Teacher).LearningCoverage(Spring);
        Assert.Equal((5, 3, 2), (coverage.InOffice, coverage.Attended, coverage.TheoryRequired));
        Assert.Equal([(union.Id, 3, 2, 1), (x, 2, 2, 0), (y, 1, 0, 0)],
            coverage.Organizations.Where(o => o.InOffice > 0).OrderByDescending(o => o.OrganizationId == union.Id).ThenByDescending(o => o.InOffice)
                .Select(o => (o.OrganizationId, o.InOffice, o.Attended, o.Theory)));
        Assert.Equal((union.Id, 4), (coverage.Organizations[0].OrganizationId, coverage.Organizations.Count));
        var page = await app.Api(union.Officer).Untrained(Spring, limit: 1);
        var missing = page.Items.Concat((await app.Api(union.Officer).Untrained(Spring, page.Next, 2)).Items);
        Assert.Equal(["2", "5"], missing.Select(m => m.StudentNumber).Order());

        // Nobody was trained in autumn; those elected now were not in office then.
        var autumn = await app.Api(union.Teacher).LearningCoverage("2025-2026-1");
        Assert.Equal((2, 0), (autumn.InOffice, autumn.Attended));
        Assert.Equal((1, 0), (await app.Api(other.Officer).LearningCoverage(Spring)) is var theirs ? (theirs.InOffice, theirs.Attended) : default);

        Task Elected(Guid organization, DateTimeOffset at, params int[] who) => app.Hears(new ElectionCertified(
            Guid.CreateVersion7(), organization == other.Id ? other.Id : union.Id, organization, Guid.CreateVersion7(), "presidium", "选举", at, [.. who.Select((n, i) => new ElectedPerson(Id(n), i + 1, 100 - i))], 0));
        async Task Here(StudentUnion.Api.StudySession session, params int[] who)
        {
            foreach (var n in who) await app.Api(people[n - 1]).CheckIn(session.Id, (await Code(union, session)).Code);
        }
    }

    [Fact]
    public async Task A_certificate_is_taken_once_and_checked_by_its_code_within_the_union()
    {
        var (union, other) = (await app.NewUnion(), await app.NewUnion());
        var (ada, bob) = await Two(union);
        var session = await Announced(union, SessionKind.Training);
        Until(session.StartsAt);
        await app.Api(ada).CheckIn(session.Id, (await Code(union, session)).Code);
        await Refused.By(LearningRules.CertificateIsEarned, await Take(ada));
        await app.Api(union.Officer).CloseStudySession(session.Id);

        Assert.Equal(HttpStatusCode.NotFound, (await app.As(ada).GetAsync($"{Base}/certificates/{Spring}")).StatusCode);
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => app.Api(ada).TakeCertificate(Spring)));
        var code = Assert.Single(answers.Select(a => a.Code).Distinct());
        var mine = await app.Api(ada).Certificate(Spring);
        Assert.Equal(("学生1", code, "团校培训"), (mine.Name, mine.Code, Assert.Single(mine.Sessions).Title));
        await Refused.By(LearningRules.CertificateIsEarned, await Take(bob));

        Assert.Equal("学生1", (await app.Api(bob).CheckCertificate(code.ToLowerInvariant())).Name);
        Assert.Equal(HttpStatusCode.NotFound, (await app.As(other.Officer).GetAsync($"{Base}/certificates/check/{code}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await app.As(bob).GetAsync($"{Base}/certificates/check/0000-0000-0000")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await app.As(bob).GetAsync($"{Base}/certificates/spring")).StatusCode);

        Task<HttpResponseMessage> Take(TestCaller caller) => app.As(caller).PostAsync($"{Base}/certificates/{Spring}", null);
    }

    private async Task<TestCaller[]> People(Union union, int count)
    {
        await app.Import(union, string.Concat(Enumerable.Range(1, count).Select(n => $"{n},学生{n},文学院,,,,,,\n")));
        return [.. (await app.Api(union.Officer).AllStudents().ToListAsync()).OrderBy(s => int.Parse(s.StudentNumber, System.Globalization.CultureInfo.InvariantCulture))
            .Select(s => TestCaller.Student(union.Id, s.Id))];
    }

    private async Task<(TestCaller Ada, TestCaller Bob)> Two(Union union) => await People(union, 2) is [var ada, var bob] ? (ada, bob) : default;

    private async Task<Guid> College(Union union, string name) =>
        (await app.Api(union.Officer).Register(new(StudentUnion.Api.OrganizationKind.College, name, union.Id))).Id;

    private async Task<StudentUnion.Api.StudySession> Announced(Union union, SessionKind kind, Guid? organization = null, Guid? plan = null, TimeSpan? after = null)
    {
        var starts = app.Clock.GetUtcNow().AddHours(1) + (after ?? TimeSpan.Zero);
        var made = await app.Api(union.Officer).AnnounceStudySession(new(organization ?? union.Id, kind, plan, "团校培训", "报告厅", starts.ToOffset(TimeSpan.FromHours(8)), starts.AddHours(2)));
        return await app.Api(union.Student).StudySession(made.Id);
    }

    private Task<CheckInCode> Code(Union union, StudentUnion.Api.StudySession session) => app.Api(union.Teacher).CheckInCode(session.Id);

    private Task<HttpResponseMessage> Try(TestCaller caller, StudentUnion.Api.StudySession session, string code) =>
        app.As(caller).PostAsJsonAsync($"{Base}/sessions/{session.Id}/check-in", new CheckInEntry(code));

    private Task<HttpResponseMessage> Act(TestCaller caller, StudentUnion.Api.StudySession session, string act) => app.As(caller).PostAsync($"{Base}/sessions/{session.Id}/{act}", null);

    private Task<HttpResponseMessage> Enter(TestCaller caller, StudentUnion.Api.StudySession session, params string[] numbers) =>
        app.As(caller).PostAsJsonAsync($"{Base}/sessions/{session.Id}/back-entries", new BackEntries(numbers, "手机没电"));

    /// <summary>Lets that moment come.</summary>
    private void Until(DateTimeOffset moment)
    {
        if (app.Clock.GetUtcNow() < moment) app.Clock.Advance(moment - app.Clock.GetUtcNow());
    }
}
