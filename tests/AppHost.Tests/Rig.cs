using System.Reflection;
using System.Text.Json;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using StudentUnion.Native;
using StudentUnion.Testing;

namespace StudentUnion.AppHost.Tests;

/// <summary>A system of stand-in services, described by the test, run by the native back end in a folder of its own.</summary>
public sealed class Rig : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly StringWriter _lines = new();
    private Task _run = Task.CompletedTask;

    public Rig(string? folder = null, bool fresh = false)
    {
        Folder = folder ?? Servers.NewFolder("run");
        Builder = DistributedApplication.CreateBuilder(new NativeOptions(Path.GetDirectoryName(Probe)!, Folder)
        {
            Fresh = fresh,
            Plain = true,
            BuildConfiguration = BuildConfiguration,
            Output = TextWriter.Synchronized(_lines),
            Restarts = new RestartPolicy { First = TimeSpan.FromMilliseconds(20), Bound = 3 },
        });
    }

    public static string BuildConfiguration => Assembly.GetExecutingAssembly().GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;

    public static string Probe => Path.GetFullPath("../../../../AppHost.Probe/AppHost.Probe.csproj", AppContext.BaseDirectory);

    public string Folder { get; }

    public IDistributedApplicationBuilder Builder { get; }

    public SystemState State => SystemState.Read(Folder) ?? throw new InvalidOperationException("No state yet");

    /// <summary>What the terminal saw, line by line.</summary>
    public IReadOnlyList<string> Lines => _lines.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public IResourceBuilder<ProjectResource> AddProbe(string name) =>
        Builder.AddProject(name, Probe).WithHttpHealthCheck("/readyz");

    public Rig Start()
    {
        _run = Builder.Build().RunAsync(_stop.Token);
        return this;
    }

    public async Task<Rig> StartReady()
    {
        Start();
        await Until(state => state.Ready, "everything is ready");
        return this;
    }

    public ResourceState Of(string name) => State.Resources.Single(one => one.Name == name);

    public async Task<SystemState> Until(Func<SystemState, bool> wanted, string description, int seconds = 90)
    {
        for (var tries = 0; tries < seconds * 20; tries++, await Task.Delay(50))
        {
            if (_run.IsFaulted) await _run;
            if (SystemState.Read(Folder) is { AppHost: not null } state && wanted(state)) return state;
        }

        throw new Xunit.Sdk.XunitException($"Within {seconds} s it did not come about that {description}:\n{string.Join('\n', Lines)}\n{WhyFailed()}");
    }

    // The folder is gone when somebody reads this.
    private string WhyFailed() => string.Join('\n', (SystemState.Read(Folder)?.Resources ?? []).Where(one => one.State == UnitState.Failed)
        .SelectMany(one => LogFile.Tail(Path.Combine(Folder, "logs", $"{one.Name}.log"), 15).Prepend($"--- {one.Name}")));

    public async Task<Dictionary<string, string>> VariablesOf(string name)
    {
        using var http = new HttpClient();
        return JsonSerializer.Deserialize<Dictionary<string, string>>(await http.GetStringAsync(new Uri($"{Of(name).Address}/variables")))!;
    }

    /// <summary>The answer may be lost with the life.</summary>
    public async Task Command(string name, string command)
    {
        using var http = new HttpClient();
        try
        {
            await http.PostAsync(new Uri($"{Of(name).Address}/{command}"), null);
        }
        catch (HttpRequestException) when (command == "die")
        {
        }
    }

    public async Task Stop()
    {
        await _stop.CancelAsync();
        await _run;
    }

    public async ValueTask DisposeAsync()
    {
        await Stop();
        _stop.Dispose();
        await _lines.DisposeAsync();
    }
}
