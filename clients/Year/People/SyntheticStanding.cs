namespace StudentUnion.Year.People;

/// <summary>How an invented student stood in the studies last semester.</summary>
/// <param name="Rank">Comprehensive rank within the major and grade, from 1.</param>
/// <param name="Size">Students who are ranked there.</param>
/// <param name="Failed">Failed courses.</param>
public sealed record SyntheticStanding(SyntheticStudent Student, int Rank, int Size, int Failed)
{
    /// <summary>The columns of the table a union would upload.</summary>
    public const string Header = "学号,范围,学期,综合排名,排名人数,不及格门数";

    /// <summary>Whether the conditions of office hold: top 30 % of the major, no failed course, member of Party or League. (measures 2.6, 6.5)</summary>
    public bool IsFit => Rank * 1000 <= Size * 300 && Failed == 0 && Student.IsOfPartyOrLeague;

    /// <summary>The line of the table.</summary>
    /// <param name="semester">As transcripts name it: 2025-2026-2.</param>
    public string Row(string semester) => FormattableString.Invariant($"{Student.Number},学期,{semester},{Rank},{Size},{Failed}");

    /// <summary>The same seed gives the same standings: two in three near the top, of the others one in four with a failed course.</summary>
    /// <param name="students">Whose.</param>
    /// <param name="good">Numbers of those who stand near the top in any case.</param>
    /// <param name="seed">Decides.</param>
    public static IReadOnlyList<SyntheticStanding> Of(IEnumerable<SyntheticStudent> students, IReadOnlySet<string> good, int seed)
    {
        var random = new Random(seed);
        var sizes = new Dictionary<(string, int), int>();
        return [.. students.Select(student =>
        {
            if (!sizes.TryGetValue((student.Major, student.Grade), out var size)) sizes.Add((student.Major, student.Grade), size = random.Next(40, 120));
            var near = random.Next(3) > 0 || good.Contains(student.Number);
            return new SyntheticStanding(student, random.Next(near ? size * 3 / 10 : size) + 1, size, !near && random.Next(4) == 0 ? random.Next(1, 4) : 0);
        })];
    }
}
