using System.Globalization;
using StudentUnion.Api;
using StudentUnion.Benchmarks.Load;
using StudentUnion.Benchmarks.Measuring;
using StudentUnion.Benchmarks.Rigs;
using StudentUnion.Native;

namespace StudentUnion.Benchmarks;

/// <summary>Requests a second through the gateway: as it forwards anybody's, beside nginx before the same upstream; and with token and limits, beside that.</summary>
internal sealed class Forwarding : IBenchmark
{
    private const int Connections = 64;

    // So many that nobody comes near the limit of one account, as in life; few enough that a token is usually known already, as in life too.
    private const int Callers = 4_000;

    public IReadOnlyList<string> Names => ["gateway"];

    public async Task<IReadOnlyList<Finding>> Run(Options options, CancellationToken ct)
    {
        var seconds = options.Quick ? 2 : 6;
        Say.Line("网关转发 Forwarding");
        await using var rig = new Rig();
        rig.MakeSigningKey();
        await rig.StartServers(postgres: false, messaging: false, cache: true, ct);

        var hello = new Uri($"http://127.0.0.1:{FreePort.Find()}");
        await rig.Start("hello", Rig.Myself("hello", hello.ToString().TrimEnd('/'), rig.Keys), hello, ct);
        var nginx = new Uri($"http://127.0.0.1:{FreePort.Find()}");
        var proxy = await Nginx.Start(rig, nginx.Port, hello, ct);
        // The upstream stands in for identity and elections: its hello is reached by the gateway's own two kinds of route.
        var gateway = await rig.StartGateway(ct,
            ("services__identity__http__0", hello.ToString()), ("services__elections__http__0", hello.ToString()),
            // All of the load comes from one address.
            ("Limits__AddressPerMinute", "1000000000"));

        var tokens = rig.At("tokens");
        await File.WriteAllLinesAsync(tokens, Mint(rig), ct);
        var outcomes = new Dictionary<string, List<WrkOutcome>>();
        Dictionary<string, ProcessIdentity> processes = new() { ["nginx"] = proxy.Identity, ["gateway"] = gateway.Identity };
        var cpu = new Dictionary<string, double>();

        Leg[] legs =
        [
            new("nginx (keepalive 128)", "req/s", _ => Measure("nginx", new Uri(nginx, "/id/hello"), null)),
            new("gateway, anybody's route", "req/s", _ => Measure("plain", new Uri(rig.Gateway, "/id/hello"), null)),
            new("gateway, token + tenant + limits", "req/s", _ => Measure("guarded", new Uri(rig.Gateway, "/api/elections/hello"), tokens)),
        ];
        // A cold proxy may well keep somebody waiting too long; one that has run for a while must not.
        for (var n = 0; n < 2; n++)
        {
            await Wrk.Run(rig, new Uri(rig.Gateway, "/id/hello"), null, Connections, seconds, ct);
            await Wrk.Run(rig, new Uri(rig.Gateway, "/api/elections/hello"), tokens, Connections, seconds, ct);
        }

        var series = await Rounds.Play(options.Rounds, legs, ct);
        return
        [
            new("gateway", "网关转发", "Forwarding by the gateway", series,
                [Judgement.Ratio(series[1], series[0], 0.6), Judgement.Ratio(series[2], series[1], 0.75)],
                [
                    $"wrk，2 个线程，{Connections} 个连接；上游是一个只答“Hello, World!”的 Kestrel 进程。 wrk, 2 threads, {Connections} connections; the upstream is a Kestrel process that says hello and nothing else.",
                    "“任何人的路径”即登录页所走的路径：去伪造头、安全头、地址限流、转发，不查令牌。 Anybody's route is the one the sign-in pages take: forged headers dropped, security headers set, the address limit kept, no token asked.",
                    $"“令牌+租户+限流”是服务接口的路径：{Callers:N0} 个账户轮流，令牌首次校验后记住其结论，每账户按产品默认值限流，Redis 记数。 The other is the services' route: {Callers:N0} accounts in turn, each token validated once and then remembered, each account under the product's own limit, counted in Redis.",
                    .. outcomes.Select(o => string.Create(CultureInfo.InvariantCulture,
                        $"{o.Key}: {Series.Middle(o.Value.Select(w => w.MedianMs)):0.00} ms (median), {Series.Middle(o.Value.Select(w => w.P99Ms)):0.0} ms (p99), {cpu[o.Key] * 1e6 / o.Value.Sum(w => w.Requests):0} CPU µs a request in the proxy.")),
                ]),
        ];

        async Task<double> Measure(string name, Uri address, string? with)
        {
            var (outcome, used, _) = await Usage.Of(processes, () => Wrk.Run(rig, address, with, Connections, seconds, ct));
            if (outcome.Errors > 0) throw new InvalidOperationException($"{name}: {outcome.Errors} of {outcome.Requests} requests failed.");
            if (!outcomes.TryGetValue(name, out var all)) outcomes[name] = all = [];
            all.Add(outcome);
            cpu[name] = cpu.GetValueOrDefault(name) + used[name == "nginx" ? "nginx" : "gateway"];
            return outcome.PerSecond;
        }
    }

    private static string[] Mint(Rig rig)
    {
        using var tokens = new DevelopmentTokens(rig.Keys, rig.Gateway);
        var tenant = Guid.CreateVersion7();
        return [.. Enumerable.Range(0, Callers).Select(_ => tokens.Mint(Guid.CreateVersion7(), tenant, Guid.CreateVersion7(), lifetime: TimeSpan.FromHours(6)))];
    }
}
