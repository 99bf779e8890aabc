using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Npgsql;
using StudentUnion.Native;

namespace StudentUnion.Testing;

/// <summary>
/// One real PostgreSQL, RabbitMQ and Redis for the whole test process, each started when first asked for. They die with the process, and their
/// folders soon after; what a killed run left behind is swept by the next. A server of one's own can be named by environment variable.
/// </summary>
public static class Servers
{
    private static readonly ConcurrentBag<ServerProcess> Started = [];
    private static readonly Lazy<string> Folder = new(MakeFolder);
    private static readonly Lazy<Task<string>> OnePostgres = new(() => GivenOr("TEST_POSTGRES", () => new PostgresProcess(At("postgres"))));
    private static readonly Lazy<Task<string>> OneRabbitMq = new(() => GivenOr("TEST_RABBITMQ", () => new RabbitMqProcess(At("rabbitmq"))));
    private static readonly Lazy<Task<string>> OneRedis = new(() => GivenOr("TEST_REDIS", () => new RedisProcess(At("redis"))));

    /// <summary>The administrator's connection string, without a database.</summary>
    public static Task<string> Postgres() => OnePostgres.Value;

    /// <summary>An <c>amqp://</c> address with user and password.</summary>
    public static Task<string> RabbitMq() => OneRabbitMq.Value;

    /// <summary>As StackExchange.Redis reads it.</summary>
    public static Task<string> Redis() => OneRedis.Value;

    /// <summary>A new, empty database; the administrator's connection string to it.</summary>
    public static async Task<string> Database(string name)
    {
        var server = await Postgres();
        var database = $"{name}_{Guid.CreateVersion7():N}";
        await using var connection = new NpgsqlConnection($"{server};Database=postgres;Pooling=false");
        await connection.OpenAsync();
        await using var create = new NpgsqlCommand($"create database \"{database}\"", connection);
        await create.ExecuteNonQueryAsync();
        return $"{server};Database={database}";
    }

    /// <summary>A new folder under the rig's own, for servers that a test wants to kill and restart itself.</summary>
    public static string NewFolder(string name) => Path.Combine(Folder.Value, $"{name}-{Guid.CreateVersion7():N}");

    private static ServerOptions At(string name) => new(Path.Combine(Folder.Value, name)) { Durable = false };

    private static async Task<string> GivenOr(string variable, Func<ServerProcess> make)
    {
        if (Environment.GetEnvironmentVariable(variable) is { Length: > 0 } given) return given;

        var server = make();
        Started.Add(server);
        await server.StartAsync();
        return server.ConnectionString;
    }

    private static string MakeFolder()
    {
        SweepWhatKilledRunsLeft();
        var self = ProcessIdentity.Of(Environment.ProcessId)!;
        var folder = Path.Combine(Path.GetTempPath(), $"sup-test-{self.Pid}-{self.StartedAt}");
        Directory.CreateDirectory(folder);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => CleanUp(folder);
        return folder;
    }

    /// <summary>
    /// The servers end by the death signal; another process waits for that and then removes the folder. It must not be done here: a runner that
    /// has not exited ten seconds after its last test is failed by xunit, and on a busy machine that is not enough for some thousand files.
    /// </summary>
    private static void CleanUp(string folder)
    {
        const string Script = """
            folder=$1; shift
            for pid in "$@"; do tries=0; while kill -0 "$pid" 2>/dev/null && [ $tries -lt 300 ]; do sleep 0.1; tries=$((tries + 1)); done; done
            rm -rf "$folder"
            """;
        var servers = Started.SelectMany(server => server.Processes).Select(process => process.Pid.ToString(CultureInfo.InvariantCulture));
        using var cleaner = Process.Start(new ProcessStartInfo("setsid", ["sh", "-c", Script, "clean", folder, .. servers]) { WorkingDirectory = "/" });
    }

    private static void SweepWhatKilledRunsLeft()
    {
        foreach (var folder in Directory.EnumerateDirectories(Path.GetTempPath(), "sup-test-*"))
        {
            var parts = Path.GetFileName(folder).Split('-');
            if (parts.Length == 4
                && int.TryParse(parts[2], CultureInfo.InvariantCulture, out var pid)
                && long.TryParse(parts[3], CultureInfo.InvariantCulture, out var startedAt)
                && !new ProcessIdentity(pid, startedAt).IsAlive)
                Remove(folder);
        }
    }

    /// <summary>Best effort by intent: another run may be sweeping the same folder, and a folder left in /tmp fails no test.</summary>
    private static void Remove(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception busy) when (busy is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"{folder} was left behind: {busy.Message}");
        }
    }
}
