using System.Globalization;
using Microsoft.EntityFrameworkCore;
using StudentUnion.Membership.Data;
using StudentUnion.Membership.Domain;
using StudentUnion.Membership.Sheets;
using StudentUnion.ServiceDefaults;

namespace StudentUnion.Membership.Features.Roster;

/// <summary>The roster of the caller's union: by college, by the beginning of a name or a student number; and the same as a file.</summary>
public static class SearchStudents
{
    public sealed record Row(
        Guid Id, string StudentNumber, string Name, string College, string? Major, string? Grade, string? ClassName, string? Level,
        string? PoliticalStatus, string? Category, string? Status)
    {
        internal static Row Of(Student s) => new(
            s.Id, s.StudentNumber, s.Name, s.College, s.Major, s.Grade?.ToString(CultureInfo.InvariantCulture), s.ClassName, s.Level,
            s.PoliticalStatus, s.Category, s.Status);
    }

    public static void Map(IEndpointRouteBuilder students)
    {
        students.MapGet("/", Handle).WithSummary("查询学生名册 · Search the roster");
        students.MapGet("/export.csv", Export).WithSummary("导出学生名册 · The roster as a CSV file");
    }

    private sealed record Cursor(string StudentNumber);

    private static async Task<Page<Row>> Handle(
        HttpContext http, MembershipDb db, [AsParameters] PageRequest page, CancellationToken ct, string? search = null, string? college = null)
    {
        var found = Search(db, search, college);
        if (page.Start<Cursor>() is { } start) found = found.Where(s => s.StudentNumber.CompareTo(start.StudentNumber) > 0);
        var rows = await found.OrderBy(s => s.StudentNumber).Take(page.Size + 1).ToListAsync(ct);
        return http.Page(page, rows.ConvertAll(Row.Of), row => new Cursor(row.StudentNumber));
    }

    private static Task<IResult> Export(HttpContext http, MembershipDb db, CancellationToken ct, string? search = null, string? college = null) =>
        CsvExport.Write(http, "students.csv",
            [.. Enum.GetValues<RosterColumn>().Select(RosterCells.NameOf)],
            Search(db, search, college).OrderBy(s => s.StudentNumber).AsAsyncEnumerable(),
            s => [s.StudentNumber, s.Name, s.College, s.Major, s.Grade?.ToString(CultureInfo.InvariantCulture), s.ClassName, s.Level, s.PoliticalStatus, s.Category, s.Status],
            ct);

    private static IQueryable<Student> Search(MembershipDb db, string? search, string? college)
    {
        var found = db.Students.AsNoTracking();
        if (!string.IsNullOrWhiteSpace(college)) found = found.Where(s => s.College == college.Trim());
        if (search?.Trim() is { Length: > 0 } start)
        {
            // A range and not LIKE: row-level security lets only leak-proof comparisons reach an index.
            var end = start + "\U0010FFFF";
            found = found.Where(s =>
                (s.StudentNumber.CompareTo(start) >= 0 && s.StudentNumber.CompareTo(end) < 0)
                || (s.Name.CompareTo(start) >= 0 && s.Name.CompareTo(end) < 0));
        }

        return found;
    }
}
