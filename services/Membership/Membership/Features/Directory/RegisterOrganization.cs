using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using StudentUnion.Membership.Data;
using StudentUnion.Membership.Domain;
using StudentUnion.Membership.Domain.Offices;
using StudentUnion.ServiceDefaults;

namespace StudentUnion.Membership.Features.Directory;

/// <summary>
/// The federation registers a graduate union or a research institute's organization; a union registers its colleges, departments, League branches, societies, classes,
/// dormitory areas and the bodies that supervise it. (measures 1.2, 2.5, 6.1, 7.4)
/// </summary>
public static class RegisterOrganization
{
    /// <summary>AdministrativeDuties: of a department, whether it is to carry dormitory management, campus patrol, security or another administrative function.</summary>
    public sealed record Request(
        OrganizationKind Kind, [Required, MaxLength(Organization.MaxName)] string Name, Guid? ParentId, bool AdministrativeDuties = false);

    public sealed record Response(Guid Id);

    public static void Map(IEndpointRouteBuilder organizations) => organizations.MapPost("/", Handle)
        .RequireAnyRole(Roles.FederationStaff, Roles.UnionOfficer, Roles.LeagueTeacher).Once<MembershipDb>()
        .WithSummary("登记组织 · Register a member organization or a college");

    private static async Task<Results<Created<Response>, NotFound>> Handle(
        Request request, ClaimsPrincipal caller, MembershipDb db, Federation federation, AcademicCalendar calendar, TimeProvider clock, CancellationToken ct)
    {
        var above = request.ParentId
            ?? (request.Kind is OrganizationKind.GraduateUnion or OrganizationKind.ResearchInstitute ? federation.Id : caller.Tenant());
        var parent = await db.Organizations.AsNoTracking().SingleOrDefaultAsync(o => o.Id == above, ct);
        if (parent is null) return TypedResults.NotFound();

        var now = clock.GetUtcNow();
        var organization = Organization.Register(request.Kind, request.Name.Trim(), parent, caller.AsRegistrar(), now);
        if (request.Kind == OrganizationKind.Department)
        {
            OfficeRules.NoAdministrativeDuties.Require(!request.AdministrativeDuties);
            await db.LockOrganization(parent.Id, ct);
            (await db.StaffingOf(parent, calendar.SemesterOf(now), ct)).RequireRoomForDepartment();
        }

        db.Add(organization);
        db.Announce(organization, now);
        await db.SaveChangesAsync(ct);

        return TypedResults.Created($"/api/membership/organizations/{organization.Id}", new Response(organization.Id));
    }

    /// <summary>What the caller may register and rename.</summary>
    internal static Registrar AsRegistrar(this ClaimsPrincipal caller) => new(
        caller.Holds(Roles.FederationStaff),
        caller.Holds(Roles.UnionOfficer) || caller.Holds(Roles.LeagueTeacher) ? caller.Tenant() : null);
}
