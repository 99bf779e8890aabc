using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Aspire.Hosting.ApplicationModel;

namespace StudentUnion.Native;

/// <summary>Runs the described system on this machine's processes, from an empty folder to a clean stop.</summary>
internal sealed class RunningSystem(NativeOptions options, IReadOnlyList<IResource> resources) : IDisposable
{
    private readonly Stopwatch _sinceStart = Stopwatch.StartNew();
    private readonly SemaphoreSlim _changed = new(0);
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _hurry = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private double? _readyAfter;
    private string? _dashboard;

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        if (options.Complaint is { } complaint) return Refuse(complaint);

        using var linked = cancellationToken.Register(AskToStop);
        using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal);
        using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal);
        using var hungUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, OnSignal);

        RunFolder folder;
        try
        {
            folder = RunFolder.Open(options.RunFolder);
        }
        catch (IOException)
        {
            return Refuse($"已有一个 AppHost 在运行 Another AppHost is running on {options.RunFolder}: {SystemState.Read(options.RunFolder)?.Dashboard}");
        }
        catch (UnauthorizedAccessException)
        {
            return Refuse($"{options.RunFolder} belongs to another user of this machine: run as that user, or remove it");
        }

        using (folder)
        {
            try
            {
                return await RunInAsync(folder);
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                // Asked to stop before anything had begun.
                return 0;
            }
        }
    }

    private async Task<int> RunInAsync(RunFolder folder)
    {
        var last = SystemState.Read(folder.Path);
        // Whoever looks meanwhile must not take a killed run's last word for this run's; the process numbers stay until they are dealt with.
        if (last is not null) folder.WritePrivately("state.json", JsonSerializer.Serialize(last with { AppHost = null, Ready = false }, SystemState.Json));
        var swept = await SweepLeftovers.RunAsync(last);
        if (swept > 0) await options.Output.WriteLineAsync($"上次运行遗留的 {swept} 个进程已清理 {swept} processes left by a killed run were stopped");
        if (options.Fresh) folder.Forget();
        folder.MakePrivate("keys", "logs");

        var lines = options.Plain ? new PlainView(options.Output) : null;
        var plan = await Plan.MakeAsync(options, folder, resources, Changed, _stop.Token);
        WriteState(folder, plan);
        WriteEnvironment(folder, plan);
        await using var page = await StatusPage.StartAsync(folder, () => StateOf(plan), options.Clock);
        _dashboard = page.Address;

        using var over = new CancellationTokenSource();
        var view = options.Plain ? Task.CompletedTask : LiveView.ShowAsync(folder, () => StateOf(plan), options.Clock, over.Token);
        var recording = RecordAsync(folder, plan, over.Token);
        foreach (var unit in plan.Units) unit.Begin();

        await Task.Delay(Timeout.Infinite, _stop.Token).ContinueWith(_ => { }, TaskScheduler.Default);
        await StopAllAsync(plan);

        await over.CancelAsync();
        await Task.WhenAll(view, recording);
        WriteState(folder, plan);
        foreach (var unit in plan.Units) unit.Dispose();
        return 0;

        void Changed(Unit unit)
        {
            lines?.Tell(unit);
            _changed.Release();
        }
    }

    public void Dispose()
    {
        _changed.Dispose();
        _stop.Dispose();
    }

    /// <summary>Those that others need stop last. Asked a second time, nobody is waited for.</summary>
    private async Task StopAllAsync(Plan plan)
    {
        foreach (var level in plan.Units.GroupBy(unit => unit.Depth).OrderByDescending(level => level.Key))
        {
            var stopping = Task.WhenAll(level.Select(unit => unit.StopAsync(_hurry.Task.IsCompleted)));
            if (await Task.WhenAny(stopping, _hurry.Task) != stopping)
                await Task.WhenAll(level.Select(unit => unit.StopAsync(atOnce: true)));
            await stopping;
        }
    }

    private async Task RecordAsync(RunFolder folder, Plan plan, CancellationToken over)
    {
        while (!over.IsCancellationRequested)
        {
            WriteState(folder, plan);
            await _changed.WaitAsync(over).ContinueWith(_ => { }, TaskScheduler.Default);
            // Changes come in swarms; one writing serves them all.
            await Task.Delay(50, CancellationToken.None);
            while (_changed.CurrentCount > 0) await _changed.WaitAsync(CancellationToken.None);
        }
    }

    private void WriteState(RunFolder folder, Plan plan) =>
        folder.WritePrivately("state.json", JsonSerializer.Serialize(StateOf(plan), SystemState.Json));

    private SystemState StateOf(Plan plan)
    {
        var ready = plan.Units.All(unit => unit.State == UnitState.Finished || (unit.State == UnitState.Running && unit.IsHealthy));
        if (ready) _readyAfter ??= Math.Round(_sinceStart.Elapsed.TotalSeconds, 1);
        return new(
            SystemState.ThisBoot,
            ProcessIdentity.Of(Environment.ProcessId),
            ready,
            plan.Units.Any(unit => unit.State == UnitState.Failed),
            _readyAfter,
            _dashboard,
            plan.ExternalAddresses,
            [.. plan.Units.Select(ResourceState.Of)]);
    }

    /// <summary>For a look into the database by hand: <c>. .run/env; psql electionsdb</c>.</summary>
    private void WriteEnvironment(RunFolder folder, Plan plan)
    {
        var text = new StringBuilder("# For psql and the like: . .run/env\n");
        foreach (var postgres in plan.Units.OfType<ServerUnit>().Where(unit => unit.Kind == "postgres").Take(1))
            text.Append(CultureInfo.InvariantCulture,
                $"export PGHOST=127.0.0.1 PGPORT={postgres.Server.Port} PGUSER=postgres PGPASSWORD='{postgres.Server.Password}'\n");
        foreach (var resource in resources.OfType<IResourceWithConnectionString>())
            text.Append(CultureInfo.InvariantCulture, $"export ConnectionStrings__{resource.Name.Replace('-', '_')}='{plan.ConnectionStringOf(resource)}'\n");
        folder.WritePrivately("env", text.ToString());
    }

    private void OnSignal(PosixSignalContext context)
    {
        context.Cancel = true;
        AskToStop();
    }

    private void AskToStop()
    {
        if (_stop.IsCancellationRequested) _hurry.TrySetResult();
        else _stop.Cancel();
    }

    private int Refuse(string reason)
    {
        options.Output.WriteLine(reason);
        return 2;
    }
}
