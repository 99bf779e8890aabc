using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using StudentUnion.Membership.Data;
using StudentUnion.Membership.Domain;
using StudentUnion.Membership.Sheets;
using StudentUnion.ServiceDefaults;

namespace StudentUnion.Membership.Features.Learning;

/// <summary>Who was at a session, for the officers and teachers of the union; and the same as a file.</summary>
public static class ShowAttendance
{
    /// <summary>EnteredBy, Reason: the account that entered it afterwards, and why; none where the person checked in.</summary>
    public sealed record Row(string StudentNumber, string Name, string College, DateTimeOffset At, bool BackEntered, string? Reason, Guid? EnteredBy);

    public static void Map(IEndpointRouteBuilder learning)
    {
        var attendance = learning.MapGroup("/sessions/{id:guid}/attendance").RequireAnyRole(Roles.UnionOfficer, Roles.LeagueTeacher);
        attendance.MapGet("/", List).WithSummary("签到名单 · Who was at a session");
        attendance.MapGet("/export.csv", Export).WithSummary("导出签到名单 · The same as a CSV file");
    }

    private sealed record After(string StudentNumber);

    private static async Task<Results<Ok<Page<Row>>, NotFound>> List(
        Guid id, [AsParameters] PageRequest page, HttpContext http, MembershipDb db, CancellationToken ct)
    {
        if (!await db.StudySessions.AnyAsync(s => s.Id == id, ct)) return TypedResults.NotFound();

        var start = page.Start<After>()?.StudentNumber;
        return TypedResults.Ok(http.Page(page, await Rows(db, id, start).Take(page.Size + 1).ToListAsync(ct), row => new After(row.StudentNumber)));
    }

    private static async Task<IResult> Export(Guid id, HttpContext http, MembershipDb db, CancellationToken ct)
    {
        if (!await db.StudySessions.AnyAsync(s => s.Id == id, ct)) return TypedResults.NotFound();

        var english = RequestLanguage.Of(http) == Language.English;
        return await CsvExport.Write(http, "attendance.csv",
            english ? ["Student number", "Name", "College", "At", "Entered afterwards", "Reason"] : ["学号", "姓名", "学院", "时间", "补录", "补录原因"],
            Rows(db, id, null).AsAsyncEnumerable(),
            row => [row.StudentNumber, row.Name, row.College, row.At.ToOffset(AcademicCalendar.ChinaTime).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture),
                row.BackEntered ? english ? "yes" : "是" : english ? "no" : "否", row.Reason], ct);
    }

    private static IQueryable<Row> Rows(MembershipDb db, Guid session, string? after) =>
        from a in db.Attendance.AsNoTracking()
        where a.SessionId == session
        join s in db.Students on a.PersonId equals s.Id
        where after == null || s.StudentNumber.CompareTo(after) > 0
        orderby s.StudentNumber
        select new Row(s.StudentNumber, s.Name, s.College, a.At, a.EnteredBy != null, a.Reason, a.EnteredBy);
}
