using System.Globalization;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Localization;
using StudentUnion.Web.SignIn;

namespace StudentUnion.Web.Surroundings;

/// <summary>Chinese first, English complete; the reader's choice is kept in a cookie.</summary>
internal static class Language
{
    private const string CookieName = "sup.lang";
    public static readonly string[] Offered = ["zh-CN", "en-GB"];

    public static bool IsChinese => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "zh";

    public static string Tag => IsChinese ? "zh-CN" : "en";

    public static void AddLanguages(this IServiceCollection services)
    {
        services.AddLocalization();
        services.Configure<RequestLocalizationOptions>(o =>
        {
            o.SetDefaultCulture(Offered[0]).AddSupportedCultures(Offered).AddSupportedUICultures(Offered);
            // "en" and "en-US" readers are served by the English there is.
            o.RequestCultureProviders =
            [
                new CookieRequestCultureProvider { CookieName = CookieName },
                new CustomRequestCultureProvider(http => Task.FromResult(Preferred(http.Request))),
            ];
        });
    }

    public static void MapLanguage(this IEndpointRouteBuilder app) =>
        app.MapPost("/language", async (HttpContext http, IAntiforgery antiforgery) =>
        {
            if (!await antiforgery.IsRequestValidAsync(http)) return Results.BadRequest();
            var wanted = Offered.FirstOrDefault(o => o == http.Request.Form["to"].ToString()) ?? Offered[0];
            http.Response.Cookies.Append(CookieName, CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(wanted)), new CookieOptions
            {
                MaxAge = TimeSpan.FromDays(365),
                SameSite = SameSiteMode.Lax,
                Secure = http.Request.IsHttps,
                HttpOnly = true,
                IsEssential = true,
            });
            return Results.LocalRedirect(SignInRoutes.Local(http.Request.Form["back"].ToString()));
        }).AllowAnonymous();

    private static ProviderCultureResult? Preferred(HttpRequest request)
    {
        var first = request.GetTypedHeaders().AcceptLanguage
            .OrderByDescending(l => l.Quality ?? 1)
            .Select(l => l.Value.Value ?? "")
            .FirstOrDefault(l => l.StartsWith("zh", StringComparison.OrdinalIgnoreCase) || l.StartsWith("en", StringComparison.OrdinalIgnoreCase));
        return first is null ? null
            : new ProviderCultureResult(first.StartsWith("en", StringComparison.OrdinalIgnoreCase) ? Offered[1] : Offered[0]);
    }
}
