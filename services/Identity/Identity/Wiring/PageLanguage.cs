using Microsoft.AspNetCore.Localization;
using StudentUnion.Identity.Features.Sessions;
using StudentUnion.ServiceDefaults;

namespace StudentUnion.Identity.Wiring;

/// <summary>The language of the pages: the one chosen by hand, else the one the browser asks for; Chinese comes first.</summary>
public static class PageLanguage
{
    private const string Chinese = "zh-Hans";
    private const string English = "en";

    public static void UsePageLanguage(this WebApplication app) => app.UseRequestLocalization(options =>
    {
        options.SetDefaultCulture(Chinese).AddSupportedCultures(Chinese, English).AddSupportedUICultures(Chinese, English);
        options.RequestCultureProviders = [new CustomRequestCultureProvider(http => Task.FromResult<ProviderCultureResult?>(new(Of(http))))];
    });

    private static string Of(HttpContext http) => http.Request.Cookies[ChooseLanguage.Cookie] switch
    {
        "en" => English,
        "zh" => Chinese,
        _ => RequestLanguage.Of(http) == Language.English ? English : Chinese,
    };
}
