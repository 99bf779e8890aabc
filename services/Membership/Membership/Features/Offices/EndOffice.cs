using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using StudentUnion.Membership.Data;
using StudentUnion.Membership.Domain;
using StudentUnion.Membership.Domain.Offices;
using StudentUnion.ServiceDefaults;

namespace StudentUnion.Membership.Features.Offices;

/// <summary>A term ends by its time, by resignation or by removal; a person is suspended by a conduct decision and reinstated. Always with a reason. (measure 6.4)</summary>
public static class EndOffice
{
    /// <summary>How: termEnded, resigned or removed.</summary>
    public sealed record Request(Ending How, [Required, StringLength(Appointment.MaxReason, MinimumLength = 2)] string Reason);

    public sealed record Basis([Required, StringLength(Appointment.MaxReason, MinimumLength = 2)] string Reason);

    public static void Map(RouteGroupBuilder teachers)
    {
        teachers.MapPost("/{id:guid}/ending", End).WithSummary("离任 · End an office");
        teachers.MapPost("/{id:guid}/suspension", Suspend).WithSummary("停职 · Suspend from office");
        teachers.MapPost("/{id:guid}/reinstatement", Reinstate).WithSummary("恢复职务 · Reinstate");
    }

    private static Task<Results<NoContent, NotFound>> End(
        Guid id, Request request, ClaimsPrincipal caller, MembershipDb db, AcademicCalendar calendar, TimeProvider clock, CancellationToken ct) =>
        Change(id, (a, by, now) => a.End(request.How, request.Reason.Trim(), by, now), caller, db, calendar, clock, ct);

    private static Task<Results<NoContent, NotFound>> Suspend(
        Guid id, Basis request, ClaimsPrincipal caller, MembershipDb db, AcademicCalendar calendar, TimeProvider clock, CancellationToken ct) =>
        Change(id, (a, by, now) => a.Suspend(request.Reason.Trim(), by, now), caller, db, calendar, clock, ct);

    private static Task<Results<NoContent, NotFound>> Reinstate(
        Guid id, Basis request, ClaimsPrincipal caller, MembershipDb db, AcademicCalendar calendar, TimeProvider clock, CancellationToken ct) =>
        Change(id, (a, by, now) => a.Reinstate(request.Reason.Trim(), by, now), caller, db, calendar, clock, ct);

    private static async Task<Results<NoContent, NotFound>> Change(
        Guid id, Action<Appointment, Guid, DateTimeOffset> act, ClaimsPrincipal caller, MembershipDb db, AcademicCalendar calendar, TimeProvider clock, CancellationToken ct)
    {
        var organization = await db.Appointments.Where(a => a.Id == id).Select(a => (Guid?)a.OrganizationId).SingleOrDefaultAsync(ct);
        if (organization is null) return TypedResults.NotFound();

        await db.LockOrganization(organization.Value, ct);
        var appointment = await db.Appointments.Include(a => a.History).SingleAsync(a => a.Id == id, ct);
        var now = clock.GetUtcNow();
        act(appointment, caller.Account(), now);
        db.AnnounceOffices(now);
        await db.SaveChangesAsync(ct);

        // Whoever left the presidium may have been secretary of the League branch.
        await db.Recheck(caller.Tenant(), calendar, now, ct, organization);
        return TypedResults.NoContent();
    }
}
