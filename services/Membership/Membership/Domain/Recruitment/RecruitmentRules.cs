using StudentUnion.ServiceDefaults;

namespace StudentUnion.Membership.Domain.Recruitment;

/// <summary>The law of selection (选聘): who may apply, who decides in which order, how equals are told apart, what comes before an office. (measures 6.3, 6.4, 6.5)</summary>
public static class RecruitmentRules
{
    // The call

    public static readonly Rule CallHasItsPosts = new("membership.call-has-its-posts",
        "选聘公告招聘当年度的部门或团支部岗位，部门岗位须指明部门；推荐主席团候选人的公告只设主席团成员一个岗位。",
        "A call for staff names department and branch posts of the year, with their department; a call for candidates names the presidium only.",
        "measures 6.1, 6.5", 422);

    public static readonly Rule CallHasATime = new("membership.call-has-a-time",
        "报名须先开始后截止，并且截止时间在今后。", "Applications open before they close, and close in the future.",
        "measure 6.5", 422);

    public static readonly Rule ChainHasItsBodies = new("membership.chain-has-its-bodies",
        "审批所需的团组织、党组织和学生工作部门须先在学校登记，公告才能发布。",
        "A call is published once the university has registered every body that its approvals need.",
        "measures 1.2, 6.3", 422);

    public static readonly Rule CallMovesOn = new("membership.call-moves-on",
        "选聘公告按草稿、报名、选定、办结的次序进行，不能退回。", "A call goes from draft to open, decided and done, and never back.",
        "issue 3, Recruitment");

    public static readonly Rule CallIsSettled = new("membership.call-is-settled",
        "所有报名都有结果，选聘才能办结。", "A call is done once every application has its outcome.",
        "issue 3, Recruitment");

    // Applying

    public static readonly Rule AppliedInTime = new("membership.applied-in-time",
        "报名只在公告规定的时间内接收。", "Applications are taken only in the time the call names.",
        "measure 6.5");

    public static readonly Rule AppliesOnce = new("membership.applies-once",
        "同一公告每人只报名一次。", "A person applies once to a call.",
        "issue 3, Recruitment");

    public static readonly Rule ApplicantIsOfTheCollege = new("membership.applicant-is-of-the-college",
        "院级学生会的岗位由本学院学生报名。", "Posts of a college's union are for students of that college.",
        "measure 6.5");

    public static readonly Rule WithdrawnInTime = new("membership.withdrawn-in-time",
        "公示开始之前可以撤回报名。", "An application is withdrawn before its public notice begins.",
        "issue 3, Recruitment");

    public static readonly Rule ApplicationMovesOn = new("membership.application-moves-on",
        "报名在当前阶段不能办理此事。", "An application takes only the steps that its stage allows.",
        "issue 3, Recruitment");

    // Approvals

    public static readonly Rule StepsInOrder = new("membership.steps-in-order",
        "审批按次序进行，前一环节全部同意后才到下一环节。", "Approvals follow their order; none is given before those ahead of it.",
        "measure 6.3; domain.md §1: the chain of presidium candidates");

    public static readonly Rule BodyDecides = new("membership.body-decides",
        "审批由该单位的人员或其委托的人员办理。", "An approval is given by the people of its body or those they delegate.",
        "measure 6.3", 403);

    public static readonly Rule DecidedOnce = new("membership.decided-once",
        "审批意见作出后不能更改。", "A decision of a body, once given, stands.",
        "measure 6.3");

    public static readonly Rule ReviewIsScored = new("membership.review-is-scored",
        "评审环节同意时须评分（0 至 100 分），其他环节不评分。", "A body that agrees in the review gives a score from 0 to 100; other steps give none.",
        "measure 6.4", 422);

    public static readonly Rule RefusalHasAReason = new("membership.refusal-has-a-reason",
        "不同意须说明原因。", "A refusal states its reason.",
        "issue 3, Recruitment", 422);

    public static readonly Rule DelegationEnds = new("membership.delegation-ends",
        "委托他人须有截止日期，最长 90 天。", "A delegation names its last day, at most 90 days ahead, and another account.",
        "issue 3, Recruitment: each approval has a delegate", 422);

    // Selecting

    public static readonly Rule ReviewIsFinished = new("membership.review-is-finished",
        "报名截止且该岗位的评审全部结束后才能选定。", "A post is selected once applications are closed and every review of it has ended.",
        "measure 6.4");

    public static readonly Rule SelectedWithinPlaces = new("membership.selected-within-places",
        "选定人数不超过公告的岗位名额。", "No more are selected than the call has places.",
        "measure 6.5", 422);

    public static readonly Rule SelectedOnce = new("membership.selected-once",
        "每个岗位只选定一次。", "A post is selected once.",
        "measure 6.4");

    public static readonly Rule EqualsAreDrawn = new("membership.equals-are-drawn",
        "同等条件的人选由随机抽签决定，不由人工决定。", "Equal candidates are decided by a draw, never by hand.",
        "measure 6.4");

    // Public notice and probation

    public static readonly Rule ObjectedInTime = new("membership.objected-in-time",
        "异议在公示期内提出。", "Objections are raised while the public notice lasts.",
        "measure 6.5");

    public static readonly Rule ObjectionIsOpen = new("membership.objection-is-open",
        "异议已经答复，不能更改。", "An objection that has been answered does not change any more.",
        "measure 6.5");

    public static readonly Rule NoticeIsOver = new("membership.notice-is-over",
        "公示期满后才能聘任。", "Nobody is appointed before the public notice is over.",
        "measure 6.5");

    public static readonly Rule ObjectionsAreAnswered = new("membership.objections-are-answered",
        "公示期内的异议全部答复后才能聘任。", "Nobody is appointed while an objection is unanswered.",
        "measure 6.5");

    public static readonly Rule MentorIsNamed = new("membership.mentor-is-named",
        "试用期须指定指导人，指导人为指导单位人员或本级学生会在任人员，不能是本人。",
        "A probation has a mentor: a person of a supervising body or somebody else in office in the union.",
        "measure 6.4", 422);

    public static readonly Rule ProbationIsOver = new("membership.probation-is-over",
        "试用期满后才能转正。", "Nobody is confirmed before the probation is over.",
        "measure 6.4");

    public static readonly Rule ExtendedOnce = new("membership.extended-once",
        "试用期只延长一次。", "A probation is extended once.",
        "measure 6.4");

    public static readonly IReadOnlyList<Rule> All =
    [
        CallHasItsPosts, CallHasATime, ChainHasItsBodies, CallMovesOn, CallIsSettled,
        AppliedInTime, AppliesOnce, ApplicantIsOfTheCollege, WithdrawnInTime, ApplicationMovesOn,
        StepsInOrder, BodyDecides, DecidedOnce, ReviewIsScored, RefusalHasAReason, DelegationEnds,
        ReviewIsFinished, SelectedWithinPlaces, SelectedOnce, EqualsAreDrawn,
        ObjectedInTime, ObjectionIsOpen, NoticeIsOver, ObjectionsAreAnswered, MentorIsNamed, ProbationIsOver, ExtendedOnce,
    ];
}
