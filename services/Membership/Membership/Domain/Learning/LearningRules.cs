using StudentUnion.ServiceDefaults;

namespace StudentUnion.Membership.Domain.Learning;

/// <summary>The rules of learning: plans, sessions, who was there, certificates.</summary>
public static class LearningRules
{
    // Plans

    public static readonly Rule LearningIsOfTheUnion = new("membership.learning-is-of-the-union",
        "学习由本会或本会在册的院级学生会组织。", "Learning is held by the union or by an active college union of it.",
        "measure 4.1", 422);

    public static readonly Rule PlanIsForThisOrALaterSemester = new("membership.plan-is-for-this-or-a-later-semester",
        "学习计划为本学期或以后的学期制定。", "A study plan is made for the semester that runs or a later one.",
        "measure 4.1", 422);

    public static readonly Rule BranchesStudyOften = new("membership.branches-study-often",
        "团支部每学期的政治理论学习不少于规定次数。", "A plan for League branches asks for at least as many sessions of political theory a semester as are required.",
        "measure 4.2", 422);

    public static readonly Rule PlanIsInForce = new("membership.plan-is-in-force",
        "已终止的学习计划不能再修改或用于安排学习。", "A study plan that was ended is neither changed nor studied under.",
        "measure 4.1");

    public static readonly Rule PlanStandsOnceStudied = new("membership.plan-stands-once-studied",
        "按计划办过学习之后，计划不能再修改，只能终止。", "A study plan is not changed once a session was held under it; it can be ended.",
        "measure 4.1");

    // Sessions

    public static readonly Rule SessionEndsAfterItStarts = new("membership.session-ends-after-it-starts",
        "学习在开始之后结束，最长 24 小时。", "A session ends after it starts and within 24 hours.",
        "measure 4.1", 422);

    public static readonly Rule SessionIsAnnouncedInTime = new("membership.session-is-announced-in-time",
        "学习在结束之前安排，不能事后补办。", "A session is announced before it ends, never after the fact.",
        "measure 4.1", 422);

    public static readonly Rule SessionFollowsItsPlan = new("membership.session-follows-its-plan",
        "按计划安排的学习属于计划的组织和学期。", "A session under a plan is of the plan's organization and semester.",
        "measure 4.1", 422);

    public static readonly Rule SessionTakesPlace = new("membership.session-takes-place",
        "已取消的学习不能签到、结束或补录。", "A session that was called off is neither attended nor closed.",
        "measure 4.1");

    public static readonly Rule SessionIsCancelledBeforeItIsClosed = new("membership.session-is-cancelled-before-it-is-closed",
        "已结束登记的学习不能取消。", "A session is not called off once its organizer has closed it.",
        "domain.md §4");

    public static readonly Rule SessionIsClosedOnceItHasBegun = new("membership.session-is-closed-once-it-has-begun",
        "学习开始之后才能结束登记。", "A session is closed by its organizer from its start on.",
        "domain.md §4");

    // Checking in

    public static readonly Rule CheckInIsWithinItsWindow = new("membership.check-in-is-within-its-window",
        "签到只在开放时间内进行。", "Checking in is possible only while the window is open.",
        "domain.md §4, sign-in by code with time window");

    public static readonly Rule CheckInCodeIsCurrent = new("membership.check-in-code-is-current",
        "签到码须是本场学习现在显示的数字。", "The check-in code is the one this session shows now.",
        "domain.md §4, sign-in by code; RFC 6238", 422);

    public static readonly Rule CheckInIsNotGuessed = new("membership.check-in-is-not-guessed",
        "一人在一场学习中输错签到码的次数有限；请联系组织者补录。", "A person enters only so many wrong codes for a session; the organizer can still enter them afterwards.",
        "domain.md §4; trust.md");

    public static readonly Rule AttendsAsAMember = new("membership.attends-as-a-member",
        "签到人须是本校名册上的学生。", "Whoever checks in is a student on the roster of the member organization.",
        "measure 4.1");

    public static readonly Rule AttendsOnce = new("membership.attends-once",
        "一人在一场学习中只记一次出席。", "A person attends a session once.",
        "measure 4.1");

    // Entered afterwards

    public static readonly Rule BackEntryIsInTime = new("membership.back-entry-is-in-time",
        "补录在学习结束之后、规定天数之内进行。", "Attendance is entered afterwards: once the session is over, and within the days set.",
        "domain.md §4, back-entry is marked");

    public static readonly Rule NobodyEntersThemselves = new("membership.nobody-enters-themselves",
        "本人的出席不能由本人补录。", "Nobody enters their own attendance afterwards.",
        "domain.md §4, back-entry is marked");

    // Certificates

    public static readonly Rule CertificateIsEarned = new("membership.certificate-is-earned",
        "参加过本学期已结束登记的培训，才能领取证书。", "A certificate is for whoever attended a closed training session of the semester.",
        "measure 4.3");

    public static readonly IReadOnlyList<Rule> All =
    [
        LearningIsOfTheUnion, PlanIsForThisOrALaterSemester, BranchesStudyOften, PlanIsInForce, PlanStandsOnceStudied,
        SessionEndsAfterItStarts, SessionIsAnnouncedInTime, SessionFollowsItsPlan, SessionTakesPlace, SessionIsCancelledBeforeItIsClosed, SessionIsClosedOnceItHasBegun,
        CheckInIsWithinItsWindow, CheckInCodeIsCurrent, CheckInIsNotGuessed, AttendsAsAMember, AttendsOnce,
        BackEntryIsInTime, NobodyEntersThemselves,
        CertificateIsEarned,
    ];
}
