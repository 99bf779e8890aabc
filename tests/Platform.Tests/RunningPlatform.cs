using System.Reflection;
using Spectre.Console;
using StudentUnion.Api;
using StudentUnion.Native;
using StudentUnion.Testing;
using StudentUnion.Year.Deeds;
using StudentUnion.Year.Platform;
using StudentUnion.Year.Stories;
using StudentUnion.Year.Telling;

[assembly: AssemblyFixture(typeof(StudentUnion.Platform.Tests.RunningPlatform))]
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]

namespace StudentUnion.Platform.Tests;

/// <summary>The whole platform as <c>./run</c> starts it, once for all tests, in a folder of its own; everybody in a test comes through its gateway.</summary>
public sealed class RunningPlatform : IAsyncLifetime
{
    private static readonly TimeSpan UntilReady = TimeSpan.FromMinutes(5);

    private readonly string _folder = Servers.NewFolder("platform");
    private LogFile? _log;
    private Child? _host;
    private IReadOnlyList<OrganizationRow> _unions = [];
    private int _taken;

    /// <summary>The platform as Year meets it.</summary>
    public TheUnion Union { get; private set; } = null!;

    public Uri Gateway { get; private set; } = null!;

    public string RunFolder => _folder;

    public DevelopmentTokens Tokens { get; private set; } = null!;

    /// <summary>A narrator whose words go into the test's own output.</summary>
    public static Narrator Telling(ITestOutputHelper output) => new(
        AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Interactive = InteractionSupport.No, Out = new TestOutput(output) }),
        live: false, TimeProvider.System);

    /// <summary>A university that no other test uses.</summary>
    public University NextUniversity() => University.Of(_unions[_taken++], seed: 1);

    /// <summary>Every instance's state as the AppHost last wrote it.</summary>
    public ResourceState Of(string resource) => SystemState.Read(_folder)!.Resources.Single(one => one.Name == resource);

    /// <summary>kill -9, without a word to the AppHost.</summary>
    public void Kill(string resource)
    {
        foreach (var process in Of(resource).Processes) process.Send(Signal.Kill);
    }

    /// <summary>A congress whose delegates are all there, with an election of the presidium in draft.</summary>
    public async Task<(Delegates Delegates, Election Election)> Congress(University university, int delegates, Narrator tell, CancellationToken ct)
    {
        await EnrolStudents.Run(Union, tell, university, delegates + 1, ct);
        var roll = await Delegates.Of(Union, university, delegates, ct);
        var congress = await ConveneCongress.Run(Union, tell, university,
            new($"{university.Name}学生代表大会", "第一次", CongressLevel.School, DateOnly.FromDateTime(TimeProvider.System.GetLocalNow().Date)), roll.Entries, ct);
        var election = await HoldElection.Draft(Union, university, congress.Id,
            Ballots.Presidium("主席团选举", TimeProvider.System.GetUtcNow().AddDays(1)), Ballots.Candidates(roll), ct);
        return (roll, election);
    }

    public async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(_folder);
        // Never the ports that a ./run beside the tests would take.
        await File.WriteAllTextAsync(Path.Combine(_folder, "ports.json"), $$"""{"gateway":{{FreePort.Find()}},"web":{{FreePort.Find()}}}""");
        _log = new LogFile(Path.Combine(_folder, "apphost.log"));
        _host = await Child.StartAsync(new("dotnet", AppHost, "--plain")
        {
            WorkingFolder = Path.GetDirectoryName(AppHost)!,
            Log = _log,
            Variables = new Dictionary<string, string?> { ["SUP_RUN"] = _folder },
        });
        await UntilAllIsWell();

        var state = SystemState.Read(_folder)!;
        Gateway = new Uri(state.Addresses["gateway"]);
        Tokens = new DevelopmentTokens(Path.Combine(_folder, "keys"), Gateway);
        Union = await TheUnion.Reach(new WherePlatformIs(Gateway, Path.Combine(_folder, "keys"), _folder), 64, TimeProvider.System, CancellationToken.None);
        var (_, unions) = await ImportInstitutions.Run(Union, new Narrator(AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(TextWriter.Null) }), false, TimeProvider.System), CancellationToken.None);
        // Year's own stories play in the first and the last of the undergraduate ones.
        _unions = [.. unions.Where(row => row.Level == InstitutionLevel.Vocational)];
    }

    public async ValueTask DisposeAsync()
    {
        Union?.Dispose();
        Tokens?.Dispose();
        if (_host is not null)
        {
            await _host.StopAsync(Signal.Terminate, TimeSpan.FromSeconds(60));
            _host.Dispose();
        }

        _log?.Dispose();
        GC.SuppressFinalize(this);
    }

    private static string AppHost
    {
        get
        {
            var configuration = Assembly.GetExecutingAssembly().GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;
            return Path.GetFullPath($"../../../../../AppHost/bin/{configuration}/net10.0/AppHost.dll", AppContext.BaseDirectory);
        }
    }

    private async Task UntilAllIsWell()
    {
        var began = TimeProvider.System.GetTimestamp();
        while (SystemState.Read(_folder) is not { Ready: true })
        {
            if (_host!.Exited.IsCompleted || SystemState.Read(_folder)?.Failed == true || TimeProvider.System.GetElapsedTime(began) > UntilReady)
                Assert.Fail($"The platform did not start:\n{string.Join('\n', LogFile.Tail(_log!.Path, 40))}");
            await Task.Delay(100);
        }
    }
}
