using StudentUnion.Membership.Domain;

namespace StudentUnion.Membership.Features.Learning;

/// <summary>The semester a request speaks of.</summary>
internal static class SemesterAsked
{
    /// <summary>The one named; the one that runs where none is.</summary>
    /// <exception cref="BadHttpRequestException">What is named is no semester: 400.</exception>
    public static Semester Asked(this AcademicCalendar calendar, string? code, DateTimeOffset now) =>
        string.IsNullOrEmpty(code) ? calendar.SemesterOf(now) : Named(code);

    public static Semester Named(string code) => Semester.Of(code) ?? throw new BadHttpRequestException($"'{code}' is no semester.");
}
