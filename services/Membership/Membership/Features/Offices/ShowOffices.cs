using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using StudentUnion.Membership.Data;
using StudentUnion.Membership.Domain;
using StudentUnion.Membership.Domain.Offices;
using StudentUnion.Membership.Sheets;
using StudentUnion.ServiceDefaults;

namespace StudentUnion.Membership.Features.Offices;

/// <summary>
/// Who holds office in a union of the caller's university, and how full it is. Every member may look; how somebody was suspended or ended is for the person and for those
/// who keep the register.
/// </summary>
public static class ShowOffices
{
    /// <summary>Gauges: how many there are of how many there may be. Exception: why there may be more staff.</summary>
    public sealed record Response(Guid OrganizationId, string OrganizationName, UnionLevel Level, IReadOnlyList<Gauge> Gauges, Page<Row> Officers);

    /// <summary>Name: as the roster or the supervising body has it now; null where neither knows the person.</summary>
    public sealed record Row(
        Guid Id, Guid PersonId, string? Name, string? College, string Post, string PostName, Seat Seat, Guid? DepartmentId, string? Department, AppointmentSource Source,
        DateOnly Since, DateOnly? TermEnds, DateOnly? Until, Ending? Ending, bool Suspended);

    public sealed record Detail(Row Office, Guid OrganizationId, string OrganizationName, Guid? ElectionId, IReadOnlyList<Entry> History);

    public sealed record Entry(int Version, DateTimeOffset At, AppointmentChange What, string? Reason);

    public static void Map(RouteGroupBuilder offices)
    {
        offices.MapGet("/", List).WithSummary("任职名单与员额 · Who is in office, and how full it is");
        offices.MapGet("/{id:guid}", Show).WithSummary("一项任职及其沿革 · One office and its history");
        offices.MapGet("/export.csv", Export).RequireAnyRole(Roles.UnionOfficer, Roles.LeagueTeacher)
            .WithSummary("导出工作人员名单（公开表格式） · The staff list in the columns of the disclosure form");
        offices.MapGet("/posts", Posts).WithSummary("当年度可设岗位 · The posts of this academic year");
    }

    private sealed record After(DateTimeOffset Since, Guid Id);

    private static async Task<Results<Ok<Response>, NotFound>> List(
        HttpContext http, ClaimsPrincipal caller, MembershipDb db, AcademicCalendar calendar, TimeProvider clock, [AsParameters] PageRequest page, CancellationToken ct,
        Guid? organizationId = null, bool past = false)
    {
        var union = await db.Union(caller.Tenant(), organizationId ?? caller.Tenant(), ct);
        if (union is null) return TypedResults.NotFound();

        var found = db.Appointments.AsNoTracking().Where(a => a.OrganizationId == union.Id && (a.Until != null) == past);
        if (page.Start<After>() is { } start)
            found = found.Where(a => EF.Functions.LessThan(ValueTuple.Create(a.Since, a.Id), ValueTuple.Create(start.Since, start.Id)));
        var rows = await Rows(db, found.OrderByDescending(a => a.Since).ThenByDescending(a => a.Id).Take(page.Size + 1), RequestLanguage.Of(http), ct);
        var staffing = await db.StaffingOf(union, calendar.SemesterOf(clock.GetUtcNow()), ct);
        var officers = http.Page(page, rows, last => new After(last.Appointment.Since, last.Appointment.Id));
        return TypedResults.Ok(new Response(union.Id, union.Name, staffing.Level, staffing.Gauges, new([.. officers.Items.Select(r => For(caller, r.Row))], officers.Next)));
    }

    private static async Task<Results<Ok<Detail>, NotFound>> Show(HttpContext http, Guid id, ClaimsPrincipal caller, MembershipDb db, CancellationToken ct)
    {
        var found = await Rows(db, db.Appointments.AsNoTracking().Where(a => a.Id == id), RequestLanguage.Of(http), ct);
        if (found.Count == 0) return TypedResults.NotFound();

        var (appointment, row) = found[0];
        var name = await db.Organizations.Where(o => o.Id == appointment.OrganizationId).Select(o => o.Name).SingleAsync(ct);
        var whole = SeesAll(caller, row);
        var history = await db.Set<AppointmentEvent>().AsNoTracking()
            .Where(e => e.AppointmentId == id && (whole || e.What == AppointmentChange.Appointed || e.What == AppointmentChange.Ended)).OrderBy(e => e.Version)
            .Select(e => new Entry(e.Version, e.At, e.What, whole ? e.Reason : null)).ToListAsync(ct);
        // A gap in the numbers would tell.
        if (!whole) history = [.. history.Select((e, n) => e with { Version = n + 1 })];
        return TypedResults.Ok(new Detail(For(caller, row), appointment.OrganizationId, name, appointment.ElectionId, history));
    }

