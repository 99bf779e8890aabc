using System.Globalization;
using System.Xml.Linq;

namespace StudentUnion.Native;

/// <summary>One instance of a service, run from its build output with its project folder as content root.</summary>
internal sealed class ProjectUnit(string name, string projectPath, string address, ProjectSetting project, UnitSetting setting) : Unit(name, "project", setting)
{
    private static readonly TaskCompletionSource<int> NotStarted = new();
    private static readonly SemaphoreSlim OneBuildAtATime = new(1);
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(3) };
    private Child? _child;

    public override string Address => address;

    public override IReadOnlyList<ProcessIdentity> Processes => _child is { Exited.IsCompleted: false } child ? [child.Identity] : [];

    protected override Task<int> Exited => _child?.Exited ?? NotStarted.Task;

    protected override async Task LaunchAsync(CancellationToken ct)
    {
        var program = BuildOutput() ?? await BuildAsync(ct);
        _child?.Dispose();
        _child = await Child.StartAsync(new("dotnet", program)
        {
            WorkingFolder = Path.GetDirectoryName(projectPath)!,
            Variables = project.Variables(),
            Log = Setting.Log,
        });
    }

    protected override async Task<bool> LooksHealthyAsync(CancellationToken ct)
    {
        if (project.HealthPath is null) return true;
        try
        {
            using var answer = await Http.GetAsync(new Uri(address + project.HealthPath), ct);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception silence) when (silence is HttpRequestException || (silence is TaskCanceledException && !ct.IsCancellationRequested))
        {
            return false;
        }
    }

    protected override Task StopProcessAsync() => _child is { } child ? child.StopAsync(Signal.Terminate, TimeSpan.FromSeconds(15)) : Task.CompletedTask;

    protected override void KillProcess() => _child?.Send(Signal.Kill);

    private string? BuildOutput()
    {
        var output = Path.Combine(Path.GetDirectoryName(projectPath)!, "bin", project.BuildConfiguration);
        return Directory.Exists(output)
            ? Directory.EnumerateFiles(output, AssemblyName() + ".dll", new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 1 }).FirstOrDefault()
            : null;
    }

    private string AssemblyName()
    {
        if (!File.Exists(projectPath)) throw new FileNotFoundException($"There is no project {projectPath}");
        return XDocument.Load(projectPath).Descendants("AssemblyName").FirstOrDefault()?.Value ?? Path.GetFileNameWithoutExtension(projectPath);
    }

    /// <summary>./run builds everything beforehand; this serves <c>dotnet run --project AppHost</c> and a wiped bin folder.</summary>
    private async Task<string> BuildAsync(CancellationToken ct)
    {
        await OneBuildAtATime.WaitAsync(ct);
        try
        {
            Setting.Log.WriteLine($"[{Name}] not built yet: building {projectPath} ({project.BuildConfiguration})");
            using var build = await Child.StartAsync(new("dotnet", "build", projectPath, "-c", project.BuildConfiguration, "-v", "q", "--nologo", "-nodeReuse:false")
            { WorkingFolder = Path.GetDirectoryName(projectPath)!, Log = Setting.Log });
            await using var stopped = ct.Register(() => build.Send(Signal.Terminate));
            var exitCode = await build.Exited;
            ct.ThrowIfCancellationRequested();
            return exitCode == 0 && BuildOutput() is { } output
                ? output
                : throw new InvalidOperationException($"{Path.GetFileName(projectPath)} could not be built (exit code {exitCode.ToString(CultureInfo.InvariantCulture)})");
        }
        finally
        {
            OneBuildAtATime.Release();
        }
    }
}

/// <param name="Variables">Asked at each start.</param>
/// <param name="HealthPath">Answers 200 when the service can do its work; null: running is enough.</param>
/// <param name="BuildConfiguration">Debug or Release.</param>
internal sealed record ProjectSetting(Func<IReadOnlyDictionary<string, string?>> Variables, string? HealthPath, string BuildConfiguration);
