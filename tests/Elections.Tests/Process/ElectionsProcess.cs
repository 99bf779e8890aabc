using StudentUnion.Elections.Domain;
using StudentUnion.Native;

namespace StudentUnion.Elections.Tests.Process;

/// <summary>The elections service as a process of its own, to be killed and started again on the same address.</summary>
public sealed class ElectionsProcess : IAsyncDisposable
{
    private readonly Dictionary<string, string> _settings;
    private readonly StringWriter _log = new();
    private System.Diagnostics.Process? _process;

    public ElectionsProcess(string database, TestIssuer issuer)
    {
        Address = new Uri($"http://127.0.0.1:{FreePort.Find()}");
        _settings = new(issuer.Settings.Select(s => KeyValuePair.Create(s.Name, s.Value)))
        {
            ["ConnectionStrings__electionsdb"] = database,
            // No broker: elections go on without one, and the outbox waits.
            ["ConnectionStrings__messaging"] = "amqp://guest:guest@127.0.0.1:1",
            ["ASPNETCORE_URLS"] = Address.ToString(),
            ["DOTNET_ENVIRONMENT"] = "Production",
            ["DOTNET_gcServer"] = "0",
        };
    }

    public Uri Address { get; }

    /// <summary>All it has written to its log so far.</summary>
    public string Log
    {
        get
        {
            lock (_log) return _log.ToString();
        }
    }

    public async Task Start()
    {
        var start = new System.Diagnostics.ProcessStartInfo("dotnet", ["exec", typeof(Congress).Assembly.Location])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = AppContext.BaseDirectory,
        };
        foreach (var (name, value) in _settings) start.Environment[name] = value;
        _process = System.Diagnostics.Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => Note(line.Data);
        _process.ErrorDataReceived += (_, line) => Note(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();

        using var http = new HttpClient { BaseAddress = Address };
        for (var tries = 0; tries < 1200; tries++)
        {
            Assert.False(_process.HasExited, $"The service stopped:\n{Log}");
            try
            {
                if ((await http.GetAsync(new Uri("/livez", UriKind.Relative))).IsSuccessStatusCode) return;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(100); // not listening yet
            }
        }

        Assert.Fail($"The service did not answer:\n{Log}");
    }

    /// <summary>kill -9: it gets no chance to finish anything.</summary>
    public async Task Kill()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _process = null;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null) await Kill();
        await _log.DisposeAsync();
    }

    private void Note(string? line)
    {
        lock (_log) _log.WriteLine(line);
    }
}
