using StudentUnion.ServiceDefaults;

namespace StudentUnion.Membership.Domain;

/// <summary>What is asked of single lines of an uploaded file. A line that breaks one is left out and reported; the others are taken.</summary>
public static class RowRules
{
    public static readonly Rule RowIsReadable = Of("row-is-readable",
        "每行的文字须能辨认，引号须成对。", "The text of a line can be decoded and its quotes are paired.");

    public static readonly Rule RowFitsTheHeader = Of("row-fits-the-header",
        "一行的单元格不多于表头。", "A line has no more cells than the header.");

    public static readonly Rule TextFits = Of("text-fits",
        "文字不超过本列的长度上限。", "A text keeps within the length of its column.");

    public static readonly Rule ColumnIsThere = Of("column-is-there",
        "表头须包含此列。", "The header names this column.");

    // Roster lines

    public static readonly Rule StudentNumberIsGiven = Of("student-number-is-given",
        "每行须有学号。", "Every line has a student number.");

    public static readonly Rule StudentNumberIsWellFormed = Of("student-number-is-well-formed",
        "学号由 1 至 32 位字母、数字或连字符组成；请把学号列设为文本格式。",
        "A student number has 1 to 32 letters, digits or hyphens; format its column as text.");

    public static readonly Rule StudentNumberStandsOnce = Of("student-number-stands-once",
        "一个学号在文件中只出现一次，以第一次出现为准。", "A student number stands once in a file; the first line counts.");

    public static readonly Rule StudentNameIsGiven = Of("student-name-is-given",
        "名册中没有的学生须填写姓名。", "A student not yet on the roster has a name.");

    public static readonly Rule CollegeIsGiven = Of("college-is-given",
        "名册中没有的学生须填写学院。", "A student not yet on the roster has a college.");

    public static readonly Rule GradeIsAYear = Of("grade-is-a-year",
        "年级为四位入学年份，例如 2023。", "A grade is the four-digit year of enrolment, for instance 2023.");

    public static readonly Rule LevelIsKnown = Of("level-is-known",
        "培养层次为本科、专科、硕士或博士。", "The level is one of 本科, 专科, 硕士, 博士.");

    public static readonly Rule PoliticalStatusIsKnown = Of("political-status-is-known",
        "政治面貌为国家标准 GB/T 4762 所列之一。", "The political status is one of GB/T 4762.");

    public static readonly Rule CategoryIsKnown = Of("category-is-known",
        "学生类别为内地学生、港澳台学生或国际学生。", "The category is one of 内地学生, 港澳台学生, 国际学生.");

    public static readonly Rule StatusIsKnown = Of("status-is-known",
        "学籍状态为在籍、休学、毕业或离校。", "The status is one of 在籍, 休学, 毕业, 离校.");

    // Lines of the other registers

    public static readonly Rule CellIsGiven = Of("cell-is-given",
        "本列须填写。", "This column is filled in.");

    public static readonly Rule StudentIsOnTheRoster = Of("student-is-on-the-roster",
        "学号须在本校名册中。", "The student number stands on the roster of the university.");

    public static readonly Rule ScopeIsKnown = Of("scope-is-known",
        "范围为学期、学年或入学以来。", "The scope is 学期, 学年 or 入学以来.");

    public static readonly Rule SemesterIsOver = Of("semester-is-over",
        "学期为已结束的学期，写作 2025-2026-1 或 2025-2026-2；学年可写作 2025-2026。",
        "The semester is over and written 2025-2026-1 or 2025-2026-2; an academic year may be written 2025-2026.");

    public static readonly Rule RankIsWithinTheSize = Of("rank-is-within-the-size",
        "综合排名为 1 至排名人数之间的整数。", "The rank is a whole number from 1 to the number of those ranked.");

    public static readonly Rule FailedCoursesAreANumber = Of("failed-courses-are-a-number",
        "不及格门数为整数，没有则填 0。", "Failed courses are a whole number, 0 for none.");

