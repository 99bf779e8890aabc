using StudentUnion.Year.Deeds;

namespace StudentUnion.Year.Tests;

public sealed class SchoolTermTests
{
    [Theory]
    [InlineData("2026-2027-1", "2025-2026-2", "2027-01-31", "2027-08-31")]
    [InlineData("2026-2027-2", "2026-2027-1", "2027-08-31", "2027-08-31")]
    public void A_semester_knows_the_one_before_and_its_last_day(string code, string before, string lastDay, string yearEnds)
    {
        var term = new SchoolTerm(code);
        Assert.Equal((before, lastDay, yearEnds), (term.Previous.Code, $"{term.LastDay:yyyy-MM-dd}", $"{term.YearEnds:yyyy-MM-dd}"));
    }
}
