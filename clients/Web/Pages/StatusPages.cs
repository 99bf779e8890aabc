using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;
using StackExchange.Redis;
using StudentUnion.Api;
using StudentUnion.Web.Shell;

namespace StudentUnion.Web.Pages;

/// <summary>What a person sees when a page cannot be shown: always a sentence and a way on, never a bare code.</summary>
internal static class StatusPages
{
    public static void UseStatusPages(this WebApplication app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            StatusCodeSelector = StatusOf,
            ExceptionHandler = Explain,
            AllowStatusCode404Response = true,
            // What a service refused or lost is its own story and is logged there.
            SuppressDiagnosticsCallback = context => context.Exception is ApiProblemException { Status: > 0 and < 500 } or BadHttpRequestException,
        });
        app.UseStatusCodePages(context => Show(context.HttpContext, context.HttpContext.Response.StatusCode));
    }

    private static int StatusOf(Exception exception) => exception switch
    {
        ApiProblemException { Status: 401 } => StatusCodes.Status401Unauthorized,
        ApiProblemException { Status: 403 } => StatusCodes.Status403Forbidden,
        ApiProblemException { Status: 404 } => StatusCodes.Status404NotFound,
        ApiProblemException { Status: 429 } => StatusCodes.Status429TooManyRequests,
        ApiProblemException { Status: 0 or >= 502 } => StatusCodes.Status503ServiceUnavailable,
        BadHttpRequestException malformed => malformed.StatusCode,
        _ when IsAway(exception) => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status500InternalServerError,
    };

    // Redis holds the sessions and the keys that protect them; Identity's discovery document is needed to send anyone to the login.
    private static bool IsAway(Exception exception)
    {
        for (var e = exception; e is not null; e = e.InnerException)
            if (e is RedisException or RedisTimeoutException or HttpRequestException
                || e is InvalidOperationException && e.Message.StartsWith("IDX20803", StringComparison.Ordinal))
                return true;
        return false;
    }

    private static Task Explain(HttpContext http) =>
        http.Response.StatusCode == StatusCodes.Status401Unauthorized && HttpMethods.IsGet(http.Request.Method)
            ? http.ChallengeAsync(new AuthenticationProperties { RedirectUri = http.Request.Path + http.Request.QueryString })
            : Show(http, http.Response.StatusCode);

    private static async Task Show(HttpContext http, int status)
    {
        // The failed page has used up this request's navigation; the explanation starts with fresh services.
        await using var scope = http.RequestServices.CreateAsyncScope();
        var before = http.RequestServices;
        http.RequestServices = scope.ServiceProvider;
        http.Response.Headers.Remove("blazor-enhanced-nav");
        try
        {
            var page = new RazorComponentResult<App>(new Dictionary<string, object?>
            {
                [nameof(App.Page)] = typeof(StatusPage),
                [nameof(App.Parameters)] = new Dictionary<string, object> { [nameof(StatusPage.Status)] = status },
            })
            { StatusCode = status, PreventStreamingRendering = true };
            await page.ExecuteAsync(http);
        }
        finally
        {
            http.RequestServices = before;
        }
    }
}
