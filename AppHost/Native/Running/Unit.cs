using System.Globalization;

namespace StudentUnion.Native;

/// <summary>What a part of the system is doing.</summary>
public enum UnitState
{
    /// <summary>For others, or for its turn.</summary>
    Waiting,
    Starting,
    Running,
    /// <summary>It died and comes back after a pause.</summary>
    Restarting,
    /// <summary>Given up: it does not come back by itself.</summary>
    Failed,
    /// <summary>It had an end and reached it.</summary>
    Finished,
    Stopping,
    Stopped,
}

/// <summary>
/// One thing that runs: a server, a database, one instance of a service. It waits for what it needs, starts, is watched, comes back when it
/// dies, and is given up when that does not help.
/// </summary>
internal abstract class Unit(string name, string kind, UnitSetting setting) : IDisposable
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan PatienceBeforeComplaint = TimeSpan.FromSeconds(60);
    private readonly TaskCompletionSource<bool> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<int> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _stop = new();
    private readonly Queue<DateTimeOffset> _restarts = new();
    private readonly Lock _gate = new();
    private Task _life = Task.CompletedTask;

    public string Name { get; } = name;

    /// <summary>postgres, database, rabbitmq, redis or project.</summary>
    public string Kind { get; } = kind;

    public string LogPath => Setting.Log.Path;

    public List<Unit> WaitsForHealthOf { get; } = [];

    public List<(Unit Unit, int ExitCode)> WaitsForEndOf { get; } = [];

    /// <summary>Somebody waits for its end: then an end is no accident.</summary>
    public bool IsAwaitedToEnd { get; set; }

    public virtual string? Address => null;

    public virtual IReadOnlyList<ProcessIdentity> Processes => [];

    public UnitState State { get; private set; } = UnitState.Waiting;

    public bool IsHealthy { get; private set; }

    public int Restarts { get; private set; }

    public string? Message { get; private set; }

    public DateTimeOffset? RunningSince { get; private set; }

    /// <summary>True once it has been healthy, false when it was given up before.</summary>
    public Task<bool> Ready => _ready.Task;

    protected UnitSetting Setting { get; } = setting;

    /// <summary>How many levels of others have to be there first; stopping goes the other way.</summary>
    public int Depth => Needs.Select(unit => unit.Depth + 1).DefaultIfEmpty(0).Max();

    private IEnumerable<Unit> Needs => WaitsForHealthOf.Concat(WaitsForEndOf.Select(end => end.Unit));

    public void Begin() => _life = Task.Run(LiveAsync);

    public async Task StopAsync(bool atOnce)
    {
        await _stop.CancelAsync();
        var wasAlive = State is not (UnitState.Failed or UnitState.Finished or UnitState.Stopped);
        if (wasAlive) Become(UnitState.Stopping);
        if (atOnce) KillProcess();
        await StopProcessAsync();
        await _life;
        // A launch that the stop overtook may have come up in between.
        await StopProcessAsync();
        if (wasAlive) Become(UnitState.Stopped);
        _ready.TrySetResult(false);
        _ended.TrySetCanceled();
    }

    public void Dispose()
    {
        _stop.Dispose();
        Setting.Log.Dispose();
    }

    protected abstract Task LaunchAsync(CancellationToken ct);

    /// <summary>Completes when the process is gone; never, for what is no process.</summary>
    protected abstract Task<int> Exited { get; }

    protected abstract Task<bool> LooksHealthyAsync(CancellationToken ct);

    protected abstract Task StopProcessAsync();

    protected abstract void KillProcess();

    private async Task LiveAsync()
    {
        try
        {
            if (!await NeedsAreMetAsync()) return;

            for (var deathsInARow = 0; ;)
            {
                var (wasHealthy, why) = await OneLifeAsync();
                _stop.Token.ThrowIfCancellationRequested();
                if (IsAwaitedToEnd && Exited.IsCompleted)
                {
                    End(await Exited);
                    return;
                }

                deathsInARow = wasHealthy ? 0 : deathsInARow + 1;
                if (GiveUpBecause(deathsInARow, why) is { } verdict)
                {
                    Become(UnitState.Failed, verdict);
                    _ready.TrySetResult(false);
                    return;
                }

                Restarts++;
                Become(UnitState.Restarting, why);
                await Task.Delay(Setting.Restarts.Pause(deathsInARow), _stop.Token);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            Setting.Log.WriteLine($"[{Name}] asked to stop");
        }
    }

    /// <summary>From launch to death, or to the stop.</summary>
    private async Task<(bool WasHealthy, string Why)> OneLifeAsync()
    {
        var wasHealthy = false;
        Become(UnitState.Starting, Restarts > 0 ? Message : null);
        try
        {
            await LaunchAsync(_stop.Token);
            RunningSince = Setting.Clock.GetUtcNow();
            while (!Exited.IsCompleted)
            {
                var healthy = await LooksHealthyAsync(_stop.Token);
                if (Exited.IsCompleted) break;
                if (healthy) wasHealthy = true;
                Health(healthy, wasHealthy);
                if (!wasHealthy && Setting.Clock.GetUtcNow() - RunningSince > PatienceBeforeComplaint)
                    Become(UnitState.Starting, $"not healthy after {PatienceBeforeComplaint.TotalSeconds:0} s, see its log");
                await Task.WhenAny(Exited, Task.Delay(healthy ? BetweenLooks : TimeSpan.FromMilliseconds(100), _stop.Token));
                _stop.Token.ThrowIfCancellationRequested();
            }

            return (wasHealthy, $"ended with exit code {(await Exited).ToString(CultureInfo.InvariantCulture)}");
        }
        catch (Exception failure) when (!_stop.IsCancellationRequested)
        {
            Setting.Log.WriteLine($"[{Name}] {failure.Message}");
            return (wasHealthy, failure.Message.Split('\n')[0]);
        }
        finally
        {
            RunningSince = null;
            IsHealthy = false;
        }
    }

    private void Health(bool now, bool everHealthy)
    {
        if (!everHealthy || (now == IsHealthy && State == UnitState.Running)) return;
        IsHealthy = now;
        Become(UnitState.Running, now ? null : "does not answer its health check");
        if (now) _ready.TrySetResult(true);
    }

    private async Task<bool> NeedsAreMetAsync()
    {
        foreach (var needed in WaitsForHealthOf)
        {
            Become(UnitState.Waiting, $"for {needed.Name}");
            if (await needed.Ready.WaitAsync(_stop.Token)) continue;
            return NeverBecause($"{needed.Name} has failed");
        }

        foreach (var (needed, exitCode) in WaitsForEndOf)
        {
            Become(UnitState.Waiting, $"for the end of {needed.Name}");
            var actual = await needed._ended.Task.WaitAsync(_stop.Token);
            if (actual != exitCode) return NeverBecause($"{needed.Name} ended with {actual} instead of {exitCode}");
        }

        return true;
    }

    private bool NeverBecause(string reason)
    {
        Become(UnitState.Failed, $"not started: {reason}");
        _ready.TrySetResult(false);
        return false;
    }

    private void End(int exitCode)
    {
        IsHealthy = exitCode == 0;
        Become(exitCode == 0 ? UnitState.Finished : UnitState.Failed, $"ended with exit code {exitCode}");
        _ended.TrySetResult(exitCode);
        _ready.TrySetResult(exitCode == 0);
    }

    private string? GiveUpBecause(int deathsInARow, string why)
    {
        if (deathsInARow >= Setting.Restarts.Bound) return $"given up after {deathsInARow} tries: {why}";

        var now = Setting.Clock.GetUtcNow();
        _restarts.Enqueue(now);
        while (_restarts.Peek() < now.AddMinutes(-10)) _restarts.Dequeue();
        return _restarts.Count > Setting.Restarts.BoundInTenMinutes ? $"given up after {_restarts.Count} restarts in ten minutes: {why}" : null;
    }

    private void Become(UnitState state, string? message = null)
    {
        lock (_gate)
        {
            if (state == State && message == Message && state != UnitState.Running) return;
            // Once asked to stop, the life's own last words come too late.
            if (_stop.IsCancellationRequested && state is not (UnitState.Stopping or UnitState.Stopped)) return;
            State = state;
            Message = message;
            if (state is not UnitState.Running and not UnitState.Finished) IsHealthy = false;
            // Inside the lock, so that nobody is told of two changes in the wrong order.
            Setting.Changed(this);
        }
    }
}

/// <summary>What all units of one system share, and each one's log.</summary>
internal sealed record UnitSetting(LogFile Log, RestartPolicy Restarts, TimeProvider Clock, Action<Unit> Changed);