    // A suspension or a removal can hurt: others see that somebody serves or served, and no more.
    private static Row For(ClaimsPrincipal caller, Row row) => SeesAll(caller, row) ? row : row with { Ending = null, Suspended = false };

    private static bool SeesAll(ClaimsPrincipal caller, Row row) =>
        caller.Holds(Roles.UnionOfficer) || caller.Holds(Roles.LeagueTeacher) || (caller.HasClaim(c => c.Type == Caller.PersonClaim) && caller.Person() == row.PersonId);

    private static async Task<Results<EmptyHttpResult, NotFound>> Export(
        HttpContext http, ClaimsPrincipal caller, MembershipDb db, AcademicCalendar calendar, TimeProvider clock, CancellationToken ct, Guid? organizationId = null)
    {
        var union = await db.Union(caller.Tenant(), organizationId ?? caller.Tenant(), ct);
        if (union is null) return TypedResults.NotFound();

        var semester = calendar.SemesterOf(clock.GetUtcNow());
        var rows = await Rows(db, db.Appointments.AsNoTracking().Where(a => a.OrganizationId == union.Id && a.Until == null && a.Seat != Seat.Secretariat)
            .OrderBy(a => a.Seat).ThenBy(a => a.Since).ThenBy(a => a.Id), Language.Chinese, ct);
        var holders = await db.Holders([.. rows.Select(r => r.Row.PersonId)], ct);
        // Part 四 of the disclosure: never a student number, never sex.
        await CsvExport.Write(http, "officers.csv", ["姓名", "政治面貌", "学院", "年级", "岗位", "部门", "综合排名", "有无不及格课程"], Each(), cells => cells, ct);
        return TypedResults.Empty;

        async IAsyncEnumerable<string?[]> Each()
        {
            foreach (var (_, row) in rows)
            {
                var holder = holders.GetValueOrDefault(row.PersonId);
                var best = holder is null ? null : Eligibility.BestRank(holder.Standings, semester);
                var failed = holder is null ? null : Eligibility.FailedCourses(holder.Standings, semester);
                yield return
                [
                    row.Name, holder?.Student?.PoliticalStatus, row.College, holder?.Student?.Grade?.ToString(System.Globalization.CultureInfo.InvariantCulture), row.PostName,
                    row.Department, best is null ? null : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"前{(best + 9) / 10}%"),
                    failed is null ? null : failed > 0 ? "有" : "无",
                ];
            }

            await Task.CompletedTask;
        }
    }

    private static async Task<Ok<List<Post>>> Posts(
        HttpContext http, ClaimsPrincipal caller, MembershipDb db, AcademicCalendar calendar, TimeProvider clock, CancellationToken ct)
    {
        var (year, english) = (calendar.SemesterOf(clock.GetUtcNow()).Year, RequestLanguage.Of(http) == Language.English);
        var posts = await db.PostTemplates.AsNoTracking().OrderBy(p => p.Ordinal).ToListAsync(ct);
        return TypedResults.Ok(posts.Where(p => p.IsAllowed(year, UnionLevel.School))
            .Select(p => new Post(p.Code, english ? p.En : p.Zh, p.Seat, p.AtColleges)).ToList());
    }

    public sealed record Post(string Code, string Name, Seat Seat, bool AtColleges);

    /// <summary>Appointments as rows, in the order of the query.</summary>
    private static async Task<List<(Appointment Appointment, Row Row)>> Rows(MembershipDb db, IQueryable<Appointment> appointments, Language language, CancellationToken ct)
    {
        var found = await (
            from a in appointments
            from s in db.Students.Where(s => s.Id == a.PersonId).DefaultIfEmpty()
            from t in db.Supervisors.Where(t => t.Id == a.PersonId).DefaultIfEmpty()
            from d in db.Organizations.Where(d => d.Id == a.DepartmentId).DefaultIfEmpty()
            from p in db.PostTemplates.Where(p => p.Code == a.Post)
            select new { a, Name = s.Name ?? t.Name, College = (string?)s.College, Department = (string?)d.Name, p.Zh, p.En }).AsNoTracking().ToListAsync(ct);
        return found.ConvertAll(f => (f.a, new Row(
            f.a.Id, f.a.PersonId, f.Name, f.College, f.a.Post, language == Language.English ? f.En : f.Zh, f.a.Seat, f.a.DepartmentId, f.Department, f.a.Source,
            AcademicCalendar.Day(f.a.Since), f.a.TermEnds, f.a.Until is { } until ? AcademicCalendar.Day(until) : null, f.a.Ending, f.a.SuspendedSince is not null)));
    }
}
