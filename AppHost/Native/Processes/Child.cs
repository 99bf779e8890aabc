using System.Collections.Concurrent;
using System.Diagnostics;

namespace StudentUnion.Native;

/// <summary>What to start, as whom, and where its words go.</summary>
public sealed record ChildPlan(string Program, params string[] Arguments)
{
    public string WorkingFolder { get; init; } = "/";

    public IReadOnlyDictionary<string, string?> Variables { get; init; } = new Dictionary<string, string?>();

    /// <summary>The unprivileged account to run as; only used when this process is root.</summary>
    public string? User { get; init; }

    /// <summary>What the kernel sends to the child when this process dies without a farewell.</summary>
    public Signal AtOurDeath { get; init; } = Signal.Terminate;

    public LogFile? Log { get; init; }
}

/// <summary>
/// A program that lives and dies with this process: its own session (so that Ctrl-C in the terminal reaches only us, and we stop it in order),
/// and a death signal from the kernel should we be killed.
/// </summary>
public sealed class Child : IDisposable
{
    private readonly Process _process;

    private Child(Process process, ChildPlan plan)
    {
        _process = process;
        Plan = plan;
        Identity = ProcessIdentity.Of(process.Id) ?? new ProcessIdentity(process.Id, 0);
        Exited = WatchAsync();
    }

    public ChildPlan Plan { get; }

    public ProcessIdentity Identity { get; }

    public int Pid => Identity.Pid;

    /// <summary>Completes with the exit code; a signal n shows as 128 + n.</summary>
    public Task<int> Exited { get; }

    public static Task<Child> StartAsync(ChildPlan plan) => Launcher.RunAsync(() => Start(plan));

    public void Send(Signal signal)
    {
        if (!Exited.IsCompleted) Identity.Send(signal);
    }

    /// <summary>Asks, waits for as long as <paramref name="patience"/>, then kills.</summary>
    public async Task<int> StopAsync(Signal ask, TimeSpan patience)
    {
        Send(ask);
        await Task.WhenAny(Exited, Task.Delay(patience));
        Send(Signal.Kill);
        return await Exited;
    }

    public void Dispose() => _process.Dispose();

    private static Child Start(ChildPlan plan)
    {
        List<string> command = ["setsid", "setpriv", $"--pdeathsig={plan.AtOurDeath.ShortName()}"];
        if (Environment.IsPrivilegedProcess && plan.User is { } user)
            command.AddRange([$"--reuid={user}", $"--regid={user}", "--init-groups"]);
        command.AddRange(["--", plan.Program, .. plan.Arguments]);

        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            WorkingDirectory = plan.WorkingFolder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in plan.Variables)
            start.Environment[name] = value;

        var process = Process.Start(start) ?? throw new InvalidOperationException($"{plan.Program} could not be started");
        process.StandardInput.Close();
        return new Child(process, plan);
    }

    private async Task<int> WatchAsync()
    {
        var words = Task.WhenAll(
            CopyAsync(_process.StandardOutput.BaseStream),
            CopyAsync(_process.StandardError.BaseStream));
        await _process.WaitForExitAsync();
        // A grandchild may hold the pipe open for ever: the last words get a moment, not more.
        await Task.WhenAny(words, Task.Delay(TimeSpan.FromMilliseconds(300)));
        return _process.ExitCode;
    }

    private async Task CopyAsync(Stream words)
    {
        var buffer = new byte[8192];
        int read;
        while ((read = await ReadAsync(words, buffer)) > 0)
            Plan.Log?.Write(buffer.AsSpan(0, read));
    }

    /// <summary>A pipe that is gone is an ended one: the child's exit code tells the rest.</summary>
    private static async Task<int> ReadAsync(Stream words, byte[] buffer)
    {
        try
        {
            return await words.ReadAsync(buffer);
        }
        catch (Exception gone) when (gone is IOException or ObjectDisposedException or OperationCanceledException)
        {
            return 0;
        }
    }

    /// <summary>
    /// The kernel sends the death signal when the *thread* that forked ends, and pool threads end when idle: so one thread, which lives as
    /// long as the process, does all the forking.
    /// </summary>
    private static class Launcher
    {
        private static readonly BlockingCollection<Action> Orders = [];

        static Launcher() => new Thread(Work) { IsBackground = true, Name = "launcher" }.Start();

        public static Task<Child> RunAsync(Func<Child> start)
        {
            var done = new TaskCompletionSource<Child>(TaskCreationOptions.RunContinuationsAsynchronously);
            Orders.Add(() => Fulfil(done, start));
            return done.Task;
        }

        private static void Work()
        {
            foreach (var order in Orders.GetConsumingEnumerable())
                order();
        }

        private static void Fulfil(TaskCompletionSource<Child> done, Func<Child> start)
        {
            try
            {
                done.SetResult(start());
            }
            catch (Exception failure)
            {
                done.SetException(failure);
            }
        }
    }
}
