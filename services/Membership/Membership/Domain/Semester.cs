using System.Globalization;

namespace StudentUnion.Membership.Domain;

/// <summary>Half of an academic year.</summary>
public enum Half
{
    /// <summary>秋季学期, the first.</summary>
    Autumn = 1,

    /// <summary>春季学期, the second.</summary>
    Spring = 2,
}

/// <summary>A semester (学期). Its code is the one on transcripts: 2026-2027-1 is the autumn of 2026, 2026-2027-2 the spring of 2027.</summary>
/// <param name="Year">The year in which its academic year begins; 1950 to 2100.</param>
/// <param name="Half">Which half.</param>
public readonly record struct Semester(int Year, Half Half) : IComparable<Semester>
{
    /// <summary>2026-2027-1.</summary>
    public string Code => string.Create(CultureInfo.InvariantCulture, $"{Year}-{Year + 1}-{(int)Half}");

    /// <summary>The one before.</summary>
    public Semester Previous => Half == Half.Spring ? new(Year, Half.Autumn) : new(Year - 1, Half.Spring);

    /// <summary>The one after.</summary>
    public Semester Next => Half == Half.Autumn ? new(Year, Half.Spring) : new(Year + 1, Half.Autumn);

    /// <summary>The semester a code stands for; null where it stands for none.</summary>
    public static Semester? Of(string? code) =>
        code is { Length: 11 } && code[4] == '-' && code[9] == '-'
        && int.TryParse(code.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture, out var year) && year is >= 1950 and <= 2100
        && int.TryParse(code.AsSpan(5, 4), NumberStyles.None, CultureInfo.InvariantCulture, out var next) && next == year + 1
        && code[10] is '1' or '2'
            ? new Semester(year, (Half)(code[10] - '0'))
            : null;

    public int CompareTo(Semester other) => (Year, Half).CompareTo((other.Year, other.Half));

    public override string ToString() => Code;

    public static bool operator <(Semester a, Semester b) => a.CompareTo(b) < 0;

    public static bool operator >(Semester a, Semester b) => a.CompareTo(b) > 0;

    public static bool operator <=(Semester a, Semester b) => a.CompareTo(b) <= 0;

    public static bool operator >=(Semester a, Semester b) => a.CompareTo(b) >= 0;
}

/// <summary>When semesters begin, by the calendar of China: by default on 1 September and 1 February. (settings <c>Calendar:Autumn</c> and <c>Calendar:Spring</c>, as MM-dd)</summary>
public sealed record AcademicCalendar((int Month, int Day) Autumn, (int Month, int Day) Spring)
{
    public static readonly AcademicCalendar Default = new((9, 1), (2, 1));

    /// <summary>China has had one time without summer time since 1992.</summary>
    public static readonly TimeSpan ChinaTime = TimeSpan.FromHours(8);

    /// <summary>The day it is in China.</summary>
    public static DateOnly Day(DateTimeOffset at) => DateOnly.FromDateTime(at.ToOffset(ChinaTime).DateTime);

    /// <summary>The moment a day begins in China, in UTC.</summary>
    public static DateTimeOffset Start(DateOnly day) => new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), ChinaTime).ToUniversalTime();

    /// <summary>As the settings say, or the default where they say nothing.</summary>
    /// <exception cref="FormatException">A setting is no day of a year, MM-dd.</exception>
    public static AcademicCalendar From(string? autumn, string? spring)
    {
        return new(DayOf(autumn) ?? Default.Autumn, DayOf(spring) ?? Default.Spring);

        static (int, int)? DayOf(string? text) => text is null ? null
            : DateOnly.ParseExact($"2000-{text}", "yyyy-MM-dd", CultureInfo.InvariantCulture) is var day ? (day.Month, day.Day) : null;
    }

    /// <summary>The semester a day lies in.</summary>
    public Semester SemesterOf(DateOnly day)
    {
        var here = (day.Month, day.Day);
        return here.CompareTo(Autumn) >= 0 ? new(day.Year, Half.Autumn)
            : here.CompareTo(Spring) >= 0 ? new(day.Year - 1, Half.Spring)
            : new(day.Year - 1, Half.Autumn);
    }

    /// <summary>The semester a moment lies in.</summary>
    public Semester SemesterOf(DateTimeOffset at) => SemesterOf(Day(at));

    /// <summary>First day of a semester.</summary>
    public DateOnly FirstDay(Semester semester) => semester.Half == Half.Autumn
        ? new(semester.Year, Autumn.Month, Autumn.Day)
        : new(semester.Year + 1, Spring.Month, Spring.Day);

    /// <summary>Last day of a semester.</summary>
    public DateOnly LastDay(Semester semester) => FirstDay(semester.Next).AddDays(-1);
}
