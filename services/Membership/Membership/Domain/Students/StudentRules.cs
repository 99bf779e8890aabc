using StudentUnion.ServiceDefaults;

namespace StudentUnion.Membership.Domain.Students;

/// <summary>The law of what a student may ask about their own record, and of the yearly roll-over.</summary>
public static class StudentRules
{
    public static readonly Rule CorrectionIsOfTheRecord = new("membership.correction-is-of-the-record",
        "可以申请更正姓名、学院、专业、年级、班级、培养层次、政治面貌、学生类别和学籍状态，新值须符合名册格式。",
        "A correction concerns name, college, major, grade, class, level, political status, category or status, and its value is one the roster takes.",
        "issue 3, Students: correct by request", 422);

    public static readonly Rule CorrectionIsNew = new("membership.correction-is-new",
        "更正内容须与现有记录不同，同一项目同时只有一份待办申请。", "A correction differs from the record, and one request at a time waits for an item.",
        "issue 3, Students: correct by request");

    public static readonly Rule CorrectionIsOpen = new("membership.correction-is-open",
        "更正申请已经办结。", "A request that has been decided does not change any more.",
        "issue 3, Students: correct by request");

    public static readonly Rule RefusalHasAReason = new("membership.correction-refusal-has-a-reason",
        "不予更正须说明理由。", "A refusal gives its reason.",
        "issue 3, Students: correct by request", 422);

    public static readonly Rule RollOverIsDue = new("membership.roll-over-is-due",
        "只能结转本年及以前的毕业年级。", "Students are rolled over up to those who graduate this year.",
        "issue 3, Students: yearly roll-over", 422);

    public static readonly Rule RosterIsAtRest = new("membership.roster-is-at-rest",
        "名册正在写入，请在导入完成后再办理。", "Nobody changes the roster by hand while a file is being merged; do it once the import has ended.",
        "issue 3, Students: yearly roll-over");

    public static readonly IReadOnlyList<Rule> All = [CorrectionIsOfTheRecord, CorrectionIsNew, CorrectionIsOpen, RefusalHasAReason, RollOverIsDue, RosterIsAtRest];
}
