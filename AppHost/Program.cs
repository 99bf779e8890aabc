var builder = DistributedApplication.CreateBuilder(args);

// Only publishing asks where to; a resource may have one target.
if (Environment.GetEnvironmentVariable("PUBLISH_TO") == "kubernetes")
    builder.AddKubernetesEnvironment("kubernetes");
else
    builder.AddDockerComposeEnvironment("compose");

var postgres = builder.AddPostgres("postgres").WithDataVolume();
var messaging = builder.AddRabbitMQ("messaging").WithDataVolume();
var cache = builder.AddRedis("cache");

// Declared before the services: everybody has to know the two public addresses, the gateway's being the issuer's.
var gateway = builder.AddProject("gateway", "../gateway/Gateway.csproj").WithExternalHttpEndpoints();
var web = builder.AddProject("web", "../clients/Web/Web.csproj").WithExternalHttpEndpoints();

var service = (string name, string project) =>
{
    var database = postgres.AddDatabase($"{name}db");
    return builder.AddProject(name, project)
        .WithReference(database).WithReference(messaging).WithReference(cache)
        .WithEnvironment("Identity__Issuer", gateway.GetEndpoint("http"))
        .WithHttpHealthCheck("/readyz")
        .WaitFor(database).WaitFor(messaging).WaitFor(cache);
};

var identity = service("identity", "../services/Identity/Identity/Identity.csproj")
    .WithEnvironment("Identity__Web", web.GetEndpoint("http"));
identity.WithReference(identity); // it checks tokens as every other service does: by the published keys
var membership = service("membership", "../services/Membership/Membership/Membership.csproj").WithReference(identity);
var elections = service("elections", "../services/Elections/Elections/Elections.csproj").WithReference(identity).WithReplicas(1);

gateway.WithReference(identity).WithReference(membership).WithReference(elections).WithReference(web).WithReference(cache)
    .WithEnvironment("Identity__Issuer", gateway.GetEndpoint("http"))
    .WithHttpHealthCheck("/readyz")
    .WaitFor(identity).WaitFor(membership).WaitFor(elections).WaitFor(cache);

web.WithReference(gateway).WithReference(identity).WithReference(cache)
    .WithEnvironment("Identity__Issuer", gateway.GetEndpoint("http"))
    .WithHttpHealthCheck("/readyz")
    .WaitFor(gateway).WaitFor(cache);

builder.Build().Run();
