using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace StudentUnion.ServiceDefaults;

/// <summary>How often something may be done by one and the same caller.</summary>
/// <param name="Name">Short name, part of the stored keys and of the <c>RateLimit</c> header.</param>
/// <param name="Permits">How often within the window.</param>
/// <param name="Window">Length of the sliding window.</param>
public sealed record RateLimit(string Name, int Permits, TimeSpan Window)
{
    // What an instance allows before it asks the others. The limit is exact to one slice per instance, and rare callers cost no round trip.
    internal int Slice { get; } = Math.Max(1, Permits / 20);

    // What it then asks for at once.
    internal int Batch { get; } = Math.Max(1, Permits / 10);
}

/// <summary>Whether a request may pass, and what is left.</summary>
/// <param name="Allowed">Whether it may pass.</param>
/// <param name="Remaining">Requests left in the window, as far as this instance knows.</param>
/// <param name="After">When to ask again, where it may not pass.</param>
public readonly record struct RateVerdict(bool Allowed, int Remaining, TimeSpan After);

/// <summary>
/// Counts over all instances in Redis, in a sliding window, but asks it only once per batch of permits. Without Redis every instance counts for itself:
/// limits then hold per instance instead of falling open.
/// </summary>
public sealed partial class RateLimiter : IDisposable
{
    // The window before counts for the part of it that the sliding window still covers.
    private const string Claim = """
        local covered = tonumber(redis.call('get', KEYS[2]) or '0') * tonumber(ARGV[1])
        local used = tonumber(redis.call('get', KEYS[1]) or '0') + tonumber(ARGV[2])
        local grant = math.min(tonumber(ARGV[3]), math.floor(tonumber(ARGV[4]) - covered - used))
        if grant < 0 then grant = 0 end
        if grant + tonumber(ARGV[2]) > 0 then
          redis.call('incrby', KEYS[1], grant + ARGV[2])
          redis.call('pexpire', KEYS[1], ARGV[5])
        end
        return grant
        """;

    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<(string Limit, string Caller), Count> _counts = new();
    private readonly Func<IConnectionMultiplexer?> _redis;
    private readonly TimeProvider _clock;
    private readonly ILogger<RateLimiter> _log;
    private readonly ITimer _sweep;
    private long _aloneUntil;

