namespace StudentUnion.Web.Surroundings;

/// <summary>What every answer tells the browser it must not do.</summary>
internal static class SecurityHeaders
{
    public static IApplicationBuilder UseSecurityHeaders(this WebApplication app)
    {
        // Signing out posts here and is sent on to Identity, which the browser counts as part of the form.
        var identity = new Uri(app.Configuration["Identity:Issuer"]!).GetLeftPart(UriPartial.Authority);
        var policy = string.Join("; ",
            "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:", "font-src 'self'", "connect-src 'self'",
            "manifest-src 'self'", "worker-src 'self'", $"form-action 'self' {identity}", "base-uri 'self'", "frame-ancestors 'none'");

        return app.Use((context, next) =>
        {
            context.Response.OnStarting(() =>
            {
                var headers = context.Response.Headers;
                headers.ContentSecurityPolicy = policy;
                headers.XContentTypeOptions = "nosniff";
                headers.XFrameOptions = "DENY";
                headers["Referrer-Policy"] = "same-origin";
                headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(), payment=()";
                headers["Cross-Origin-Opener-Policy"] = "same-origin";
                headers["Cross-Origin-Resource-Policy"] = "same-origin";
                // What is shown to one person stays on no shared machine; static files have their own lifetime.
                if (context.Response.ContentType is { } type
                    && (type.StartsWith("text/html", StringComparison.Ordinal) || context.Response.Headers.ContentDisposition.Count > 0))
                    headers.CacheControl = "no-store";
                return Task.CompletedTask;
            });
            return next(context);
        });
    }
}
