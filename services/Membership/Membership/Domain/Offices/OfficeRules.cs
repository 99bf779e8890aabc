using StudentUnion.ServiceDefaults;

namespace StudentUnion.Membership.Domain.Offices;

/// <summary>The law of offices: who may hold which post of a union, how many may, and how a term ends. No sentence states a figure: figures are data, see <see cref="Limit"/>, and a refusal tells the one in force.</summary>
public static class OfficeRules
{
    // Conditions of a person

    public static readonly Rule IsEnrolled = new("membership.is-enrolled",
        "工作人员须是本校在籍学生。", "Whoever holds office is enrolled at the university now.",
        "measure 6.5");

    public static readonly Rule PoliticalStatus = new("membership.political-status",
        "工作人员须是中共党员、预备党员或共青团员。", "Every officer is a Party member, probationary Party member or League member.",
        "measure 2.6; domain.md §1 political-status");

    public static readonly Rule AcademicRank = new("membership.academic-rank",
        "本专科生学业综合成绩排名，须在最近一学期、最近一学年或入学以来之一中位于本专业规定的比例以内；一年级新生和研究生不作要求。",
        "An undergraduate's comprehensive rank is within the prescribed share of the major last semester, last year or since enrolment; first-years and graduates are exempt.",
        "measure 6.5; domain.md §1 academic-standing");

    public static readonly Rule NoFailedCourse = new("membership.no-failed-course",
        "工作人员无课业不及格情况。", "Whoever holds office has no failed course.",
        "measure 6.5; domain.md §1 academic-standing");

    public static readonly Rule SecretaryGeneralIsDeputyLeagueSecretary = new("membership.secretary-general-is-deputy-league-secretary",
        "秘书长由校团委专职副书记兼任。", "The secretary-general is a full-time deputy secretary of the university's League committee.",
        "measure 2.4");

    public static readonly Rule BranchSecretarySitsOnPresidium = new("membership.branch-secretary-sits-on-presidium",
        "团支部书记由本级学生会主席团成员担任。", "The secretary of a union's League branch sits on the presidium of the same level.",
        "measure 2.5");

    public static readonly Rule SupervisorBelongsToABody = new("membership.supervisor-belongs-to-a-body",
        "指导人员须属于本校在设的党组织、团组织或学生工作部门。", "A supervisor belongs to an active Party, League or student-affairs body of the university.",
        "measure 1.2", 422);

    // Structure

    public static readonly Rule AllowedPosts = new("membership.allowed-posts",
        "只设当年度规定的岗位。", "Only the posts of the academic year are filled.",
        "measure 6.1; domain.md §1 allowed-posts");

    public static readonly Rule ElectedByCongress = new("membership.elected-by-congress",
        "主席团成员由学生代表大会选举产生，不能直接任命。", "The presidium is elected by the congress; nobody is appointed to it.",
        "measure 6.2; domain.md §1 elected-by-congress");

    public static readonly Rule PresidiumSize = new("membership.presidium-size",
        "主席团成员不超过规定人数。", "A presidium keeps within the prescribed size.",
        "measure 6.1; domain.md §1 presidium-size");

    public static readonly Rule StaffSize = new("membership.staff-size",
        "校级学生会工作人员不超过规定人数；规模较大或多校区的学校说明依据后，不超过例外上限。",
        "School-level staff keep within the prescribed number, or within the ceiling for exceptions at a large or multi-campus university that states the basis.",
        "measure 6.1; domain.md §1 staff-size");

    public static readonly Rule CollegeStaffSize = new("membership.college-staff-size",
        "院级学生会工作人员不超过规定人数。", "College-level staff keep within the prescribed number.",
        "measure 6.1; domain.md §1 college-staff-size");

    public static readonly Rule DepartmentCount = new("membership.department-count",
        "工作部门不超过规定个数。", "A union has no more work departments than prescribed.",
        "measure 6.1; domain.md §1 department-count");

