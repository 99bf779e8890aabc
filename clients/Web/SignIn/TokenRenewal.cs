using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using StackExchange.Redis;

namespace StudentUnion.Web.SignIn;

/// <summary>
/// Fetches a fresh access token shortly before the old one ends. A refresh token works once, so of many requests at the same moment exactly one, over all
/// instances, asks for it; the others wait and take its answer.
/// </summary>
internal sealed partial class TokenRenewal(
    SessionStore sessions, IConnectionMultiplexer redis, IOptionsMonitor<OpenIdConnectOptions> oidc, TimeProvider clock, ILogger<TokenRenewal> log)
{
    private static readonly TimeSpan Early = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LockFor = TimeSpan.FromSeconds(15);
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _gates = new();

    public async Task Validate(CookieValidatePrincipalContext context)
    {
        if (SessionStore.KeyOf(context.Properties) is not { } key || !IsDue(context.Properties)) return;

        var gate = _gates.GetOrAdd(key, _ => new SemaphoreSlim(1, 1));
        await gate.WaitAsync(context.HttpContext.RequestAborted);
        try
        {
            await RenewOnce(context, key);
        }
        finally
        {
            gate.Release();
            _gates.TryRemove(new KeyValuePair<string, SemaphoreSlim>(key, gate));
        }
    }

    private async Task RenewOnce(CookieValidatePrincipalContext context, string key)
    {
        var db = redis.GetDatabase();
        var ours = RandomNumberGenerator.GetHexString(16);
        var deadline = clock.GetUtcNow() + LockFor;
        while (!await db.LockTakeAsync(SessionStore.LockOf(key), ours, LockFor))
        {
            if (clock.GetUtcNow() > deadline) return;
            await Task.Delay(TimeSpan.FromMilliseconds(50), clock, context.HttpContext.RequestAborted);
        }
        try
        {
            // Someone may have been here while we waited.
            if (await sessions.RetrieveAsync(key) is not { } stored)
            {
                context.RejectPrincipal();
                return;
            }
            Take(context, stored);
            if (IsDue(stored.Properties)) await Renew(context, key, stored);
        }
        finally
        {
            await db.LockReleaseAsync(SessionStore.LockOf(key), ours);
        }
    }

    private async Task Renew(CookieValidatePrincipalContext context, string key, AuthenticationTicket stored)
    {
        if (stored.Properties.GetTokenValue("refresh_token") is not { } refreshToken) return;

        var answer = await Ask(refreshToken, context.HttpContext.RequestAborted);
        if (answer is { Error: { } error })
        {
            // The account was locked, its password changed or the session ended at Identity.
            LogEnded(log, error);
            await sessions.RemoveAsync(key);
            context.RejectPrincipal();
            return;
        }
        if (answer?.AccessToken is not { } accessToken) return;

        var properties = stored.Properties;
        properties.UpdateTokenValue("access_token", accessToken);
        properties.UpdateTokenValue("refresh_token", answer.RefreshToken ?? refreshToken);
        properties.UpdateTokenValue("expires_at", ExpiresAt(answer).ToString("o", CultureInfo.InvariantCulture));
        var person = TokenClaims.Person(accessToken, stored.Principal.FindFirstValue("name"));
        var renewed = new AuthenticationTicket(person, properties, stored.AuthenticationScheme);
        await sessions.RenewAsync(key, renewed);
        Take(context, renewed);
    }

    private async Task<OpenIdConnectMessage?> Ask(string refreshToken, CancellationToken ct)
    {
        var options = oidc.Get(OpenIdConnectDefaults.AuthenticationScheme);
        try
        {
            var configuration = await options.ConfigurationManager!.GetConfigurationAsync(ct);
            using var form = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["grant_type"] = "refresh_token",
                ["refresh_token"] = refreshToken,
                ["client_id"] = options.ClientId!,
                ["client_secret"] = options.ClientSecret!,
            });
            using var response = await options.Backchannel.PostAsync(configuration.TokenEndpoint, form, ct);
            if ((int)response.StatusCode >= 500) return null;
            return new OpenIdConnectMessage(await response.Content.ReadAsStringAsync(ct));
        }
        catch (Exception e) when (e is HttpRequestException or InvalidOperationException or TaskCanceledException && !ct.IsCancellationRequested)
        {
            // Identity is away for the moment: the old token serves until it ends.
            LogAway(log, e);
            return null;
        }
    }

    private bool IsDue(AuthenticationProperties properties) =>
        DateTimeOffset.TryParse(properties.GetTokenValue("expires_at"), CultureInfo.InvariantCulture, out var expires)
        && expires - clock.GetUtcNow() < Early;

    private DateTimeOffset ExpiresAt(OpenIdConnectMessage answer) =>
        clock.GetUtcNow().AddSeconds(int.TryParse(answer.ExpiresIn, CultureInfo.InvariantCulture, out var seconds) ? seconds : 300);

    private static void Take(CookieValidatePrincipalContext context, AuthenticationTicket ticket)
    {
        context.ReplacePrincipal(ticket.Principal);
        foreach (var (name, value) in ticket.Properties.Items) context.Properties.Items[name] = value;
    }

    [LoggerMessage(LogLevel.Information, "A session ended at renewal: {Error}")]
    private static partial void LogEnded(ILogger log, string error);

    [LoggerMessage(LogLevel.Warning, "The access token could not be renewed; the old one serves until it ends")]
    private static partial void LogAway(ILogger log, Exception e);
}
