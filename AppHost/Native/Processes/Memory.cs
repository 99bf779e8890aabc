using System.Globalization;

namespace StudentUnion.Native;

/// <summary>
/// Resident memory of a unit: its processes in full, and of their children (a database's back ends) only what they do not share.
/// </summary>
internal static class Memory
{
    public static long Of(IReadOnlyList<ProcessIdentity> processes) =>
        processes.Where(process => process.IsAlive).Sum(process =>
            Read(process.Pid, "VmRSS:") + process.Children().Sum(child => Read(child.Pid, "RssAnon:")));

    public static string InWords(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1048576.0:0} MB");

    private static long Read(int pid, string field)
    {
        try
        {
            var line = File.ReadLines($"/proc/{pid}/status").FirstOrDefault(line => line.StartsWith(field, StringComparison.Ordinal));
            return line is null ? 0 : long.Parse(line[field.Length..].Replace("kB", "", StringComparison.Ordinal).Trim(), CultureInfo.InvariantCulture) * 1024;
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }
}
