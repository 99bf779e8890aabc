using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using StudentUnion.Identity.Data;
using StudentUnion.Identity.Wiring;

namespace StudentUnion.Identity.Features.Sessions;

/// <summary>Marks a browser from which an account has signed in. It signs nobody in; it only gives the device a count of its own.</summary>
public sealed class RememberTheDevice(IDataProtectionProvider protection, Addresses addresses, TimeProvider clock)
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(180);
    private readonly IDataProtector _protector = protection.CreateProtector("known device");

    /// <summary>The account and the random name of this device, if it is known.</summary>
    public (Guid Account, string Device)? Of(HttpContext http)
    {
        if (http.Request.Cookies[Cookie().Name!] is not { Length: > 0 } cookie) return null;
        try
        {
            return _protector.Unprotect(cookie).Split(' ') is [var account, var device, var until]
                && DateTimeOffset.FromUnixTimeSeconds(long.Parse(until, CultureInfo.InvariantCulture)) > clock.GetUtcNow()
                    ? (Guid.Parse(account), device)
                    : null;
        }
        catch (CryptographicException)
        {
            // Forged, or from before the keys were lost: an unknown device then.
            return null;
        }
    }

    public void Remember(HttpContext http, Account account)
    {
        if (Of(http)?.Account == account.Id) return;

        var cookie = Cookie();
        cookie.MaxAge = Kept;
        var device = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        var until = (clock.GetUtcNow() + Kept).ToUnixTimeSeconds();
        var content = string.Create(CultureInfo.InvariantCulture, $"{account.Id} {device} {until}");
        http.Response.Cookies.Append(cookie.Name!, _protector.Protect(content), cookie.Build(http));
    }

    private CookieBuilder Cookie()
    {
        var cookie = new CookieBuilder();
        addresses.Shape(cookie, "sup.device");
        return cookie;
    }
}
