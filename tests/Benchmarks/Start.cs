using System.Diagnostics;
using System.Globalization;
using StudentUnion.Api;
using StudentUnion.Benchmarks.Load;
using StudentUnion.Benchmarks.Measuring;
using StudentUnion.Benchmarks.Rigs;
using StudentUnion.Native;

namespace StudentUnion.Benchmarks;

/// <summary>How long a warm <c>./run</c> takes until everything is ready, and what memory the services then hold, at rest and after some load.</summary>
internal sealed class Start : IBenchmark
{
    private const double MostSeconds = 30;
    private const double MostMb = 1_200;

    public IReadOnlyList<string> Names => ["start"];

    public async Task<IReadOnlyList<Finding>> Run(Options options, CancellationToken ct)
    {
        Say.Line("启动与内存 Start and memory");
        await using var rig = new Rig();
        var folder = rig.At("run");
        await Once(folder, rig, options, measured: false, ct); // the cold one: makes data, keys and demo accounts

        var runs = new List<Figures>();
        for (var round = 1; round <= options.Rounds; round++)
        {
            var figures = await Once(folder, rig, options, measured: true, ct);
            runs.Add(figures);
            Say.Line(string.Create(CultureInfo.InvariantCulture,
                $"  {round}/{options.Rounds} ready after {figures.Seconds:0.0} s; services {figures.AtRest:0} MB, {figures.AfterLoad:0} MB after load; servers {figures.Servers:0} MB"));
        }

        Series[] series =
        [
            new("./run until ready", "s", [.. runs.Select(r => r.Seconds)]),
            new("services at rest (RSS)", "MB", [.. runs.Select(r => r.AtRest)]),
            new("services after load (RSS)", "MB", [.. runs.Select(r => r.AfterLoad)]),
            new("PostgreSQL, RabbitMQ, Redis after load", "MB", [.. runs.Select(r => r.Servers)]),
        ];
        return
        [
            new("start", "启动与内存", "Start and memory", series,
            [
                new("warm ./run until ready", series[0].Median, (series[0].Least, series[0].Most), MostSeconds, AtLeast: false, "s"),
                new("memory of all services after load", series[2].Median, (series[2].Least, series[2].Most), MostMb, AtLeast: false, "MB"),
            ],
            [
                "从执行 ./run 起计，到 state.json 记为就绪；数据和构建都已存在。 Timed from ./run itself until its state file says ready; data and build are there already.",
                string.Create(CultureInfo.InvariantCulture, $"负载：演示数据之后，登录页、网站首页、机构与选举列表各 {(options.Quick ? 2 : 5)} 秒，16 个连接。 Load: after the demo data, the sign-in page, the home page and the lists of organizations and elections, {(options.Quick ? 2 : 5)} s each over 16 connections."),
                $"每个进程 Each process, after load: {string.Join(", ", runs[^1].Each.Select(e => string.Create(CultureInfo.InvariantCulture, $"{e.Key} {e.Value:0} MB")))}.",
            ]),
        ];
    }

    private static async Task<Figures> Once(string folder, Rig rig, Options options, bool measured, CancellationToken ct)
    {
        var before = SystemState.Read(folder)?.AppHost;
        var began = Stopwatch.GetTimestamp();
        using var log = new LogFile(rig.At("run.log"));
        using var run = await Child.StartAsync(new("bash", Repository.At("run"))
        {
            WorkingFolder = Repository.At("."), Log = log, Variables = new Dictionary<string, string?> { ["SUP_RUN"] = folder },
        });
        try
        {
            SystemState state;
            while (!((state = SystemState.Read(folder)!) is { Ready: true } && state.AppHost != before))
            {
                if (run.Exited.IsCompleted || state is { Failed: true } && state.AppHost != before || Stopwatch.GetElapsedTime(began).TotalSeconds > 300)
                    throw new InvalidOperationException($"./run did not become ready:\n{string.Join('\n', LogFile.Tail(log.Path, 30))}");
                await Task.Delay(50, ct);
            }

            var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
            await DemoDataIsThere(log, run, ct);
            if (!measured) return new(seconds, 0, 0, 0, new Dictionary<string, double>());

            await Task.Delay(1_000, ct);
            var atRest = Services(state);
            await Use(rig, state, folder, options, ct);
            var each = state.Resources.Where(r => r.Processes.Count > 0).ToDictionary(r => r.Name, r => Usage.ResidentMb(r.Processes));
            return new(seconds, atRest, Services(state), each.Sum(e => e.Value) - Services(state), each);
        }
        finally
        {
            await run.StopAsync(Signal.Terminate, TimeSpan.FromSeconds(60));
        }
    }

    private static double Services(SystemState state) => state.Resources.Where(r => r.Kind == "project").Sum(r => Usage.ResidentMb(r.Processes));

    /// <summary>./run ends its demo data with the addresses.</summary>
    private static async Task DemoDataIsThere(LogFile log, Child run, CancellationToken ct)
    {
        var began = Stopwatch.GetTimestamp();
        while (!LogFile.Tail(log.Path, 60).Any(line => line.Contains("Ctrl-C", StringComparison.Ordinal)))
        {
            if (run.Exited.IsCompleted || Stopwatch.GetElapsedTime(began).TotalMinutes > 10)
                throw new InvalidOperationException($"The demo data was not completed:\n{string.Join('\n', LogFile.Tail(log.Path, 30))}");
            await Task.Delay(200, ct);
        }
    }

    private static async Task Use(Rig rig, SystemState state, string folder, Options options, CancellationToken ct)
    {
        var (gateway, web) = (new Uri(state.Addresses["gateway"]), new Uri(state.Addresses["web"]));
        using var minting = new DevelopmentTokens(Path.Combine(folder, "keys"), gateway);
        var tenant = Guid.CreateVersion7();
        var tokens = rig.At("tokens");
        await File.WriteAllLinesAsync(tokens, Enumerable.Range(0, 1_000).Select(_ => minting.Mint(Guid.CreateVersion7(), tenant, Guid.CreateVersion7(), lifetime: TimeSpan.FromHours(1))), ct);
        foreach (var (address, with) in new (Uri, string?)[]
        {
            (new Uri(gateway, "/id/account/login"), null), (web, null),
            (new Uri(gateway, "/api/membership/organizations"), tokens), (new Uri(gateway, "/api/elections/elections"), tokens),
        })
            await Wrk.Run(rig, address, with, 16, options.Quick ? 2 : 5, ct);
    }

    private sealed record Figures(double Seconds, double AtRest, double AfterLoad, double Servers, IReadOnlyDictionary<string, double> Each);
}
