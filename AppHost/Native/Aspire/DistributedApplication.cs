using System.Reflection;
using Aspire.Hosting.ApplicationModel;
using StudentUnion.Native;

namespace Aspire.Hosting;

/// <summary>Describes the system part by part.</summary>
public interface IDistributedApplicationBuilder
{
    string AppHostDirectory { get; }

    IReadOnlyList<IResource> Resources { get; }

    IResourceBuilder<T> AddResource<T>(T resource) where T : IResource;

    DistributedApplication Build();
}

/// <summary>The described system, ready to be run on this machine's own processes.</summary>
public sealed class DistributedApplication
{
    private readonly RunningSystem _system;

    private DistributedApplication(RunningSystem system) => _system = system;

    public static IDistributedApplicationBuilder CreateBuilder(string[] args) =>
        CreateBuilder(NativeOptions.From(args, Assembly.GetEntryAssembly()!));

    /// <summary>With everything said that is otherwise read from the command line and the entry assembly: for tests and rigs.</summary>
    public static IDistributedApplicationBuilder CreateBuilder(NativeOptions options) => new Builder(options);

    /// <summary>Runs until asked to stop; the process's exit code tells whether it could run at all.</summary>
    public void Run() => RunAsync().GetAwaiter().GetResult();

    public async Task RunAsync(CancellationToken cancellationToken = default)
    {
        using (_system)
            Environment.ExitCode = await _system.RunAsync(cancellationToken);
    }

    private sealed class Builder(NativeOptions options) : IDistributedApplicationBuilder
    {
        private readonly List<IResource> _resources = [];

        public string AppHostDirectory => options.AppHostFolder;

        public IReadOnlyList<IResource> Resources => _resources;

        public IResourceBuilder<T> AddResource<T>(T resource) where T : IResource
        {
            if (_resources.Any(other => string.Equals(other.Name, resource.Name, StringComparison.OrdinalIgnoreCase)))
                throw new InvalidOperationException($"There are two resources named '{resource.Name}'");

            _resources.Add(resource);
            return new ResourceBuilder<T>(resource, this);
        }

        public DistributedApplication Build() => new(new RunningSystem(options, _resources));
    }

    private sealed record ResourceBuilder<T>(T Resource, IDistributedApplicationBuilder ApplicationBuilder) : IResourceBuilder<T> where T : IResource;
}
