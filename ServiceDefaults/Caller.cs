using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;

namespace StudentUnion.ServiceDefaults;

/// <summary>Who acts: read from the validated token and from nowhere else.</summary>
public static class Caller
{
    /// <summary>Claim of the tenant the caller belongs to.</summary>
    public const string TenantClaim = "tenant";

    /// <summary>Claim of the person behind the account, where there is one.</summary>
    public const string PersonClaim = "person";

    /// <summary>Claim, repeated, of one role granted in one organization: <c>role@organization</c>.</summary>
    public const string GrantClaim = "grants";

    /// <summary>The account that is signed in.</summary>
    public static Guid Account(this ClaimsPrincipal caller) => Guid.Parse(caller.FindFirstValue("sub")!);

    /// <summary>The tenant the caller belongs to.</summary>
    public static Guid Tenant(this ClaimsPrincipal caller) => Guid.Parse(caller.FindFirstValue(TenantClaim)!);

    /// <summary>The person behind the account; callers of a route that requires one always have one.</summary>
    public static Guid Person(this ClaimsPrincipal caller) => Guid.Parse(caller.FindFirstValue(PersonClaim)!);

    /// <summary>Whether the caller holds the role in the tenant itself.</summary>
    public static bool Holds(this ClaimsPrincipal caller, string role) =>
        caller.FindFirstValue(TenantClaim) is { } tenant && caller.HasClaim(GrantClaim, $"{role}@{tenant}");

    /// <summary>Whether the caller holds the role in one organization.</summary>
    public static bool Holds(this ClaimsPrincipal caller, string role, Guid organization) =>
        caller.HasClaim(GrantClaim, $"{role}@{organization}");

    /// <summary>Requires at least one of the roles in the caller's own tenant.</summary>
    public static TBuilder RequireAnyRole<TBuilder>(this TBuilder routes, params string[] roles) where TBuilder : IEndpointConventionBuilder =>
        routes.RequireAuthorization(new AuthorizationPolicyBuilder().RequireAuthenticatedUser()
            .RequireAssertion(context => roles.Any(role => context.User.Holds(role))).Build());

    /// <summary>Requires an account that stands for a person.</summary>
    public static TBuilder RequirePerson<TBuilder>(this TBuilder routes) where TBuilder : IEndpointConventionBuilder =>
        routes.RequireAuthorization(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().RequireClaim(PersonClaim).Build());
}
