namespace StudentUnion.Native;

/// <summary>PostgreSQL, RabbitMQ or Redis as a part of the running system.</summary>
internal sealed class ServerUnit(string name, string kind, ServerProcess server, UnitSetting setting) : Unit(name, kind, setting)
{
    private static readonly TaskCompletionSource<int> NotStarted = new();

    public ServerProcess Server { get; } = server;

    public override string Address => $"127.0.0.1:{Server.Port}";

    public override IReadOnlyList<ProcessIdentity> Processes => [.. Server.Processes.Where(process => process.IsAlive)];

    protected override Task<int> Exited => Server.Processes.Count == 0 ? NotStarted.Task : Server.Exited;

    protected override Task LaunchAsync(CancellationToken ct) => Server.StartAsync(ct);

    protected override Task<bool> LooksHealthyAsync(CancellationToken ct) => Server.AnswersAsync(ct);

    protected override Task StopProcessAsync() => Server.StopAsync();

    protected override void KillProcess() => Server.Kill();
}

/// <summary>One database on the server: created once, then there as long as its server is.</summary>
internal sealed class DatabaseUnit(string name, string databaseName, ServerUnit server, UnitSetting setting) : Unit(name, "database", setting)
{
    private readonly TaskCompletionSource<int> _never = new();

    public override string Address => $"{server.Address}/{databaseName}";

    protected override Task<int> Exited => _never.Task;

    protected override Task LaunchAsync(CancellationToken ct) => ((PostgresProcess)server.Server).CreateDatabaseAsync(databaseName, ct);

    protected override Task<bool> LooksHealthyAsync(CancellationToken ct) => Task.FromResult(server.IsHealthy);

    protected override Task StopProcessAsync() => Task.CompletedTask;

    protected override void KillProcess()
    {
        // There is no process: the database goes with its server.
    }
}
