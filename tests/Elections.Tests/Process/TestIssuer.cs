using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using StudentUnion.ServiceDefaults;
using StudentUnion.Testing;

namespace StudentUnion.Elections.Tests.Process;

/// <summary>An issuer of access tokens for services that run as processes of their own: discovery, key set and tokens, nothing else.</summary>
public sealed class TestIssuer : IAsyncDisposable
{
    private const string Gateway = "http://127.0.0.1:1";

    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly WebApplication _app;
    private readonly SigningCredentials _signing;
    private readonly JsonWebTokenHandler _tokens = new() { SetDefaultTimesOnTokenCreation = false };

    private TestIssuer()
    {
        _signing = new(new ECDsaSecurityKey(_key) { KeyId = "test" }, SecurityAlgorithms.EcdsaSha256);
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        _app = builder.Build();

        var jwk = JsonWebKeyConverter.ConvertFromECDsaSecurityKey(new(ECDsa.Create(_key.ExportParameters(false))) { KeyId = "test" });
        _app.MapGet("/id/.well-known/openid-configuration", (HttpContext _) => TypedResults.Text(
            $$"""{"issuer":"{{Gateway}}/id/","jwks_uri":"{{Gateway}}/id/.well-known/jwks"}""", "application/json"));
        _app.MapGet("/id/.well-known/jwks", (HttpContext _) => TypedResults.Text(
            $$"""{"keys":[{"kty":"EC","kid":"test","use":"sig","alg":"ES256","crv":"P-256","x":"{{jwk.X}}","y":"{{jwk.Y}}"}]}""", "application/json"));
    }

    /// <summary>Where a service finds it.</summary>
    public string Address => _app.Urls.Single();

    /// <summary>The configuration a service needs to accept its tokens.</summary>
    public IEnumerable<(string Name, string Value)> Settings => [("Identity__Issuer", Gateway), ("services__identity__http__0", Address)];

    public static async Task<TestIssuer> Start()
    {
        var issuer = new TestIssuer();
        await issuer._app.StartAsync();
        return issuer;
    }

    /// <summary>A token of the caller, good for an hour.</summary>
    public string Token(TestCaller caller)
    {
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        var claims = new Dictionary<string, object>
        {
            ["sub"] = caller.Account.ToString(),
            [Caller.TenantClaim] = caller.Tenant.ToString(),
            [Caller.GrantClaim] = caller.Roles.Select(role => $"{role}@{caller.Tenant}").ToArray(),
        };
        if (caller.Person is { } person) claims[Caller.PersonClaim] = person.ToString();
        return _tokens.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = $"{Gateway}/id/",
            Audience = CallerTokens.Audience,
            TokenType = "at+jwt",
            IssuedAt = now,
            NotBefore = now,
            Expires = now.AddHours(1),
            Claims = claims,
            SigningCredentials = _signing,
        });
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _key.Dispose();
    }
}
