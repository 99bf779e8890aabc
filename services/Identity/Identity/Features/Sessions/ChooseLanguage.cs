using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.Mvc;
using StudentUnion.Identity.Wiring;

namespace StudentUnion.Identity.Features.Sessions;

/// <summary>Remembers in which language a browser wants to read; the web application reads the same choice.</summary>
public static class ChooseLanguage
{
    public const string Cookie = "sup.lang";
    public const string Chinese = "zh-CN";
    public const string English = "en-GB";

    public static void Map(IEndpointRouteBuilder app) =>
        app.MapPost("/id/account/language", Handle).AllowAnonymous().ExcludeFromDescription();

    private static IResult Handle([FromForm] string to, [FromForm] string? returnUrl, HttpContext http, Addresses addresses)
    {
        var wanted = to == English ? English : Chinese;
        http.Response.Cookies.Append(Cookie, CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(wanted)), new CookieOptions
        {
            Path = "/",
            MaxAge = TimeSpan.FromDays(365),
            SameSite = SameSiteMode.Lax,
            HttpOnly = true,
            Secure = addresses.Encrypted,
            IsEssential = true,
        });
        return Results.LocalRedirect(returnUrl is ['/', not ('/' or '\\'), ..] ? returnUrl : "/id/account/login");
    }
}
