using System.Security.Claims;
using Microsoft.AspNetCore.Http.Features;
using StudentUnion.ServiceDefaults;

namespace StudentUnion.Gateway;

/// <summary>How much one caller may ask: so many requests a minute for an account or, without one, for an address; so many bytes for a body.</summary>
public sealed class Limits(IConfiguration configuration, RateLimiter limiter)
{
    private readonly RateLimit _account = new("account", configuration.GetValue("Limits:AccountPerMinute", 1_200), TimeSpan.FromMinutes(1));

    // A campus often shares one address, and the web application redeems everybody's codes from its own: this only stops what neither does.
    private readonly RateLimit _address = new("address", configuration.GetValue("Limits:AddressPerMinute", 12_000), TimeSpan.FromMinutes(1));

    public async Task Keep(HttpContext http, RequestDelegate next)
    {
        var (limit, caller) = http.User.FindFirstValue("sub") is { } account
            ? (_account, account)
            : (_address, http.Connection.RemoteIpAddress?.ToString() ?? "unknown");

        var verdict = await limiter.Take(limit, caller);
        RateLimitHeaders.Tell(http, limit, verdict);
        if (!verdict.Allowed)
        {
            http.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            return;
        }

        // Said before a byte is sent on; a body of unknown length is cut off by the server at the same size.
        if (http.Request.ContentLength > http.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize)
        {
            http.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
            return;
        }

        await next(http);
    }
}
