using System.Globalization;
using Microsoft.AspNetCore.Localization;
using StudentUnion.Identity.Features.Sessions;
using StudentUnion.ServiceDefaults;

namespace StudentUnion.Identity.Wiring;

/// <summary>The language of the pages: the one chosen by hand, else the one the browser asks for; Chinese comes first.</summary>
public static class PageLanguage
{
    public static void UsePageLanguage(this WebApplication app) => app.UseRequestLocalization(options =>
    {
        string[] offered = [ChooseLanguage.Chinese, ChooseLanguage.English];
        options.SetDefaultCulture(offered[0]).AddSupportedCultures(offered).AddSupportedUICultures(offered);
        options.RequestCultureProviders =
        [
            new CookieRequestCultureProvider { CookieName = ChooseLanguage.Cookie },
            new CustomRequestCultureProvider(http => Task.FromResult<ProviderCultureResult?>(
                new(RequestLanguage.Of(http) == Language.English ? ChooseLanguage.English : ChooseLanguage.Chinese))),
        ];
    });

    /// <summary>The language this page is being written in.</summary>
    public static Language Current => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en" ? Language.English : Language.Chinese;
}
