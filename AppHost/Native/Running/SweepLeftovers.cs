namespace StudentUnion.Native;

/// <summary>
/// An AppHost that was killed could not stop its processes. Most die by the kernel's death signal; the next start makes sure of the rest,
/// and touches none that is not provably the one it had started.
/// </summary>
internal static class SweepLeftovers
{
    public static async Task<int> RunAsync(SystemState? last)
    {
        if (last is null || last.BootId != SystemState.ThisBoot) return 0;

        var left = last.Resources.Reverse().SelectMany(resource => resource.Processes.Select(process => (resource.Kind, process)))
            .Where(one => one.process.IsAlive).ToList();
        foreach (var (kind, process) in left)
            process.Send(kind == "postgres" ? Signal.Interrupt : Signal.Terminate);
        await Task.WhenAll(left.Select(one => EndAsync(one.process)));
        return left.Count;
    }

    private static async Task EndAsync(ProcessIdentity process)
    {
        if (await process.GoneWithinAsync(TimeSpan.FromSeconds(10))) return;
        process.Send(Signal.Kill);
        await process.GoneWithinAsync(TimeSpan.FromSeconds(5));
    }
}
