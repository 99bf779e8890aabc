using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>Projects of this repository.</summary>
public static class ProjectResourceBuilderExtensions
{
    /// <summary>The path is relative to the AppHost's folder.</summary>
    public static IResourceBuilder<ProjectResource> AddProject(this IDistributedApplicationBuilder builder, string name, string projectPath) =>
        builder.AddResource(new ProjectResource(name, Path.GetFullPath(projectPath, builder.AppHostDirectory)));

    public static IResourceBuilder<ProjectResource> WithReplicas(this IResourceBuilder<ProjectResource> builder, int replicas)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(replicas, 1);
        builder.Resource.Replicas = replicas;
        return builder;
    }
}

/// <summary>PostgreSQL and the databases on it.</summary>
public static class PostgresBuilderExtensions
{
    public static IResourceBuilder<PostgresServerResource> AddPostgres(
        this IDistributedApplicationBuilder builder, string name, IResourceBuilder<ParameterResource>? userName = null,
        IResourceBuilder<ParameterResource>? password = null, int? port = null)
    {
        Unsupported.UserName(userName);
        return builder.AddResource(new PostgresServerResource(name) { WantedPort = port, GivenPassword = password?.Resource });
    }

    public static IResourceBuilder<PostgresDatabaseResource> AddDatabase(
        this IResourceBuilder<PostgresServerResource> builder, string name, string? databaseName = null) =>
        builder.ApplicationBuilder.AddResource(new PostgresDatabaseResource(name, databaseName ?? name, builder.Resource));

    public static IResourceBuilder<PostgresServerResource> WithDataVolume(
        this IResourceBuilder<PostgresServerResource> builder, string? name = null, bool isReadOnly = false) =>
        KeptData.By(builder, name, isReadOnly);
}

/// <summary>RabbitMQ.</summary>
public static class RabbitMQBuilderExtensions
{
    public static IResourceBuilder<RabbitMQServerResource> AddRabbitMQ(
        this IDistributedApplicationBuilder builder, string name, IResourceBuilder<ParameterResource>? userName = null,
        IResourceBuilder<ParameterResource>? password = null, int? port = null)
    {
        Unsupported.UserName(userName);
        return builder.AddResource(new RabbitMQServerResource(name) { WantedPort = port, GivenPassword = password?.Resource });
    }

    public static IResourceBuilder<RabbitMQServerResource> WithDataVolume(
        this IResourceBuilder<RabbitMQServerResource> builder, string? name = null, bool isReadOnly = false) =>
        KeptData.By(builder, name, isReadOnly);

    /// <summary>Accepted and left out: with the plugin each stop takes five seconds longer, and the broker's own log is on the page.</summary>
    public static IResourceBuilder<RabbitMQServerResource> WithManagementPlugin(this IResourceBuilder<RabbitMQServerResource> builder) => builder;
}

/// <summary>Redis.</summary>
public static class RedisBuilderExtensions
{
    public static IResourceBuilder<RedisResource> AddRedis(this IDistributedApplicationBuilder builder, string name, int? port = null) =>
        builder.AddResource(new RedisResource(name) { WantedPort = port });

    public static IResourceBuilder<RedisResource> WithDataVolume(
        this IResourceBuilder<RedisResource> builder, string? name = null, bool isReadOnly = false) =>
        KeptData.By(builder, name, isReadOnly);
}

/// <summary>Values from outside: <c>Parameters__name</c> in the environment, else the default, else (for a secret) generated once and kept.</summary>
public static class ParameterResourceBuilderExtensions
{
    public static IResourceBuilder<ParameterResource> AddParameter(this IDistributedApplicationBuilder builder, string name, bool secret = false) =>
        builder.AddResource(new ParameterResource(name, null, secret));

    public static IResourceBuilder<ParameterResource> AddParameter(
        this IDistributedApplicationBuilder builder, string name, string value, bool publishValueAsDefault = false, bool secret = false) =>
        builder.AddResource(new ParameterResource(name, value, secret));
}

/// <summary>Where the aspire form publishes to; nothing to the native one.</summary>
public static class DockerComposeEnvironmentExtensions
{
    public static IResourceBuilder<PublishTargetResource> AddDockerComposeEnvironment(this IDistributedApplicationBuilder builder, string name) =>
        builder.AddResource(new PublishTargetResource(name));
}

/// <summary>Where the aspire form publishes to; nothing to the native one.</summary>
public static class KubernetesEnvironmentExtensions
{
    public static IResourceBuilder<PublishTargetResource> AddKubernetesEnvironment(this IDistributedApplicationBuilder builder, string name) =>
        builder.AddResource(new PublishTargetResource(name));
}

/// <summary>A place to publish to, which the native back end does not do.</summary>
public sealed class PublishTargetResource(string name) : Resource(name);

internal static class KeptData
{
    /// <summary>Without this a server starts empty each time, as its container would.</summary>
    public static IResourceBuilder<T> By<T>(IResourceBuilder<T> builder, string? name, bool isReadOnly) where T : ServerResource
    {
        if (name is not null || isReadOnly) throw new NotSupportedException("The native back end names its data folders itself, and writes to them");
        builder.Resource.KeepsData = true;
        return builder;
    }
}

internal static class Unsupported
{
    public static void UserName(IResourceBuilder<ParameterResource>? userName)
    {
        if (userName is not null) throw new NotSupportedException("The native back end chooses the servers' user names itself");
    }
}
