using System.Security.Cryptography;
using Scalar.AspNetCore;

namespace StudentUnion.Gateway;

/// <summary>The API reference page. Everything it shows and runs comes from this gateway; nothing is asked of anybody else's server.</summary>
public static class Docs
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/", () => Results.Redirect("/docs")).AllowAnonymous().ExcludeFromDescription();
        app.MapScalarApiReference("/docs", (options, http) =>
        {
            var nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(18));
            // The page writes its styles as it goes; scripts are the two it is built of.
            http.Response.Headers.ContentSecurityPolicy =
                $"default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
                + "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
            options.WithNonce(nonce).WithTitle("学联学生会工作平台 API").WithOpenApiRoutePattern("/openapi/v1.json").DisableDefaultFonts()
                .DisableAgent().DisableMcp().DisableTelemetry().HideDeveloperTools();
        }).AllowAnonymous();
    }
}
