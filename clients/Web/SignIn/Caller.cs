using System.Security.Claims;
using StudentUnion.Api;

namespace StudentUnion.Web.SignIn;

/// <summary>Who is signed in, as the access token says it: the pages offer only what the services would allow.</summary>
public static class Caller
{
    public static bool IsSignedIn(this ClaimsPrincipal caller) => caller.Identity?.IsAuthenticated == true;

    /// <summary>The member organization the account belongs to.</summary>
    public static Guid Tenant(this ClaimsPrincipal caller) =>
        Guid.TryParse(caller.FindFirstValue("tenant"), out var tenant) ? tenant : Guid.Empty;

    public static string DisplayName(this ClaimsPrincipal caller) => caller.FindFirstValue("name") ?? "";

    /// <summary>A student, who may vote where a congress elected them a delegate.</summary>
    public static bool IsMember(this ClaimsPrincipal caller) => caller.HasClaim(c => c.Type == "person");

    /// <summary>Whether it is this student.</summary>
    public static bool Is(this ClaimsPrincipal caller, Guid person) => caller.HasClaim("person", person.ToString());

    public static bool Holds(this ClaimsPrincipal caller, string role) => caller.HasClaim("grants", $"{role}@{caller.Tenant()}");

    public static bool IsFederationStaff(this ClaimsPrincipal caller) => caller.Holds(Roles.FederationStaff);

    public static bool IsOfficer(this ClaimsPrincipal caller) => caller.Holds(Roles.UnionOfficer);

    public static bool IsTeacher(this ClaimsPrincipal caller) => caller.Holds(Roles.LeagueTeacher);

    /// <summary>Decides approvals for a Party committee, League committee or student-affairs department; the role is granted at the body.</summary>
    public static bool IsSupervisor(this ClaimsPrincipal caller) => caller.HasClaim(c => c.Type == "grants" && c.Value.StartsWith($"{Roles.Supervisor}@", StringComparison.Ordinal));

    /// <summary>Has an inbox of approvals.</summary>
    public static bool Decides(this ClaimsPrincipal caller) => caller.IsTeacher() || caller.IsSupervisor();

    /// <summary>Runs elections: an officer of the union or a teacher of the League committee.</summary>
    public static bool RunsElections(this ClaimsPrincipal caller) => caller.IsOfficer() || caller.IsTeacher();

    /// <summary>Registers and closes organizations: the federation its members, a union its colleges and bodies.</summary>
    public static bool KeepsOrganizations(this ClaimsPrincipal caller) => caller.IsFederationStaff() || caller.RunsElections();
}
