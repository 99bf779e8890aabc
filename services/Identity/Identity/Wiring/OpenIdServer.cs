using Microsoft.AspNetCore;
using OpenIddict.Abstractions;
using StudentUnion.Identity.Data;
using StudentUnion.Identity.Keys;

namespace StudentUnion.Identity.Wiring;

/// <summary>The OpenID Connect server: authorization code with PKCE, rolling refresh, pushed requests. Nothing else is offered.</summary>
public static class OpenIdServer
{
    /// <summary>Who access tokens are meant for.</summary>
    public const string Audience = "student-union";

    public static readonly TimeSpan AccessTokenLifetime = TimeSpan.FromMinutes(10);

    public static void AddOpenIdServer(this IServiceCollection services, Addresses addresses, PlatformKeys keys) =>
        services.AddOpenIddict()
            .AddCore(core => core.UseEntityFrameworkCore().UseDbContext<IdentityDb>().ReplaceDefaultEntities<Guid>())
            .AddServer(server =>
            {
                server.SetIssuer(addresses.Issuer)
                    .SetConfigurationEndpointUris("id/.well-known/openid-configuration", "id/.well-known/oauth-authorization-server")
                    .SetJsonWebKeySetEndpointUris("id/.well-known/jwks")
                    .SetAuthorizationEndpointUris("id/connect/authorize")
                    .SetPushedAuthorizationEndpointUris("id/connect/par")
                    .SetTokenEndpointUris("id/connect/token")
                    .SetUserInfoEndpointUris("id/connect/userinfo")
                    .SetEndSessionEndpointUris("id/connect/logout");

                server.AllowAuthorizationCodeFlow().RequireProofKeyForCodeExchange().AllowRefreshTokenFlow();
                server.Configure(options =>
                {
                    options.ResponseModes.IntersectWith([OpenIddictConstants.ResponseModes.Query]); // the others need a script, or show the code to one
                    options.CodeChallengeMethods.Clear();
                    options.CodeChallengeMethods.Add(OpenIddictConstants.CodeChallengeMethods.Sha256);
                });
                server.RegisterScopes(OpenIddictConstants.Scopes.Profile, OpenIddictConstants.Scopes.OfflineAccess);
                server.RegisterClaims(OpenIddictConstants.Claims.Name, OpenIddictConstants.Claims.PreferredUsername);

                server.SetAuthorizationCodeLifetime(TimeSpan.FromMinutes(2))
                    .SetAccessTokenLifetime(AccessTokenLifetime)
                    .SetIdentityTokenLifetime(AccessTokenLifetime)
                    .SetRefreshTokenLifetime(TimeSpan.FromHours(12))
                    // Two browser tabs of one session may refresh at the same moment; later reuse is theft and ends the session.
                    .SetRefreshTokenReuseLeeway(TimeSpan.FromSeconds(15));

                server.AddSigningCertificate(keys.Signing).AddEncryptionCertificate(keys.Encryption).DisableAccessTokenEncryption();

                var host = server.UseAspNetCore()
                    .EnableAuthorizationEndpointPassthrough()
                    .EnableTokenEndpointPassthrough()
                    .EnableUserInfoEndpointPassthrough()
                    .EnableEndSessionEndpointPassthrough()
                    .EnableErrorPassthrough();
                if (addresses.OnThisMachineOnly) host.DisableTransportSecurityRequirement();
            });

    /// <summary>
    /// What the issuer publishes about itself names the public addresses whoever asks and however: a service inside the platform asks without encryption and by
    /// another name, and a forged Host header must not lead anybody elsewhere.
    /// </summary>
    public static void UsePublishedAddresses(this WebApplication app, Addresses addresses) => app.Use((http, next) =>
    {
        if (http.Request.Path.StartsWithSegments("/id/.well-known", StringComparison.Ordinal))
            (http.Request.Scheme, http.Request.Host) = (addresses.Issuer.Scheme, new HostString(addresses.Issuer.Authority));
        return next(http);
    });

    /// <summary>A request that cannot be answered to an application, because none is proven, is answered to the person.</summary>
    public static void UseProblemPage(this WebApplication app) => app.Use(static (http, next) =>
    {
        if (http.GetOpenIddictServerResponse() is not { Error: not null }) return next(http);

        http.Response.Redirect("/id/account/problem");
        return Task.CompletedTask;
    });

    /// <summary>The OpenID Connect request behind this HTTP request.</summary>
    public static OpenIddictRequest OpenIdRequest(this HttpContext http) =>
        http.GetOpenIddictServerRequest() ?? throw new InvalidOperationException("This address answers OpenID Connect requests only.");
}