    public static readonly Rule TwoLayers = new("membership.two-layers",
        "学生会只设主席团和工作部门两级，部门之下或之上不设其他机构。", "A union has a presidium and departments; nothing stands above or below them.",
        "measure 6.1; domain.md §1 two-layers");

    public static readonly Rule NoAdministrativeDuties = new("membership.no-admin-duties",
        "学生会不承担宿舍管理、校园巡查、安全保卫等行政职能。", "A union carries no administrative function such as dormitory management, campus patrol or security.",
        "domain.md §1 no-admin-duties");

    public static readonly Rule BodyHasItsPlace = new("membership.body-has-its-place",
        "工作部门、团支部、社团、班级和指导单位设在本校学生会或院级学生会之下。",
        "Departments, League branches, societies, classes and supervising bodies stand below a union or one of its colleges.",
        "measures 1.2, 2.5, 7.4", 422);

    public static readonly Rule OneOfAKind = new("membership.one-of-a-kind",
        "每级学生会只有一个团支部、一个指导党组织、一个指导团组织和一个学生工作部门。",
        "A union level has one League branch, one Party organization, one League organization and one student-affairs department.",
        "measures 1.2, 2.5");

    public static readonly Rule OneHolder = new("membership.one-holder",
        "秘书长和团支部书记各只有一人。", "One person is secretary-general, one is secretary of the League branch.",
        "measures 2.4, 2.5");

    public static readonly Rule DepartmentIsOfTheUnion = new("membership.department-is-of-the-union",
        "任职部门须是本级学生会在设的工作部门。", "The department of an appointment is an active department of the same union.",
        "domain.md §1 two-layers", 422);

    public static readonly Rule ExceptionHasABasis = new("membership.exception-has-a-basis",
        "超出规定人数须说明依据，并在例外上限以内。", "More staff than usual takes a stated basis and keeps within the ceiling for exceptions.",
        "domain.md §1 staff-size", 422);

    public static readonly Rule LimitIsNotRetroactive = new("membership.limit-is-not-retroactive",
        "规定只能为本学年或以后的学年制定。", "A limit is set for this academic year or a later one.",
        "domain.md §1: versioned by academic year", 422);

    // Terms

    public static readonly Rule TermEndsLater = new("membership.term-ends-later",
        "任期须在开始之后结束，不超过两年。", "A term ends after it begins and within two years.",
        "measure 6.4", 422);

    public static readonly Rule IsInOffice = new("membership.is-in-office",
        "任职已经结束，不能再办理。", "An office that has ended does not change any more.",
        "issue 3, Offices: history never overwritten");

    public static readonly Rule SuspensionStands = new("membership.suspension-stands",
        "停职中的任职不能重复停职，未停职的不能恢复。", "Whoever is suspended is not suspended again, and only they are reinstated.",
        "issue 3, Offices");

    public static readonly Rule FindingIsOpen = new("membership.finding-is-open",
        "核查提示已经办结。", "A finding that has been settled does not change any more.",
        "issue 3, Eligibility");

    public static readonly IReadOnlyList<Rule> All =
    [
        IsEnrolled, PoliticalStatus, AcademicRank, NoFailedCourse, SecretaryGeneralIsDeputyLeagueSecretary, BranchSecretarySitsOnPresidium,
        SupervisorBelongsToABody, AllowedPosts, ElectedByCongress, PresidiumSize, StaffSize, CollegeStaffSize, DepartmentCount, TwoLayers, NoAdministrativeDuties, BodyHasItsPlace,
        OneOfAKind, OneHolder, DepartmentIsOfTheUnion, ExceptionHasABasis, LimitIsNotRetroactive,
        TermEndsLater, IsInOffice, SuspensionStands, FindingIsOpen,
    ];

    private static readonly Dictionary<string, Rule> ByCode = All.ToDictionary(rule => rule.Code);

    /// <summary>The rule a stored finding names.</summary>
    public static Rule Named(string code) => ByCode[code];
}
