using System.Globalization;

namespace StudentUnion.Year.People;

/// <summary>The roster of an invented student body. The same seed gives the same people, and a longer roster begins with the shorter.</summary>
public sealed class SyntheticRoster(int seed, bool vocational = false)
{
    private const int FirstGrade = 2022;
    private const int Grades = 4;
    private const int ClassSize = 32;

    /// <summary>Most students one roster can hold: running numbers have four digits, and chance may put everybody into one grade.</summary>
    public static int Most => StudyPlaces.Colleges.Count * 9_999;

    /// <summary>The columns of the file a union would upload.</summary>
    public const string Header = "学号,姓名,学院,专业,年级,班级,培养层次,政治面貌,学生类别";

    public IEnumerable<SyntheticStudent> Students(int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Most);
        var random = new Random(seed);
        var running = new int[Grades, StudyPlaces.Colleges.Count];
        for (var i = 0; i < count; i++)
        {
            var (grade, place) = (random.Next(Grades), random.Next(StudyPlaces.Colleges.Count));
            while (running[grade, place] == 9_999) place = (place + 1) % StudyPlaces.Colleges.Count;
            var (college, majors) = StudyPlaces.Colleges[place];
            var major = majors[random.Next(majors.Count)];
            var number = ++running[grade, place];
            var year = FirstGrade + grade;
            yield return new(
                string.Create(CultureInfo.InvariantCulture, $"{year}{place + 1:00}{number:0000}"),
                GivenNames.Full(random),
                college,
                major,
                year,
                string.Create(CultureInfo.InvariantCulture, $"{major}{year % 100}{1 + (number - 1) / ClassSize:00}"),
                vocational ? "专科" : "本科",
                random.Next(100) switch { < 4 => "中共党员", < 9 => "中共预备党员", < 88 => "共青团员", _ => "群众" });
        }
    }

    /// <summary>The file, made while it is read, so its length costs no memory.</summary>
    public Stream Csv(int count) => new RowStream(Students(count).Select(Row).Prepend(Header));

    private static string Row(SyntheticStudent student) => string.Create(CultureInfo.InvariantCulture,
        $"{student.Number},{student.Name},{student.College},{student.Major},{student.Grade},{student.ClassName},{student.Level},{student.PoliticalStatus},内地学生");
}
