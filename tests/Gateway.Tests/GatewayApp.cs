using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.IdentityModel.Tokens;
using StudentUnion.Api;
using StudentUnion.Native;
using StudentUnion.Testing;

namespace StudentUnion.Gateway.Tests;

/// <summary>The real gateway on a real port, before services that tell what reached them.</summary>
public class GatewayApp : IAsyncLifetime
{
    private readonly string _keys = Servers.NewFolder("keys");
    private readonly List<Gate> _gates = [];
    private DevelopmentTokens? _tokens;

    public static readonly Guid Tenant = Guid.CreateVersion7();

    public Upstream Identity { get; private set; } = null!;
    public Upstream Membership { get; } = new("membership", Describes("Request", "/api/membership/organizations"));
    public Upstream[] Elections { get; } = [new("elections-0", Describes("Request", "/api/elections/congresses")), new("elections-1", Describes("Request", "/api/elections/congresses"))];

    public Uri Address { get; } = new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{FreePort.Find()}"));

    /// <summary>Settings of this gateway beyond the addresses.</summary>
    public virtual Dictionary<string, string?> Settings => new() { ["Limits:AccountPerMinute"] = "100000", ["Limits:AddressPerMinute"] = "100000" };

    public async ValueTask InitializeAsync()
    {
        using var certificate = MakeKey();
        _tokens = new DevelopmentTokens(_keys, Address);
        var key = JsonWebKeyConverter.ConvertFromX509SecurityKey(new X509SecurityKey(certificate), representAsRsaKey: true);
        Identity = new Upstream("identity", app =>
        {
            Describes("Request", "/api/identity/accounts")(app);
            app.MapGet("/id/.well-known/openid-configuration", () => Results.Json(new { issuer = $"{Address}id/", jwks_uri = $"{Address}id/.well-known/jwks" }));
            app.MapGet("/id/.well-known/jwks", () => Results.Json(new { keys = new[] { new { kty = "RSA", use = "sig", kid = key.Kid, n = key.N, e = key.E } } }));
            app.MapGet("/id/page", (HttpContext http, CancellationToken _) =>
            {
                http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'self'";
                return Results.Content("<h1>page</h1>", "text/html");
            });
        });

        await Task.WhenAll(Elections.Append(Membership).Append(Identity).Select(u => u.Start()));
        OpenAnother(Address.Port);
    }

    /// <summary>One more gateway before the same services.</summary>
    public Uri OpenAnother(int? port = null)
    {
        var at = port ?? FreePort.Find();
        var gate = new Gate(this, at);
        _gates.Add(gate);
        gate.UseKestrel(at);
        gate.StartServer();
        return new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{at}"));
    }

    public string Token(Guid? account = null, TimeSpan? lifetime = null) => _tokens!.Mint(account ?? Guid.CreateVersion7(), Tenant, lifetime: lifetime);

    /// <summary>A client without a token.</summary>
    public HttpClient Anonymous(Uri? gateway = null) => new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = gateway ?? Address };

    /// <summary>A client of an account.</summary>
    public HttpClient SignedIn(Guid? account = null, Uri? gateway = null)
    {
        var client = Anonymous(gateway);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token(account));
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var gate in _gates) await gate.DisposeAsync();
        foreach (var upstream in Elections.Append(Membership).Append(Identity)) await upstream.DisposeAsync();
        _tokens?.Dispose();
        GC.SuppressFinalize(this);
    }

    private X509Certificate2 MakeKey()
    {
        using var rsa = RSA.Create(2048);
        var now = TimeProvider.System.GetUtcNow();
        var certificate = new CertificateRequest("CN=test", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        Directory.CreateDirectory(_keys);
        File.WriteAllBytes(Path.Combine(_keys, "signing.pfx"), certificate.Export(X509ContentType.Pkcs12));
        return X509CertificateLoader.LoadCertificate(certificate.Export(X509ContentType.Cert));
    }

    private const string Description = """
        {"openapi":"3.1.1","info":{"title":"x"},
         "paths":{"PATH":{"post":{"tags":["x"],"requestBody":{"content":{"application/json":{"schema":{"$ref":"#/components/schemas/SCHEMA"}}}}}}},
         "components":{"schemas":{"SCHEMA":{"type":"object","properties":{"self":{"$ref":"#/components/schemas/SCHEMA"}}}}}}
        """;

    private static Action<WebApplication> Describes(string schema, string path) => app => app.MapGet("/openapi/v1.json", () => Results.Text(
        Description.Replace("PATH", path, StringComparison.Ordinal).Replace("SCHEMA", schema, StringComparison.Ordinal), "application/json"));

    private sealed class Gate(GatewayApp app, int port) : WebApplicationFactory<Limits>
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            builder.UseSetting("urls", $"http://127.0.0.1:{port}");
            builder.UseSetting("Identity:Issuer", app.Address.ToString());
            builder.UseSetting("services:identity:http:0", app.Identity.Address);
            builder.UseSetting("services:membership:http:0", app.Membership.Address);
            for (var i = 0; i < app.Elections.Length; i++) builder.UseSetting($"services:elections:http:{i}", app.Elections[i].Address);
            foreach (var (key, value) in app.Settings) builder.UseSetting(key, value);
        }
    }
}
