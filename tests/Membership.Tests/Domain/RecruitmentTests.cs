using CsCheck;
using StudentUnion.Membership.Domain;
using StudentUnion.Membership.Domain.Offices;
using StudentUnion.Membership.Domain.Recruitment;
using StudentUnion.Testing;
using Half = StudentUnion.Membership.Domain.Half;

namespace StudentUnion.Membership.Tests.Domain;

/// <summary>Every rule of recruitment, and every pair of stage and act.</summary>
public class RecruitmentTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 4, 0, 0, TimeSpan.Zero);
    private static readonly Guid Account = Guid.CreateVersion7();
    private static readonly Organization Union = Organization.Register(
        OrganizationKind.GraduateUnion, "研究生会", Organization.Federation(Guid.CreateVersion7(), "学联", Now), new Registrar(true, null), Now);

    private static readonly Registrar Keeper = new(false, Union.Id);
    private static readonly Organization College = Register(OrganizationKind.College, "文学院学生会", Union);
    private static readonly Organization Department = Register(OrganizationKind.Department, "学习部", Union);
    private static readonly Organization SchoolLeague = Register(OrganizationKind.LeagueCommittee, "校团委", Union);
    private static readonly Organization SchoolParty = Register(OrganizationKind.PartyCommittee, "校党委", Union);
    private static readonly Organization Affairs = Register(OrganizationKind.StudentAffairs, "学生工作处", Union);
    private static readonly Organization CollegeLeague = Register(OrganizationKind.LeagueCommittee, "文学院团委", College);
    private static readonly Organization CollegeParty = Register(OrganizationKind.PartyCommittee, "文学院党委", College);
    private static readonly Bodies AllBodies = new(Union.Id, [SchoolLeague, SchoolParty, Affairs, CollegeLeague, CollegeParty]);

    private static readonly Dictionary<(ApplicationState, ApplicationAct), ApplicationState> Allowed = new()
    {
        [(ApplicationState.Submitted, ApplicationAct.Advance)] = ApplicationState.InReview, [(ApplicationState.Submitted, ApplicationAct.Refuse)] = ApplicationState.Refused,
        [(ApplicationState.Submitted, ApplicationAct.Withdraw)] = ApplicationState.Withdrawn, [(ApplicationState.Submitted, ApplicationAct.CallOff)] = ApplicationState.Ended,
        [(ApplicationState.Submitted, ApplicationAct.Shortlist)] = ApplicationState.Shortlisted, [(ApplicationState.Submitted, ApplicationAct.Approve)] = ApplicationState.Confirmed,
        [(ApplicationState.InReview, ApplicationAct.Advance)] = ApplicationState.InReview, [(ApplicationState.InReview, ApplicationAct.Refuse)] = ApplicationState.Refused,
        [(ApplicationState.InReview, ApplicationAct.Shortlist)] = ApplicationState.Shortlisted, [(ApplicationState.InReview, ApplicationAct.Approve)] = ApplicationState.Confirmed,
        [(ApplicationState.InReview, ApplicationAct.Withdraw)] = ApplicationState.Withdrawn, [(ApplicationState.InReview, ApplicationAct.CallOff)] = ApplicationState.Ended,
        [(ApplicationState.Shortlisted, ApplicationAct.PutOnNotice)] = ApplicationState.Notice, [(ApplicationState.Shortlisted, ApplicationAct.Tie)] = ApplicationState.Drawing,
        [(ApplicationState.Shortlisted, ApplicationAct.PassOver)] = ApplicationState.NotSelected, [(ApplicationState.Shortlisted, ApplicationAct.Withdraw)] = ApplicationState.Withdrawn,
        [(ApplicationState.Shortlisted, ApplicationAct.CallOff)] = ApplicationState.Ended, [(ApplicationState.Drawing, ApplicationAct.PutOnNotice)] = ApplicationState.Notice,
        [(ApplicationState.Drawing, ApplicationAct.PassOver)] = ApplicationState.NotSelected, [(ApplicationState.Drawing, ApplicationAct.Withdraw)] = ApplicationState.Withdrawn,
        [(ApplicationState.Drawing, ApplicationAct.CallOff)] = ApplicationState.Ended, [(ApplicationState.Notice, ApplicationAct.UpholdObjection)] = ApplicationState.Ended,
        [(ApplicationState.Notice, ApplicationAct.BeginProbation)] = ApplicationState.Probation, [(ApplicationState.Notice, ApplicationAct.CallOff)] = ApplicationState.Ended,
        [(ApplicationState.Probation, ApplicationAct.ExtendProbation)] = ApplicationState.Probation, [(ApplicationState.Probation, ApplicationAct.Confirm)] = ApplicationState.Confirmed,
        [(ApplicationState.Probation, ApplicationAct.EndProbation)] = ApplicationState.Ended,
    };

    public static TheoryData<ApplicationState, ApplicationAct> Pairs =>
        [.. from state in Enum.GetValues<ApplicationState>() from act in Enum.GetValues<ApplicationAct>() select (state, act)];

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Each_stage_takes_the_acts_of_the_table_and_no_other(ApplicationState state, ApplicationAct act)
    {
        Assert.Equal(Allowed.TryGetValue((state, act), out var next) ? next : null, Application.After(state, act));
        var application = Brought(state);
        var version = application.Version;
        Action does = act switch
        {
            ApplicationAct.Withdraw => () => application.Withdraw(Now),
            ApplicationAct.UpholdObjection => () => application.UpholdObjection("属实", Now),
            ApplicationAct.ExtendProbation => () => application.Extend(10, "再看看", Now),
            ApplicationAct.PutOnNotice => () => application.PutOnNotice(3, Now),
            ApplicationAct.Tie => () => application.Tie(Now),
            ApplicationAct.PassOver => () => application.PassOver(Now),
            ApplicationAct.CallOff => () => application.CallOff("撤销", Now),
            ApplicationAct.BeginProbation => () => Begin(application, [], Account, Now.AddDays(30)),
            ApplicationAct.Confirm => () => application.Confirm(Appoint(application.PersonId), Now.AddDays(90)),
            ApplicationAct.EndProbation => () => application.End(Appoint(application.PersonId), "不能胜任", Account, Now),
            // The others come by the decisions of bodies: see below.
            _ => () => { }
            ,
        };
        if (act is ApplicationAct.Advance or ApplicationAct.Refuse or ApplicationAct.Shortlist or ApplicationAct.Approve) return;

        if (Allowed.ContainsKey((state, act)))
        {
            does();
            Assert.Equal((next, version + 1), (application.State, application.Version));
            Assert.Equal(next, application.History[^1].State);
        }
        else if (act == ApplicationAct.Withdraw && state == ApplicationState.Withdrawn)
        {
            does();
            Assert.Equal(version, application.Version);
        }
        else Refused.By(act == ApplicationAct.Withdraw ? RecruitmentRules.WithdrawnInTime : RecruitmentRules.ApplicationMovesOn, does, state.ToString());
    }

    [Fact]
    public void The_chain_of_candidates_cannot_be_skipped_and_ends_with_the_schools_Party_committee()
    {
        var application = Sent(Called(CallKind.Candidates));
        Assert.Equal([(1, CollegeLeague.Id), (2, CollegeParty.Id), (3, SchoolLeague.Id), (3, Affairs.Id), (4, SchoolParty.Id)],
            application.Approvals.OrderBy(a => a.Step).ThenBy(a => a.Kind).Select(a => (a.Step, a.BodyId)));
        Refused.By(RecruitmentRules.StepsInOrder, () => Agree(application, 4, SchoolParty), "1 < 4");
        Refused.By(RecruitmentRules.StepsInOrder, () => Agree(application, 2, CollegeParty), "1 < 2");

        Agree(application, 1, CollegeLeague);
        Assert.Equal(ApplicationState.InReview, application.State);
        Agree(application, 2, CollegeParty);
        Agree(application, 3, Affairs);
        Refused.By(RecruitmentRules.StepsInOrder, () => Agree(application, 4, SchoolParty), "3 < 4");
        Agree(application, 3, SchoolLeague);
        Agree(application, 4, SchoolParty);
        Assert.Equal((ApplicationState.Confirmed, null), (application.State, application.CurrentStep));
    }

    [Fact]
    public void A_joint_review_needs_every_body_and_the_mean_of_its_scores_counts()
    {
        var application = Sent(Called());
        Agree(application, 1, CollegeLeague);
        Agree(application, 2, Affairs, 91);
        Assert.Equal((ApplicationState.InReview, null), (application.State, application.Score));
        Agree(application, 2, SchoolLeague, 80);
        Assert.Equal((ApplicationState.Shortlisted, 85.5m), (application.State, application.Score));
    }

    [Fact]
    public void One_refusal_ends_it_with_the_reason()
    {
        var application = Sent(Called());
        Refused.By(RecruitmentRules.RefusalHasAReason, () => application.Decide(1, CollegeLeague.Id, Verdict.Refused, null, null, Account, Now));
        application.Decide(1, CollegeLeague.Id, Verdict.Refused, "表现一般", null, Account, Now);
        Assert.Equal((ApplicationState.Refused, "表现一般"), (application.State, application.Reason));
        Refused.By(RecruitmentRules.ApplicationMovesOn, () => Agree(application, 2, Affairs, 90));
    }

    [Fact]
    public void A_decision_stands_and_the_same_again_is_harmless()
    {
        var application = Sent(Called());
        Refused.By(RecruitmentRules.BodyDecides, () => Agree(application, 1, CollegeParty));
        Agree(application, 1, CollegeLeague);
        var version = application.Version;
        Agree(application, 1, CollegeLeague);
        Assert.Equal(version, application.Version);
        Refused.By(RecruitmentRules.DecidedOnce, () => application.Decide(1, CollegeLeague.Id, Verdict.Refused, "又想了想", null, Account, Now));
        Refused.By(RecruitmentRules.ReviewIsScored, () => Agree(application, 2, Affairs));
        Refused.By(RecruitmentRules.ReviewIsScored, () => Agree(application, 2, Affairs, 101));
        Refused.By(RecruitmentRules.ReviewIsScored, () => Agree(Sent(Called()), 1, CollegeLeague, 90));
    }

    [Fact]
    public void Each_step_is_due_five_days_after_it_opens_and_stays_decidable()
    {
        var application = Sent(Called());
        Assert.Equal([Now.AddDays(5), null, null], application.Approvals.OrderBy(a => a.Step).Select(a => a.DueAt));
        application.Decide(1, CollegeLeague.Id, Verdict.Agreed, null, null, Account, Now.AddDays(9));
        Assert.All(application.Approvals.Where(a => a.Step == 2), a => Assert.Equal(Now.AddDays(14), a.DueAt));
    }

    [Fact]
    public void The_schools_body_stands_in_for_a_college_that_has_none_and_a_call_needs_the_schools()
    {
        var school = new Bodies(Union.Id, [SchoolLeague, SchoolParty, Affairs]);
        Assert.Equal((SchoolLeague.Id, true), school.Of(ChainBody.Defaults[0], College.Id));
        Assert.Equal((SchoolLeague.Id, true), AllBodies.Of(ChainBody.Defaults[0], null));
        Assert.Equal((CollegeLeague.Id, false), AllBodies.Of(ChainBody.Defaults[0], College.Id));
        Refused.By(RecruitmentRules.ChainHasItsBodies, () => Drafted().Open(Chain(CallKind.Staff), new(Union.Id, [SchoolLeague, CollegeLeague]), Now), "StudentAffairs");
    }

    [Fact]
    public void A_call_names_posts_that_can_be_filled_and_a_time_to_come()
    {
        foreach (var (kind, post, department) in ((CallKind, string, Guid?)[])[
            (CallKind.Staff, PostTemplate.PresidiumMember, null), (CallKind.Staff, PostTemplate.SecretaryGeneral, null), (CallKind.Staff, PostTemplate.DepartmentMember, null),
            (CallKind.Staff, PostTemplate.DepartmentMember, College.Id), (CallKind.Candidates, PostTemplate.DepartmentMember, Department.Id)])
            Refused.By(RecruitmentRules.CallHasItsPosts, () => Drafted(kind, Post(post), department));
        Refused.By(OfficeRules.AllowedPosts, () => Drafted(CallKind.Staff, Post("DepartmentHead"), Department.Id));
        Refused.By(RecruitmentRules.CallHasATime, () => Drafted(closes: Now));
        Refused.By(RecruitmentRules.CallHasATime, () => Drafted(closes: Now.AddDays(-2)));
        Refused.By(MembershipRules.OrganizationIsActive, () => Drafted(union: Closed()));
    }

    [Fact]
    public void A_call_goes_forward_only()
    {
        var call = Called();
        Assert.Equal((CallState.Open, CallState.Closed), (call.At(Now), call.At(call.ClosesAt)));
        Refused.By(RecruitmentRules.CallMovesOn, () => call.Complete([], Now));
        call.Complete([], call.ClosesAt);
        call.Complete([], call.ClosesAt);
        Refused.By(RecruitmentRules.CallMovesOn, () => call.Cancel("不招了", [], Now));
        Refused.By(RecruitmentRules.CallMovesOn, () => call.Open(Chain(CallKind.Staff), AllBodies, Now));
    }

    [Fact]
    public void Applications_are_taken_in_time_and_only_where_every_rule_holds()
    {
        var call = Called();
        Refused.By(RecruitmentRules.AppliedInTime, () => Sent(call, at: call.ClosesAt));
        Refused.By(RecruitmentRules.AppliedInTime, () => Sent(Drafted()));
        Refused.By(RecruitmentRules.AppliedInTime, () => Sent(call, at: call.OpensAt.AddSeconds(-1)));
        Refused.By(OfficeRules.PoliticalStatus, () => Sent(call, decision: new([new(OfficeRules.IsEnrolled, true, null), new(OfficeRules.PoliticalStatus, false, "群众"), new(OfficeRules.AcademicRank, false, "—")])), "群众");
        Refused.By(RecruitmentRules.ApplicantIsOfTheCollege, () => Sent(Called(union: College), college: null));
        Assert.NotNull(Sent(Called(union: College)));
    }

    [Fact]
    public void A_call_called_off_ends_what_waits_and_leaves_those_in_office()
    {
        var call = Called();
        var (waiting, serving) = (Sent(call), Brought(ApplicationState.Probation, call));
        call.Cancel("机构调整", [waiting, serving], Now);
        Assert.Equal((ApplicationState.Ended, "机构调整", ApplicationState.Probation), (waiting.State, waiting.Reason, serving.State));
    }

    [Theory]
    [InlineData("90", 1, "90", "", "")]
    [InlineData("90 80 70", 2, "90 80", "", "70")]
    [InlineData("90 80 80", 2, "90", "80 80", "")]
    [InlineData("80 80 80", 3, "80 80 80", "", "")]
    [InlineData("80 80 80 70", 2, "", "80 80 80", "70")]
    [InlineData("90 90 80", 2, "90 90", "", "80")]
    [InlineData("90 90 80", 1, "", "90 90", "80")]
    [InlineData("90 80", 0, "", "", "90 80")]
    [InlineData("", 2, "", "", "")]
    public void Places_go_by_score_and_equals_at_the_last_place_are_drawn(string scores, int take, string certain, string tied, string passed)
    {
        var scored = scores.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(s => (Id: Guid.CreateVersion7(), Score: decimal.Parse(s, System.Globalization.CultureInfo.InvariantCulture))).ToList();
        var list = Shortlist.Of(scored, take);
        Assert.Equal((certain, tied, passed), (Told(list.Certain), Told(list.Tied), Told(list.Out)));

        string Told(IReadOnlyList<Guid> ids) => string.Join(' ', scored.Where(s => ids.Contains(s.Id)).Select(s => s.Score));
    }

    [Fact]
    public void Whatever_the_scores_nobody_below_is_preferred_and_equals_share_one_fate() =>
        Gen.Select(Gen.Int[0, 5].List[0, 12], Gen.Int[0, 8]).Sample((scores, take) =>
        {
            var scored = scores.Select(s => (Id: Guid.CreateVersion7(), Score: (decimal)s)).ToList();
            var list = Shortlist.Of(scored, take);
            var fate = scored.ToDictionary(s => s.Id, s => list.Certain.Contains(s.Id) ? 2 : list.Tied.Contains(s.Id) ? 1 : 0);
            Assert.Equal(scored.Count, list.Certain.Count + list.Tied.Count + list.Out.Count);
            Assert.Equal(Math.Min(take, scored.Count), list.Certain.Count + list.Left);
            Assert.True(list.Tied.Count == 0 ? list.Left == 0 : list.Left > 0 && list.Left < list.Tied.Count);
            foreach (var a in scored)
                foreach (var b in scored)
                    Assert.True(a.Score > b.Score ? fate[a.Id] >= fate[b.Id] : a.Score != b.Score || fate[a.Id] == fate[b.Id]);
        });

    [Fact]
    public void Selection_waits_for_the_reviews_keeps_within_the_places_and_happens_once()
    {
        var call = Called(places: 1);
        var post = call.Posts[0];
        Application[] all = [Reviewed(call, 90), Reviewed(call, 80), Sent(call)];
        Refused.By(RecruitmentRules.ReviewIsFinished, () => call.Select(post, 1, all, 3, Now));
        Refused.By(RecruitmentRules.ReviewIsFinished, () => call.Select(post, 1, all, 3, call.ClosesAt), "1");
        all[2].Withdraw(Now);
        Refused.By(RecruitmentRules.SelectedWithinPlaces, () => call.Select(post, 2, all, 3, call.ClosesAt), "2 / 1");
        call.Select(post, 1, all, 3, call.ClosesAt);
        Assert.Equal([ApplicationState.Notice, ApplicationState.NotSelected, ApplicationState.Withdrawn], all.Select(a => a.State));
        Assert.Equal(CallState.Decided, call.State);
        Refused.By(RecruitmentRules.SelectedOnce, () => call.Select(post, 1, all, 3, call.ClosesAt));
        Refused.By(RecruitmentRules.CallIsSettled, () => call.Complete(all, call.ClosesAt), "1");
    }

    [Fact]
    public void Equals_are_drawn_and_those_who_stand_take_the_places_by_rank()
    {
        var call = Called(places: 2);
        var post = call.Posts[0];
        Application[] all = [Reviewed(call, 95), Reviewed(call, 90), Reviewed(call, 90), Reviewed(call, 90)];
        call.Select(post, 2, all, 3, call.ClosesAt);
        Assert.Equal((1, ApplicationState.Notice), (post.LeftForDraw, all[0].State));
        Assert.All(all[1..], a => Assert.Equal(ApplicationState.Drawing, a.State));
        Refused.By(RecruitmentRules.EqualsAreDrawn, () => call.Complete(all, call.ClosesAt));

        call.DrawAmong(post, Guid.CreateVersion7(), false);
        Refused.By(RecruitmentRules.SelectedOnce, () => call.DrawAmong(post, Guid.CreateVersion7(), false));
        call.DrawAmong(post, Guid.CreateVersion7(), earlierCalledOff: true);

        // The first by rank has withdrawn meanwhile: the second takes the place.
        all[2].Withdraw(Now);
        call.TakeDrawn(post, new Dictionary<Guid, int> { [all[1].PersonId] = 3, [all[2].PersonId] = 1, [all[3].PersonId] = 2 }, all, 3, call.ClosesAt);
        Assert.Equal([ApplicationState.Notice, ApplicationState.NotSelected, ApplicationState.Withdrawn, ApplicationState.Notice], all.Select(a => a.State));
    }

    [Fact]
    public void Once_enough_equals_have_withdrawn_there_is_nothing_to_draw()
    {
        var call = Called(places: 1);
        Application[] all = [Reviewed(call, 90), Reviewed(call, 90), Reviewed(call, 90)];
        call.Select(call.Posts[0], 1, all, 3, call.ClosesAt);
        all[0].Withdraw(Now);
        RecruitmentCall.TakeWithoutDraw(call.Posts[0], all, 3, Now);
        Assert.Equal(2, all.Count(a => a.State == ApplicationState.Drawing));
        all[1].Withdraw(Now);
        RecruitmentCall.TakeWithoutDraw(call.Posts[0], all, 3, Now);
        Assert.Equal(ApplicationState.Notice, all[2].State);
    }

    [Fact]
    public void The_notice_lasts_whole_days_and_every_objection_is_answered_before_it_ends()
    {
        var application = Brought(ApplicationState.Notice);
        // 24 November noon in China, three days: until the end of the 27th.
        Assert.Equal(new DateTimeOffset(2026, 11, 27, 16, 0, 0, TimeSpan.Zero), application.NoticeUntil);
        var objection = Objection.Raise(application, Guid.CreateVersion7(), "成绩与事实不符，请核实。", Now);
        Refused.By(RecruitmentRules.ObjectedInTime, () => Objection.Raise(application, Guid.CreateVersion7(), "成绩与事实不符，请核实。", application.NoticeUntil!.Value));

        var after = application.NoticeUntil!.Value;
        Refused.By(RecruitmentRules.NoticeIsOver, () => Begin(application, [objection], Account, after.AddSeconds(-1)));
        Refused.By(RecruitmentRules.ObjectionsAreAnswered, () => Begin(application, [objection], Account, after));
        objection.Settle(application, ObjectionAnswer.Dismissed, "已核实，属实", Account, after);
        Refused.By(RecruitmentRules.ObjectionIsOpen, () => objection.Settle(application, ObjectionAnswer.Upheld, "改主意", Account, after));
        Refused.By(RecruitmentRules.MentorIsNamed, () => Begin(application, [objection], null, after));
        Refused.By(RecruitmentRules.MentorIsNamed, () => Begin(application, [objection], application.PersonId, after));
        Begin(application, [objection], Account, after);
        Assert.Equal(ApplicationState.Probation, application.State);
    }

    [Fact]
    public void Where_the_federation_asks_for_no_days_of_notice_the_appointment_follows_at_once()
    {
        var application = Brought(ApplicationState.Shortlisted);
        application.PutOnNotice(0, Now);
        Refused.By(RecruitmentRules.ObjectedInTime, () => Objection.Raise(application, Guid.CreateVersion7(), "成绩与事实不符，请核实。", Now));
        Begin(application, [], Account, Now);
        Assert.Equal(ApplicationState.Probation, application.State);
    }

    [Fact]
    public void An_objection_upheld_ends_it()
    {
        var application = Brought(ApplicationState.Notice);
        var (first, second) = (Objection.Raise(application, Guid.CreateVersion7(), "一", Now), Objection.Raise(application, Guid.CreateVersion7(), "二", Now));
        first.Settle(application, ObjectionAnswer.Upheld, "情况属实", Account, Now);
        second.Settle(application, ObjectionAnswer.Upheld, "同上", Account, Now);
        Assert.Equal((ApplicationState.Ended, "情况属实"), (application.State, application.Reason));
    }

    [Fact]
    public void A_probation_is_confirmed_after_its_end_extended_once_or_ended_with_the_office()
    {
        var application = Brought(ApplicationState.Notice);
        var at = application.NoticeUntil!.Value;
        var appointment = Begin(application, [], Account, at);
        Assert.Equal(new DateOnly(2026, 12, 28), application.ProbationEnds);
        Refused.By(RecruitmentRules.ProbationIsOver, () => application.Confirm(appointment, at.AddDays(30)), "2026-12-28");
        application.Extend(10, "再观察", at.AddDays(20));
        Refused.By(RecruitmentRules.ExtendedOnce, () => application.Extend(10, "再观察", at.AddDays(20)));
        Refused.By(RecruitmentRules.ProbationIsOver, () => application.Confirm(appointment, at.AddDays(31)), "2027-01-07");
        application.Confirm(appointment, at.AddDays(41));
        Assert.Equal(ApplicationState.Confirmed, application.State);

        var (failed, office) = Serving();
        failed.End(office, "不能胜任", Account, Now);
        Assert.Equal((ApplicationState.Ended, Ending.Removed, "不能胜任"), (failed.State, office.Ending!.Value, office.History[^1].Reason));

        var (left, resigned) = Serving();
        resigned.End(Ending.Resigned, "本人申请", Account, Now);
        Refused.By(OfficeRules.IsInOffice, () => left.Confirm(resigned, Now.AddDays(90)));
        left.End(resigned, "本人辞职", Account, Now);
        Assert.Equal((ApplicationState.Ended, Ending.Resigned), (left.State, resigned.Ending!.Value));
    }

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    [InlineData(90, true)]
    [InlineData(91, false)]
    public void A_delegation_ends(int days, bool made)
    {
        var until = AcademicCalendar.Day(Now).AddDays(days);
        if (!made)
        {
            Refused.By(RecruitmentRules.DelegationEnds, () => Delegation.Make(Union.Id, Affairs.Id, Account, Guid.CreateVersion7(), until, Now));
            return;
        }

        var delegation = Delegation.Make(Union.Id, Affairs.Id, Account, Guid.CreateVersion7(), until, Now);
        delegation.TakeBack(Now);
        Assert.True(delegation.Until < AcademicCalendar.Day(Now));
        Refused.By(RecruitmentRules.DelegationEnds, () => Delegation.Make(Union.Id, Affairs.Id, Account, Account, until, Now));
    }

    private static Organization Register(OrganizationKind kind, string name, Organization parent) => Organization.Register(kind, name, parent, Keeper, Now);

    private static Organization Closed()
    {
        var college = Register(OrganizationKind.College, "旧学院学生会", Union);
        college.CloseByHand(Keeper, Now);
        return college;
    }

    private static PostTemplate Post(string code) => PostTemplate.Defaults.Single(p => p.Code == code);

    private static List<ChainBody> Chain(CallKind kind, UnionLevel level = UnionLevel.School) => [.. ChainBody.Defaults.Where(b => b.Kind == kind && b.Level == level)];

    private static RecruitmentCall Drafted(
        CallKind kind = CallKind.Staff, PostTemplate? post = null, Guid? department = null, int places = 2, DateTimeOffset? closes = null, Organization? union = null)
    {
        if (post is null && kind == CallKind.Staff) department = Department.Id;
        post ??= Post(kind == CallKind.Candidates ? PostTemplate.PresidiumMember : PostTemplate.DepartmentMember);
        return RecruitmentCall.Draft(
            union ?? Union, kind, new("招新", "热心服务", Now.AddDays(-1), closes ?? Now.AddDays(7), 30), [new(post, department, places)], [Department.Id], 2026, Account, Now);
    }

    private static RecruitmentCall Called(CallKind kind = CallKind.Staff, int places = 2, Organization? union = null)
    {
        var call = Drafted(kind, places: places, union: union);
        call.Open(Chain(kind, call.Level), AllBodies, Now);
        return call;
    }

    private static Application Sent(RecruitmentCall call, DateTimeOffset? at = null, Decision? decision = null) => Sent(call, College.Id, at, decision);

    private static Application Sent(RecruitmentCall call, Guid? college, DateTimeOffset? at = null, Decision? decision = null) => Application.Send(
        call, call.Posts[0], new(Guid.CreateVersion7(), college, "我愿意服务同学。", decision ?? new([new(OfficeRules.IsEnrolled, true, "在籍")])), Chain(call.Kind, call.Level), AllBodies, at ?? Now);

    private static void Agree(Application application, int step, Organization body, int? score = null) =>
        application.Decide(step, body.Id, Verdict.Agreed, null, score, Account, Now);

    private static Application Reviewed(RecruitmentCall call, int score)
    {
        var application = Sent(call);
        Agree(application, 1, CollegeLeague);
        Agree(application, 2, Affairs, score);
        Agree(application, 2, SchoolLeague, score);
        return application;
    }

    private static Appointment Begin(Application application, Objection[] objections, Guid? mentor, DateTimeOffset at) =>
        application.BeginProbation(objections, mentor, 30, () => Appoint(application.PersonId), at);

    private static Appointment Appoint(Guid person)
    {
        var student = new Student { Id = person, TenantId = Union.Id, StudentNumber = "1", Name = "张三", College = "文学院", Level = "硕士", Grade = 2026, PoliticalStatus = "共青团员" };
        return new Staffing(Union, [], [Department], new(Limit.Defaults, 2026, 0), new(2026, Half.Autumn))
            .Appoint(Post(PostTemplate.DepartmentMember), new(person, student, []), new(Department.Id), Account, Now);
    }

    private static (Application Application, Appointment Office) Serving()
    {
        var application = Brought(ApplicationState.Notice);
        return (application, Begin(application, [], Account, application.NoticeUntil!.Value));
    }

    private static Application Brought(ApplicationState state, RecruitmentCall? call = null)
    {
        call ??= Called();
        var application = state is ApplicationState.Submitted or ApplicationState.Withdrawn or ApplicationState.Refused or ApplicationState.InReview ? Sent(call) : Reviewed(call, 90);
        switch (state)
        {
            case ApplicationState.InReview: Agree(application, 1, CollegeLeague); break;
            case ApplicationState.Drawing: application.Tie(Now); break;
            case ApplicationState.Notice: application.PutOnNotice(3, Now); break;
            case ApplicationState.Probation or ApplicationState.Confirmed or ApplicationState.Ended:
                application.PutOnNotice(3, Now);
                var office = Begin(application, [], Account, application.NoticeUntil!.Value);
                if (state == ApplicationState.Confirmed) application.Confirm(office, Now.AddDays(60));
                if (state == ApplicationState.Ended) application.End(office, "不能胜任", Account, Now);
                break;
            case ApplicationState.Withdrawn: application.Withdraw(Now); break;
            case ApplicationState.Refused: application.Decide(1, CollegeLeague.Id, Verdict.Refused, "不合适", null, Account, Now); break;
            case ApplicationState.NotSelected: application.PassOver(Now); break;
        }

        Assert.Equal(state, application.State);
        return application;
    }
}
