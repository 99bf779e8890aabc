using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using StudentUnion.Membership.Data;
using StudentUnion.Membership.Domain;
using StudentUnion.Membership.Domain.Offices;
using StudentUnion.ServiceDefaults;

namespace StudentUnion.Membership.Features.Roster;

/// <summary>A member sees everything this service keeps of them, and takes it along. (issue 3, Students: see, correct by request, export)</summary>
public static class ShowMe
{
    public sealed record Record(
        SearchStudents.Row Student, IReadOnlyList<Standing> Standings, IReadOnlyList<Office> Offices, IReadOnlyList<CorrectMyData.Row> Corrections);

    public sealed record Standing(StandingScope Scope, string Semester, int? Rank, int? Size, int FailedCourses);

    public sealed record Office(Guid Id, string OrganizationName, string PostName, DateOnly Since, DateOnly? Until);

    public static void Map(IEndpointRouteBuilder membership)
    {
        membership.MapGet("/me", Handle).RequirePerson().WithSummary("我的名册信息 · What the roster says of me");
        membership.MapGet("/me/record", Everything).RequirePerson().WithSummary("我的全部信息 · Everything that is kept of me");
        membership.MapGet("/me/export.json", Export).RequirePerson().WithSummary("导出我的信息 · Everything that is kept of me, as a file");
    }

    private static async Task<Results<Ok<SearchStudents.Row>, NotFound>> Handle(ClaimsPrincipal caller, MembershipDb db, CancellationToken ct)
    {
        var person = caller.Person();
        return await db.Students.AsNoTracking().SingleOrDefaultAsync(s => s.Id == person, ct) is { } me
            ? TypedResults.Ok(SearchStudents.Row.Of(me))
            : TypedResults.NotFound();
    }

    private static async Task<Results<Ok<Record>, NotFound>> Everything(HttpContext http, ClaimsPrincipal caller, MembershipDb db, CancellationToken ct) =>
        await Of(db, caller.Person(), RequestLanguage.Of(http), ct) is { } record ? TypedResults.Ok(record) : TypedResults.NotFound();

    private static async Task<Results<Ok<Record>, NotFound>> Export(HttpContext http, ClaimsPrincipal caller, MembershipDb db, CancellationToken ct)
    {
        if (await Of(db, caller.Person(), RequestLanguage.Of(http), ct) is not { } record) return TypedResults.NotFound();

        http.Response.Headers.ContentDisposition = "attachment; filename=my-record.json";
        http.Response.Headers.XContentTypeOptions = "nosniff";
        return TypedResults.Ok(record);
    }

    private static async Task<Record?> Of(MembershipDb db, Guid person, Language language, CancellationToken ct)
    {
        var me = await db.Students.AsNoTracking().SingleOrDefaultAsync(s => s.Id == person, ct);
        if (me is null) return null;

        var standings = await db.Standings.AsNoTracking().Where(s => s.PersonId == person).OrderByDescending(s => s.Semester).ThenBy(s => s.Scope)
            .Select(s => new Standing(s.Scope, s.Semester, s.Rank, s.Size, s.FailedCourses)).ToListAsync(ct);
        var offices = await (
            from a in db.Appointments.AsNoTracking()
            where a.PersonId == person
            join o in db.Organizations on a.OrganizationId equals o.Id
            join p in db.PostTemplates on a.Post equals p.Code
            orderby a.Since descending
            select new { a.Id, o.Name, p.Zh, p.En, a.Since, a.Until }).ToListAsync(ct);
        var corrections = await db.Corrections.AsNoTracking().Where(c => c.PersonId == person).OrderByDescending(c => c.Id).ToListAsync(ct);
        return new(SearchStudents.Row.Of(me), standings,
            offices.ConvertAll(o => new Office(o.Id, o.Name, language == Language.English ? o.En : o.Zh, AcademicCalendar.Day(o.Since),
                o.Until is { } until ? AcademicCalendar.Day(until) : null)),
            corrections.ConvertAll(c => CorrectMyData.Row.Of(c, me)));
    }
}
