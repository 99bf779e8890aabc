using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.StackExchangeRedis;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using StackExchange.Redis;
using StudentUnion.Web.SignIn;

namespace StudentUnion.Web.Surroundings;

/// <summary>The store of sessions and of the keys that protect them, shared by all instances.</summary>
internal static class Redis
{
    public static void AddRedisKeys(this WebApplicationBuilder builder)
    {
        var address = builder.Configuration.GetConnectionString("cache")
                      ?? throw new InvalidOperationException("The connection string 'cache' must name the Redis server.");
        var options = ConfigurationOptions.Parse(address);
        // When Redis is away people are told at once; waiting for it would pile them up.
        options.AbortOnConnectFail = false;
        options.BacklogPolicy = BacklogPolicy.FailFast;
        options.ConnectTimeout = 2000;
        options.AsyncTimeout = 2000;
        options.SyncTimeout = 2000;

        builder.Services.AddSingleton<IConnectionMultiplexer>(_ => ConnectionMultiplexer.Connect(options));
        builder.Services.AddDataProtection().SetApplicationName("StudentUnion.Web");
        builder.Services.AddOptions<KeyManagementOptions>().Configure<IConnectionMultiplexer, IServiceProvider>((o, redis, services) =>
        {
            o.XmlRepository = new RedisXmlRepository(() => redis.GetDatabase(), "sup:web:keys");
            o.XmlEncryptor = new KeysUnderSecret(services);
        });
    }

    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        app.MapHealthChecks("/livez", new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous().WithMetadata(new ServedToAnyone());
        app.MapHealthChecks("/readyz", new HealthCheckOptions { Predicate = c => c.Tags.Contains("ready") }).AllowAnonymous().WithMetadata(new ServedToAnyone());
    }
}

/// <summary>Without Redis nobody stays signed in, so such an instance takes no visitors.</summary>
internal sealed class SessionsAreKept(IConnectionMultiplexer redis) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await redis.GetDatabase().PingAsync();
            return HealthCheckResult.Healthy();
        }
        catch (Exception e) when (e is RedisException or TimeoutException)
        {
            return HealthCheckResult.Unhealthy("Redis does not answer", e);
        }
    }
}