    public RateLimiter(Func<IConnectionMultiplexer?> redis, TimeProvider clock, ILogger<RateLimiter> log)
    {
        (_redis, _clock, _log) = (redis, clock, log);
        _sweep = clock.CreateTimer(_ => Sweep(), null, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1));
    }

    /// <summary>Takes one permit.</summary>
    public ValueTask<RateVerdict> Take(RateLimit limit, string caller)
    {
        var count = _counts.GetOrAdd((limit.Name, caller), static (_, l) => new Count(l), limit);
        return count.TryTake(Now(), out var verdict) ? new(verdict) : Ask(limit, caller, count);
    }

    public void Dispose() => _sweep.Dispose();

    private async ValueTask<RateVerdict> Ask(RateLimit limit, string caller, Count count)
    {
        // Those who come while an answer is under way share it.
        await count.Asking.WaitAsync();
        try
        {
            var now = Now();
            if (count.TryTake(now, out var verdict)) return verdict;

            var (index, passed) = Position(limit, now);
            var unreported = count.Unreported;
            var granted = await FromRedis(limit, caller, index, passed, unreported);
            count.Grant(now, granted ?? count.Alone(passed), reported: granted is not null);
            count.TryTake(now, out verdict);
            return verdict;
        }
        finally
        {
            count.Asking.Release();
        }
    }

    private async Task<int?> FromRedis(RateLimit limit, string caller, long index, double passed, int unreported)
    {
        if (Now() < Volatile.Read(ref _aloneUntil)) return null;
        try
        {
            if (_redis() is not { IsConnected: true } redis) return null;
            var key = $"rate:{{{limit.Name}:{caller}}}";
            var reply = await redis.GetDatabase().ScriptEvaluateAsync(Claim,
                [$"{key}:{index}", $"{key}:{index - 1}"],
                [
                    (1 - passed).ToString("0.####", CultureInfo.InvariantCulture), unreported, limit.Batch, limit.Permits,
                    (long)(2 * limit.Window).TotalMilliseconds,
                ]).WaitAsync(Patience);
            return (int)reply;
        }
        catch (Exception away) when (away is RedisException or TimeoutException or ObjectDisposedException)
        {
            Volatile.Write(ref _aloneUntil, Now() + (long)Pause.TotalMilliseconds);
            LogAlone(_log, away.Message);
            return null;
        }
    }

    private void Sweep()
    {
        var now = Now();
        foreach (var (key, count) in _counts)
            if (count.IsOver(now)) _counts.TryRemove(key, out _);
    }

    private long Now() => _clock.GetUtcNow().ToUnixTimeMilliseconds();

    private static (long Index, double Passed) Position(RateLimit limit, long now)
    {
        var window = (long)limit.Window.TotalMilliseconds;
        return (now / window, now % window / (double)window);
    }

    [LoggerMessage(LogLevel.Warning, "Rate limits are counted per instance while Redis does not answer: {Why}")]
    private static partial void LogAlone(ILogger log, string why);

    /// <summary>What one caller has used here of one limit.</summary>
    private sealed class Count(RateLimit limit)
    {
        private readonly Lock _gate = new();
        private long _index = -1;
        private int _before;
        private int _used;
        private int _granted;
        private int _reported;
        private long _refusedUntil;

        /// <summary>Held by the one who asks Redis.</summary>
        public SemaphoreSlim Asking { get; } = new(1, 1);

        /// <summary>Permits used here that Redis has not been told of.</summary>
        public int Unreported
        {
            get { lock (_gate) return Math.Max(0, _used - _reported); }
        }

        /// <summary>True when the verdict is known here; false when more permits have to be asked for.</summary>
        public bool TryTake(long now, out RateVerdict verdict)
        {
            lock (_gate)
            {
                Roll(now);
                if (_used < _granted)
                {
                    _used++;
                    verdict = new(true, Math.Max(0, limit.Permits - _used), TimeSpan.Zero);
                    return true;
                }

                verdict = new(false, 0, TimeSpan.FromMilliseconds(Math.Max(1, _refusedUntil - now)));
                return now < _refusedUntil;
            }
        }

        public void Grant(long now, int permits, bool reported)
        {
            lock (_gate)
            {
                Roll(now);
                if (reported) _reported = _used + permits;
                _granted = _used + permits;
                if (permits == 0) _refusedUntil = now + Math.Max(1, (long)limit.Window.TotalMilliseconds / 20);
            }
        }

        /// <summary>What may be granted when only this instance is counted.</summary>
        public int Alone(double passed)
        {
            lock (_gate) return Math.Clamp((int)(limit.Permits - _before * (1 - passed) - _used), 0, limit.Batch);
        }

        public bool IsOver(long now)
        {
            lock (_gate) return Position(limit, now).Index > _index + 1;
        }

        private void Roll(long now)
        {
            var (index, _) = Position(limit, now);
            if (index == _index) return;

            _before = index == _index + 1 ? _used : 0;
            (_index, _used, _reported, _refusedUntil) = (index, 0, 0, 0);
            // After a window at its limit nothing is free: the first request already asks.
            _granted = _before + limit.Slice < limit.Permits ? limit.Slice : 0;
        }
    }
}

/// <summary>Gives a service the limiter that counts in the Redis named <c>cache</c>. The service starts and works without it.</summary>
public static class RateLimiting
{
    public static IServiceCollection AddRateLimiter(this IServiceCollection services, IConfiguration configuration) => services
        .AddSingleton(sp =>
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
        return await ConnectionMultiplexer.ConnectAsync(options);
    }
}

/// <summary>Tells a caller about limits (IETF draft "RateLimit header fields for HTTP").</summary>
public static class RateLimitHeaders
{
    public static void Tell(HttpContext http, RateLimit limit, RateVerdict verdict)
    {
        // Callers far from their limit need no figures.
        if (verdict.Allowed && verdict.Remaining > limit.Permits / 5) return;

        var seconds = (int)Math.Ceiling(verdict.Allowed ? limit.Window.TotalSeconds : verdict.After.TotalSeconds);
        var headers = http.Response.Headers;
        headers["RateLimit-Policy"] = string.Create(CultureInfo.InvariantCulture, $"\"{limit.Name}\";q={limit.Permits};w={(int)limit.Window.TotalSeconds}");
        headers["RateLimit"] = string.Create(CultureInfo.InvariantCulture, $"\"{limit.Name}\";r={verdict.Remaining};t={seconds}");
        if (!verdict.Allowed) headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
    }
}
