using System.Globalization;
using Npgsql;

namespace StudentUnion.Native;

/// <summary>A private PostgreSQL: passwords are checked (SCRAM), and it listens on the loopback only.</summary>
public sealed class PostgresProcess(ServerOptions options) : ServerProcess(options)
{
    /// <summary>The superuser's, without a database: append <c>;Database=…</c>.</summary>
    public override string ConnectionString => $"Host=127.0.0.1;Port={Port};Username=postgres;Password={Password}";

    protected override string User => "postgres";

    private string Data => Path.Combine(Folder, "data");

    public static Task<PostgresProcess> StartAsync(string folder, CancellationToken ct = default) => StartAsync(new ServerOptions(folder), ct);

    public static async Task<PostgresProcess> StartAsync(ServerOptions options, CancellationToken ct = default)
    {
        var server = new PostgresProcess(options);
        await server.StartAsync(ct);
        return server;
    }

    /// <summary>Creates the database unless it is there.</summary>
    public async Task CreateDatabaseAsync(string name, CancellationToken ct = default)
    {
        await using var connection = new NpgsqlConnection($"{ConnectionString};Database=postgres;Pooling=false");
        await connection.OpenAsync(ct);
        await using var find = new NpgsqlCommand("select 1 from pg_database where datname = $1", connection) { Parameters = { new() { Value = name } } };
        if (await find.ExecuteScalarAsync(ct) is not null) return;

        await using var create = new NpgsqlCommand($"create database {new NpgsqlCommandBuilder().QuoteIdentifier(name)}", connection);
        await create.ExecuteNonQueryAsync(ct);
    }

    public override async Task<bool> AnswersAsync(CancellationToken ct)
    {
        try
        {
            await using var connection = new NpgsqlConnection($"{ConnectionString};Database=postgres;Pooling=false;Timeout=3");
            await connection.OpenAsync(ct);
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    protected override async Task PrepareAsync(CancellationToken ct)
    {
        OwnedFolder.Make(Folder, User);
        if (File.Exists(Path.Combine(Data, "PG_VERSION"))) return;

        // An initdb that was interrupted leaves a folder that the next one refuses.
        if (Directory.Exists(Data)) Directory.Delete(Data, recursive: true);
        var password = Path.Combine(Folder, "initial-password");
        await OwnedFolder.WriteAsync(password, Password, User, ct);
        using var initdb = await Child.StartAsync(new(Path.Combine(Programs(), "initdb"),
            "-D", Data, "-U", "postgres", "-A", "scram-sha-256", $"--pwfile={password}", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
        { User = User, Log = Log, AtOurDeath = Signal.Kill });
        var exitCode = await initdb.Exited;
        File.Delete(password);
        if (exitCode != 0)
            throw new InvalidOperationException($"initdb ended with {exitCode}:\n{string.Join('\n', LogFile.Tail(Log.Path, 12))}");
    }

    protected override ChildPlan Plan()
    {
        List<string> arguments =
        [
            "-D", Data, "-p", Port.ToString(CultureInfo.InvariantCulture),
            "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=",
            "-c", "max_connections=300",
            // A failed statement may carry what nobody may read (trust.md, ballots): it is never written down.
            "-c", "log_min_error_statement=panic", "-c", "log_parameter_max_length_on_error=0",
        ];
        // Commits stay synchronous even in a rig: what was acknowledged must survive a kill of the server, only not of the machine.
        if (!Options.Durable)
            arguments.AddRange(["-c", "fsync=off", "-c", "full_page_writes=off"]);

        return new(Path.Combine(Programs(), "postgres"), [.. arguments])
        {
            User = User, Log = Log,
            // INT is the fast shutdown; TERM would wait for clients. A kill of the main process would leave its shared memory behind.
            AtOurDeath = Signal.Interrupt,
        };
    }

    protected override Task StopMainAsync(Child main) => StopMainAsync(main, Signal.Interrupt);

    /// <summary>The programs of the version that made the data, else of the newest one installed.</summary>
    private string Programs()
    {
        const string Installed = "/usr/lib/postgresql";
        var versions = Directory.Exists(Installed)
            ? Directory.EnumerateDirectories(Installed).Where(folder => File.Exists(Path.Combine(folder, "bin", "initdb"))).ToList()
            : [];
        var made = Path.Combine(Data, "PG_VERSION");
        if (File.Exists(made))
        {
            var version = File.ReadAllText(made).Trim();
            return versions.Where(folder => Path.GetFileName(folder) == version).Select(folder => Path.Combine(folder, "bin")).FirstOrDefault()
                ?? throw new InvalidOperationException($"The data in {Data} is PostgreSQL {version}'s, which is not installed here: install it, or start afresh");
        }

        return versions.OrderByDescending(folder => int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var number) ? number : 0)
            .Select(folder => Path.Combine(folder, "bin")).FirstOrDefault()
            ?? throw new InvalidOperationException("PostgreSQL is not installed: apt-get install postgresql");
    }
}
