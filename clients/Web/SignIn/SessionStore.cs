using System.Buffers.Text;
using System.Globalization;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using StackExchange.Redis;

namespace StudentUnion.Web.SignIn;

/// <summary>
/// Keeps who is signed in, and their tokens, on the server: the browser holds a random key and nothing else. What is stored is encrypted, and found by
/// the key's hash, so a copy of the store signs nobody in.
/// </summary>
public sealed class SessionStore(IConnectionMultiplexer redis, IDataProtectionProvider protection, TimeProvider clock) : ITicketStore
{
    private const string KeyItem = "sup.session";
    private static readonly TimeSpan Longest = TimeSpan.FromHours(12);
    private readonly IDataProtector _protector = protection.CreateProtector("StudentUnion.Web.Session.v1");

    public async Task<string> StoreAsync(AuthenticationTicket ticket)
    {
        var key = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        await RenewAsync(key, ticket);
        if (Account(ticket) is { } account)
        {
            var sessions = SessionsOf(account);
            var db = redis.GetDatabase();
            await db.SetAddAsync(sessions, Name(key).ToString());
            await db.KeyExpireAsync(sessions, Longest);
        }
        return key;
    }

    public async Task RenewAsync(string key, AuthenticationTicket ticket)
    {
        ticket.Properties.Items[KeyItem] = key;
        var stored = _protector.Protect(TicketSerializer.Default.Serialize(ticket));
        await redis.GetDatabase().StringSetAsync(Name(key), stored, Remaining(ticket));
    }

    public async Task<AuthenticationTicket?> RetrieveAsync(string key)
    {
        byte[]? stored = await redis.GetDatabase().StringGetAsync(Name(key));
        if (stored is null) return null;
        try
        {
            return TicketSerializer.Default.Deserialize(_protector.Unprotect(stored));
        }
        catch (CryptographicException)
        {
            // Written under keys that are gone: the person signs in again.
            return null;
        }
    }

    /// <summary>Looks of the application and health have no visitor, so they are served when no session can be looked up.</summary>
    public Task<AuthenticationTicket?> RetrieveAsync(string key, HttpContext httpContext, CancellationToken cancellationToken) =>
        httpContext.GetEndpoint()?.Metadata.GetMetadata<ServedToAnyone>() is null ? RetrieveAsync(key) : Task.FromResult<AuthenticationTicket?>(null);

    public Task RemoveAsync(string key) => redis.GetDatabase().KeyDeleteAsync(Name(key));

    /// <summary>Ends every session of the account, on whatever device.</summary>
    public async Task RemoveAllOf(ClaimsPrincipal caller)
    {
        if (caller.FindFirstValue("sub") is not { } account) return;
        var db = redis.GetDatabase();
        var sessions = await db.SetMembersAsync(SessionsOf(account));
        await db.KeyDeleteAsync([.. sessions.Select(s => (RedisKey)s.ToString()), SessionsOf(account)]);
    }

    internal static string? KeyOf(AuthenticationProperties properties) => properties.Items.TryGetValue(KeyItem, out var key) ? key : null;

    internal static RedisKey LockOf(string key) => $"{Name(key)}:renewal";

    private static RedisKey Name(string key) => $"sup:web:session:{Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(key)))}";

    private static RedisKey SessionsOf(string account) => string.Create(CultureInfo.InvariantCulture, $"sup:web:account:{account}");

    private static string? Account(AuthenticationTicket ticket) => ticket.Principal.FindFirstValue("sub");

    private TimeSpan Remaining(AuthenticationTicket ticket)
    {
        var left = (ticket.Properties.ExpiresUtc ?? clock.GetUtcNow() + Longest) - clock.GetUtcNow();
        return left > TimeSpan.Zero ? left : TimeSpan.FromSeconds(1);
    }
}

/// <summary>Marks what is the same for everybody, so that nobody asks who is there.</summary>
public sealed class ServedToAnyone;
