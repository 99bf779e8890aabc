using System.Globalization;
using StudentUnion.ServiceDefaults;

namespace StudentUnion.Membership.Domain.Offices;

/// <summary>One rule of a decision: whether it holds and what it saw, in figures or official words that need no translation.</summary>
public sealed record Point(Rule Rule, bool Holds, string? Seen);

/// <summary>What the rules say of one person and one post. The table a page shows is the one that decides.</summary>
public sealed record Decision(IReadOnlyList<Point> Points)
{
    /// <summary>Whether every rule holds.</summary>
    public bool Holds => Points.All(p => p.Holds);

    /// <summary>Refuses by the first rule that does not hold.</summary>
    public void Require()
    {
        foreach (var point in Points) point.Rule.Require(point.Holds, point.Seen);
    }
}

/// <summary>Which part of the studies a standing speaks of.</summary>
public enum StandingScope
{
    /// <summary>One semester.</summary>
    Semester,

    /// <summary>One academic year.</summary>
    Year,

    /// <summary>From enrolment until the end of the semester named.</summary>
    SinceEnrolment,
}

/// <summary>How a student stood in the studies in one period: comprehensive rank within the major and failed courses. (domain.md §1 academic-standing)</summary>
public sealed class Standing
{
    public required Guid TenantId { get; init; }
    public required Guid PersonId { get; init; }
    public required StandingScope Scope { get; init; }

    /// <summary>The semester, or the last one of what it speaks of: 2025-2026-2.</summary>
    public required string Semester { get; init; }

    /// <summary>From 1; absent where only failed courses are known.</summary>
    public int? Rank { get; init; }

    /// <summary>Students in the major and grade who are ranked.</summary>
    public int? Size { get; init; }

    public required int FailedCourses { get; init; }
}

/// <summary>The personal conditions of office. Integer arithmetic only: rank × 1000 ≤ size × 300.</summary>
public static class Eligibility
{
    private static readonly string[] MastersAndDoctors = ["硕士", "博士"];
    private static readonly string[] PoliticalStatuses = ["中共党员", "中共预备党员", "共青团员"];

    /// <summary>Decides about a student.</summary>
    /// <param name="student">The student as the roster has them.</param>
    /// <param name="standings">Their standings, of any period.</param>
    /// <param name="limits">The figures in force.</param>
    /// <param name="level">The level of the union.</param>
    /// <param name="now">The present semester: the last one is the one before it.</param>
    public static IEnumerable<Point> Of(Student student, IReadOnlyCollection<Standing> standings, Limits limits, UnionLevel level, Semester now)
    {
        yield return new(OfficeRules.IsEnrolled, student.IsEnrolled, student.Status ?? RosterTerms.Enrolled);
        yield return new(OfficeRules.PoliticalStatus, PoliticalStatuses.Contains(student.PoliticalStatus), student.PoliticalStatus ?? "—");

        var known = Relevant(standings, now);
        yield return Rank(student, known, limits.Of(Limit.AcademicRank, level), now);
        yield return Failed(student, known, limits.Of(Limit.FailedCourses, level), now);
    }

    /// <summary>The best rank that counts, in thousandths of the major; null where there is none.</summary>
    public static int? BestRank(IReadOnlyCollection<Standing> standings, Semester now) =>
        Relevant(standings, now).Where(s => s is { Rank: not null, Size: > 0 }).Select(s => (int?)Permille(s)).Min();

    /// <summary>Failed courses as the standings that count have them; null where none is there.</summary>
    public static int? FailedCourses(IReadOnlyCollection<Standing> standings, Semester now) => Relevant(standings, now).Select(s => (int?)s.FailedCourses).Max();

    private static List<Standing> Relevant(IReadOnlyCollection<Standing> standings, Semester now)
    {
        var last = now.Previous.Code;
        // The last academic year that is over: the one before this.
        var lastYear = new Semester(now.Year - 1, Half.Spring).Code;
        var sinceEnrolment = standings.Where(s => s.Scope == StandingScope.SinceEnrolment && string.CompareOrdinal(s.Semester, now.Code) < 0)
            .MaxBy(s => s.Semester, StringComparer.Ordinal);
        return
        [
            .. standings.Where(s => (s.Scope == StandingScope.Semester && s.Semester == last) || (s.Scope == StandingScope.Year && s.Semester == lastYear)),
            .. sinceEnrolment is null ? [] : new[] { sinceEnrolment },
        ];
    }

    private static Point Rank(Student student, List<Standing> known, int? permille, Semester now)
    {
        if (permille is null || student.Level is { } level && MastersAndDoctors.Contains(level) || student.Grade == now.Year)
            return new(OfficeRules.AcademicRank, true, student.Level is { } l && MastersAndDoctors.Contains(l) ? l : Year(student));

        var ranked = known.Where(s => s is { Rank: not null, Size: > 0 }).ToList();
        if (ranked.Count == 0) return new(OfficeRules.AcademicRank, false, "—");

        var holds = ranked.Any(s => (long)s.Rank!.Value * 1000 <= (long)s.Size!.Value * permille.Value);
        var best = ranked.MinBy(s => (double)s.Rank!.Value / s.Size!.Value)!;
        return new(OfficeRules.AcademicRank, holds,
            string.Create(CultureInfo.InvariantCulture, $"{best.Rank} / {best.Size} = {100.0 * best.Rank!.Value / best.Size!.Value:0.##} %（≤ {permille.Value / 10.0:0.#} %）"));
    }

    private static Point Failed(Student student, List<Standing> known, int? allowed, Semester now)
    {
        if (allowed is null) return new(OfficeRules.NoFailedCourse, true, "—");

        // Nobody has been graded before the end of the first semester.
        if (known.Count == 0) return new(OfficeRules.NoFailedCourse, student.Grade == now.Year && now.Half == Half.Autumn, Year(student));

        var failed = known.Max(s => s.FailedCourses);
        return new(OfficeRules.NoFailedCourse, failed <= allowed, failed.ToString(CultureInfo.InvariantCulture));
    }

    private static string Year(Student student) => student.Grade is { } grade ? $"{grade.ToString(CultureInfo.InvariantCulture)} 级" : "—";

    private static int Permille(Standing s) => (int)((1000L * s.Rank!.Value + s.Size!.Value - 1) / s.Size.Value);
}
