using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace StudentUnion.Native;

/// <summary>
/// The system's own page, for whoever sits at this machine: resources, health, addresses and the ends of the logs. It only shows; it answers to
/// the loopback name only (a web page elsewhere cannot read it through a name of its own); it runs no script.
/// </summary>
internal sealed class StatusPage : IAsyncDisposable
{
    private readonly WebApplication _app;

    private StatusPage(WebApplication app, string address) => (_app, Address) = (app, address);

    public string Address { get; }

    public static async Task<StatusPage> StartAsync(RunFolder folder, Func<SystemState> state, TimeProvider clock)
    {
        var address = $"http://127.0.0.1:{folder.Port("status-page")}";
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { Args = [], ContentRootPath = folder.Path });
        builder.WebHost.UseKestrelCore().UseUrls(address);
        builder.Services.AddRouting();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Use(Guard);
        app.MapGet("/", (HttpContext http) => Html(http, DrawStatus.Index(state(), clock)));
        app.MapGet("/logs/{name}", (HttpContext http, string name) => DrawStatus.Log(state(), name) is { } log ? Html(http, log) : Missing(http));
        app.MapGet("/page.css", (HttpContext http) => Write(http, "text/css; charset=utf-8", DrawStatus.Style));
        app.MapGet("/state.json", (HttpContext http) =>
            Write(http, "application/json; charset=utf-8", System.Text.Json.JsonSerializer.Serialize(state(), SystemState.Json)));
        await app.StartAsync();
        return new StatusPage(app, address);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(TimeSpan.FromSeconds(1));
        await _app.DisposeAsync();
    }

    private static Task Guard(HttpContext http, RequestDelegate next)
    {
        if (http.Request.Host.Host is not ("127.0.0.1" or "localhost"))
        {
            http.Response.StatusCode = StatusCodes.Status421MisdirectedRequest;
            return Task.CompletedTask;
        }

        http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.Headers.CacheControl = "no-store";
        return next(http);
    }

    private static Task Html(HttpContext http, string html) => Write(http, "text/html; charset=utf-8", html);

    private static Task Missing(HttpContext http)
    {
        http.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    private static Task Write(HttpContext http, string type, string text)
    {
        http.Response.ContentType = type;
        return http.Response.WriteAsync(text);
    }
}
