using StudentUnion.ServiceDefaults;

namespace StudentUnion.Membership.Domain;

/// <summary>Every rule this service enforces. The code is public: clients, unique indexes and tests refer to it.</summary>
public static class MembershipRules
{
    // Who belongs

    public static readonly Rule InstitutionComesFromTheList = new("membership.institution-comes-from-the-list",
        "学联由设置给定，高校学生会只随教育部名单登记，不能手工新建。",
        "The federation is given by settings and student unions of institutions arise from the Ministry's list; neither is registered by hand.",
        "measure 1.2; issue 3, Organizations", 422);

    public static readonly Rule FederationRegistersMembers = new("membership.federation-registers-members",
        "会员团体由学联登记和更名。", "Member organizations are registered and renamed by the federation.",
        "measure 1.2; issue 3, Organizations", 403);

    public static readonly Rule UnionKeepsItsColleges = new("membership.union-keeps-its-colleges",
        "院级学生会和本校各组织由本校学生会登记、更名和撤销。", "Colleges' unions and the bodies of a university are registered, renamed and closed by its own union.",
        "measure 1.2; domain.md §1 two-layers", 403);

    public static readonly Rule NameIsFree = new("membership.name-is-free",
        "同一组织下，同类在册组织不重名。", "Under one organization no two active organizations of a kind share a name.",
        "issue 3, Organizations");

    public static readonly Rule OrganizationIsActive = new("membership.organization-is-active",
        "只有在册的组织才能变更或设立下级组织。", "Only an active organization is changed or has others registered under it.",
        "issue 3, Organizations");

    public static readonly Rule MergedIntoAnotherMember = new("membership.merged-into-another-member",
        "会员团体只能并入另一个在册的会员团体。", "A member organization is merged into another active member organization.",
        "issue 3, Organizations", 422);

    public static readonly Rule DepartmentIsEmpty = new("membership.department-is-empty",
        "没有人任职的部门才能撤销。", "A department is closed once nobody serves in it.",
        "issue 3, Offices: history never overwritten");

    public static readonly Rule InstitutionCodeIsUnique = new("membership.institution-code-is-unique",
        "一个学校标识码只对应一个会员团体。", "One institution code stands for one member organization.",
        "Ministry's list of institutions, 学校标识码");

    // The Ministry's list

    public static readonly Rule ListIsNotOlder = new("membership.list-is-not-older",
        "不能导入早于已生效名单的名单。", "A list is at least as recent as the list that is in force for the same province.",
        "issue 2, Membership, first slice");

    public static readonly Rule ListCoversTheProvince = new("membership.list-covers-the-province",
        "名单须包含所选省份的学校。", "A list read for one province holds rows of that province.",
        "issue 2, Membership, first slice", 422);

    public static readonly Rule ListHasNoErrors = new("membership.list-has-no-errors",
        "名单须没有错误行才能生效。", "A list is applied only when none of its lines has an error: a line left out would close an institution.",
        "issue 2, Membership, first slice");

    public static readonly Rule PreviewIsCurrent = new("membership.preview-is-current",
        "预览之后名册已有变化，请重新预览后再确认。", "A preview is confirmed against the register it was compared with; the register has changed since, preview again.",
        "issue 2, Membership, first slice");

    // Files

    public static readonly Rule FileIsATable = new("membership.file-is-a-table",
        "请上传 CSV 或 XLSX 表格。", "An uploaded file is a table: CSV or XLSX.",
        "trust.md, uploads by magic bytes", 415);

    public static readonly Rule FileIsReadable = new("membership.file-is-readable",
        "文件须完整，编码须为 UTF-8 或 GB18030。", "An uploaded file is whole and its text is UTF-8 or GB18030.",
        "issue 2, Membership, first slice", 422);

    public static readonly Rule FileIsWithinLimits = new("membership.file-is-within-limits",
        "文件大小、行数、列数和压缩比不超过上限。", "An uploaded file keeps within the caps on size, rows, columns and compression.",
        "trust.md, size, ratio, row and column caps", 413);

    public static readonly Rule FileHasItsColumns = new("membership.file-has-its-columns",
        "表头须包含所需的列。", "The header names every column that is needed.",
        "issue 2, Membership, first slice", 422);

    // The roster

