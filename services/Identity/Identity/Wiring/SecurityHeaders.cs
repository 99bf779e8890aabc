namespace StudentUnion.Identity.Wiring;

/// <summary>What a browser may do with these pages: load their own style sheets and send their forms, nothing else.</summary>
public static class SecurityHeaders
{
    public static void UsePageSecurity(this WebApplication app, Addresses addresses)
    {
        // A form's redirect counts as its action: signing in ends at the applications' own addresses.
        var policy = $"default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self' {addresses.Web.GetLeftPart(UriPartial.Authority)} studentunion:; "
            + "base-uri 'none'; frame-ancestors 'none'";

        app.Use((http, next) =>
        {
            if (http.Request.Path.StartsWithSegments("/id", StringComparison.Ordinal))
            {
                var headers = http.Response.Headers;
                headers.ContentSecurityPolicy = policy;
                headers.XFrameOptions = "DENY";
                headers.XContentTypeOptions = "nosniff";
                headers["Referrer-Policy"] = "no-referrer";
                headers["Cross-Origin-Opener-Policy"] = "same-origin";
            }

            return next(http);
        });
    }
}
