using System.Globalization;
using System.Text.Json;
using StudentUnion.Benchmarks.Load;
using StudentUnion.Benchmarks.Measuring;
using StudentUnion.Benchmarks.Rigs;
using StudentUnion.Native;

namespace StudentUnion.Benchmarks;

/// <summary>
/// Secret ballots a second, each by another voter with a token of their own, acknowledged after the commit; beside what the same database takes of the
/// same row from pgbench. Straight at the service and through the gateway.
/// </summary>
internal sealed class Ballots : IBenchmark
{
    private const string Direct = "ballots";
    private const string ThroughGateway = "ballots-gateway";
    private const int Connections = 256;
    private const int PgBenchClients = 16;

    public IReadOnlyList<string> Names => [Direct, ThroughGateway];

    public async Task<IReadOnlyList<Finding>> Run(Options options, CancellationToken ct)
    {
        var (voters, pgBenchSeconds) = options.Quick ? (5_000, 4) : (60_000, 5);
        var (direct, gateway) = (options.Wants(Direct), options.Wants(ThroughGateway));
        Say.Line($"选票 Ballots: {voters:N0} voters a round");

        await using var rig = new Rig();
        await rig.StartServers(postgres: true, messaging: true, cache: gateway, ct);
        var identity = await rig.StartIdentity(ct);
        var elections = await rig.StartElections(ct);
        Dictionary<string, ProcessIdentity> processes = new() { ["elections"] = elections.Identity, ["PostgreSQL"] = rig.Postgres.Identity };
        if (gateway) processes["gateway"] = (await rig.StartGateway(ct)).Identity;

        await rig.Postgres.CreateDatabaseAsync("limit", ct);
        // The ballots table of the service once more, behind no wall.
        await rig.Execute("limit",
            "create table ballots (id uuid not null, tenant_id uuid not null, election_id uuid not null, marks smallint[] not null, constraint pk_ballots primary key (election_id, id))", ct);
        var electorate = await Electorate.Gather(rig, voters, ct);
        Say.Line("  代表与令牌就绪 Delegates and tokens are ready; warming up");
        await Warm(rig, electorate, direct, gateway, ct);

        var casts = new Dictionary<string, List<Cast>> { [Direct] = [], [ThroughGateway] = [] };
        var legs = new List<Leg> { new($"pgbench -c {PgBenchClients}, the same insert", "tps", _ => Limit(rig, pgBenchSeconds, ct)) };
        if (direct) legs.Add(new("ballots at the service", "ballots/s", round => Measure(Direct, rig.Of("elections"), round)));
        if (gateway) legs.Add(new("ballots through the gateway", "ballots/s", round => Measure(ThroughGateway, rig.Gateway, round + 100)));
        var series = await Rounds.Play(options.Rounds, legs, ct);

        var findings = new List<Finding>();
        if (direct) findings.Add(Finding(Direct, "选票，直达服务", "Ballots at the service", series[0], series[1], 0.8, casts[Direct], voters));
        if (gateway) findings.Add(Finding(ThroughGateway, "选票，经过网关", "Ballots through the gateway", series[0], series[^1], 0.5, casts[ThroughGateway], voters));
        return findings;

        async Task<double> Measure(string name, Uri address, int seed)
        {
            var cast = await CastAll(rig, electorate, address, seed, processes, ct);
            casts[name].Add(cast);
            return cast.Outcome.Acknowledged / cast.Outcome.Seconds;
        }
    }

    private static Finding Finding(string name, string zh, string en, Series limit, Series series, double target, List<Cast> casts, int voters)
    {
        var total = casts.Sum(c => c.Outcome.Acknowledged);
        string Micro(double seconds) => string.Create(CultureInfo.InvariantCulture, $"{seconds * 1e6 / total:0}");
        var parts = casts[0].CpuSeconds.Keys.Select(part => $"{part} {Micro(casts.Sum(c => c.CpuSeconds[part]))}").Append($"load {Micro(casts.Sum(c => c.Outcome.CpuSeconds))}");
        var cores = casts.Sum(c => c.Outcome.CpuSeconds) / casts.Sum(c => c.Outcome.Seconds);
        return new(name, zh, en, [limit, series], [Judgement.Ratio(series, limit, target)],
        [
            $"每轮 {voters:N0} 名选民，各持自己的令牌（服务端首次见到），各投一票；确认数、收回数和各候选人票数逐轮核对一致。 {voters:N0} voters a round, each with a token of their own that is validated for this one ballot; after every round acknowledged = counted, candidate by candidate.",
            string.Create(CultureInfo.InvariantCulture, $"{Connections} connections, one ballot in flight on each; answered in {Series.Middle(casts.Select(c => c.Outcome.MedianMs)):0.0} ms (median), {Series.Middle(casts.Select(c => c.Outcome.P99Ms)):0.0} ms (p99), {casts.Max(c => c.Outcome.WorstMs):0} ms (worst)."),
            string.Create(CultureInfo.InvariantCulture, $"CPU µs a ballot: {string.Join(", ", parts)}; the load generator kept {cores:0.00} cores busy."),
        ]);
    }

    private static async Task Warm(Rig rig, Electorate electorate, bool direct, bool gateway, CancellationToken ct)
    {
        await Limit(rig, 3, ct);
        // Tier by tier the services' hot paths are compiled anew; what is measured is a service that has run for a while.
        for (var n = 0; n < 2; n++)
        {
            if (direct) await CastAll(rig, electorate, rig.Of("elections"), 200 + n, new Dictionary<string, ProcessIdentity>(), ct);
            if (gateway) await CastAll(rig, electorate, rig.Gateway, 300 + n, new Dictionary<string, ProcessIdentity>(), ct);
        }
    }

    private static async Task<double> Limit(Rig rig, int seconds, CancellationToken ct)
    {
        await rig.Settle(ct);
        return await PgBench.Run(rig, "limit",
            $"insert into ballots (id, tenant_id, election_id, marks) values (gen_random_uuid(), '{Guid.CreateVersion7()}', '{Guid.CreateVersion7()}', '{{1,4,7}}');",
            PgBenchClients, seconds, ct);
    }

    private static async Task<Cast> CastAll(
        Rig rig, Electorate electorate, Uri address, int seed, IReadOnlyDictionary<string, ProcessIdentity> processes, CancellationToken ct)
    {
        var election = await electorate.OpenElection(ct);
        var plan = rig.At("cast.json");
        await File.WriteAllTextAsync(plan, JsonSerializer.Serialize(
            new CastPlan(address, election, electorate.Tokens, Connections, Electorate.Seats, Electorate.Candidates, seed)), ct);
        await rig.Settle(ct);

        var myself = Rig.Myself("cast", plan);
        var (said, cpu, _) = await Usage.Of(processes, () => Tool.Run(myself.Program, myself.Arguments, ct, ("DOTNET_TieredCompilation", "0"), ("DOTNET_gcServer", "0")));
        var outcome = JsonSerializer.Deserialize<CastOutcome>(said)!;
        await electorate.Check(election, outcome, ct);
        return new(outcome, cpu);
    }

    private sealed record Cast(CastOutcome Outcome, IReadOnlyDictionary<string, double> CpuSeconds);
}
