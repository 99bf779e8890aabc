using Microsoft.EntityFrameworkCore;
using OpenIddict.Abstractions;
using StudentUnion.Identity.Data;
using StudentUnion.Identity.Keys;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace StudentUnion.Identity.Wiring;

/// <summary>The two applications through which people use the platform, written at every start as this release knows them.</summary>
internal sealed class RegisterTheClients(IServiceScopeFactory scopes, IConfiguration configuration, IHostEnvironment environment, Addresses addresses, PlatformKeys keys)
    : IHostedService
{
    public const string Web = "web";
    public const string Mobile = "mobile";
    public const string WebSecretFile = "web-secret";

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IdentityDb>();
        var clients = scope.ServiceProvider.GetRequiredService<IOpenIddictApplicationManager>();

        // Instances start together; one writes, the other finds it written.
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtext('register the clients'))", cancellationToken);

        foreach (var client in new[] { WebClient(), MobileClient() })
        {
            if (await clients.FindByClientIdAsync(client.ClientId!, cancellationToken) is { } known)
                await clients.UpdateAsync(known, client, cancellationToken);
            else
                await clients.CreateAsync(client, cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private OpenIddictApplicationDescriptor WebClient()
    {
        var client = CodeClient(Web, ClientTypes.Confidential, "网页 Web");
        client.ClientSecret = WebSecret();
        client.RedirectUris.Add(new Uri(addresses.Web, "signin-oidc"));
        client.PostLogoutRedirectUris.Add(new Uri(addresses.Web, "signout-callback-oidc"));
        client.Permissions.Add(Permissions.Endpoints.PushedAuthorization);
        client.Requirements.Add(Requirements.Features.PushedAuthorizationRequests);
        return client;
    }

    private static OpenIddictApplicationDescriptor MobileClient()
    {
        var client = CodeClient(Mobile, ClientTypes.Public, "移动端 Mobile");
        client.RedirectUris.Add(new Uri("studentunion://callback"));
        client.PostLogoutRedirectUris.Add(new Uri("studentunion://signed-out"));
        client.Permissions.Add(Permissions.Endpoints.PushedAuthorization);
        client.Settings.Add(Settings.TokenLifetimes.RefreshToken, TimeSpan.FromDays(14).ToString("c", null));
        return client;
    }

    private static OpenIddictApplicationDescriptor CodeClient(string id, string type, string name) => new()
    {
        ClientId = id,
        ClientType = type,
        DisplayName = name,
        // Both are the platform's own: signing in is the consent.
        ConsentType = ConsentTypes.Implicit,
        Permissions =
        {
            Permissions.Endpoints.Authorization, Permissions.Endpoints.Token, Permissions.Endpoints.EndSession,
            Permissions.GrantTypes.AuthorizationCode, Permissions.GrantTypes.RefreshToken, Permissions.ResponseTypes.Code, Permissions.Scopes.Profile,
        },
        Requirements = { Requirements.Features.ProofKeyForCodeExchange },
    };

    private string WebSecret() => configuration["Identity:WebSecret"] is { Length: > 0 } given
        ? given
        : environment.IsDevelopment()
            ? keys.Secret(WebSecretFile)
            : throw new InvalidOperationException("Identity:WebSecret must be set outside Development.");
}
