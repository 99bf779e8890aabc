using System.Text.Json;
using System.Text.Json.Serialization;

namespace StudentUnion.Native;

/// <summary>What <c>.run/state.json</c> says, for scripts, tests and the demo: who runs where, and whether all is well.</summary>
/// <param name="BootId">Process numbers mean something within one boot of the machine only.</param>
/// <param name="AppHost">The process that runs it all.</param>
/// <param name="Ready">Everything that should run runs and is healthy.</param>
/// <param name="Failed">Something was given up.</param>
/// <param name="ReadyAfterSeconds">From the AppHost's start until everything was ready for the first time.</param>
/// <param name="Dashboard">The status page's address.</param>
/// <param name="Addresses">What people open: gateway, web.</param>
/// <param name="Resources">Every server, database and instance of a project, in this order.</param>
public sealed record SystemState(
    string BootId,
    ProcessIdentity? AppHost,
    bool Ready,
    bool Failed,
    double? ReadyAfterSeconds,
    string? Dashboard,
    IReadOnlyDictionary<string, string> Addresses,
    IReadOnlyList<ResourceState> Resources)
{
    internal static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string ThisBoot => File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim();

    /// <summary>The state as it was last written; null when there is none.</summary>
    public static SystemState? Read(string runFolder)
    {
        var path = Path.Combine(runFolder, "state.json");
        return File.Exists(path) ? JsonSerializer.Deserialize<SystemState>(File.ReadAllText(path), Json) : null;
    }
}

/// <summary>One resource, or one instance of it, in the state file.</summary>
public sealed record ResourceState(
    string Name,
    string Kind,
    UnitState State,
    bool Healthy,
    string? Address,
    int Restarts,
    string? Message,
    DateTimeOffset? RunningSince,
    string Log,
    IReadOnlyList<ProcessIdentity> Processes)
{
    internal static ResourceState Of(Unit unit) => new(
        unit.Name, unit.Kind, unit.State, unit.IsHealthy, unit.Address, unit.Restarts, unit.Message, unit.RunningSince, unit.LogPath, unit.Processes);
}
