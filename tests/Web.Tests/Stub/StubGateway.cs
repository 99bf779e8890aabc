using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace StudentUnion.Web.Tests.Stub;

/// <summary>
/// The outside world of the web application on a port of its own: an Identity that signs in whom the test names, and the services' answers. It
/// remembers what it was asked.
/// </summary>
public sealed class StubGateway : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly RsaSecurityKey _key = new(RSA.Create(2048)) { KeyId = "stub" };
    private readonly ConcurrentDictionary<string, (string Nonce, StubPerson Person)> _codes = new();
    private readonly ConcurrentDictionary<string, string> _pushed = new();
    private readonly ConcurrentDictionary<string, StubPerson> _refreshTokens = new();
    private int _refreshes;

    private StubGateway(int port)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        _app = builder.Build();
        _app.Use(async (http, next) =>
        {
            Asked.Enqueue(new(http.Request.Method, http.Request.Path + http.Request.QueryString, http.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString())));
            if (Away && http.Request.Path.StartsWithSegments("/api")) http.Response.StatusCode = 503;
            else await next();
        });
        MapIdentity();
        Union.Map(_app);
    }

    public Uri Address => new(_app.Urls.First());

    /// <summary>Who signs in next.</summary>
    public StubPerson Next { get; set; } = StubPerson.Student;

    /// <summary>How long access tokens live.</summary>
    public TimeSpan TokenLife { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Whether Identity refuses to renew, as after a change of password.</summary>
    public bool RefusesRenewal { get; set; }

    /// <summary>Whether the services behind the gateway are gone.</summary>
    public bool Away { get; set; }

    public int Refreshes => _refreshes;

    public StubUnion Union { get; } = new();

    public ConcurrentQueue<AskedRequest> Asked { get; } = new();

    public static async Task<StubGateway> Start(int port = 0)
    {
        var stub = new StubGateway(port);
        await stub._app.StartAsync();
        return stub;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private void MapIdentity()
    {
        var issuer = () => $"{Address.ToString().TrimEnd('/')}/id/";
        _app.MapGet("/id/.well-known/openid-configuration", () => Results.Json(new Dictionary<string, object>
        {
            ["issuer"] = issuer(),
            ["authorization_endpoint"] = $"{issuer()}connect/authorize",
            ["token_endpoint"] = $"{issuer()}connect/token",
            ["end_session_endpoint"] = $"{issuer()}connect/logout",
            ["pushed_authorization_request_endpoint"] = $"{issuer()}connect/par",
            ["jwks_uri"] = $"{issuer()}.well-known/jwks",
            ["response_types_supported"] = new[] { "code" },
            ["subject_types_supported"] = new[] { "public" },
            ["id_token_signing_alg_values_supported"] = new[] { "RS256" },
            ["code_challenge_methods_supported"] = new[] { "S256" },
        }));
        _app.MapGet("/id/.well-known/jwks", () =>
        {
            var shared = JsonWebKeyConverter.ConvertFromRSASecurityKey(new RsaSecurityKey(_key.Rsa.ExportParameters(false)) { KeyId = _key.KeyId });
            return Results.Json(new { keys = new[] { new { kty = shared.Kty, n = shared.N, e = shared.E, kid = _key.KeyId, use = "sig", alg = "RS256" } } });
        });
        _app.MapPost("/id/connect/par", async (HttpContext http, CancellationToken ct) =>
        {
            var form = await http.Request.ReadFormAsync(ct);
            var uri = $"urn:stub:{_pushed.Count}";
            _pushed[uri] = string.Join('&', form.Select(f => $"{f.Key}={Uri.EscapeDataString(f.Value.ToString())}"));
            return Results.Json(new { request_uri = uri, expires_in = 60 }, statusCode: 201);
        });
        _app.MapGet("/id/connect/authorize", (HttpContext http) =>
        {
            var asked = http.Request.Query["request_uri"].ToString() is { Length: > 0 } pushed
                ? Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(_pushed[pushed])
                : Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(http.Request.QueryString.Value);
            if (asked["code_challenge"].ToString().Length == 0) return Results.BadRequest();
            var code = RandomNumberGenerator.GetHexString(16);
            _codes[code] = (asked["nonce"].ToString(), Next);
            return Results.Redirect($"{asked["redirect_uri"]}?code={code}&state={Uri.EscapeDataString(asked["state"].ToString())}&iss={Uri.EscapeDataString(issuer())}");
        });
        _app.MapPost("/id/connect/token", async (HttpContext http, CancellationToken ct) =>
        {
            var form = await http.Request.ReadFormAsync(ct);
            StubPerson person;
            string? nonce = null;
            if (form["grant_type"] == "refresh_token")
            {
                Interlocked.Increment(ref _refreshes);
                await Task.Delay(100, ct);
                if (RefusesRenewal || !_refreshTokens.TryRemove(form["refresh_token"].ToString(), out var known))
                    return Results.Json(new { error = "invalid_grant" }, statusCode: 400);
                person = known;
            }
            else
            {
                if (form["code_verifier"].ToString().Length == 0 || !_codes.TryRemove(form["code"].ToString(), out var known))
                    return Results.Json(new { error = "invalid_grant" }, statusCode: 400);
                (nonce, person) = known;
            }
            var refresh = RandomNumberGenerator.GetHexString(32);
            _refreshTokens[refresh] = person;
            return Results.Json(new Dictionary<string, object>
            {
                ["access_token"] = Token(issuer(), "student-union", "at+jwt", person.Claims()),
                ["id_token"] = Token(issuer(), "web", "JWT", [new("sub", person.Account.ToString()), new("name", person.Name), .. nonce is null ? Array.Empty<Claim>() : [new("nonce", nonce)]]),
                ["refresh_token"] = refresh,
                ["token_type"] = "Bearer",
                ["expires_in"] = (int)TokenLife.TotalSeconds,
            });
        });
        _app.MapGet("/id/connect/logout", (string? post_logout_redirect_uri, string? state) =>
            Results.Redirect($"{post_logout_redirect_uri}?state={Uri.EscapeDataString(state ?? "")}"));
        _app.MapGet("/stub/as/{who}", (string who) => (Next = StubPerson.Named(who)).Name);
    }

    private string Token(string issuer, string audience, string type, IEnumerable<Claim> claims) =>
        new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = true }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer,
            Audience = audience,
            TokenType = type,
            Expires = TimeProvider.System.GetUtcNow().Add(TimeSpan.FromMinutes(10)).UtcDateTime,
            Subject = new ClaimsIdentity(claims),
            SigningCredentials = new SigningCredentials(_key, SecurityAlgorithms.RsaSha256),
        });
}

