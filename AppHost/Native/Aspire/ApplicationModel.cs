using StudentUnion.Native;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A part of the platform that is started, watched and stopped: a server, a database on it, a service.</summary>
public interface IResource
{
    string Name { get; }
}

/// <summary>A part that receives variables.</summary>
public interface IResourceWithEnvironment : IResource;

/// <summary>A part that can be told to wait for another.</summary>
public interface IResourceWithWaitSupport : IResource;

/// <summary>A part that listens on addresses.</summary>
public interface IResourceWithEndpoints : IResource;

/// <summary>A part that others find by its name.</summary>
public interface IResourceWithServiceDiscovery : IResourceWithEndpoints;

/// <summary>A part that others reach by a connection string.</summary>
public interface IResourceWithConnectionString : IResource;

/// <summary>Carries one part while the system is being described.</summary>
public interface IResourceBuilder<out T> where T : IResource
{
    T Resource { get; }

    IDistributedApplicationBuilder ApplicationBuilder { get; }
}

/// <summary>The common ground of all parts: a name, and whom they wait for.</summary>
public abstract class Resource(string name) : IResource
{
    public string Name { get; } = ResourceName.Checked(name);

    internal List<IResource> WaitsForHealth { get; } = [];

    internal List<(IResource Resource, int ExitCode)> WaitsForEnd { get; } = [];
}

/// <summary>A value the system needs and its description does not hold, or holds as a default.</summary>
public sealed class ParameterResource(string name, string? value, bool secret) : Resource(name)
{
    public bool Secret { get; } = secret;

    internal string? Value { get; } = value;
}

/// <summary>A server of the operating system, run privately: PostgreSQL, RabbitMQ or Redis.</summary>
public abstract class ServerResource(string name) : Resource(name), IResourceWithConnectionString, IResourceWithWaitSupport
{
    internal int? WantedPort { get; init; }

    internal ParameterResource? GivenPassword { get; init; }

    internal bool KeepsData { get; set; }

    internal abstract ServerProcess Process(ServerOptions options);
}

/// <summary>The PostgreSQL server on which each service has its own database.</summary>
public sealed class PostgresServerResource(string name) : ServerResource(name)
{
    internal override ServerProcess Process(ServerOptions options) => new PostgresProcess(options);
}

/// <summary>One service's own database.</summary>
public sealed class PostgresDatabaseResource(string name, string databaseName, PostgresServerResource server) : Resource(name), IResourceWithConnectionString
{
    public string DatabaseName { get; } = databaseName;

    public PostgresServerResource Parent { get; } = server;
}

/// <summary>The broker over which services tell each other what has happened.</summary>
public sealed class RabbitMQServerResource(string name) : ServerResource(name)
{
    internal override ServerProcess Process(ServerOptions options) => new RabbitMqProcess(options);
}

/// <summary>The cache: sessions, rate limits, whatever may be lost.</summary>
public sealed class RedisResource(string name) : ServerResource(name)
{
    internal override ServerProcess Process(ServerOptions options) => new RedisProcess(options);
}

/// <summary>A service, gateway or client built from this repository.</summary>
public sealed class ProjectResource(string name, string projectPath)
    : Resource(name), IResourceWithEnvironment, IResourceWithServiceDiscovery, IResourceWithWaitSupport
{
    public string ProjectPath { get; } = projectPath;

    internal int Replicas { get; set; } = 1;

    internal string? HealthPath { get; set; }

    internal bool IsExternal { get; set; }

    /// <summary>Resolved when the system runs, since addresses and passwords exist only then.</summary>
    internal List<Func<IAddressBook, IEnumerable<(string Name, string Value)>>> Variables { get; } = [];
}

/// <summary>The address of a part, before it has one.</summary>
public sealed class EndpointReference(IResourceWithEndpoints resource, string endpointName)
{
    public IResourceWithEndpoints Resource { get; } = resource;

    public string EndpointName { get; } = endpointName;
}

/// <summary>Where things are in the running system.</summary>
internal interface IAddressBook
{
    IReadOnlyList<string> AddressesOf(ProjectResource project);

    string ConnectionStringOf(IResourceWithConnectionString resource);

    string ValueOf(ParameterResource parameter);
}

internal static class ResourceName
{
    public static string Checked(string name) =>
        name.Length is > 0 and <= 64 && char.IsAsciiLetter(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '-')
            ? name
            : throw new ArgumentException($"'{name}' is no resource name: letters, digits and hyphens, a letter first", nameof(name));
}
