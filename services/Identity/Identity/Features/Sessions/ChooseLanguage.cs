using StudentUnion.Identity.Wiring;

namespace StudentUnion.Identity.Features.Sessions;

/// <summary>Remembers in which language a browser wants to read the pages.</summary>
public static class ChooseLanguage
{
    public const string Cookie = "sup.lang";

    public static void Map(IEndpointRouteBuilder app) => app.MapGet("/id/account/language", Handle).AllowAnonymous().ExcludeFromDescription();

    private static IResult Handle(string to, string? returnUrl, HttpContext http, Addresses addresses)
    {
        http.Response.Cookies.Append(Cookie, to == "en" ? "en" : "zh", new CookieOptions
        {
            Path = "/", MaxAge = TimeSpan.FromDays(365), SameSite = SameSiteMode.Lax, HttpOnly = true, Secure = addresses.Encrypted,
        });
        return returnUrl is ['/', not ('/' or '\\'), ..] ? Results.LocalRedirect(returnUrl) : Results.LocalRedirect("/id/account/login");
    }
}
