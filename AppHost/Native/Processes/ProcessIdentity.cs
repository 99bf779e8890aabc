using System.Globalization;
using System.Text.Json.Serialization;

namespace StudentUnion.Native;

/// <summary>
/// A process that cannot be mistaken for a later one with the same number: the kernel's start time is part of its name. Nothing is ever
/// signalled that does not match both.
/// </summary>
/// <param name="Pid">The number, which the kernel will give to others later.</param>
/// <param name="StartedAt">Clock ticks since boot, from /proc.</param>
public sealed record ProcessIdentity(int Pid, long StartedAt)
{
    [JsonIgnore]
    public bool IsAlive => Read(Pid) is { } now && now.StartedAt == StartedAt && now.State is not ('Z' or 'X');

    public static ProcessIdentity? Of(int pid) => Read(pid) is { } now ? new(pid, now.StartedAt) : null;

    public void Send(Signal signal)
    {
        if (IsAlive) _ = Signals.Kill(Pid, (int)signal);
    }

    public async Task<bool> GoneWithinAsync(TimeSpan patience)
    {
        var deadline = Environment.TickCount64 + (long)patience.TotalMilliseconds;
        while (IsAlive)
        {
            if (Environment.TickCount64 > deadline) return false;
            await Task.Delay(20);
        }

        return true;
    }

    /// <summary>Those whose parent is this process, right now.</summary>
    public IReadOnlyList<ProcessIdentity> Children() =>
        [.. from folder in Directory.EnumerateDirectories("/proc")
            let pid = int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0
            where pid > 0
            let child = Read(pid)
            where child is { } found && found.Parent == Pid
            select new ProcessIdentity(pid, child.Value.StartedAt)];

    private static (char State, int Parent, long StartedAt)? Read(int pid)
    {
        string stat;
        try
        {
            stat = File.ReadAllText($"/proc/{pid}/stat");
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
        }

        // The second field, the program's name, may itself hold blanks and brackets.
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return (fields[0][0], int.Parse(fields[1], CultureInfo.InvariantCulture), long.Parse(fields[19], CultureInfo.InvariantCulture));
    }
}
