using Microsoft.AspNetCore.Http;

namespace StudentUnion.ServiceDefaults;

/// <summary>The two languages everything is said in.</summary>
public enum Language
{
    /// <summary>Simplified Chinese, which comes first.</summary>
    Chinese,

    /// <summary>English.</summary>
    English,
}

/// <summary>Which language a request asks for.</summary>
public static class RequestLanguage
{
    /// <summary>English when <c>Accept-Language</c> rates it above Chinese; Chinese otherwise.</summary>
    public static Language Of(HttpContext http)
    {
        double Weight(string language) => http.Request.GetTypedHeaders().AcceptLanguage
            .Where(l => l.Value.StartsWith(language, StringComparison.OrdinalIgnoreCase))
            .Select(l => l.Quality ?? 1).DefaultIfEmpty(0).Max();

        return Weight("en") > Weight("zh") ? Language.English : Language.Chinese;
    }
}
