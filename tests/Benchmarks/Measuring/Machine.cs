using System.Globalization;
using System.Runtime.InteropServices;

namespace StudentUnion.Benchmarks.Measuring;

/// <summary>Where it was measured, and how busy that machine was.</summary>
internal static class Machine
{
    public static string InWords()
    {
        var processor = File.ReadLines("/proc/cpuinfo").FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim() ?? "unknown processor";
        var memory = long.Parse(File.ReadLines("/proc/meminfo").First().Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1048576.0;
        var load = File.ReadAllText("/proc/loadavg").Split(' ');
        return string.Create(CultureInfo.InvariantCulture,
            $"{Environment.ProcessorCount} × {processor}, {memory:0} GiB, Linux {File.ReadAllText("/proc/sys/kernel/osrelease").Trim()}, .NET {Environment.Version} ({RuntimeInformation.OSArchitecture}), load average {load[0]} / {load[1]} at its end");
    }
}
