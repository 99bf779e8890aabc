using StudentUnion.Membership.Domain;
using StudentUnion.Membership.Domain.Offices;
using StudentUnion.Testing;
using Half = StudentUnion.Membership.Domain.Half;

namespace StudentUnion.Membership.Tests.Domain;

/// <summary>Every rule of domain.md §1 at its boundary.</summary>
public class OfficeTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 4, 0, 0, TimeSpan.Zero);
    private static readonly Semester Autumn = new(2026, Half.Autumn);
    private static readonly Organization Union = Organization.Register(
        OrganizationKind.GraduateUnion, "研究生会", Organization.Federation(Guid.CreateVersion7(), "学联", Now), new Registrar(true, null), Now);

    private static readonly Registrar Keeper = new(false, Union.Id);
    private static readonly Organization College = Organization.Register(OrganizationKind.College, "文学院学生会", Union, Keeper, Now);
    private static readonly Organization Department = Organization.Register(OrganizationKind.Department, "学习部", Union, Keeper, Now);
    private static readonly PostTemplate Member = PostTemplate.Defaults.Single(p => p.Code == PostTemplate.DepartmentMember);

    [Theory]
    [InlineData(30, 100, true)]
    [InlineData(31, 100, false)]
    [InlineData(3, 10, true)]
    [InlineData(1, 3, false)] // 33.3 %
    [InlineData(300_000, 1_000_000, true)]
    [InlineData(300_001, 1_000_000, false)]
    public void Rank_is_in_the_top_thirty_percent(int rank, int size, bool holds) =>
        Assert.Equal(holds, Holds(OfficeRules.AcademicRank, Student(), Stood(StandingScope.Semester, "2025-2026-2", rank, size)));

    [Fact]
    public void One_of_three_periods_is_enough_and_older_ones_do_not_count()
    {
        Assert.True(Holds(OfficeRules.AcademicRank, Student(),
            Stood(StandingScope.Semester, "2025-2026-2", 80, 100), Stood(StandingScope.Year, "2025-2026-2", 50, 100), Stood(StandingScope.SinceEnrolment, "2025-2026-2", 30, 100)));
        Assert.False(Holds(OfficeRules.AcademicRank, Student(), Stood(StandingScope.Semester, "2025-2026-1", 1, 100)));
        Assert.False(Holds(OfficeRules.AcademicRank, Student(), Stood(StandingScope.Year, "2024-2025-2", 1, 100)));
        Assert.False(Holds(OfficeRules.AcademicRank, Student()));
        Assert.True(Holds(OfficeRules.AcademicRank, Student(), Stood(StandingScope.SinceEnrolment, "2024-2025-2", 1, 100)));
    }

    [Fact]
    public void First_years_are_exempt_from_the_rank_and_from_courses_nobody_has_graded_yet()
    {
        var fresh = Student(grade: 2026);
        Assert.True(Holds(OfficeRules.AcademicRank, fresh));
        Assert.True(Holds(OfficeRules.NoFailedCourse, fresh));

        // In spring there is a semester behind them.
        Assert.Contains(Eligibility.Of(fresh, [], Limits(), UnionLevel.School, Autumn.Next), p => p.Rule == OfficeRules.NoFailedCourse && !p.Holds);
        Assert.Contains(Eligibility.Of(fresh, [Stood(StandingScope.Semester, "2026-2027-1", 90, 100, 1)], Limits(), UnionLevel.School, Autumn.Next),
            p => p.Rule == OfficeRules.NoFailedCourse && !p.Holds);
        Assert.Contains(Eligibility.Of(fresh, [Stood(StandingScope.Semester, "2026-2027-1", 90, 100)], Limits(), UnionLevel.School, Autumn.Next),
            p => p.Rule == OfficeRules.AcademicRank && p.Holds);
        Assert.False(Holds(OfficeRules.AcademicRank, Student(grade: 2025)));
    }

    [Theory]
    [InlineData("硕士")]
    [InlineData("博士")]
    public void Graduates_need_no_rank_but_no_failed_course(string level)
    {
        var graduate = Student(level: level);
        Assert.True(Holds(OfficeRules.AcademicRank, graduate, Stood(StandingScope.Year, "2025-2026-2", 99, 100)));
        Assert.True(Holds(OfficeRules.NoFailedCourse, graduate, Stood(StandingScope.Year, "2025-2026-2", null, null)));
        Assert.False(Holds(OfficeRules.NoFailedCourse, graduate, Stood(StandingScope.Year, "2025-2026-2", null, null, 1)));
        Assert.False(Holds(OfficeRules.NoFailedCourse, graduate));
    }

    [Theory]
    [InlineData("中共党员", true)]
    [InlineData("中共预备党员", true)]
    [InlineData("共青团员", true)]
    [InlineData("群众", false)]
    [InlineData("民盟盟员", false)]
    [InlineData(null, false)]
    public void Officers_are_party_or_league_members(string? status, bool holds) =>
        Assert.Equal(holds, Holds(OfficeRules.PoliticalStatus, Student(political: status)));

    [Theory]
    [InlineData(null, true)]
    [InlineData("在籍", true)]
    [InlineData("休学", false)]
    [InlineData("毕业", false)]
    [InlineData("离校", false)]
    public void Officers_are_enrolled(string? status, bool holds) => Assert.Equal(holds, Holds(OfficeRules.IsEnrolled, Student(status: status)));

    [Fact]
    public void The_forty_first_officer_is_refused_and_the_exception_with_a_basis_lets_them_in()
    {
        var forty = Enumerable.Range(0, 40).Aggregate(new List<Appointment>(), (open, _) =>
        {
            open.Add(With(open).Appoint(Member, Good(), new(Department.Id), Guid.CreateVersion7(), Now));
            return open;
        });
        Refused.By(OfficeRules.StaffSize, () => With(forty).Appoint(Member, Good(), new(Department.Id), Guid.CreateVersion7(), Now), "41 / 40");

        var exempt = Exemption.State(Union.Id, 2026, 60, "两个校区，学生四万人", Limits(), Guid.CreateVersion7(), Now);
        Assert.NotNull(new Staffing(Union, forty, [Department], new(Limit.Defaults, 2026, 0, exempt), Autumn).Appoint(Member, Good(), new(Department.Id), Guid.CreateVersion7(), Now));
    }

    [Theory]
    [InlineData(60, "两个校区", true)]
    [InlineData(61, "两个校区", false)]
    [InlineData(40, "两个校区", false)]
    [InlineData(60, "", false)]
    public void An_exception_has_a_basis_and_a_ceiling(int value, string basis, bool stated)
    {
        if (stated) Assert.Equal(value, Exemption.State(Union.Id, 2026, value, basis, Limits(), Guid.CreateVersion7(), Now).Value);
        else Refused.By(OfficeRules.ExceptionHasABasis, () => Exemption.State(Union.Id, 2026, value, basis, Limits(), Guid.CreateVersion7(), Now));
    }

    [Fact]
    public void The_thirty_first_officer_of_a_college_is_refused()
    {
        var department = Organization.Register(OrganizationKind.Department, "学习部", College, Keeper, Now);
        var open = new List<Appointment>();
        Staffing Of() => new(College, open, [department], Limits(), Autumn);
        for (var i = 0; i < 30; i++) open.Add(Of().Appoint(Member, Good(), new(department.Id), Guid.CreateVersion7(), Now));
        Refused.By(OfficeRules.CollegeStaffSize, () => Of().Appoint(Member, Good(), new(department.Id), Guid.CreateVersion7(), Now), "31 / 30");
    }

    [Fact]
    public void Posts_are_those_of_the_academic_year()
    {
        var head = PostTemplate.Defaults.Single(p => p.Code == "DepartmentHead");
        Refused.By(OfficeRules.AllowedPosts, () => With([]).Appoint(head, Good(), new(Department.Id), Guid.CreateVersion7(), Now));
        Assert.True(head.IsAllowed(2022, UnionLevel.School));
        Assert.False(Member.IsAllowed(2022, UnionLevel.School));
        Assert.True(Member.IsAllowed(2023, UnionLevel.College));
        Assert.False(PostTemplate.Defaults.Single(p => p.Code == PostTemplate.SecretaryGeneral).IsAllowed(2026, UnionLevel.College));
    }

    [Fact]
    public void Nobody_is_appointed_to_the_presidium() => Refused.By(OfficeRules.ElectedByCongress,
        () => With([]).Appoint(PostTemplate.Defaults.Single(p => p.Code == PostTemplate.PresidiumMember), Good(), new(), Guid.CreateVersion7(), Now));

    [Fact]
    public void A_person_holds_one_seat_of_a_union_at_a_time()
    {
        var person = Good();
        var first = With([]).Appoint(Member, person, new(Department.Id), Guid.CreateVersion7(), Now);
        Refused.By(MembershipRules.HoldsOneSeat, () => With([first]).Appoint(Member, person, new(Department.Id), Guid.CreateVersion7(), Now));
    }

    [Fact]
    public void The_department_is_one_of_the_union() => Refused.By(OfficeRules.DepartmentIsOfTheUnion,
        () => With([]).Appoint(Member, Good(), new(Guid.CreateVersion7()), Guid.CreateVersion7(), Now));

    [Fact]
    public void The_seventh_department_is_refused()
    {
        Organization[] six = [.. Enumerable.Range(0, 6).Select(i => Organization.Register(OrganizationKind.Department, $"部 {i}", Union, Keeper, Now))];
        new Staffing(Union, [], six[..5], Limits(), Autumn).RequireRoomForDepartment();
        Refused.By(OfficeRules.DepartmentCount, () => new Staffing(Union, [], six, Limits(), Autumn).RequireRoomForDepartment(), "7 / 6");
    }

    [Fact]
    public void Nothing_stands_below_a_department() =>
        Refused.By(OfficeRules.TwoLayers, () => Organization.Register(OrganizationKind.Department, "项目办", Department, Keeper, Now));

    [Fact]
    public void A_body_stands_below_a_union_or_a_college()
    {
        Refused.By(OfficeRules.BodyHasItsPlace, () => Organization.Register(OrganizationKind.Society, "文学社", Department, Keeper, Now));
        Refused.By(MembershipRules.UnionKeepsItsColleges, () => Organization.Register(OrganizationKind.ClassBody, "一班", College, new Registrar(true, Guid.CreateVersion7()), Now));
        Assert.Equal(Union.Id, Organization.Register(OrganizationKind.ClassBody, "一班", College, Keeper, Now).TenantId);
    }

    [Theory]
    [InlineData(SupervisorTitle.DeputySecretary, true, OrganizationKind.LeagueCommittee, true)]
    [InlineData(SupervisorTitle.Secretary, true, OrganizationKind.LeagueCommittee, false)]
    [InlineData(SupervisorTitle.DeputySecretary, false, OrganizationKind.LeagueCommittee, false)]
    [InlineData(SupervisorTitle.DeputySecretary, true, OrganizationKind.PartyCommittee, false)]
    public void The_secretary_general_is_a_full_time_deputy_League_secretary(SupervisorTitle title, bool fullTime, OrganizationKind kind, bool holds)
    {
        var post = PostTemplate.Defaults.Single(p => p.Code == PostTemplate.SecretaryGeneral);
        var body = Organization.Register(kind, "校团委", Union, Keeper, Now);
        var teacher = new Supervisor { Id = Guid.CreateVersion7(), TenantId = Union.Id, BodyId = body.Id, Name = "王老师", Title = title, FullTime = fullTime };
        var holder = new Holder(teacher.Id, null, [], teacher, body);
        if (!holds)
        {
            Refused.By(OfficeRules.SecretaryGeneralIsDeputyLeagueSecretary, () => With([]).Appoint(post, holder, new(), Guid.CreateVersion7(), Now));
            return;
        }

        var appointed = With([]).Appoint(post, holder, new(), Guid.CreateVersion7(), Now);
        Assert.Equal(AppointmentSource.ByOffice, appointed.Source);
        Refused.By(OfficeRules.OneHolder, () => With([appointed]).Appoint(post, holder, new(), Guid.CreateVersion7(), Now));
        Refused.By(OfficeRules.SecretaryGeneralIsDeputyLeagueSecretary, () => With([]).Appoint(post, Good(), new(), Guid.CreateVersion7(), Now));
    }

    [Fact]
    public void The_secretary_of_the_League_branch_sits_on_the_presidium()
    {
        var post = PostTemplate.Defaults.Single(p => p.Code == PostTemplate.LeagueBranchSecretary);
        var person = Good();
        Refused.By(OfficeRules.BranchSecretarySitsOnPresidium, () => With([]).Appoint(post, person, new(), Guid.CreateVersion7(), Now));

        var seat = Elected(person.Id);
        var secretary = With([seat]).Appoint(post, person, new(), Guid.CreateVersion7(), Now);
        Assert.Equal(Seat.Branch, secretary.Seat);

        // Once the seat is gone, the branch has a secretary who should not be one: found, not removed.
        Assert.Contains(With([secretary]).Broken(new Dictionary<Guid, Holder> { [person.Id] = person }),
            b => b.Appointment == secretary && b.Point.Rule == OfficeRules.BranchSecretarySitsOnPresidium);
    }

    [Fact]
    public void A_presidium_that_a_congress_made_too_large_is_found()
    {
        var people = Enumerable.Range(0, 6).Select(_ => Good()).ToDictionary(h => h.Id);
        var seats = people.Keys.Select(Elected).ToList();
        Assert.Empty(With(seats[..5]).Broken(people));
        var (appointment, point) = Assert.Single(With(seats).Broken(people));
        Assert.Null(appointment);
        Assert.Equal((OfficeRules.PresidiumSize, "6 / 5"), (point.Rule, point.Seen));
    }

    [Fact]
    public void A_term_ends_once_later_and_with_its_history()
    {
        Refused.By(OfficeRules.TermEndsLater, () => With([]).Appoint(Member, Good(), new(Department.Id, AcademicCalendar.Day(Now)), Guid.CreateVersion7(), Now));
        Refused.By(OfficeRules.TermEndsLater, () => With([]).Appoint(Member, Good(), new(Department.Id, new DateOnly(2028, 11, 25)), Guid.CreateVersion7(), Now));

        var by = Guid.CreateVersion7();
        var office = With([]).Appoint(Member, Good(), new(Department.Id, new DateOnly(2027, 8, 31)), by, Now);
        Refused.By(OfficeRules.SuspensionStands, () => office.Reinstate("查无实据", by, Now));
        office.Suspend("违纪处理决定", by, Now.AddDays(1));
        Refused.By(OfficeRules.SuspensionStands, () => office.Suspend("再次", by, Now.AddDays(1)));
        office.Reinstate("查无实据", by, Now.AddDays(2));
        office.End(Ending.Resigned, "本人申请", by, Now.AddDays(3));
        Refused.By(OfficeRules.IsInOffice, () => office.End(Ending.Removed, "又", by, Now.AddDays(4)));
        Assert.Equal([AppointmentChange.Appointed, AppointmentChange.Suspended, AppointmentChange.Reinstated, AppointmentChange.Ended], office.History.Select(e => e.What));
        Assert.Equal([1, 2, 3, 4], office.History.Select(e => e.Version));
    }

    [Fact]
    public void Figures_are_versioned_by_year_and_by_size()
    {
        Refused.By(OfficeRules.LimitIsNotRetroactive, () => Limit.Set(Limit.StaffSize, UnionLevel.School, 2025, 0, 30, "新规", Guid.CreateVersion7(), 2026, Now));
        Limit[] all =
        [
            .. Limit.Defaults, Limit.Set(Limit.StaffSize, UnionLevel.School, 2027, 0, 30, "新规", Guid.CreateVersion7(), 2026, Now),
            Limit.Set(Limit.StaffSize, UnionLevel.School, 2027, 40_000, 50, "新规", Guid.CreateVersion7(), 2026, Now),
        ];
        Assert.Equal(40, new Limits(all, 2026, 50_000).Of(Limit.StaffSize, UnionLevel.School));
        Assert.Equal(30, new Limits(all, 2027, 39_999).Of(Limit.StaffSize, UnionLevel.School));
        Assert.Equal(50, new Limits(all, 2027, 40_000).Of(Limit.StaffSize, UnionLevel.School));
    }

    [Fact]
    public void A_member_is_merged_into_another_active_member()
    {
        var federation = Organization.Federation(Guid.CreateVersion7(), "学联", Now);
        var (one, other) = (NewMember(), NewMember());
        Refused.By(MembershipRules.MergedIntoAnotherMember, () => one.MergeInto(one, new Registrar(true, null), Now));
        Refused.By(MembershipRules.MergedIntoAnotherMember, () => one.MergeInto(College, new Registrar(true, null), Now));
        Refused.By(MembershipRules.FederationRegistersMembers, () => one.MergeInto(other, new Registrar(false, one.Id), Now));
        one.MergeInto(other, new Registrar(true, null), Now);
        Assert.Equal((OrganizationStatus.Closed, other.Id, OrganizationChange.Merged), (one.Status, one.SuccessorId!.Value, one.History[^1].What));

        Organization NewMember() => Organization.Register(OrganizationKind.GraduateUnion, $"研 {Guid.CreateVersion7()}", federation, new Registrar(true, null), Now);
    }

    private static Limits Limits() => new(Limit.Defaults, 2026, 0);

    private static Staffing With(IReadOnlyCollection<Appointment> open) => new(Union, open, [Department], Limits(), Autumn);

    private static Appointment Elected(Guid person) => Assert.Single(new PresidiumTerms([]).Seat(
        new(Guid.CreateVersion7(), Guid.CreateVersion7(), Union.Id, Union.Id, Now, [(person, 1)])));

    private static Holder Good()
    {
        var student = Student();
        return new(student.Id, student, [Stood(StandingScope.Year, "2025-2026-2", 1, 100)]);
    }

    private static Student Student(string? political = "共青团员", string? level = "本科", short grade = 2024, string? status = null) => new()
    {
        Id = Guid.CreateVersion7(), TenantId = Union.Id, StudentNumber = "1", Name = "张三", College = "文学院", Level = level, Grade = grade, PoliticalStatus = political,
        Status = status,
    };

    private static Standing Stood(StandingScope scope, string semester, int? rank, int? size, int failed = 0) => new()
    {
        TenantId = Union.Id, PersonId = Guid.CreateVersion7(), Scope = scope, Semester = semester, Rank = rank, Size = size, FailedCourses = failed,
    };

    private static bool Holds(ServiceDefaults.Rule rule, Student student, params Standing[] standings) =>
        Eligibility.Of(student, standings, Limits(), UnionLevel.School, Autumn).Single(p => p.Rule == rule).Holds;
}
