using System.Globalization;
using Microsoft.Extensions.Localization;
using StudentUnion.Web.Resources;

namespace StudentUnion.Web.Surroundings;

/// <summary>Semesters by their code on transcripts (2026-2027-1 is the autumn of 2026), and as people say them. What is of a semester is told by the service; here only the one to begin with is guessed.</summary>
public static class Semesters
{
    /// <summary>The one a day lies in, where autumn begins in September and spring in February.</summary>
    public static string Of(DateOnly day) => day.Month >= 9 ? Code(day.Year, 1) : day.Month >= 2 ? Code(day.Year - 1, 2) : Code(day.Year - 1, 1);

    public static string Before(string code) => code[^1] == '2' ? Code(Year(code), 1) : Code(Year(code) - 1, 2);

    public static string After(string code) => code[^1] == '1' ? Code(Year(code), 2) : Code(Year(code) + 1, 1);

    /// <summary>A code out of an address; the semester of the day where it is none.</summary>
    public static string Asked(string? code, DateOnly day) =>
        code is { Length: 11 } && int.TryParse(code.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture, out var year) && year is >= 1951 and <= 2098
        && code[^1] is '1' or '2' && code == Code(year, code[^1] - '0') ? code : Of(day);

    /// <summary>2026-2027学年秋季学期</summary>
    public static string Semester(this IStringLocalizer<Texts> texts, string code) => texts[$"Semester.{code[^1]}", code[..9]];

    private static int Year(string code) => int.Parse(code.AsSpan(0, 4), CultureInfo.InvariantCulture);

    private static string Code(int year, int half) => string.Create(CultureInfo.InvariantCulture, $"{year}-{year + 1}-{half}");
}