    public static readonly Rule StandingStandsOnce = Of("standing-stands-once",
        "同一学生、范围和学期在文件中只出现一次，以第一次出现为准。", "A student, scope and semester stand once in a file; the first line counts.");

    public static readonly Rule ParentIsKnown = Of("parent-is-known",
        "上级组织须是本校学生会或已登记的院级学生会。", "The organization is the university's union or a registered college's union.");

    public static readonly Rule BodyKindIsKnown = Of("body-kind-is-known",
        "类别为院级学生会、工作部门、团支部、社团、班级、宿舍区、党组织、团组织或学生工作部门。",
        "The kind is one of 院级学生会, 工作部门, 团支部, 社团, 班级, 宿舍区, 党组织, 团组织, 学生工作部门.");

    public static readonly Rule PostIsKnown = Of("post-is-known",
        "岗位须是规定的岗位之一。", "The post is one of those that are prescribed.");

    public static readonly Rule DepartmentIsKnown = Of("department-is-known",
        "部门须是该组织已登记的工作部门。", "The department is a registered department of that organization.");

    public static readonly Rule DayIsADay = Of("day-is-a-day",
        "日期写作 2027-08-31。", "A day is written 2027-08-31.");

    // Lines of the Ministry's list

    public static readonly Rule CodeIsWellFormed = Of("code-is-well-formed",
        "学校标识码为 5 位或 10 位数字。", "An institution code has 5 or 10 digits.");

    public static readonly Rule CodeStandsOnce = Of("code-stands-once",
        "一个学校标识码在名单中只出现一次。", "An institution code stands once in a list.");

    public static readonly Rule InstitutionNameIsGiven = Of("institution-name-is-given",
        "每行须有学校名称。", "Every line has the name of an institution.");

    public static readonly Rule ProvinceIsGiven = Of("province-is-given",
        "每行须有省份。", "Every line has a province.");

    public static readonly Rule InstitutionLevelIsKnown = Of("institution-level-is-known",
        "办学层次为本科或专科。", "The level of an institution is 本科 or 专科.");

    public static readonly IReadOnlyList<Rule> All =
    [
        RowIsReadable, RowFitsTheHeader, TextFits, ColumnIsThere,
        StudentNumberIsGiven, StudentNumberIsWellFormed, StudentNumberStandsOnce, StudentNameIsGiven, CollegeIsGiven,
        GradeIsAYear, LevelIsKnown, PoliticalStatusIsKnown, CategoryIsKnown, StatusIsKnown,
        CellIsGiven, StudentIsOnTheRoster, ScopeIsKnown, SemesterIsOver, RankIsWithinTheSize, FailedCoursesAreANumber, StandingStandsOnce, ParentIsKnown,
        BodyKindIsKnown, PostIsKnown, DepartmentIsKnown, DayIsADay,
        CodeIsWellFormed, CodeStandsOnce, InstitutionNameIsGiven, ProvinceIsGiven, InstitutionLevelIsKnown,
    ];

    private static readonly Dictionary<string, Rule> ByCode = All.ToDictionary(rule => rule.Code);

    /// <summary>The rule a stored finding names.</summary>
    public static Rule Named(string code) => ByCode[code];

    private static Rule Of(string code, string zh, string en) => new($"membership.{code}", zh, en, "issues 2 and 3, row errors by line", 422);
}

/// <summary>What is wrong in one line of an uploaded file.</summary>
/// <param name="Line">Line of a CSV file or row of a sheet, counted from 1, the header included.</param>
/// <param name="Column">The column as the documentation names it.</param>
/// <param name="Code">Code of the row rule that is broken.</param>
/// <param name="Seen">What was seen, where it is no personal data.</param>
public sealed record RowFinding(int Line, string? Column, string Code, string? Seen = null)
{
    /// <summary>How many findings of one file are kept; the count of rejected rows covers all.</summary>
    public const int MaxKept = 10_000;
}
