using StudentUnion.ServiceDefaults;

namespace StudentUnion.Identity.Wiring;

/// <summary>
/// Bounds how many forms one address may send, and with them what one address can make this service compute. A campus shares an address, so the bound is what a
/// full hall needs. Codes and refresh tokens cannot be guessed, and the web application redeems everybody's from one address: they are not counted.
/// </summary>
public static class SlowGuessing
{
    public static void UseSlowGuessing(this WebApplication app)
    {
        var limit = new RateLimit("sign-in", app.Configuration.GetValue("Limits:SignInsPerMinute", 600), TimeSpan.FromMinutes(1));
        var limiter = app.Services.GetRequiredService<RateLimiter>();

        app.Use(async (http, next) =>
        {
            if (!HttpMethods.IsPost(http.Request.Method) || !http.Request.Path.StartsWithSegments("/id/account", StringComparison.Ordinal))
            {
                await next(http);
                return;
            }

            var verdict = await limiter.Take(limit, http.Connection.RemoteIpAddress?.ToString() ?? "unknown");
            RateLimitHeaders.Tell(http, limit, verdict);
            if (verdict.Allowed) await next(http);
            else http.Response.Redirect("/id/account/too-many");
        });
    }
}
