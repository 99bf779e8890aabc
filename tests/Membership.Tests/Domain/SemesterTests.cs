using StudentUnion.Membership.Domain;

namespace StudentUnion.Membership.Tests.Domain;

public class SemesterTests
{
    [Theory]
    [InlineData("2026-08-31", "2025-2026-2")]
    [InlineData("2026-09-01", "2026-2027-1")]
    [InlineData("2027-01-31", "2026-2027-1")]
    [InlineData("2027-02-01", "2026-2027-2")]
    public void A_day_lies_in_one_semester(string day, string code)
    {
        var semester = AcademicCalendar.Default.SemesterOf(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(code, semester.Code);
        Assert.Equal(semester, Semester.Of(code));
        Assert.Equal(semester, AcademicCalendar.Default.SemesterOf(AcademicCalendar.Default.FirstDay(semester)));
        Assert.Equal(semester, AcademicCalendar.Default.SemesterOf(AcademicCalendar.Default.LastDay(semester)));
        Assert.Equal(semester, semester.Next.Previous);
    }

    [Theory]
    [InlineData("2026-2028-1")]
    [InlineData("2026-2027-3")]
    [InlineData("2026-2027")]
    [InlineData("")]
    [InlineData(null)]
    public void Other_codes_are_none(string? code) => Assert.Null(Semester.Of(code));

    [Fact]
    public void A_day_begins_in_China() => Assert.Equal("2026-08-31T16:00:00.0000000+00:00", AcademicCalendar.Start(new(2026, 9, 1)).ToString("O"));

    [Fact]
    public void The_calendar_is_a_setting() =>
        Assert.Equal("2025-2026-2", AcademicCalendar.From("09-15", "02-20").SemesterOf(new DateOnly(2026, 9, 14)).Code);
}
