namespace StudentUnion.Membership.Domain.Offices;

/// <summary>Where in a union a post stands.</summary>
public enum Seat
{
    Presidium,
    Department,

    /// <summary>团支部.</summary>
    Branch,

    /// <summary>秘书处: the secretary-general, who is no student.</summary>
    Secretariat,
}

/// <summary>A post that unions may fill in some academic years. The posts changed in 2023; what a year allows is data. (domain.md §1 allowed-posts)</summary>
public sealed class PostTemplate
{
    public const string PresidiumMember = "PresidiumMember";
    public const string SecretaryGeneral = "SecretaryGeneral";
    public const string LeagueBranchSecretary = "LeagueBranchSecretary";
    public const string DepartmentMember = "DepartmentMember";

    /// <summary>Stable name.</summary>
    public required string Code { get; init; }

    public required string Zh { get; init; }
    public required string En { get; init; }
    public required Seat Seat { get; init; }
    public required int FromYear { get; init; }

    /// <summary>The last academic year, by the year in which it begins; none while it goes on.</summary>
    public int? UntilYear { get; init; }

    /// <summary>Whether colleges have it too.</summary>
    public required bool AtColleges { get; init; }

    /// <summary>Its place in a list.</summary>
    public required int Ordinal { get; init; }

    public bool IsAllowed(int year, UnionLevel level) => year >= FromYear && !(year > UntilYear) && (AtColleges || level == UnionLevel.School);

    /// <summary>The posts the platform comes with.</summary>
    public static IReadOnlyList<PostTemplate> Defaults { get; } =
    [
        Of(1, PresidiumMember, "主席团成员", "Presidium member", Seat.Presidium, 2023),
        Of(2, "Chair", "主席", "Chair", Seat.Presidium, 2017, 2022),
        Of(3, "ViceChair", "副主席", "Vice-chair", Seat.Presidium, 2017, 2022),
        Of(4, SecretaryGeneral, "秘书长", "Secretary-general", Seat.Secretariat, 2017, atColleges: false),
        Of(5, LeagueBranchSecretary, "团支部书记", "League branch secretary", Seat.Branch, 2017),
        Of(6, "DepartmentHead", "部长", "Department head", Seat.Department, 2017, 2022),
        Of(7, "DeputyHead", "副部长", "Deputy head", Seat.Department, 2017, 2022),
        Of(8, "Officer", "干事", "Officer", Seat.Department, 2017, 2022),
        Of(9, DepartmentMember, "部门成员", "Department member", Seat.Department, 2023),
    ];

    private static PostTemplate Of(int ordinal, string code, string zh, string en, Seat seat, int from, int? until = null, bool atColleges = true) =>
        new() { Ordinal = ordinal, Code = code, Zh = zh, En = en, Seat = seat, FromYear = from, UntilYear = until, AtColleges = atColleges };
}
