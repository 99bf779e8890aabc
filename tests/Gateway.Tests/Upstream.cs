using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using StudentUnion.Native;

namespace StudentUnion.Gateway.Tests;

/// <summary>A service behind the gateway that tells what reached it. It can be stopped and started again at the same address.</summary>
public sealed class Upstream(string name, Action<WebApplication>? more = null) : IAsyncDisposable
{
    private WebApplication? _app;
    private int _answered;

    public int Port { get; } = FreePort.Find();

    public string Address => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{Port}");

    /// <summary>Requests answered, probes not counted.</summary>
    public int Answered => _answered;

    public async Task Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(Address);
        builder.Services.Configure<KestrelServerOptions>(kestrel => kestrel.Limits.MaxRequestBodySize = null);
        _app = builder.Build();
        _app.MapGet("/readyz", () => "ready");
        more?.Invoke(_app);
        _app.MapFallback(async (HttpContext http, CancellationToken ct) =>
        {
            Interlocked.Increment(ref _answered);
            long length = 0;
            var buffer = new byte[1 << 16];
            while (await http.Request.Body.ReadAsync(buffer, ct) is > 0 and var read) length += read;
            return Results.Json(new Seen(name, http.Request.Method, http.Request.Path, http.Request.Host.Value ?? "",
                http.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase), length));
        });
        await _app.StartAsync();
    }

    public async Task Stop()
    {
        if (_app is null) return;
        await _app.StopAsync(new CancellationToken(canceled: true));
        await _app.DisposeAsync();
        _app = null;
    }

    public async ValueTask DisposeAsync() => await Stop();
}

/// <summary>What reached a service.</summary>
public sealed record Seen(string Name, string Method, string Path, string Host, Dictionary<string, string> Headers, long BodyLength);
