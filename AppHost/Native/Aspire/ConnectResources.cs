using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>Who knows whom, who waits for whom, who is seen from outside.</summary>
public static class ResourceBuilderExtensions
{
    public static IResourceBuilder<TDestination> WithReference<TDestination>(
        this IResourceBuilder<TDestination> builder, IResourceBuilder<IResourceWithConnectionString> source, string? connectionName = null, bool optional = false)
        where TDestination : IResourceWithEnvironment =>
        builder.With(book => [($"ConnectionStrings__{connectionName ?? source.Resource.Name}", book.ConnectionStringOf(source.Resource))]);

    public static IResourceBuilder<TDestination> WithReference<TDestination>(
        this IResourceBuilder<TDestination> builder, IResourceBuilder<IResourceWithServiceDiscovery> source)
        where TDestination : IResourceWithEnvironment =>
        builder.With(book => Discovered(source.Resource.Name, book.AddressesOf((ProjectResource)source.Resource)));

    public static IResourceBuilder<T> WithEnvironment<T>(this IResourceBuilder<T> builder, string name, string? value)
        where T : IResourceWithEnvironment => builder.With(_ => [(name, value ?? "")]);

    public static IResourceBuilder<T> WithEnvironment<T>(this IResourceBuilder<T> builder, string name, EndpointReference endpointReference)
        where T : IResourceWithEnvironment => builder.With(book => [(name, book.AddressesOf((ProjectResource)endpointReference.Resource)[0])]);

    public static IResourceBuilder<T> WithEnvironment<T>(this IResourceBuilder<T> builder, string name, IResourceBuilder<ParameterResource> parameter)
        where T : IResourceWithEnvironment => builder.With(book => [(name, book.ValueOf(parameter.Resource))]);

    public static EndpointReference GetEndpoint<T>(this IResourceBuilder<T> builder, string name) where T : IResourceWithEndpoints =>
        name == "http" ? new(builder.Resource, name) : throw new NotSupportedException($"On loopback there is only the endpoint 'http', not '{name}'");

    public static IResourceBuilder<T> WaitFor<T>(this IResourceBuilder<T> builder, IResourceBuilder<IResource> dependency)
        where T : IResourceWithWaitSupport
    {
        Of(builder).WaitsForHealth.Add(dependency.Resource);
        return builder;
    }

    public static IResourceBuilder<T> WaitForCompletion<T>(this IResourceBuilder<T> builder, IResourceBuilder<IResource> dependency, int exitCode = 0)
        where T : IResourceWithWaitSupport
    {
        Of(builder).WaitsForEnd.Add((dependency.Resource, exitCode));
        return builder;
    }

    public static IResourceBuilder<T> WithHttpHealthCheck<T>(
        this IResourceBuilder<T> builder, string? path = null, int? statusCode = null, string? endpointName = null)
        where T : IResourceWithEndpoints
    {
        if (statusCode is not (null or 200)) throw new NotSupportedException("The native back end takes 200 for healthy");
        Project(builder).HealthPath = path ?? "/";
        return builder;
    }

    public static IResourceBuilder<T> WithExternalHttpEndpoints<T>(this IResourceBuilder<T> builder) where T : IResourceWithEndpoints
    {
        Project(builder).IsExternal = true;
        return builder;
    }

    private static IResourceBuilder<T> With<T>(this IResourceBuilder<T> builder, Func<IAddressBook, IEnumerable<(string, string)>> variables)
        where T : IResource
    {
        Project(builder).Variables.Add(variables);
        return builder;
    }

    private static IEnumerable<(string, string)> Discovered(string name, IReadOnlyList<string> addresses) =>
        addresses.Select((address, index) => ($"services__{name}__http__{index}", address))
            .Append(($"{name.ToUpperInvariant().Replace('-', '_')}_HTTP", addresses[0]));

    private static Resource Of<T>(IResourceBuilder<T> builder) where T : IResource => (Resource)(IResource)builder.Resource;

    private static ProjectResource Project<T>(IResourceBuilder<T> builder) where T : IResource => (ProjectResource)(IResource)builder.Resource;
}
