using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using StudentUnion.Membership.Data;
using StudentUnion.Membership.Domain;
using StudentUnion.Membership.Domain.Offices;
using StudentUnion.Membership.Domain.Recruitment;
using StudentUnion.Membership.Features.Offices;
using StudentUnion.ServiceDefaults;

namespace StudentUnion.Membership.Features.Recruitment;

/// <summary>
/// After the notice those selected take office on probation, with a mentor; then they are confirmed, get more time once, or leave with a reason. The organization's row is locked
/// while the appointment is made, so that two for the last seat never both get it. (measures 6.1, 6.4)
/// </summary>
public static class ServeProbation
{
    /// <summary>MentorId: a person of a supervising body, or somebody in office in the union.</summary>
    public sealed record Beginning([Required] Guid? MentorId);

    public sealed record Extension([Range(1, 90)] int Days, [Required, StringLength(Application.MaxReason, MinimumLength = 2)] string Reason);

    public sealed record Leaving([Required, StringLength(Application.MaxReason, MinimumLength = 2)] string Reason);

    public static void Map(RouteGroupBuilder teachers)
    {
        teachers.MapPost("/{id:guid}/probation", Begin).WithSummary("公示期满聘任，进入试用 · Appoint on probation after the notice");
        teachers.MapPost("/{id:guid}/extension", Extend).WithSummary("延长试用 · Extend a probation, once");
        teachers.MapPost("/{id:guid}/confirmation", Confirm).WithSummary("转正 · Confirm in office");
        teachers.MapPost("/{id:guid}/ending", End).WithSummary("试用不合格，结束聘任 · End a probation and the office, with the reason");
    }

    private static async Task<Results<NoContent, NotFound>> Begin(
        Guid id, Beginning request, ClaimsPrincipal caller, MembershipDb db, AcademicCalendar calendar, TimeProvider clock, CancellationToken ct)
    {
        if (await db.LockApplication(id, ct) is not { } application) return TypedResults.NotFound();

        var now = clock.GetUtcNow();
        var call = await db.Calls.AsNoTracking().Include(c => c.Posts).SingleAsync(c => c.Id == application.CallId, ct);
        await db.LockOrganization(call.OrganizationId, ct);
        var union = (await db.Union(call.TenantId, call.OrganizationId, ct))!;
        var staffing = await db.StaffingOf(union, calendar.SemesterOf(now), ct);
        var wanted = call.Posts.Single(p => p.Number == application.PostNumber);
        var post = await db.PostTemplates.AsNoTracking().SingleAsync(p => p.Code == wanted.Post, ct);
        var holder = (await db.Holders([application.PersonId], ct)).GetValueOrDefault(application.PersonId) ?? new Holder(application.PersonId, null, []);
        var objections = await db.Objections.AsNoTracking().Where(o => o.ApplicationId == id).ToListAsync(ct);
        var mentor = await db.Supervisors.AnyAsync(s => s.Id == request.MentorId && s.Until == null, ct)
            || await db.Appointments.AnyAsync(a => a.PersonId == request.MentorId && a.OrganizationId == union.Id && a.Until == null, ct) ? request.MentorId : null;

        db.Add(application.BeginProbation(objections, mentor, call.ProbationDays,
            () => staffing.Appoint(post, holder, new(wanted.DepartmentId, null, application.Id), caller.Account(), now), now));
        db.AnnounceOffices(now);
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }

    private static async Task<Results<NoContent, NotFound>> Extend(Guid id, Extension request, MembershipDb db, TimeProvider clock, CancellationToken ct)
    {
        if (await db.LockApplication(id, ct) is not { } application) return TypedResults.NotFound();

        application.Extend(request.Days, request.Reason.Trim(), clock.GetUtcNow());
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }

    private static async Task<Results<NoContent, NotFound>> Confirm(Guid id, MembershipDb db, TimeProvider clock, CancellationToken ct)
    {
        if (await db.LockApplication(id, ct) is not { } application) return TypedResults.NotFound();

        RecruitmentRules.ApplicationMovesOn.Require(application.AppointmentId is not null, application.State.ToString());
        application.Confirm(await db.Appointments.AsNoTracking().SingleAsync(a => a.Id == application.AppointmentId, ct), clock.GetUtcNow());
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }

    private static async Task<Results<NoContent, NotFound>> End(
        Guid id, Leaving request, ClaimsPrincipal caller, MembershipDb db, AcademicCalendar calendar, TimeProvider clock, CancellationToken ct)
    {
        if (await db.LockApplication(id, ct) is not { } application) return TypedResults.NotFound();

        RecruitmentRules.ApplicationMovesOn.Require(application.AppointmentId is not null, application.State.ToString());
        var now = clock.GetUtcNow();
        var organization = await db.Appointments.Where(a => a.Id == application.AppointmentId).Select(a => a.OrganizationId).SingleAsync(ct);
        await db.LockOrganization(organization, ct);
        var appointment = await db.Appointments.Include(a => a.History).SingleAsync(a => a.Id == application.AppointmentId, ct);
        application.End(appointment, request.Reason.Trim(), caller.Account(), now);
        db.AnnounceOffices(now);
        await db.SaveChangesAsync(ct);
        await db.Recheck(caller.Tenant(), calendar, now, ct, organization);
        return TypedResults.NoContent();
    }
}
