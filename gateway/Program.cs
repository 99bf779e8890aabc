using StudentUnion.Gateway;
using StudentUnion.ServiceDefaults;
using Yarp.ReverseProxy.Health;

// Read once, by the first socket. Forwarding never blocks, so what a socket has finished may go on where it was noticed: a fifth more requests a second.
Environment.SetEnvironmentVariable("DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS", "1");

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults([]);
builder.Logging.AddFilter("Yarp", LogLevel.Warning);
if (string.IsNullOrWhiteSpace(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]))
    builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None); // an activity for every request that nobody collects

var services = builder.Services;
services.RememberCallerTokens();
services.AddReverseProxy().LoadTable(builder.Configuration);
services.Configure<TransportFailureRateHealthPolicyOptions>(options =>
    (options.DetectionWindowSize, options.MinimalTotalCountThreshold, options.DefaultFailureRateLimit) = (TimeSpan.FromSeconds(5), 3, 0.3));
services.Configure<ConsecutiveFailuresHealthPolicyOptions>(options => options.DefaultThreshold = 2);
services.AddRateLimiter(builder.Configuration);
services.AddSingleton<Limits>().AddSingleton<MergedApi>();

var app = builder.Build();

app.UseSecurityHeaders(CallerTokens.Issuer(app.Configuration).StartsWith("https:", StringComparison.Ordinal));
app.UseExceptionHandler();
app.UseStatusCodePages();
app.UseNoForgedHeaders();
app.UseRouting();
app.UseAuthentication();
app.UseAuthorization();
var limits = app.Services.GetRequiredService<Limits>();
app.Use(next => http => limits.Keep(http, next));

app.MapHealth();
MergedApi.Map(app);
Docs.Map(app);
app.MapReverseProxy(proxy =>
{
    proxy.UseLoadBalancing();
    proxy.UsePassiveHealthChecks();
});

app.Run();
