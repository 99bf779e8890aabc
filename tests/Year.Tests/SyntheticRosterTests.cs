using System.Globalization;
using StudentUnion.Year.People;

namespace StudentUnion.Year.Tests;

public sealed class SyntheticRosterTests
{
    [Fact]
    public void The_same_seed_gives_the_same_people() => Assert.Equal(new SyntheticRoster(5).Students(1000), new SyntheticRoster(5).Students(1000));

    [Fact]
    public void Another_seed_gives_other_people() =>
        Assert.NotEqual(new SyntheticRoster(5).Students(100).Select(s => s.Name), new SyntheticRoster(6).Students(100).Select(s => s.Name));

    [Fact]
    public void A_longer_roster_begins_with_the_shorter() => Assert.Equal(new SyntheticRoster(5).Students(50), new SyntheticRoster(5).Students(5000).Take(50));

    [Fact]
    public void Ninety_thousand_student_numbers_are_distinct_and_tell_grade_and_college()
    {
        var students = new SyntheticRoster(2026).Students(90_494).ToList();
        Assert.Equal(90_494, students.Select(s => s.Number).Distinct().Count());
        Assert.All(students, student =>
        {
            Assert.Matches("^202[2-5][0-9]{6}$", student.Number);
            Assert.StartsWith(student.Grade.ToString(CultureInfo.InvariantCulture), student.Number, StringComparison.Ordinal);
        });
        Assert.Equal(students.Count, students.GroupBy(s => s.Number[4..6]).Sum(group => group.CountBy(s => s.College).Max(college => college.Value)));
    }

    [Fact]
    public void Names_look_like_names_and_repeat_as_seldom_as_they_do_in_life()
    {
        var names = new SyntheticRoster(1).Students(5000).Select(s => s.Name).ToList();
        Assert.All(names, name => Assert.InRange(name.Length, 2, 4));
        Assert.True(names.Distinct().Count() > 4500, $"{names.Distinct().Count()} distinct names of 5000");
    }

    [Fact]
    public void The_file_is_the_header_and_a_line_per_student_in_utf8()
    {
        using var csv = new StreamReader(new SyntheticRoster(5).Csv(3));
        var lines = csv.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var first = new SyntheticRoster(5).Students(1).Single();
        Assert.Equal(SyntheticRoster.Header, lines[0]);
        Assert.StartsWith($"{first.Number},{first.Name},{first.College},", lines[1], StringComparison.Ordinal);
        Assert.Equal(4, lines.Length);
        Assert.All(lines, line => Assert.Equal(8, line.Count(c => c == ',')));
    }

    [Fact]
    public void The_file_reads_the_same_in_pieces_of_any_size()
    {
        byte[] Read(int piece)
        {
            using var csv = new SyntheticRoster(5).Csv(20);
            using var all = new MemoryStream();
            var buffer = new byte[piece];
            while (csv.Read(buffer) is > 0 and var read) all.Write(buffer, 0, read);
            return all.ToArray();
        }

        Assert.Equal(Read(8192), Read(7));
    }

    [Fact]
    public void A_roster_beyond_its_numbers_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new SyntheticRoster(5).Students(SyntheticRoster.Most + 1).First());
}
