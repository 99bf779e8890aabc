using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.EntityFrameworkCore;
using StudentUnion.Identity.Data;

namespace StudentUnion.Identity.Wiring;

/// <summary>The signed-in session of a browser with this service. It ends when the password changes.</summary>
public static class Session
{
    public const string Scheme = "session";
    public const string StampClaim = "stamp";

    /// <summary>How long a sign-in holds, from the moment the password was given.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromHours(8);

    public static void AddSession(this AuthenticationBuilder authentication, Addresses addresses) =>
        authentication.AddCookie(Scheme, options =>
        {
            addresses.Shape(options.Cookie, "sup.id");
            options.ExpireTimeSpan = Length;
            options.SlidingExpiration = false;
            options.LoginPath = "/id/account/login";
            options.AccessDeniedPath = "/id/account/login";
            options.ReturnUrlParameter = "returnUrl";
            options.Events.OnValidatePrincipal = EndWithTheOldPassword;
        });

    /// <summary>Cookies ignore ports: every application of one host needs names of its own, and a path of its own where the name does not forbid it.</summary>
    public static void Shape(this Addresses addresses, CookieBuilder cookie, string name)
    {
        cookie.Name = addresses.Encrypted ? $"__Host-{name}" : name;
        cookie.Path = addresses.Encrypted ? "/" : "/id";
        cookie.HttpOnly = true;
        cookie.SameSite = SameSiteMode.Lax;
        cookie.SecurePolicy = addresses.Encrypted ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
        cookie.IsEssential = true;
    }

    public static Task Begin(this HttpContext http, Account account)
    {
        var identity = new ClaimsIdentity([new("sub", account.Id.ToString()), new(StampClaim, account.SecurityStamp!)], Scheme, "sub", null);
        return http.SignInAsync(Scheme, new ClaimsPrincipal(identity));
    }

    public static Guid AccountOf(ClaimsPrincipal session) => Guid.Parse(session.FindFirstValue("sub")!);

    private static async Task EndWithTheOldPassword(CookieValidatePrincipalContext context)
    {
        var db = context.HttpContext.RequestServices.GetRequiredService<IdentityDb>();
        var account = AccountOf(context.Principal!);
        var stamp = context.Principal!.FindFirstValue(StampClaim);

        if (!await db.Accounts.AnyAsync(a => a.Id == account && a.SecurityStamp == stamp, context.HttpContext.RequestAborted))
        {
            context.RejectPrincipal();
            await context.HttpContext.SignOutAsync(Scheme);
        }
    }
}
