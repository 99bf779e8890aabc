using System.Text.Json;

namespace StudentUnion.Year.Platform;

/// <summary>Where the platform is reached, where its development keys are, and where a list of demonstration accounts belongs.</summary>
/// <param name="RunFolder">The folder of the running system (<c>.run</c>); null where the platform was named by hand.</param>
public sealed record WherePlatformIs(Uri Gateway, string Keys, string? RunFolder)
{
    public const string KeysVariable = "SUP_KEYS";

    /// <summary>What the command line names, else what <c>.run/state.json</c> says, looked for from here upwards.</summary>
    public static WherePlatformIs Find(Uri? gateway, string? keys, string? stateFile)
    {
        var state = stateFile ?? FoundUpward();
        if (stateFile is not null && !File.Exists(stateFile))
            throw new PlatformMissingException($"没有这个文件。 There is no such file: {stateFile}");

        var folder = state is null ? null : Path.GetDirectoryName(Path.GetFullPath(state));
        var address = gateway ?? (state is null ? null : GatewayIn(state));
        var keysFolder = keys ?? Environment.GetEnvironmentVariable(KeysVariable) ?? (folder is null ? null : Path.Combine(folder, "keys"));
        if (address is null || keysFolder is null)
            throw new PlatformMissingException(
                "没有找到运行中的平台：请先运行 ./run，或用 --gateway 与 --keys 指明。 No running platform was found: start ./run first, or name it with --gateway and --keys.");
        return new(address, keysFolder, folder);
    }

    private static string? FoundUpward()
    {
        for (var folder = new DirectoryInfo(Directory.GetCurrentDirectory()); folder is not null; folder = folder.Parent)
            if (Path.Combine(folder.FullName, ".run", "state.json") is var path && File.Exists(path)) return path;
        return null;
    }

    private static Uri? GatewayIn(string state)
    {
        using var json = JsonDocument.Parse(File.ReadAllText(state));
        return json.RootElement.TryGetProperty("addresses", out var addresses) && addresses.TryGetProperty("gateway", out var gateway)
            ? new Uri(gateway.GetString()!)
            : null;
    }
}

/// <summary>There is nothing to play against.</summary>
public sealed class PlatformMissingException(string message, Exception? cause = null) : Exception(message, cause);
