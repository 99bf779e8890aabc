using System.Security.Cryptography;

namespace StudentUnion.Native;

/// <summary>Where a private server keeps its data and how it is reached. What is left out is chosen, and kept over restarts.</summary>
/// <param name="Folder">The server's own folder; its parents must be open to the account the server runs as.</param>
public sealed record ServerOptions(string Folder)
{
    public int? Port { get; init; }

    public string? Password { get; init; }

    /// <summary>False only for throw-away rigs: writes are then not forced to disk, and the server is killed rather than stopped when we die.</summary>
    public bool Durable { get; init; } = true;

    public LogFile? Log { get; init; }
}

/// <summary>A database, broker or cache of our own, as a private child on this machine's loopback.</summary>
public abstract class ServerProcess(ServerOptions options) : IAsyncDisposable
{
    private static readonly TimeSpan ReadyWithin = TimeSpan.FromSeconds(120);
    private Child? _child;

    public ServerOptions Options { get; } = options;

    public int Port { get; } = options.Port ?? FreePort.Find();

    public string Password { get; } = options.Password ?? NewPassword();

    public abstract string ConnectionString { get; }

    public int Pid => Running.Pid;

    public ProcessIdentity Identity => Running.Identity;

    /// <summary>Every process of this server that has to be gone when it is stopped, the main one first.</summary>
    public virtual IReadOnlyList<ProcessIdentity> Processes => _child is null ? [] : [_child.Identity];

    /// <summary>Completes when the server is gone, for whatever reason.</summary>
    public Task<int> Exited => Running.Exited;

    protected string Folder => Options.Folder;

    protected LogFile Log { get; } = options.Log ?? new LogFile(Path.Combine(options.Folder + ".log"));

    /// <summary>The account the operating system's package made for this server.</summary>
    protected abstract string User { get; }

    private Child Running => _child ?? throw new InvalidOperationException($"{GetType().Name} has not been started");

    public static string NewPassword() => RandomNumberGenerator.GetString("abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789", 32);

    /// <summary>kill -9: nothing is said, nothing is written any more.</summary>
    public void Kill() => _child?.Send(Signal.Kill);

    /// <summary>Starts, or starts again, on the same port, password and data; returns when the server answers.</summary>
    public async Task StartAsync(CancellationToken ct = default)
    {
        if (_child is { Exited.IsCompleted: false }) return;

        await LaunchAsync(ct);
        await BecomeReadyAsync(ct);
    }

    public virtual async Task StopAsync()
    {
        if (_child is not null) await StopMainAsync(_child);
    }

    public async Task RestartAsync(CancellationToken ct = default)
    {
        await StopAsync();
        await StartAsync(ct);
    }

    /// <summary>Whether the server answers right now.</summary>
    public abstract Task<bool> AnswersAsync(CancellationToken ct);

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _child?.Dispose();
        GC.SuppressFinalize(this);
    }

    protected abstract Task PrepareAsync(CancellationToken ct);

    protected abstract ChildPlan Plan();

    protected abstract Task StopMainAsync(Child main);

    protected Task<int> StopMainAsync(Child main, Signal ask) =>
        Options.Durable ? main.StopAsync(ask, TimeSpan.FromSeconds(20)) : main.StopAsync(ask, TimeSpan.FromSeconds(5));

    private async Task LaunchAsync(CancellationToken ct)
    {
        await PrepareAsync(ct);
        _child?.Dispose();
        _child = await Child.StartAsync(Plan());
    }

    private async Task BecomeReadyAsync(CancellationToken ct)
    {
        var deadline = Environment.TickCount64 + (long)ReadyWithin.TotalMilliseconds;
        var relaunches = 0;
        while (!await AnswersAsync(ct))
        {
            if (Running.Exited.IsCompleted)
            {
                // What a killed server left in shared memory or on its port needs a moment to go away.
                if (relaunches++ == 10) throw Failure($"ended at once with exit code {await Exited}");
                await Task.Delay(200, ct);
                await LaunchAsync(ct);
            }

            if (Environment.TickCount64 > deadline) throw Failure($"did not answer within {ReadyWithin.TotalSeconds:0} s");
            await Task.Delay(30, ct);
        }
    }

    private InvalidOperationException Failure(string what) =>
        new($"{GetType().Name} {what}. Its last words ({Log.Path}):\n{string.Join('\n', LogFile.Tail(Log.Path, 12))}");
}