public sealed record AskedRequest(string Method, string Path, IReadOnlyDictionary<string, string> Headers);

/// <summary>Someone with an account.</summary>
public sealed record StubPerson(string Name, Guid Account, Guid Tenant, Guid? Person, params string[] Roles)
{
    public static readonly StubPerson Student = new("陈思远", Id(1), StubUnion.Nanjing, Id(101));
    public static readonly StubPerson Officer = new("欧阳明月", Id(2), StubUnion.Nanjing, Id(102), Api.Roles.UnionOfficer);
    public static readonly StubPerson Teacher = new("王建国", Id(3), StubUnion.Nanjing, null, Api.Roles.LeagueTeacher);
    public static readonly StubPerson Supervisor = new("刘志强", Id(5), StubUnion.Nanjing, null, Api.Roles.Supervisor);
    public static readonly StubPerson Federation = new("李芳", Id(4), StubUnion.FederationId, null, Api.Roles.FederationStaff);

    public static StubPerson Named(string who) => who switch { "officer" => Officer, "teacher" => Teacher, "federation" => Federation, "supervisor" => Supervisor, _ => Student };

    public static Guid Id(int number) => new(number, 7, 7, [7, 7, 7, 7, 7, 7, 7, 7]);

    public IEnumerable<Claim> Claims() =>
    [
        new("sub", Account.ToString()), new("tenant", Tenant.ToString()),
        .. Person is { } person ? [new Claim("person", person.ToString())] : Array.Empty<Claim>(),
        .. Roles.Select(r => new Claim("grants", string.Create(CultureInfo.InvariantCulture, $"{r}@{Tenant}"))),
    ];
}
