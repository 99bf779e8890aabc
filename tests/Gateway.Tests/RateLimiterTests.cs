using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using StackExchange.Redis;
using StudentUnion.Native;
using StudentUnion.ServiceDefaults;
using StudentUnion.Testing;

namespace StudentUnion.Gateway.Tests;

public sealed class RateLimiterTests
{
    private static readonly RateLimit Hundred = new("hundred", 100, TimeSpan.FromMinutes(1));

    // At the start of a window, so that no test crosses into the next by chance.
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 3, 3, 12, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task Alone_it_still_limits()
    {
        using var limiter = Limiter(null);
        Assert.Equal(100, await Passed(limiter, "a", 150));
        Assert.Equal(100, await Passed(limiter, "b", 150));
    }

    [Fact]
    public async Task The_window_slides()
    {
        using var limiter = Limiter(null);
        Assert.Equal(100, await Passed(limiter, "a", 150));

        _clock.Advance(TimeSpan.FromSeconds(60)); // the whole minute before still counts
        Assert.InRange(await Passed(limiter, "a", 150), 0, 1);
        _clock.Advance(TimeSpan.FromSeconds(30)); // half of it does
        Assert.InRange(await Passed(limiter, "a", 150), 48, 51);
        _clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(100, await Passed(limiter, "a", 150));
    }

    [Fact]
    public async Task Instances_share_what_they_count()
    {
        await using var redis = await ConnectionMultiplexer.ConnectAsync(await Servers.Redis());
        using var one = Limiter(redis);
        using var two = Limiter(redis);
        var caller = Guid.CreateVersion7().ToString();

        var passed = 0;
        for (var i = 0; i < 100; i++) passed += await Passed(one, caller, 1) + await Passed(two, caller, 1);

        Assert.InRange(passed, 95, 100 + 2 * Hundred.Permits / 20);
    }

    [Fact]
    public async Task Fifty_at_once_are_not_more_than_allowed()
    {
        await using var redis = await ConnectionMultiplexer.ConnectAsync(await Servers.Redis());
        using var limiter = Limiter(redis);
        var caller = Guid.CreateVersion7().ToString();

        var passed = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => Passed(limiter, caller, 10))));

        Assert.Equal(100, passed.Sum());
    }

    [Fact]
    public async Task When_Redis_dies_the_limit_falls_back_to_this_instance_and_does_not_fall_open()
    {
        await using var server = new RedisProcess(new ServerOptions(Servers.NewFolder("redis")) { Durable = false });
        await server.StartAsync();
        await using var redis = await ConnectionMultiplexer.ConnectAsync($"{server.ConnectionString},abortConnect=false");
        using var limiter = Limiter(redis);
        Assert.Equal(30, await Passed(limiter, "a", 30));

        server.Kill();

        Assert.Equal(70, await Passed(limiter, "a", 200));
        Assert.Equal(100, await Passed(limiter, "b", 200));
    }

    private RateLimiter Limiter(IConnectionMultiplexer? redis) => new(() => redis, _clock, NullLogger<RateLimiter>.Instance);

    private static async Task<int> Passed(RateLimiter limiter, string caller, int times)
    {
        var passed = 0;
        for (var i = 0; i < times; i++)
            if ((await limiter.Take(Hundred, caller)).Allowed) passed++;
        return passed;
    }
}
