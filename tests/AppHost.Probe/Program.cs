using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Aspire.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using StudentUnion.Native;

// The stand-in for a service in tests of the AppHost: it shows its variables, falls ill and dies on command. As "host" it is an AppHost
// of one such service and all three servers, so that a test can kill an AppHost.
if (args is ["host", var runFolder, var buildConfiguration])
{
    var project = Path.GetFullPath("../../../AppHost.Probe.csproj", AppContext.BaseDirectory);
    var system = DistributedApplication.CreateBuilder(new NativeOptions(Path.GetDirectoryName(project)!, runFolder) { BuildConfiguration = buildConfiguration, Plain = true });
    var cache = system.AddRedis("cache").WithDataVolume();
    system.AddRabbitMQ("messaging").WithDataVolume();
    var postgres = system.AddPostgres("postgres").WithDataVolume();
    var db = postgres.AddDatabase("probedb");
    system.AddProject("probe", project).WithReference(cache).WithReference(db).WaitFor(cache).WaitFor(db).WithHttpHealthCheck("/readyz");
    system.Build().Run();
    return Environment.ExitCode;
}

if (Environment.GetEnvironmentVariable("PROBE_EXITS") is { } exitCode) return int.Parse(exitCode, CultureInfo.InvariantCulture);

var sinceStart = Stopwatch.StartNew();
var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
builder.WebHost.UseKestrelCore().UseUrls(Environment.GetEnvironmentVariable("ASPNETCORE_URLS")!);
builder.Services.AddRouting();
var app = builder.Build();
var ill = false;
var slow = int.Parse(Environment.GetEnvironmentVariable("PROBE_READY_AFTER_MS") ?? "0", CultureInfo.InvariantCulture);
app.MapGet("/readyz", (HttpContext http) =>
{
    http.Response.StatusCode = ill || sinceStart.ElapsedMilliseconds < slow ? 503 : 200;
    return Task.CompletedTask;
});
app.MapGet("/variables", (HttpContext http) => http.Response.WriteAsync(JsonSerializer.Serialize(Environment.GetEnvironmentVariables())));
app.MapPost("/ill", (HttpContext _) =>
{
    ill = true;
    return Task.CompletedTask;
});
app.MapPost("/die", (HttpContext _) =>
{
    Environment.Exit(3);
    return Task.CompletedTask;
});
app.Lifetime.ApplicationStopping.Register(() =>
{
    Console.WriteLine("probe: asked to stop");
    // The test asks for a service that is slow to stop: the time is what is tested, nothing is waited for.
    Thread.Sleep(int.Parse(Environment.GetEnvironmentVariable("PROBE_STOPS_AFTER_MS") ?? "0", CultureInfo.InvariantCulture));
});
Console.WriteLine($"probe: up in {Environment.CurrentDirectory}");
await app.RunAsync();
return 0;
