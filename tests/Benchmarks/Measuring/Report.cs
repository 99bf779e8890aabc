using System.Globalization;
using System.Text;
using System.Text.Json;
using StudentUnion.Benchmarks.Rigs;

namespace StudentUnion.Benchmarks.Measuring;

/// <summary>
/// What the last runs found, as docs/benchmarks.md. The figures of each benchmark are kept in artifacts/, so one measured again replaces its own only.
/// A quick run shows its figures and writes nothing.
/// </summary>
internal sealed class Report(Options options)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, IncludeFields = true };
    private readonly List<Kept> _now = [];
    private readonly Dictionary<string, string> _failed = [];

    public void Add(Finding finding)
    {
        _now.Add(new(TimeProvider.System.GetUtcNow(), Machine.InWords(), options.Rounds, finding));
        foreach (var verdict in finding.Verdicts) Say.Line($"  {Of(verdict)}");
        foreach (var note in finding.Notes) Say.Line($"  · {note}");
    }

    public void Fail(IReadOnlyList<string> names, Exception failure)
    {
        foreach (var name in names.Where(options.Wants)) _failed[name] = failure.Message.Split('\n')[0];
        Say.Line($"失败 Failed: {failure}");
    }

    /// <returns>The exit code: 1 where something could not be measured. A missed target is a finding, not a failure.</returns>
    public int Finish()
    {
        if (!options.Quick)
        {
            var folder = Directory.CreateDirectory(Repository.At("artifacts/benchmarks")).FullName;
            foreach (var kept in _now) File.WriteAllText(Path.Combine(folder, $"{kept.Finding.Name}.json"), JsonSerializer.Serialize(kept, Json));
            File.WriteAllText(Repository.At("docs/benchmarks.md"), Written(folder));
            Say.Line("docs/benchmarks.md");
        }

        return _failed.Count == 0 ? 0 : 1;
    }

    private string Written(string folder)
    {
        var all = Directory.EnumerateFiles(folder, "*.json").Select(path => JsonSerializer.Deserialize<Kept>(File.ReadAllText(path), Json)!)
            .OrderBy(kept => Array.IndexOf(Order, kept.Finding.Name)).ToList();
        var text = new StringBuilder("""
            # 基准测试 Benchmarks

            由 `./bench` 写成，请勿手改。每项都与同一次运行中交替测得的极限相比；同机还运行着数据库、消息代理和负载源。
            Written by `./bench`; do not edit. Each thing is measured in turn with its limit, in the same run; load, servers and services share the machine.
            A ratio is that of the medians; its range is that of the ratios within each round.

            | 指标 figure | 值 value | 范围 range | 目标 target | |
            |---|---|---|---|---|

            """);
        foreach (var verdict in all.SelectMany(kept => kept.Finding.Verdicts))
        {
            text.AppendLine(CultureInfo.InvariantCulture,
                $"| {verdict.What} | **{Say.Figure(verdict.Value)}{Unit(verdict)}** | {Range(verdict)} | {(verdict.AtLeast ? "≥" : "≤")} {verdict.Target}{Unit(verdict)} | {(verdict.Met ? "达标 met" : "**未达标 missed**")} |");
        }

        foreach (var (name, why) in _failed) text.AppendLine(CultureInfo.InvariantCulture, $"| {name} | 未能测得 not measured: {why} | | | |");

        foreach (var kept in all)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"""

                ## {kept.Finding.Zh} {kept.Finding.En}

                `./bench {kept.Finding.Name}` · {kept.At:yyyy-MM-dd HH:mm} UTC · {kept.Machine}

                | | 单位 unit | 中位数 median | 最小–最大 min–max | 差 spread |
                |---|---|---|---|---|
                """);
            foreach (var series in kept.Finding.Series)
                text.AppendLine(CultureInfo.InvariantCulture, $"| {series.Name} | {series.Unit} | {Say.Figure(series.Median)} | {Say.Figure(series.Least)}–{Say.Figure(series.Most)} | {(series.Most - series.Least) / series.Median:0 %} |");

            text.AppendLine();
            foreach (var note in kept.Finding.Notes) text.AppendLine(CultureInfo.InvariantCulture, $"- {note}");
        }

        return text.ToString();
    }

    private static readonly string[] Order = ["ballots", "ballots-gateway", "gateway", "roster", "outbox", "start"];

    private static string Of(Judgement verdict) => string.Create(CultureInfo.InvariantCulture,
        $"{verdict.What} = {Say.Figure(verdict.Value)}{Unit(verdict)} ({Range(verdict)}), 目标 target {(verdict.AtLeast ? "≥" : "≤")} {verdict.Target}{Unit(verdict)}: {(verdict.Met ? "达标 met" : "未达标 MISSED")}");

    private static string Unit(Judgement verdict) => verdict.Unit.Length == 0 ? "" : $" {verdict.Unit}";

    private static string Range(Judgement verdict) => verdict.Spread is { } spread ? $"{Say.Figure(spread.Least)}–{Say.Figure(spread.Most)}" : "";

    /// <summary>A finding with when and where.</summary>
    internal sealed record Kept(DateTimeOffset At, string Machine, int Rounds, Finding Finding);
}
