using StackExchange.Redis;
using StudentUnion.ServiceDefaults;

namespace StudentUnion.Gateway;

/// <summary>The place where all gateways count together. The gateway starts and works without it.</summary>
public static class SharedCounts
{
    public static IServiceCollection AddSharedCounts(this IServiceCollection services, IConfiguration configuration) => services
        .AddSingleton<RateLimiter>(sp =>
        {
            var connecting = configuration.GetConnectionString("cache") is { Length: > 0 } cache ? Connect(cache) : null;
            return new RateLimiter(
                () => connecting is { IsCompletedSuccessfully: true } ? connecting.Result : null,
                sp.GetRequiredService<TimeProvider>(), sp.GetRequiredService<ILogger<RateLimiter>>());
        });

    private static async Task<IConnectionMultiplexer> Connect(string cache)
    {
        var options = ConfigurationOptions.Parse(cache);
        options.AbortOnConnectFail = false;
        options.ConnectTimeout = 2_000;
        return await ConnectionMultiplexer.ConnectAsync(options);
    }
}
