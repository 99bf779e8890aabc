using System.Globalization;
using System.Net;
using System.Text;

namespace StudentUnion.Native;

/// <summary>The status page's HTML.</summary>
internal static class DrawStatus
{
    public const string Style = """
        :root { color-scheme: light dark; --ink: #1c2433; --dim: #667085; --line: #e2e6ee; --card: #fff; --ground: #f5f7fa;
                --green: #1a7f4b; --yellow: #96690a; --red: #b42318; }
        @media (prefers-color-scheme: dark) { :root { --ink: #e6e9ef; --dim: #98a2b3; --line: #313a4a; --card: #1c222d; --ground: #12161d;
                --green: #4cc38a; --yellow: #e2b340; --red: #ff8a80; } }
        * { box-sizing: border-box; }
        body { margin: 0; padding: 1.5rem clamp(1rem, 4vw, 3rem); background: var(--ground); color: var(--ink);
               font: 15px/1.5 system-ui, "PingFang SC", "Microsoft YaHei", "WenQuanYi Micro Hei", sans-serif; }
        h1 { font-size: 1.35rem; margin: 0 0 .25rem; } h2 { font-size: 1rem; margin: 1.5rem 0 .4rem; } p { margin: 0 0 1rem; color: var(--dim); }
        .frame { background: var(--card); border: 1px solid var(--line); border-radius: 10px; overflow-x: auto; }
        table { border-collapse: collapse; width: 100%; } th, td { padding: .5rem .8rem; text-align: start; vertical-align: top; white-space: nowrap; }
        th { font-weight: 600; color: var(--dim); font-size: .85rem; } tr + tr td { border-top: 1px solid var(--line); }
        tbody tr:first-child td { border-top: 1px solid var(--line); } td.number, th.number { text-align: end; font-variant-numeric: tabular-nums; }
        small { display: block; color: var(--dim); white-space: normal; } a { color: inherit; }
        .green { color: var(--green); } .yellow { color: var(--yellow); } .red { color: var(--red); } .grey { color: var(--dim); }
        pre { margin: 0; padding: .8rem; font: 12.5px/1.45 ui-monospace, "Cascadia Mono", Consolas, monospace; white-space: pre-wrap; overflow-wrap: anywhere; }
        """;

    public static string Index(SystemState state, TimeProvider clock)
    {
        var html = Start("平台状态 Platform status", refreshSeconds: 2);
        html.Append(CultureInfo.InvariantCulture, $"<h1>平台状态 Platform status</h1><p>{Encode(Summary(state))}</p>");
        html.Append("<div class=\"frame\"><table><thead><tr><th>资源 Resource</th><th>状态 State</th><th>地址 Address</th><th class=\"number\">重启 Restarts</th>"
            + "<th class=\"number\">时长 Uptime</th><th class=\"number\">内存 Memory</th><th>日志 Log</th></tr></thead><tbody>");
        var total = 0L;
        foreach (var one in state.Resources)
        {
            var memory = Memory.Of(one.Processes);
            total += memory;
            html.Append(CultureInfo.InvariantCulture, $"""
                <tr><td>{Encode(one.Name)}<small>{Encode(one.Kind)}</small></td>
                <td class="{Words.Colour(one.State, one.Healthy)}">● {Encode(Words.Of(one.State, one.Healthy))}<small>{Encode(one.Message)}</small></td>
                <td>{Address(one)}</td><td class="number">{one.Restarts}</td>
                <td class="number">{Encode(one.RunningSince is { } since ? Words.Of(clock.GetUtcNow() - since) : "")}</td>
                <td class="number">{(memory > 0 ? Memory.InWords(memory) : "")}</td><td>{LogLink(one)}</td></tr>
                """);
        }

        html.Append(CultureInfo.InvariantCulture,
            $"</tbody><tfoot><tr><td colspan=\"5\">合计 Total</td><td class=\"number\">{Memory.InWords(total)}</td><td></td></tr></tfoot></table></div>");
        foreach (var one in state.Resources.Where(one => one.Processes.Count > 0 || one.State == UnitState.Failed))
            html.Append(CultureInfo.InvariantCulture,
                $"<h2>{Encode(one.Name)}</h2><div class=\"frame\"><pre>{Encode(string.Join('\n', LogFile.Tail(one.Log, 8, 8192)))}</pre></div>");
        return html.Append("</body></html>").ToString();
    }

    /// <summary>Null when there is no such resource: names are looked up, never made into paths.</summary>
    public static string? Log(SystemState state, string name)
    {
        if (state.Resources.FirstOrDefault(one => one.Name == name) is not { } one) return null;

        return Start($"{name} 日志 Log", refreshSeconds: 5)
            .Append(CultureInfo.InvariantCulture, $"<h1>{Encode(name)} 日志 Log</h1><p><a href=\"/\">← 全部资源 All resources</a> · {Encode(one.Log)}</p>")
            .Append(CultureInfo.InvariantCulture, $"<div class=\"frame\"><pre>{Encode(string.Join('\n', LogFile.Tail(one.Log, 500, 256 * 1024)))}</pre></div></body></html>")
            .ToString();
    }

    private static StringBuilder Start(string title, int refreshSeconds) => new StringBuilder().Append(CultureInfo.InvariantCulture, $"""
        <!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
        <meta http-equiv="refresh" content="{refreshSeconds}"><title>{Encode(title)}</title><link rel="stylesheet" href="/page.css"></head><body>
        """);

    private static string Summary(SystemState state) => state switch
    {
        { Failed: true } => "有资源已放弃重启 something was given up: see below",
        { Ready: true } => string.Create(CultureInfo.InvariantCulture, $"全部正常 all is well · {state.ReadyAfterSeconds} 秒就绪 s to ready"),
        _ => "尚未全部就绪 not everything is ready",
    };

    private static string Address(ResourceState one) => one.Address is not { } address
        ? ""
        : address.StartsWith("http", StringComparison.Ordinal) ? $"<a href=\"{Encode(address)}\" rel=\"noreferrer\">{Encode(address)}</a>" : Encode(address);

    private static string LogLink(ResourceState one) => File.Exists(one.Log) ? $"<a href=\"/logs/{Encode(one.Name)}\">尾部 tail</a>" : "";

    private static string Encode(string? text) => WebUtility.HtmlEncode(text ?? "");
}
