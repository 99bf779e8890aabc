using System.Globalization;

namespace StudentUnion.Year.Deeds;

/// <summary>A semester as transcripts name it: 2026-2027-1 is the autumn of 2026, 2026-2027-2 the spring of 2027.</summary>
internal sealed record SchoolTerm(string Code)
{
    private static readonly TimeSpan China = TimeSpan.FromHours(8);

    private int Year => int.Parse(Code.AsSpan(0, 4), CultureInfo.InvariantCulture);

    private bool IsAutumn => Code[^1] == '1';

    public SchoolTerm Previous => IsAutumn ? Of(Year - 1, 2) : Of(Year, 1);

    /// <summary>Its last day by the usual calendar.</summary>
    public DateOnly LastDay => IsAutumn ? new(Year + 1, 1, 31) : new(Year + 1, 8, 31);

    /// <summary>The last day of its academic year.</summary>
    public DateOnly YearEnds => new(Year + 1, 8, 31);

    /// <summary>The day it is in China.</summary>
    public static DateOnly Today(TimeProvider clock) => DateOnly.FromDateTime(clock.GetUtcNow().ToOffset(China).DateTime);

    /// <summary>An hour of a day in China.</summary>
    public static DateTimeOffset At(DateOnly day, int hour) => new(day.ToDateTime(new TimeOnly(hour, 0)), China);

    private static SchoolTerm Of(int year, int half) => new(FormattableString.Invariant($"{year}-{year + 1}-{half}"));
}