    public static readonly Rule StudentNumberIsUnique = new("membership.student-number-is-unique",
        "一个学号在一所学校只对应一名学生。", "Within one university a student number stands for one student.",
        "issue 3, Students");

    public static readonly Rule UploadIsComplete = new("membership.upload-is-complete",
        "名单须上传完整；本次上传中断，没有任何变更，请重新上传。", "A roster is received whole; this upload broke off and changed nothing, upload it again.",
        "issue 2, Membership, first slice");

    public static readonly Rule StagedRosterIsComplete = new("membership.staged-roster-is-complete",
        "写入时须保有全部已上传的行；数据库曾异常中断，请重新上传，已写入的行不会重复。",
        "Every uploaded row is there when it is merged; the database broke down in between, upload again: nothing is entered twice.",
        "issue 2, Membership, first slice");

    public static readonly Rule MergeGoesThrough = new("membership.merge-goes-through",
        "名单须能写入；多次尝试均失败，请联系管理员后重新上传，已写入的行不会重复。",
        "A roster can be merged; it failed several times here, tell the administrator and upload again: nothing is entered twice.",
        "issue 2, Membership, first slice");

    // The presidium

    public static readonly Rule AppointedOncePerElection = new("membership.appointed-once-per-election",
        "一次选举只产生一次任职。", "An election appoints a person once.",
        "measure 6.2; trust.md, effects exactly once");

    public static readonly Rule HoldsOneSeat = new("membership.holds-one-seat",
        "一人在一个主席团只占一席。", "A person holds one seat on a presidium at a time.",
        "domain.md §1 presidium-size");

    // Draws among equals

    public static readonly Rule DrawHasMoreCandidatesThanPlaces = new("membership.draw-has-more-candidates-than-places",
        "同等条件的人选多于名额才抽签。", "A draw is held where those equally qualified are more than the places.",
        "measure 6.4", 422);

    public static readonly Rule DrawCandidateIsAMember = new("membership.draw-candidate-is-a-member",
        "抽签人选须是本校名册上的学生。", "Whoever takes part in a draw is a student on the roster of the member organization.",
        "measure 6.4");

    public static readonly Rule DrawCandidateStandsOnce = new("membership.draw-candidate-stands-once",
        "同一人在一次抽签中只列一次。", "A person takes part in a draw once.",
        "measure 6.4", 422);

    public static readonly Rule DrawSeedComesLater = new("membership.draw-seed-comes-later",
        "决定抽签的公开数值须在公布承诺之后才产生。", "The public value that decides a draw comes into being after the commitment is published.",
        "measure 6.4; issue 3, verifiable draw", 422);

    public static readonly Rule DrawAwaitsItsSeed = new("membership.draw-awaits-its-seed",
        "抽签已经完成或撤销，不能再改。", "A draw that has been held or called off does not change any more.",
        "measure 6.4; issue 3, verifiable draw");

    public static readonly Rule DrawSeedIsDue = new("membership.draw-seed-is-due",
        "到公布的时间才能录入公开数值。", "The public value is entered only from the moment on that was announced.",
        "measure 6.4; issue 3, verifiable draw");

    public static readonly Rule DrawIsCancelledInTime = new("membership.draw-is-cancelled-in-time",
        "公开数值产生之后不能撤销抽签。", "A draw is not called off once its public value can be known.",
        "measure 6.4; issue 3, verifiable draw");

    public static readonly IReadOnlyList<Rule> All =
    [
        InstitutionComesFromTheList, FederationRegistersMembers, UnionKeepsItsColleges, NameIsFree, OrganizationIsActive, InstitutionCodeIsUnique,
        MergedIntoAnotherMember, DepartmentIsEmpty,
        ListIsNotOlder, ListCoversTheProvince, ListHasNoErrors, PreviewIsCurrent,
        FileIsATable, FileIsReadable, FileIsWithinLimits, FileHasItsColumns,
        StudentNumberIsUnique, UploadIsComplete, StagedRosterIsComplete, MergeGoesThrough,
        AppointedOncePerElection, HoldsOneSeat,
        DrawHasMoreCandidatesThanPlaces, DrawCandidateIsAMember, DrawCandidateStandsOnce, DrawSeedComesLater, DrawAwaitsItsSeed, DrawSeedIsDue,
        DrawIsCancelledInTime,
    ];
}
