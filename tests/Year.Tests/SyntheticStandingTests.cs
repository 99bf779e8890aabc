using StudentUnion.Year.People;

namespace StudentUnion.Year.Tests;

public sealed class SyntheticStandingTests
{
    private static readonly List<SyntheticStudent> Students = [.. new SyntheticRoster(5).Students(150)];

    private static IReadOnlyList<SyntheticStanding> Standings(params IEnumerable<string> good) => SyntheticStanding.Of(Students, good.ToHashSet(), 7);

    [Fact]
    public void Every_student_stands_once_within_a_major_of_one_size()
    {
        var standings = Standings();
        Assert.Equal(Students, standings.Select(one => one.Student));
        Assert.All(standings, one => Assert.InRange(one.Rank, 1, one.Size));
        Assert.All(standings.GroupBy(one => (one.Student.Major, one.Student.Grade)), group => Assert.Single(group.Select(one => one.Size).Distinct()));
    }

    [Fact]
    public void Most_of_Party_and_League_meet_the_conditions_of_office_and_nobody_else_does()
    {
        var standings = Standings();
        Assert.InRange(standings.Count(one => one.IsFit), 75, 130);
        Assert.DoesNotContain(standings, one => one.IsFit && (one.Failed > 0 || one.Rank * 10 > one.Size * 3 || one.Student.PoliticalStatus == "群众"));
        Assert.Contains(standings, one => one.Failed > 0);
    }

    [Fact]
    public void Whoever_is_to_stand_well_does()
    {
        var good = Students.Where(student => student.IsOfPartyOrLeague).Select(student => student.Number).ToList();
        Assert.All(Standings(good).Where(one => good.Contains(one.Student.Number)), one => Assert.True(one.IsFit, one.Row("2025-2026-2")));
    }

    [Fact]
    public void A_line_has_a_cell_for_each_column() => Assert.All(Standings(),
        one => Assert.Equal(SyntheticStanding.Header.Count(c => c == ','), one.Row("2025-2026-2").Count(c => c == ',')));
}
