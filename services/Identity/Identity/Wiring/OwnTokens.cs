using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;
using StudentUnion.Identity.Keys;

namespace StudentUnion.Identity.Wiring;

/// <summary>This service reads its own tokens like any other service, but need not ask itself for the keys.</summary>
public static class OwnTokens
{
    public static void AddOwnTokens(this IServiceCollection services, Addresses addresses, PlatformKeys keys) =>
        services.Configure<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme, options =>
        {
            var known = new OpenIdConnectConfiguration { Issuer = addresses.Issuer.ToString() };
            known.SigningKeys.Add(new X509SecurityKey(keys.Signing));
            options.ConfigurationManager = new StaticConfigurationManager<OpenIdConnectConfiguration>(known);
        });
}
