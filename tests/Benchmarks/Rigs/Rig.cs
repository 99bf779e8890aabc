using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Npgsql;
using StudentUnion.Benchmarks.Measuring;
using StudentUnion.Native;

namespace StudentUnion.Benchmarks.Rigs;

/// <summary>
/// Servers and services of one benchmark's own, on free ports of this machine's loopback, in a folder under /tmp that goes with it. PostgreSQL is durable and
/// otherwise as it comes; services are the Release builds, in Production, each a child process.
/// </summary>
internal sealed class Rig : IAsyncDisposable
{
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(5) };
    private readonly List<Child> _children = [];
    private readonly Dictionary<string, string> _addresses = [];
    private PostgresProcess? _postgres;
    private RabbitMqProcess? _messaging;
    private RedisProcess? _cache;

    public Rig()
    {
        Folder = Directory.CreateTempSubdirectory("sup-bench-").FullName;
        if (OperatingSystem.IsLinux()) // the servers' own accounts pass through
            File.SetUnixFileMode(Folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        foreach (var name in new[] { "identity", "membership", "elections", "gateway" }) _addresses[name] = $"http://127.0.0.1:{FreePort.Find()}";
    }

    public string Folder { get; }

    public string Keys => Path.Combine(Folder, "keys");

    public Uri Gateway => new(_addresses["gateway"]);

    public PostgresProcess Postgres => _postgres ?? throw new InvalidOperationException("This rig has no PostgreSQL.");

    public RabbitMqProcess Messaging => _messaging ?? throw new InvalidOperationException("This rig has no broker.");

    public string At(string name) => Path.Combine(Folder, name);

    public Uri Of(string service) => new(_addresses[service]);

    public async Task StartServers(bool postgres, bool messaging, bool cache, CancellationToken ct)
    {
        await Task.WhenAll(
            postgres ? Begin(_postgres = new(new ServerOptions(At("pg"))), ct) : Task.CompletedTask,
            messaging ? Begin(_messaging = new(new ServerOptions(At("mq"))), ct) : Task.CompletedTask,
            cache ? Begin(_cache = new(new ServerOptions(At("redis"))), ct) : Task.CompletedTask);
    }

    /// <summary>Starts a service from its build output and waits until it says that it is ready.</summary>
    public async Task<Child> StartService(string name, string projectFolder, string assembly, CancellationToken ct, params (string Name, string Value)[] more)
    {
        if (_postgres is not null && name is not "gateway") await _postgres.CreateDatabaseAsync($"{name}db", ct);
        Dictionary<string, string?> variables = new()
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Production",
            ["ASPNETCORE_URLS"] = _addresses[name],
            ["DOTNET_gcServer"] = "0",
            ["SUP_KEYS"] = Keys,
            ["Identity__Issuer"] = _addresses["gateway"],
            ["Identity__Web"] = "http://127.0.0.1:1",
            ["Identity__WebSecret"] = Convert.ToHexString(RandomNumberGenerator.GetBytes(32)),
            [$"ConnectionStrings__{name}db"] = _postgres is null ? null : $"{_postgres.ConnectionString};Database={name}db",
            ["ConnectionStrings__messaging"] = _messaging?.ConnectionString,
            ["ConnectionStrings__cache"] = _cache?.ConnectionString,
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = null,
        };
        foreach (var (service, address) in _addresses) variables[$"services__{service}__http__0"] = address;
        foreach (var (variable, value) in more) variables[variable] = value;

        var log = new LogFile(Path.Combine(Folder, $"{name}.log"));
        var child = await Child.StartAsync(new("dotnet", Repository.Program(projectFolder, assembly))
        {
            WorkingFolder = Repository.At(projectFolder), Variables = variables, Log = log,
        });
        _children.Add(child);
        await UntilReady(name, new Uri(_addresses[name] + "/readyz"), child, log, ct);
        return child;
    }

    public Task<Child> StartIdentity(CancellationToken ct) => StartService("identity", "services/Identity/Identity", "Identity", ct);

    public Task<Child> StartElections(CancellationToken ct) => StartService("elections", "services/Elections/Elections", "Elections", ct);

    public Task<Child> StartMembership(CancellationToken ct) => StartService("membership", "services/Membership/Membership", "Membership", ct);

    public Task<Child> StartGateway(CancellationToken ct, params (string Name, string Value)[] more) => StartService("gateway", "gateway", "Gateway", ct, more);

    /// <summary>Starts any other program as a child of the rig.</summary>
    public async Task<Child> Start(string name, ChildPlan plan, Uri ready, CancellationToken ct)
    {
        var log = new LogFile(Path.Combine(Folder, $"{name}.log"));
        var child = await Child.StartAsync(plan with { Log = log });
        _children.Add(child);
        await UntilReady(name, ready, child, log, ct);
        return child;
    }

    /// <summary>A part of this program as a process of its own.</summary>
    public static ChildPlan Myself(params string[] arguments) =>
        new("dotnet", [Path.Combine(AppContext.BaseDirectory, "Benchmarks.dll"), .. arguments]) { WorkingFolder = AppContext.BaseDirectory };

    /// <summary>The superuser's connection to a database; sees every tenant's rows.</summary>
    public async Task<NpgsqlConnection> Connect(string database, CancellationToken ct)
    {
        var connection = new NpgsqlConnection($"{Postgres.ConnectionString};Database={database};Command Timeout=300");
        await connection.OpenAsync(ct);
        return connection;
    }

    public async Task Execute(string database, string sql, CancellationToken ct, params object[] values)
    {
        await using var connection = await Connect(database, ct);
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values) command.Parameters.Add(new NpgsqlParameter { Value = value });
        await command.ExecuteNonQueryAsync(ct);
    }

    public async Task<T> Scalar<T>(string database, string sql, CancellationToken ct)
    {
        await using var connection = await Connect(database, ct);
        await using var command = new NpgsqlCommand(sql, connection);
        return (T)(await command.ExecuteScalarAsync(ct))!;
    }

    /// <summary>Nobody starts with what another has left to be written.</summary>
    public Task Settle(CancellationToken ct) => Execute("postgres", "checkpoint", ct);

    /// <summary>The key tokens are signed with, where no identity service is there to make it.</summary>
    public void MakeSigningKey()
    {
        Directory.CreateDirectory(Keys);
        using var key = RSA.Create(2048);
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = new CertificateRequest("CN=Benchmark", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(now.AddDays(-1), now.AddDays(2));
        File.WriteAllBytes(Path.Combine(Keys, "signing.pfx"), certificate.Export(X509ContentType.Pkcs12));
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_children.Select(child => child.StopAsync(Signal.Terminate, TimeSpan.FromSeconds(10))));
        foreach (var child in _children) child.Dispose();
        NpgsqlConnection.ClearAllPools();
        await Task.WhenAll(new ServerProcess?[] { _postgres, _messaging, _cache }.OfType<ServerProcess>().Select(server => server.StopAsync()));
        Directory.Delete(Folder, recursive: true);
    }

    private static async Task Begin(ServerProcess server, CancellationToken ct)
    {
        try
        {
            await server.StartAsync(ct);
        }
        catch (InvalidOperationException slow) when (!server.Exited.IsCompleted)
        {
            // On a machine that others keep busy it takes longer, and is no less ready in the end.
            Say.Line($"  {slow.Message.Split('\n')[0]}; waiting on");
            var deadline = Environment.TickCount64 + 300_000;
            while (!await server.AnswersAsync(ct))
            {
                if (server.Exited.IsCompleted || Environment.TickCount64 > deadline) throw;
                await Task.Delay(200, ct);
            }
        }
    }

    private static async Task UntilReady(string name, Uri address, Child child, LogFile log, CancellationToken ct)
    {
        var deadline = Environment.TickCount64 + 300_000;
        while (true)
        {
            try
            {
                using var answer = await Http.GetAsync(address, ct);
                if (answer.IsSuccessStatusCode) return;
            }
            catch (Exception notYet) when (notYet is HttpRequestException || (notYet is TaskCanceledException && !ct.IsCancellationRequested))
            {
                if (child.Exited.IsCompleted || Environment.TickCount64 > deadline)
                    throw new InvalidOperationException($"{name} is not ready: {notYet.Message}\n{string.Join('\n', LogFile.Tail(log.Path, 30))}");
            }

            if (Environment.TickCount64 > deadline) throw new InvalidOperationException($"{name} is not ready:\n{string.Join('\n', LogFile.Tail(log.Path, 30))}");
            await Task.Delay(50, ct);
        }
    }
}
