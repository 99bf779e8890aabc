using System.Security.Claims;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using StudentUnion.ServiceDefaults;

namespace StudentUnion.Testing;

/// <summary>Somebody who calls a service in a test: an account, its tenant, the person behind it and its roles there.</summary>
public sealed record TestCaller(Guid Account, Guid Tenant, Guid? Person, params string[] Roles)
{
    /// <summary>An account of the tenant with roles and no person.</summary>
    public static TestCaller Staff(Guid tenant, params string[] roles) => new(Guid.CreateVersion7(), tenant, null, roles);

    /// <summary>A student of the tenant.</summary>
    public static TestCaller Student(Guid tenant, Guid person) => new(Guid.CreateVersion7(), tenant, person);

    /// <summary>The scheme of the <c>Authorization</c> header that carries a test caller.</summary>
    public const string Scheme = "Test";

    public string Header() => Convert.ToBase64String(JsonSerializer.SerializeToUtf8Bytes(this));

    internal ClaimsPrincipal Principal()
    {
        var identity = new ClaimsIdentity([new("sub", Account.ToString()), new(Caller.TenantClaim, Tenant.ToString())], Scheme);
        if (Person is { } person) identity.AddClaim(new(Caller.PersonClaim, person.ToString()));
        identity.AddClaims(Roles.Select(role => new Claim(Caller.GrantClaim, role.Contains('@', StringComparison.Ordinal) ? role : $"{role}@{Tenant}")));
        return new(identity);
    }
}

/// <summary>Accepts a test caller in place of a token. Token validation itself is tested with the real issuer.</summary>
public sealed class TestCallerHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory log, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, log, encoder)
{
    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (!header.StartsWith($"{TestCaller.Scheme} ", StringComparison.Ordinal)) return Task.FromResult(AuthenticateResult.NoResult());

        var caller = JsonSerializer.Deserialize<TestCaller>(Convert.FromBase64String(header[(TestCaller.Scheme.Length + 1)..]))!;
        return Task.FromResult(AuthenticateResult.Success(new(caller.Principal(), TestCaller.Scheme)));
    }
}
