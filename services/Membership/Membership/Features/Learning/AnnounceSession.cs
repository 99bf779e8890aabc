using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using StudentUnion.Membership.Data;
using StudentUnion.Membership.Domain;
using StudentUnion.Membership.Domain.Learning;
using StudentUnion.ServiceDefaults;

namespace StudentUnion.Membership.Features.Learning;

/// <summary>An officer announces a session: what, where, when.</summary>
public static class AnnounceSession
{
    /// <summary>CheckInMinutes: how long before its start it can be checked in to; as the settings say where it is absent.</summary>
    public sealed record Request(
        Guid OrganizationId, SessionKind Kind, Guid? PlanId, [Required, MaxLength(StudySession.MaxTitle)] string Title,
        [Required, MaxLength(StudySession.MaxPlace)] string Place, [Required] DateTimeOffset? StartsAt, [Required] DateTimeOffset? EndsAt,
        [Range(0, StudySession.MaxCheckInMinutes)] int? CheckInMinutes);

    public sealed record Response(Guid Id);

    public static void Map(IEndpointRouteBuilder learning) => learning.MapPost("/sessions", Handle)
        .RequireAnyRole(Roles.UnionOfficer).Once<MembershipDb>().WithSummary("安排学习或培训 · Announce a session");

    private static async Task<Results<Created<Response>, NotFound>> Handle(
        Request request, ClaimsPrincipal caller, MembershipDb db, AcademicCalendar calendar, LearningSettings settings, TimeProvider clock, CancellationToken ct)
    {
        var organization = await db.Organizations.AsNoTracking().SingleOrDefaultAsync(o => o.Id == request.OrganizationId, ct);
        var plan = request.PlanId is { } id ? await db.LockPlan(id, ct) : null;
        if (organization is null || (request.PlanId is not null && plan is null)) return TypedResults.NotFound();

        var terms = new SessionTerms(request.Kind, request.Title.Trim(), request.Place.Trim(),
            request.StartsAt!.Value.ToUniversalTime(), request.EndsAt!.Value.ToUniversalTime(), request.CheckInMinutes);
        var session = StudySession.Announce(organization, terms, plan, calendar, settings, caller.AsLearningOfficer(), clock.GetUtcNow());
        db.Add(session);
        await db.SaveChangesAsync(ct);
        return TypedResults.Created($"/api/membership/learning/sessions/{session.Id}", new Response(session.Id));
    }
}
