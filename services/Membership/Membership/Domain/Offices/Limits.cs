namespace StudentUnion.Membership.Domain.Offices;

/// <summary>The two levels of a union.</summary>
public enum UnionLevel
{
    /// <summary>校级.</summary>
    School,

    /// <summary>院级.</summary>
    College,
}

/// <summary>
/// One figure of the structure rules from an academic year on, for institutions from a size on. The yearly form changes, so a figure is data with its source; an
/// older academic year keeps the figure it had. (domain.md §1)
/// </summary>
public sealed class Limit
{
    /// <summary>主席团人数.</summary>
    public const string PresidiumSize = "presidium-size";

    /// <summary>工作部门数.</summary>
    public const string DepartmentCount = "department-count";

    /// <summary>工作人员数.</summary>
    public const string StaffSize = "staff-size";

    /// <summary>Ceiling for an exception to <see cref="StaffSize"/> that states its basis.</summary>
    public const string StaffSizeException = "staff-size-exception";

    /// <summary>Thousandths of the major within which an undergraduate's rank lies.</summary>
    public const string AcademicRank = "academic-rank";

    /// <summary>Failed courses an officer may have.</summary>
    public const string FailedCourses = "failed-courses";

    /// <summary>Days of a public notice.</summary>
    public const string NoticeDays = "notice-days";

    public static readonly IReadOnlyList<string> Keys = [PresidiumSize, DepartmentCount, StaffSize, StaffSizeException, AcademicRank, FailedCourses, NoticeDays];

    public required string Key { get; init; }
    public required UnionLevel Level { get; init; }

    /// <summary>The year in which the first academic year it holds for begins.</summary>
    public required int FromYear { get; init; }

    /// <summary>It holds for institutions with at least so many students.</summary>
    public int SizeFrom { get; init; }

    public required int Value { get; init; }

    /// <summary>Where it is written.</summary>
    public required string Source { get; init; }

    /// <summary>The account that set it; none for those the platform comes with.</summary>
    public Guid? SetBy { get; init; }

    public DateTimeOffset? SetAt { get; init; }

    /// <summary>The figures the platform comes with: seven published forms of 2020 to 2024; those of colleges are common practice.</summary>
    public static IReadOnlyList<Limit> Defaults { get; } =
    [
        Of(PresidiumSize, UnionLevel.School, 5, "2020-2024 年改革评估表"), Of(PresidiumSize, UnionLevel.College, 3, "惯例"),
        Of(DepartmentCount, UnionLevel.School, 6, "2020-2024 年改革评估表"),
        Of(StaffSize, UnionLevel.School, 40, "2020-2024 年改革评估表"), Of(StaffSize, UnionLevel.College, 30, "惯例"),
        Of(StaffSizeException, UnionLevel.School, 60, "2020-2024 年改革评估表"),
        Of(AcademicRank, UnionLevel.School, 300, "2020-2024 年改革评估表"), Of(AcademicRank, UnionLevel.College, 300, "2020-2024 年改革评估表"),
        Of(FailedCourses, UnionLevel.School, 0, "2020-2024 年改革评估表"), Of(FailedCourses, UnionLevel.College, 0, "2020-2024 年改革评估表"),
        Of(NoticeDays, UnionLevel.School, 3, "惯例"), Of(NoticeDays, UnionLevel.College, 3, "惯例"),
    ];

    /// <summary>The federation sets a figure for an academic year to come, or for this one.</summary>
    public static Limit Set(string key, UnionLevel level, int fromYear, int sizeFrom, int value, string source, Guid by, int thisYear, DateTimeOffset now)
    {
        OfficeRules.LimitIsNotRetroactive.Require(fromYear >= thisYear, $"{fromYear} < {thisYear}");
        return new() { Key = key, Level = level, FromYear = fromYear, SizeFrom = sizeFrom, Value = value, Source = source, SetBy = by, SetAt = now };
    }

    private static Limit Of(string key, UnionLevel level, int value, string source) => new() { Key = key, Level = level, FromYear = 2020, Value = value, Source = source };
}

/// <summary>More staff than usual at a large or multi-campus university, with the basis it states.</summary>
public sealed class Exemption
{
    public const int MaxBasis = 500;

    public required Guid Id { get; init; }
    public required Guid TenantId { get; init; }
    public required Guid OrganizationId { get; init; }

    /// <summary>Always <see cref="Limit.StaffSize"/> so far.</summary>
    public required string Key { get; init; }

    /// <summary>The academic year it holds for, by the year in which it begins.</summary>
    public required int Year { get; init; }

    public required int Value { get; init; }
    public required string Basis { get; init; }
    public required Guid StatedBy { get; init; }
    public required DateTimeOffset StatedAt { get; init; }

    /// <summary>A university states why its staff are more.</summary>
    public static Exemption State(Guid tenant, int year, int value, string basis, Limits limits, Guid by, DateTimeOffset now)
    {
        var (usual, ceiling) = (limits.Of(Limit.StaffSize, UnionLevel.School), limits.Of(Limit.StaffSizeException, UnionLevel.School));
        OfficeRules.ExceptionHasABasis.Require(basis.Length > 0 && value > usual && value <= ceiling, $"{value} / {ceiling}");
        return new()
        {
            Id = Guid.CreateVersion7(now), TenantId = tenant, OrganizationId = tenant, Key = Limit.StaffSize, Year = year, Value = value, Basis = basis,
            StatedBy = by, StatedAt = now,
        };
    }
}

/// <summary>The figures that hold for one institution in one academic year.</summary>
/// <param name="all">Every figure ever set.</param>
/// <param name="year">The academic year, by the year in which it begins.</param>
/// <param name="students">How many students the institution has.</param>
/// <param name="exception">The institution's exception of that year, if any.</param>
public sealed class Limits(IReadOnlyCollection<Limit> all, int year, int students, Exemption? exception = null)
{
    public int Year => year;
    public int Students => students;
    public Exemption? Exception => exception;

    /// <summary>The figure itself; null where none is set, so that nothing is asked.</summary>
    public int? Of(string key, UnionLevel level) => all
        .Where(l => l.Key == key && l.Level == level && l.FromYear <= year && l.SizeFrom <= students)
        .OrderByDescending(l => l.FromYear).ThenByDescending(l => l.SizeFrom).Select(l => (int?)l.Value).FirstOrDefault();

    /// <summary>How many may be staff of a level, an exception with its basis included.</summary>
    public int? Staff(UnionLevel level) => level == UnionLevel.School && exception is not null ? exception.Value : Of(Limit.StaffSize, level);
}
