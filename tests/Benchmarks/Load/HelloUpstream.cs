using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;

namespace StudentUnion.Benchmarks.Load;

/// <summary>
/// The smallest thing behind a gateway: says hello to everything. It also publishes the key that tokens are signed with, so that a gateway alone can
/// be measured, without an identity service and its database.
/// </summary>
internal static class HelloUpstream
{
    private static readonly byte[] Hello = "Hello, World!"u8.ToArray();

    /// <param name="address">Where it listens, on the loopback.</param>
    /// <param name="keys">The folder of <c>signing.pfx</c>.</param>
    public static async Task<int> Run(string address, string keys)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(address);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        var app = builder.Build();
        var keySet = KeySet(keys);
        app.Run(http => http.Request.Path.Value switch
        {
            // The gateway reads these by the issuer's name, at this address.
            "/id/.well-known/openid-configuration" => Say(http, "application/json",
                JsonSerializer.SerializeToUtf8Bytes(new { issuer = Issuer(http), jwks_uri = $"{address}/id/.well-known/jwks" })),
            "/id/.well-known/jwks" => Say(http, "application/json", keySet),
            _ => Say(http, "text/plain", Hello),
        });
        await app.RunAsync();
        return 0;
    }

    private static string Issuer(HttpContext http) => $"{http.Request.Scheme}://{http.Request.Host}/id/";

    private static Task Say(HttpContext http, string type, byte[] words)
    {
        http.Response.ContentType = type;
        http.Response.ContentLength = words.Length;
        return http.Response.Body.WriteAsync(words, 0, words.Length);
    }

    private static byte[] KeySet(string keys)
    {
        using var certificate = X509CertificateLoader.LoadPkcs12FromFile(Path.Combine(keys, "signing.pfx"), password: null);
        using var key = certificate.GetRSAPublicKey()!;
        var open = key.ExportParameters(includePrivateParameters: false);
        return Encoding.UTF8.GetBytes(
            $$"""{"keys":[{"kty":"RSA","use":"sig","alg":"RS256","kid":"{{certificate.Thumbprint}}","n":"{{WebEncoders.Base64UrlEncode(open.Modulus!)}}","e":"{{WebEncoders.Base64UrlEncode(open.Exponent!)}}"}]}""");
    }
}
