using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace StudentUnion.ServiceDefaults;

/// <summary>Validates access tokens locally against the keys the issuer publishes (RFC 9068 profile).</summary>
public static class CallerTokens
{
    /// <summary>The audience of every access token of this platform.</summary>
    public const string Audience = "student-union";

    /// <summary>The issuer's address: behind the gateway, under <c>/id/</c>.</summary>
    public static string Issuer(IConfiguration configuration) =>
        $"{(configuration["Identity:Issuer"] ?? throw new InvalidOperationException("Identity:Issuer is not configured.")).TrimEnd('/')}/id/";

    public static IServiceCollection AddCallerTokens(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer();
        services.AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme).Configure<IHttpClientFactory>((options, clients) =>
        {
            options.MapInboundClaims = false;
            options.RequireHttpsMetadata = false; // the metadata comes from inside the platform
            options.TokenValidationParameters.ValidAudience = Audience;
            options.TokenValidationParameters.ValidIssuer = Issuer(configuration);
            options.TokenValidationParameters.ValidTypes = ["at+jwt"];
            options.TokenValidationParameters.ClockSkew = TimeSpan.FromSeconds(30);
            options.ConfigurationManager = new ConfigurationManager<OpenIdConnectConfiguration>(
                "http://identity/id/.well-known/openid-configuration",
                new OpenIdConnectConfigurationRetriever(),
                new FromInside(clients, Issuer(configuration)));
        });
        return services;
    }

    // The published documents name the gateway's address; from inside they are read from the issuer itself.
    private sealed class FromInside(IHttpClientFactory clients, string issuer) : IDocumentRetriever
    {
        public async Task<string> GetDocumentAsync(string address, CancellationToken cancel)
        {
            var inside = address.StartsWith(issuer, StringComparison.Ordinal) ? $"http://identity/id/{address[issuer.Length..]}" : address;
            using var client = clients.CreateClient("issuer");
            return await client.GetStringAsync(new Uri(inside), cancel);
        }
    }
}
