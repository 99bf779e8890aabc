using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using Microsoft.EntityFrameworkCore;
using StudentUnion.Membership.Data;
using StudentUnion.Membership.Domain;
using StudentUnion.ServiceDefaults;

namespace StudentUnion.Membership.Features.Recruitment;

/// <summary>Who may do what in recruitment, from the token and the delegations.</summary>
internal static class WhoActs
{
    private const string Supervising = Roles.Supervisor + "@";

    /// <summary>Sees names, scores and standings of all applications.</summary>
    public static bool KeepsRecruitment(this ClaimsPrincipal caller) => caller.Holds(Roles.UnionOfficer) || caller.Holds(Roles.LeagueTeacher);

    /// <summary>The person behind the account, where there is one.</summary>
    public static Guid? PersonOrNone(this ClaimsPrincipal caller) => caller.HasClaim(c => c.Type == Caller.PersonClaim) ? caller.Person() : null;

    /// <summary>
    /// Somebody who decides for some body: a supervisor, whose role is granted at the body and not at the tenant, or a League teacher. For which body is asked in each request.
    /// </summary>
    public static TBuilder RequireDecider<TBuilder>(this TBuilder routes) where TBuilder : IEndpointConventionBuilder =>
        routes.RequireAuthorization(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().RequireAssertion(context => context.User.Decides()).Build());

    /// <summary>The bodies the caller decides for: their own and those delegated to them until today or later.</summary>
    public static async Task<HashSet<Guid>> DecidesFor(this MembershipDb db, ClaimsPrincipal caller, DateTimeOffset now, CancellationToken ct)
    {
        var (account, today) = (caller.Account(), AcademicCalendar.Day(now));
        return
        [
            .. await db.OwnBodies(caller, ct),
            .. await db.Delegations.Where(d => d.ToAccount == account && d.Until >= today).Select(d => d.BodyId).ToListAsync(ct),
        ];
    }

    /// <summary>The bodies the caller belongs to; one that was closed still finishes what waits for it. A League teacher belongs to the school's League committee.</summary>
    public static async Task<List<Guid>> OwnBodies(this MembershipDb db, ClaimsPrincipal caller, CancellationToken ct)
    {
        var tenant = caller.Tenant();
        var granted = caller.FindAll(Caller.GrantClaim).Where(c => c.Value.StartsWith(Supervising, StringComparison.Ordinal))
            .Select(c => Guid.TryParse(c.Value.AsSpan(Supervising.Length), out var body) ? body : Guid.Empty).ToList();
        var teacher = caller.Holds(Roles.LeagueTeacher);
        return await db.Organizations.Where(o => o.TenantId == tenant && Directory.KeepSupervisors.Bodies.Contains(o.Kind)
                && (granted.Contains(o.Id) || (teacher && o.Kind == OrganizationKind.LeagueCommittee && o.ParentId == tenant)))
            .Select(o => o.Id).ToListAsync(ct);
    }

    private static bool Decides(this ClaimsPrincipal caller) =>
        caller.Holds(Roles.LeagueTeacher) || caller.HasClaim(c => c.Type == Caller.GrantClaim && c.Value.StartsWith(Supervising, StringComparison.Ordinal));
}
