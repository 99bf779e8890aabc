using System.Diagnostics;
using System.Globalization;
using StudentUnion.Native;

namespace StudentUnion.Benchmarks.Measuring;

/// <summary>What processes have eaten, as the kernel keeps it.</summary>
internal static class Usage
{
    private const double TicksPerSecond = 100; // USER_HZ: the same on every Linux of the last decades

    /// <summary>CPU seconds of a process, of the children it has waited for, and of those it has now.</summary>
    public static double CpuSeconds(ProcessIdentity process) => Own(process.Pid) + process.Children().Sum(child => Own(child.Pid));

    /// <summary>Resident memory of one process, in MB.</summary>
    public static double ResidentMb(int pid) => Field(pid, "VmRSS:");

    /// <summary>The most it ever had, in MB.</summary>
    public static double PeakMb(int pid) => Field(pid, "VmHWM:");

    /// <summary>A server's memory in MB: the processes in full, and of their children what they do not share.</summary>
    public static double ResidentMb(IEnumerable<ProcessIdentity> processes) =>
        processes.Sum(process => Field(process.Pid, "VmRSS:") + process.Children().Sum(child => Field(child.Pid, "RssAnon:")));

    /// <summary>Runs something and tells how many cores each of the processes kept busy meanwhile.</summary>
    public static async Task<(T Result, IReadOnlyDictionary<string, double> CpuSeconds, double Seconds)> Of<T>(
        IReadOnlyDictionary<string, ProcessIdentity> processes, Func<Task<T>> act)
    {
        var before = processes.ToDictionary(p => p.Key, p => CpuSeconds(p.Value));
        var began = Stopwatch.GetTimestamp();
        var result = await act();
        return (result, processes.ToDictionary(p => p.Key, p => CpuSeconds(p.Value) - before[p.Key]), Stopwatch.GetElapsedTime(began).TotalSeconds);
    }

    private static double Own(int pid)
    {
        var path = $"/proc/{pid}/stat";
        if (!File.Exists(path)) return 0;

        var stat = File.ReadAllText(path);
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return fields[11..15].Sum(field => long.Parse(field, CultureInfo.InvariantCulture)) / TicksPerSecond;
    }

    private static double Field(int pid, string field)
    {
        var path = $"/proc/{pid}/status";
        var line = File.Exists(path) ? File.ReadLines(path).FirstOrDefault(l => l.StartsWith(field, StringComparison.Ordinal)) : null;
        return line is null ? 0 : long.Parse(line[field.Length..].Replace("kB", "", StringComparison.Ordinal).Trim(), CultureInfo.InvariantCulture) / 1024.0;
    }
}
