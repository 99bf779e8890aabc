using System.Reflection;

namespace StudentUnion.Native;

/// <summary>How the system is run on this machine.</summary>
/// <param name="AppHostFolder">Project paths are relative to it.</param>
/// <param name="RunFolder">Holds data, logs, passwords and state; ignored by git.</param>
public sealed record NativeOptions(string AppHostFolder, string RunFolder)
{
    /// <summary>Forget all data of earlier runs first.</summary>
    public bool Fresh { get; init; }

    /// <summary>Plain lines instead of the live table.</summary>
    public bool Plain { get; init; }

    /// <summary>The build whose output is started: the AppHost's own.</summary>
    public string BuildConfiguration { get; init; } = "Release";

    public RestartPolicy Restarts { get; init; } = new();

    public TextWriter Output { get; init; } = Console.Out;

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>What the command line could not say.</summary>
    internal string? Complaint { get; init; }

    public static NativeOptions From(string[] args, Assembly host)
    {
        var project = host.GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(data => data.Key == "AppHostFolder")?.Value
            ?? throw new InvalidOperationException("The entry assembly does not say where its project is (AssemblyMetadata AppHostFolder)");
        var unknown = args.Where(arg => arg is not ("--fresh" or "--plain")).ToList();
        // Another folder is another platform on the same machine, with data of its own.
        var folder = Environment.GetEnvironmentVariable("SUP_RUN") is { Length: > 0 } given ? Path.GetFullPath(given) : Path.GetFullPath("../.run", project);
        return new NativeOptions(project, folder)
        {
            Fresh = args.Contains("--fresh"),
            Plain = args.Contains("--plain") || Console.IsOutputRedirected,
            BuildConfiguration = host.GetCustomAttribute<AssemblyConfigurationAttribute>()?.Configuration ?? "Debug",
            Complaint = unknown.Count == 0 ? null : $"Not known here: {string.Join(' ', unknown)} (known: --fresh, --plain; publishing needs the aspire form)",
        };
    }
}

/// <summary>
/// What happens to a process that dies. One that had been healthy comes back at once; one that dies before it was ever healthy is given more
/// and more time between tries, and then given up.
/// </summary>
public sealed record RestartPolicy
{
    public TimeSpan AfterHealth { get; init; } = TimeSpan.FromMilliseconds(100);

    public TimeSpan First { get; init; } = TimeSpan.FromMilliseconds(500);

    public TimeSpan Longest { get; init; } = TimeSpan.FromSeconds(8);

    /// <summary>Deaths in a row without health in between.</summary>
    public int Bound { get; init; } = 5;

    /// <summary>Restarts altogether within ten minutes; far above what a fault test does, and still an end.</summary>
    public int BoundInTenMinutes { get; init; } = 300;

    internal TimeSpan Pause(int deathsInARow) =>
        deathsInARow == 0 ? AfterHealth : TimeSpan.FromTicks(Math.Min(First.Ticks << Math.Min(deathsInARow - 1, 20), Longest.Ticks));
}
