namespace StudentUnion.Gateway;

/// <summary>What a browser may do with an answer of the platform. A service that says it better, as the sign-in pages do, is not overruled.</summary>
public static class SecurityHeaders
{
    private const string NothingToLoad = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public static void UseSecurityHeaders(this IApplicationBuilder app, bool encrypted) => app.Use((http, next) =>
    {
        http.Response.OnStarting(encrypted ? OverHttps : Plain, http.Response);
        return next(http);
    });

    private static readonly Func<object, Task> Plain = static state =>
    {
        var headers = ((HttpResponse)state).Headers;
        if (headers.ContentSecurityPolicy.Count == 0) headers.ContentSecurityPolicy = NothingToLoad;
        if (headers.XFrameOptions.Count == 0) headers.XFrameOptions = "DENY";
        if (headers.CacheControl.Count == 0) headers.CacheControl = "no-store";
        headers.XContentTypeOptions = "nosniff";
        headers.Remove("Server");
        headers["Referrer-Policy"] = "no-referrer";
        return Task.CompletedTask;
    };

    private static readonly Func<object, Task> OverHttps = static state =>
    {
        ((HttpResponse)state).Headers.StrictTransportSecurity = "max-age=31536000; includeSubDomains";
        return Plain(state);
    };
}
