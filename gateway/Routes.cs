using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.Transforms;
using Yarp.ReverseProxy.Transforms.Builder;

namespace StudentUnion.Gateway;

/// <summary>The one table of what the platform answers from outside. What is not in it is not reachable; what does not say otherwise needs a valid token.</summary>
public static class Routes
{
    private const long OneMegabyte = 1 << 20;
    private const long Import = 128 * OneMegabyte;

    private static readonly Route[] Table =
    [
        // Signing in comes before any token. The issuer has to know by which address it was asked, and from where.
        new("sign-in", "/id/{**rest}", "identity", Anonymous: true, KeepsHost: true, KeepsCookies: true),
        new("accounts", "/api/identity/{**rest}", "identity"),
        new("institution-imports", "/api/membership/institution-imports", "membership", MaxBody: Import),
        new("roster-imports", "/api/membership/roster-imports", "membership", MaxBody: Import),
        new("membership", "/api/membership/{**rest}", "membership"),
        new("elections", "/api/elections/{**rest}", "elections"),
    ];

    /// <summary>The services behind the gateway, each named once.</summary>
    public static IReadOnlyList<string> Services { get; } = [.. Table.Select(r => r.Service).Distinct()];

    public static IReverseProxyBuilder LoadTable(this IReverseProxyBuilder proxy, IConfiguration configuration) => proxy
        .LoadFromMemory([.. Table.Select(r => r.ForProxy())], [.. Services.Select(s => Cluster(s, configuration))])
        .AddTransforms(Shape);

    private static ClusterConfig Cluster(string service, IConfiguration configuration) => new()
    {
        ClusterId = service,
        // One destination per replica, as service discovery numbers them.
        Destinations = Addresses(service, configuration).Select((address, n) => (address, n))
            .ToDictionary(d => $"{service}-{d.n}", d => new DestinationConfig { Address = d.address }),
        LoadBalancingPolicy = "PowerOfTwoChoices",
        HttpRequest = new ForwarderRequestConfig
        {
            Version = new Version(1, 1),
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            ActivityTimeout = TimeSpan.FromSeconds(60),
        },
        HealthCheck = new HealthCheckConfig
        {
            Active = new ActiveHealthCheckConfig
            {
                Enabled = true,
                Path = "/readyz",
                Policy = HealthCheckConstants.ActivePolicy.ConsecutiveFailures,
                Interval = TimeSpan.FromSeconds(2),
                Timeout = TimeSpan.FromSeconds(2),
            },
            Passive = new PassiveHealthCheckConfig
            {
                Enabled = true,
                Policy = HealthCheckConstants.PassivePolicy.TransportFailureRate,
                ReactivationPeriod = TimeSpan.FromSeconds(5),
            },
            // A service whose only replica is not quite ready still gets its chance: it knows best what it can do.
            AvailableDestinationsPolicy = HealthCheckConstants.AvailableDestinations.HealthyOrPanic,
        },
    };

    /// <summary>The addresses under which service discovery lists a service.</summary>
    public static IReadOnlyList<string> Addresses(string service, IConfiguration configuration) =>
        [.. configuration.GetSection($"services:{service}:http").GetChildren().OrderBy(c => c.Key.Length).ThenBy(c => c.Key, StringComparer.Ordinal).Select(c => c.Value!)];

    // The services learn nothing of a caller but the token: no address, no cookie. An address beside a ballot would be one clue too many.
    private static void Shape(TransformBuilderContext context)
    {
        var route = Table.Single(r => r.Name == context.Route.RouteId);
        context.UseDefaultForwarders = false;
        if (route.KeepsHost)
        {
            context.AddOriginalHost();
            context.AddXForwardedFor(action: ForwardedTransformActions.Set);
            context.AddXForwardedProto(action: ForwardedTransformActions.Set);
        }

        if (!route.KeepsCookies) context.AddRequestHeaderRemove("Cookie");
    }

    private sealed record Route(
        string Name, string Path, string Service, bool Anonymous = false, long MaxBody = OneMegabyte, bool KeepsHost = false, bool KeepsCookies = false)
    {
        public RouteConfig ForProxy() => new()
        {
            RouteId = Name,
            ClusterId = Service,
            Match = new RouteMatch { Path = Path },
            AuthorizationPolicy = Anonymous ? "anonymous" : "default",
            MaxRequestBodySize = MaxBody,
        };
    }
}
