using StudentUnion.Membership.Domain;
using StudentUnion.Membership.Domain.Learning;
using StudentUnion.Testing;

namespace StudentUnion.Membership.Tests.Domain;

public class LearningTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 8, 0, 0, TimeSpan.Zero);
    private static readonly Semester Autumn = Semester.Of("2026-2027-1")!.Value;
    private static readonly LearningSettings Settings = new();
    private static readonly Guid Account = Guid.CreateVersion7(), Person = Guid.CreateVersion7();
    private static readonly Organization Federation = Organization.Federation(Guid.CreateVersion7(), "学联", Now);
    private static readonly Organization Union = Organization.Register(OrganizationKind.GraduateUnion, "研究生会", Federation, new(true, null), Now);
    private static readonly Organization College = Organization.Register(OrganizationKind.College, "文学院学生会", Union, new(false, Union.Id), Now);
    private static readonly LearningOfficer Officer = new(Union.Id, Account);
    private static readonly StudyTerms Twice = new("理论学习", StudyAudience.Branch, 2, ["二十届四中全会精神"]);

    // Plans

    [Fact]
    public void A_plan_says_who_studies_how_often_and_what_at_either_level()
    {
        foreach (var organization in (Organization[])[Union, College])
        {
            var plan = StudyPlan.Make(organization, Autumn, Autumn, Twice, Settings, Officer, Now);
            Assert.Equal((organization.Id, Union.Id, "理论学习", 2, Account), (plan.OrganizationId, plan.TenantId, plan.Title, plan.Sessions, plan.MadeBy));
        }
    }

    [Fact]
    public void Learning_is_the_unions_own()
    {
        var stranger = new LearningOfficer(Guid.CreateVersion7(), Account);
        Refused.By(LearningRules.LearningIsOfTheUnion, () => StudyPlan.Make(College, Autumn, Autumn, Twice, Settings, stranger, Now));
        Refused.By(LearningRules.LearningIsOfTheUnion, () => StudySession.Announce(Union, Terms(), null, AcademicCalendar.Default, Settings, stranger, Now));
        var closed = Organization.Register(OrganizationKind.College, "已撤学院学生会", Union, new(false, Union.Id), Now);
        closed.Close(new(2026, 6, 1), Now);
        Refused.By(LearningRules.LearningIsOfTheUnion, () => StudyPlan.Make(closed, Autumn, Autumn, Twice, Settings, Officer, Now));
    }

    [Fact]
    public void Branches_study_twice_a_semester_at_least_and_staff_as_their_plan_says()
    {
        Refused.By(LearningRules.BranchesStudyOften, () => StudyPlan.Make(Union, Autumn, Autumn, Twice with { Sessions = 1 }, Settings, Officer, Now));
        Refused.By(LearningRules.BranchesStudyOften, () => StudyPlan.Make(Union, Autumn, Autumn, Twice, Settings with { BranchSessions = 3 }, Officer, Now));
        Assert.Equal(1, StudyPlan.Make(Union, Autumn, Autumn, Twice with { Audience = StudyAudience.Staff, Sessions = 1 }, Settings, Officer, Now).Sessions);
    }

    [Fact]
    public void A_plan_looks_ahead()
    {
        Refused.By(LearningRules.PlanIsForThisOrALaterSemester, () => StudyPlan.Make(Union, Autumn.Previous, Autumn, Twice, Settings, Officer, Now));
        Assert.Equal(Autumn.Next, StudyPlan.Make(Union, Autumn.Next, Autumn, Twice, Settings, Officer, Now).Semester);
    }

    [Fact]
    public void A_plan_is_revised_until_it_was_studied_under_and_ends_once()
    {
        var plan = StudyPlan.Make(Union, Autumn, Autumn, Twice, Settings, Officer, Now);
        plan.Revise(Twice with { Sessions = 4 }, Settings);
        Assert.Equal((4, 2L), (plan.Sessions, plan.Version));
        Refused.By(LearningRules.BranchesStudyOften, () => plan.Revise(Twice with { Sessions = 1 }, Settings));

        plan.Studied(Now);
        Refused.By(LearningRules.PlanStandsOnceStudied, () => plan.Revise(Twice, Settings));
        plan.End(Account, Now);
        Refused.By(LearningRules.PlanIsInForce, () => plan.End(Account, Now));
        Refused.By(LearningRules.PlanIsInForce, () => plan.Revise(Twice, Settings));
        Refused.By(LearningRules.PlanIsInForce, () => Announced(Terms(), plan));
    }

    // Sessions

    [Fact]
    public void A_session_ends_after_it_starts_within_a_day_and_is_announced_before_it_ends()
    {
        Refused.By(LearningRules.SessionEndsAfterItStarts, () => Announced(Terms() with { EndsAt = Terms().StartsAt }));
        Refused.By(LearningRules.SessionEndsAfterItStarts, () => Announced(Terms() with { EndsAt = Terms().StartsAt.AddHours(24).AddTicks(1) }));
        Assert.Equal(SessionState.Planned, Announced(Terms() with { EndsAt = Terms().StartsAt.AddHours(24) }).State(Now));
        Refused.By(LearningRules.SessionIsAnnouncedInTime, () => Announced(Terms() with { StartsAt = Now.AddHours(-1), EndsAt = Now }));
        Assert.Equal(SessionState.CheckingIn, Announced(Terms() with { StartsAt = Now.AddHours(-1), EndsAt = Now.AddTicks(1) }).State(Now));
    }

    [Fact]
    public void A_session_is_of_the_semester_it_starts_in_in_China_and_of_its_plan()
    {
        var plan = StudyPlan.Make(Union, Autumn, Autumn, Twice, Settings, Officer, Now);
        Assert.Equal(plan.Id, Announced(Terms(), plan).PlanId);
        Assert.Equal(Autumn, Announced(Terms()).Semester);

        var lastMinute = new DateTimeOffset(2027, 1, 31, 15, 59, 0, TimeSpan.Zero);
        Assert.Equal(Autumn, Announced(Terms(lastMinute), plan).Semester);
        Assert.Equal(Autumn.Next, Announced(Terms(lastMinute.AddMinutes(1))).Semester);
        Refused.By(LearningRules.SessionFollowsItsPlan, () => Announced(Terms(lastMinute.AddMinutes(1)), plan));
        Refused.By(LearningRules.SessionFollowsItsPlan, () => StudySession.Announce(College, Terms(), plan, AcademicCalendar.Default, Settings, Officer, Now));
    }

    [Fact]
    public void Its_state_follows_from_the_time_until_somebody_decides()
    {
        var session = Announced(Terms());
        Assert.Equal((SessionState.Planned, SessionState.CheckingIn), (session.State(session.CheckInFrom.AddTicks(-1)), session.State(session.CheckInFrom)));
        Assert.Equal((SessionState.CheckingIn, SessionState.Over), (session.State(session.EndsAt), session.State(session.EndsAt.AddTicks(1))));
        Assert.Equal(TimeSpan.FromMinutes(15), session.StartsAt - session.CheckInFrom);
        Assert.Equal(TimeSpan.FromMinutes(40), session.StartsAt - Announced(Terms() with { CheckInMinutes = 40 }).CheckInFrom);

        Refused.By(LearningRules.SessionIsClosedOnceItHasBegun, () => session.Close(Account, session.StartsAt.AddTicks(-1)));
        Assert.True(session.Close(Account, session.StartsAt));
        Assert.False(session.Close(Account, session.EndsAt));
        Assert.Equal((SessionState.Closed, session.StartsAt, 1L), (session.State(session.EndsAt), session.ClosedAt, session.Version));
        Refused.By(LearningRules.SessionIsCancelledBeforeItIsClosed, () => session.Cancel("天气", Account, session.EndsAt));
    }

    [Fact]
    public void A_session_called_off_is_neither_attended_nor_closed()
    {
        var session = Announced(Terms());
        session.Cancel("天气", Account, Now);
        Assert.Equal((SessionState.Cancelled, "天气"), (session.State(session.EndsAt.AddDays(1)), session.CancelReason));
        Refused.By(LearningRules.SessionTakesPlace, () => session.Close(Account, session.StartsAt));
        Refused.By(LearningRules.SessionTakesPlace, () => session.Cancel("再次", Account, Now));
        Refused.By(LearningRules.SessionTakesPlace, () => session.Code(session.StartsAt));
        Refused.By(LearningRules.SessionTakesPlace, () => session.EnterAfterwards(Person, "手机没电", Account, null, Settings, session.EndsAt.AddHours(1)));
        Assert.Equal(LearningRules.SessionTakesPlace, session.WhyNotHere("000000", Tries(session), Settings, session.StartsAt));
    }

    // Checking in

    // RFC 6238, appendix B, SHA-256: the last six of its eight digits.
    [Theory]
    [InlineData(59, "119246")]
    [InlineData(1111111109, "084774")]
    [InlineData(1111111111, "062674")]
    [InlineData(1234567890, "819424")]
    [InlineData(2000000000, "698825")]
    [InlineData(20000000000, "737706")]
    public void The_code_is_that_of_the_standard(long seconds, string code)
    {
        var secret = "12345678901234567890123456789012"u8.ToArray();
        var at = DateTimeOffset.FromUnixTimeSeconds(seconds);
        Assert.Equal(code, CheckInCode.At(secret, at));
        Assert.True(CheckInCode.Accepts(secret, code, at));
        Assert.InRange(CheckInCode.Left(at), TimeSpan.FromTicks(1), CheckInCode.Step);
    }

    [Fact]
    public void The_code_of_now_and_the_one_before_are_taken_and_no_other()
    {
        var session = Announced(Terms());
        var shown = session.StartsAt;
        var code = session.Code(shown);
        Assert.Equal(30, CheckInCode.Left(shown).TotalSeconds);
        Assert.Null(Try(shown));
        Assert.Null(Try(shown.AddSeconds(59)));
        Assert.Equal(LearningRules.CheckInCodeIsCurrent, Try(shown.AddSeconds(60)));
        Assert.Equal(LearningRules.CheckInCodeIsCurrent, Try(shown.AddSeconds(-1)));
        foreach (var wrong in (string[])["", "12345", $"{code}0", "十二三四五六", Announced(Terms()).Code(shown)])
            Assert.Equal(LearningRules.CheckInCodeIsCurrent, session.WhyNotHere(wrong, Tries(session), Settings, shown));

        StudentUnion.ServiceDefaults.Rule? Try(DateTimeOffset at) => session.WhyNotHere(code, Tries(session), Settings, at);
    }

    [Fact]
    public void Nobody_checks_in_before_the_window_opens_or_after_it_closed()
    {
        var session = Announced(Terms());
        foreach (var at in (DateTimeOffset[])[session.CheckInFrom.AddSeconds(-1), session.EndsAt.AddSeconds(1)])
        {
            Assert.Equal(LearningRules.CheckInIsWithinItsWindow, session.WhyNotHere(CheckInCode.At(session.Secret, at), Tries(session), Settings, at));
            Refused.By(LearningRules.CheckInIsWithinItsWindow, () => session.Code(at));
        }

        session.Close(Account, session.StartsAt.AddMinutes(5));
        var later = session.StartsAt.AddMinutes(6);
        Assert.Equal(LearningRules.CheckInIsWithinItsWindow, session.WhyNotHere(CheckInCode.At(session.Secret, later), Tries(session), Settings, later));
    }

    [Fact]
    public void Ten_wrong_codes_are_the_last()
    {
        var session = Announced(Terms());
        var (tries, right) = (Tries(session), session.Code(session.StartsAt));
        for (var n = 0; n < 10; n++) Assert.Equal(LearningRules.CheckInCodeIsCurrent, session.WhyNotHere("x", tries, Settings, session.StartsAt));
        Assert.Equal(LearningRules.CheckInIsNotGuessed, session.WhyNotHere(right, tries, Settings, session.StartsAt));
        Assert.Equal(10, tries.Wrong);
    }

    // Entered afterwards

    [Fact]
    public void Attendance_is_entered_once_it_is_over_and_for_fourteen_days_by_somebody_else()
    {
        var session = Announced(Terms());
        Refused.By(LearningRules.BackEntryIsInTime, () => Enter(session.EndsAt));
        Refused.By(LearningRules.BackEntryIsInTime, () => Enter(session.EndsAt.AddDays(14).AddTicks(1)));
        Refused.By(LearningRules.NobodyEntersThemselves, () => Enter(session.EndsAt.AddDays(1), Person));
        var entered = Enter(session.EndsAt.AddDays(14), Guid.CreateVersion7());
        Assert.Equal((Person, Account, "手机没电"), (entered.PersonId, entered.EnteredBy, entered.Reason));

        session.Close(Account, session.StartsAt);
        Assert.Equal(Account, Enter(session.StartsAt).EnteredBy);

        Attendance Enter(DateTimeOffset at, Guid? self = null) => session.EnterAfterwards(Person, "手机没电", Account, self, Settings, at);
    }

    // Figures and certificates

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, false)]
    [InlineData(2, true)]
    public void Theory_is_reached_from_the_number_on_that_is_asked_for(int sessions, bool reached) => Assert.Equal(reached, new TheoryFigure(Union.Id, sessions, 2).Reached);

    [Theory]
    [InlineData(0, 0, false)]
    [InlineData(41, 40, false)]
    [InlineData(41, 41, true)]
    public void Training_covers_all_in_office_or_not(int inOffice, int attended, bool complete)
    {
        Assert.Equal(complete, new CoverageFigure(Union.Id, inOffice, attended).Complete);
        Assert.Equal(complete, new Coverage(inOffice, attended, []).Complete);
    }

    [Fact]
    public void A_certificate_is_earned_and_its_code_is_read_as_people_type_it()
    {
        Refused.By(LearningRules.CertificateIsEarned, () => TrainingCertificate.Issue(Union.Id, Person, Autumn, 0, Now));
        var code = TrainingCertificate.Issue(Union.Id, Person, Autumn, 1, Now).Code;
        Assert.Matches("^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$", code);
        Assert.Equal(TrainingCertificate.CodeLength, code.Length);
        Assert.Equal(code, TrainingCertificate.Plain($" {code.ToLowerInvariant().Replace("-", " ", StringComparison.Ordinal)} "));
        Assert.Equal("0011-ABCD-EFGH", TrainingCertificate.Plain("oOiLabcdefgh"));
        Assert.Equal("", TrainingCertificate.Plain(code[1..]));
    }

    private static SessionTerms Terms(DateTimeOffset? startsAt = null) =>
        new(SessionKind.Theory, "理论学习", "报告厅", startsAt ?? Now.AddDays(1), (startsAt ?? Now.AddDays(1)).AddHours(2));

    private static StudySession Announced(SessionTerms terms, StudyPlan? plan = null) =>
        StudySession.Announce(Union, terms, plan, AcademicCalendar.Default, Settings, Officer, Now);

    private static CheckInTries Tries(StudySession session) => new() { TenantId = Union.Id, SessionId = session.Id, PersonId = Person };
}
