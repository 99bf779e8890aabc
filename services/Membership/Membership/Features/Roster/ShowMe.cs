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
        SearchStudents.Row Student, IReadOnlyList<Standing> Standings, IReadOnlyList<Office> Offices, IReadOnlyList<CorrectMyData.Row> Corrections, IReadOnlyList<Entry> Entries);

    /// <summary>
    /// Whatever else is kept. What: application, objection, attendance, certificate, exchange, chair or draw. Text: what the person wrote, or the reason another gave them.
    /// </summary>
    public sealed record Entry(string What, string Title, DateTimeOffset At, string? State, string? Text);

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
            corrections.ConvertAll(c => CorrectMyData.Row.Of(c, me)), await Entries(db, person, ct));
    }

    private static async Task<List<Entry>> Entries(MembershipDb db, Guid person, CancellationToken ct)
    {
        var applications = await (
            from a in db.Applications.AsNoTracking()
            where a.PersonId == person
            join c in db.Calls on a.CallId equals c.Id
            select new Entry("application", c.Title, a.SubmittedAt, a.State.ToString(), a.Statement)).ToListAsync(ct);
        var objections = await (
            from o in db.Objections.AsNoTracking()
            where o.PersonId == person
            join a in db.Applications on o.ApplicationId equals a.Id
            join c in db.Calls on a.CallId equals c.Id
            select new Entry("objection", c.Title, o.RaisedAt, o.Answer == null ? null : o.Answer.ToString(), o.Text)).ToListAsync(ct);
        var attendance = await (
            from a in db.Attendance.AsNoTracking()
            where a.PersonId == person
            join s in db.StudySessions on a.SessionId equals s.Id
            select new Entry("attendance", s.Title, a.At, a.EnteredBy == null ? null : "BackEntered", a.Reason)).ToListAsync(ct);
        var certificates = (await db.TrainingCertificates.AsNoTracking().Where(c => c.PersonId == person).ToListAsync(ct))
            .ConvertAll(c => new Entry("certificate", c.Semester.Code, c.IssuedAt, null, c.Code));
        var exchanges = (await db.PostExchanges.AsNoTracking().Where(e => e.PersonId == person).ToListAsync(ct))
            .ConvertAll(e => new Entry("exchange", $"{e.FromPost} → {e.ToPost}", AcademicCalendar.Start(e.From), e.State.ToString(), e.Purpose));
        var shifts = await (
            from s in db.RotationShifts.AsNoTracking()
            where s.PersonId == person && !s.Dropped
            join p in db.RotationPlans on s.PlanId equals p.Id
            where p.State != Domain.Rotation.RotationState.Draft
            join o in db.Organizations on p.OrganizationId equals o.Id
            select new { o.Name, s.From }).ToListAsync(ct);
        var draws = await (
            from c in db.Set<Domain.Draws.DrawCandidate>().AsNoTracking()
            where c.PersonId == person
            join d in db.Draws on c.DrawId equals d.Id
            select new Entry("draw", d.Title, d.CommittedAt, d.State.ToString(), null)).ToListAsync(ct);
        return
        [
            .. applications.Concat(objections).Concat(attendance).Concat(certificates).Concat(exchanges).Concat(draws)
                .Concat(shifts.Select(s => new Entry("chair", s.Name, AcademicCalendar.Start(s.From), null, null))).OrderByDescending(e => e.At),
        ];
    }
}
