using System.Globalization;
using System.Text.Json;
using StudentUnion.Benchmarks.Rigs;

namespace StudentUnion.Benchmarks.Load;

/// <summary>What wrk saw.</summary>
internal sealed record WrkOutcome(long Requests, double Seconds, long Errors, double MedianMs, double P99Ms)
{
    public double PerSecond => Requests / Seconds;
}

/// <summary>The usual HTTP load tool, with requests built beforehand: the same script for every leg, so that it costs all of them the same.</summary>
internal static class Wrk
{
    private const string Script = """
        local requests, at = {}, 0
        function init(args)
          if args[2] == nil then
            requests[1] = wrk.format("GET", args[1])
          else
            for token in io.lines(args[2]) do requests[#requests + 1] = wrk.format("GET", args[1], { ["Authorization"] = "Bearer " .. token }) end
          end
          at = math.random(#requests)
        end
        function request()
          at = at % #requests + 1
          return requests[at]
        end
        function done(summary, latency)
          local e = summary.errors
          io.write(string.format('{"Requests":%d,"Seconds":%f,"Errors":%d,"MedianMs":%f,"P99Ms":%f}\n', summary.requests, summary.duration / 1e6,
            e.connect + e.read + e.write + e.status + e.timeout, latency:percentile(50) / 1e3, latency:percentile(99) / 1e3))
        end
        """;

    /// <param name="rig">Whose folder the script goes to.</param>
    /// <param name="address">Host, port and path.</param>
    /// <param name="tokens">A file with one access token a line, taken in turn; null for requests of nobody.</param>
    /// <param name="connections">Kept open all the time.</param>
    /// <param name="seconds">How long.</param>
    /// <param name="ct">Stops it.</param>
    public static async Task<WrkOutcome> Run(Rig rig, Uri address, string? tokens, int connections, int seconds, CancellationToken ct)
    {
        var script = rig.At("wrk.lua");
        await File.WriteAllTextAsync(script, Script, ct);
        List<string> arguments =
        [
            "-t2", string.Create(CultureInfo.InvariantCulture, $"-c{connections}"), string.Create(CultureInfo.InvariantCulture, $"-d{seconds}s"),
            "-s", script, new Uri(address, "/").ToString(), "--", address.PathAndQuery,
        ];
        if (tokens is not null) arguments.Add(tokens);
        var said = await Tool.Run("wrk", arguments, ct);
        return JsonSerializer.Deserialize<WrkOutcome>(said.Split('\n').Last(line => line.StartsWith('{')))!;
    }
}
