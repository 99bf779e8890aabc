using System.Globalization;
using System.Text.Json;
using Aspire.Hosting.ApplicationModel;

namespace StudentUnion.Native;

/// <summary>The description turned into units: every port and password is settled before anything starts, so parts may know each other in circles.</summary>
internal sealed class Plan : IAddressBook
{
    private readonly NativeOptions _options;
    private readonly RunFolder _folder;
    private readonly Action<Unit> _changed;
    private readonly Dictionary<IResource, IReadOnlyList<Unit>> _units = [];
    private readonly Dictionary<ProjectResource, IReadOnlyList<string>> _addresses = [];

    private Plan(NativeOptions options, RunFolder folder, Action<Unit> changed) => (_options, _folder, _changed) = (options, folder, changed);

    /// <summary>What the operating system brings first, what we built after it; else in the order of the description.</summary>
    public IReadOnlyList<Unit> Units { get; private set; } = [];

    /// <summary>What people open in a browser, by name.</summary>
    public IReadOnlyDictionary<string, string> ExternalAddresses { get; private set; } = new Dictionary<string, string>();

    public static async Task<Plan> MakeAsync(
        NativeOptions options, RunFolder folder, IReadOnlyList<IResource> resources, Action<Unit> changed, CancellationToken ct)
    {
        var plan = new Plan(options, folder, changed);
        var data = await folder.DataAsync(ct);
        plan.GiveAddresses(resources);
        foreach (var resource in resources)
            plan._units[resource] = resource switch
            {
                ServerResource server => [plan.Server(server, data)],
                PostgresDatabaseResource database => [plan.Database(database)],
                ProjectResource project => plan.Instances(project),
                _ => [],
            };
        plan.Connect(resources);
        plan.Units = [.. resources.OrderBy(resource => resource is ProjectResource).SelectMany(resource => plan._units[resource])];
        return plan;
    }

    public IReadOnlyList<string> AddressesOf(ProjectResource project) => _addresses[project];

    public string ConnectionStringOf(IResourceWithConnectionString resource) => resource switch
    {
        PostgresDatabaseResource database => $"{Process(database.Parent).ConnectionString};Database={database.DatabaseName}",
        ServerResource server => Process(server).ConnectionString,
        _ => throw new NotSupportedException($"{resource.Name} has no connection string here"),
    };

    public string ValueOf(ParameterResource parameter) =>
        Environment.GetEnvironmentVariable($"Parameters__{parameter.Name.Replace('-', '_')}")
        ?? parameter.Value
        ?? (parameter.Secret ? _folder.Secret(parameter.Name) : throw new InvalidOperationException(
            $"The parameter '{parameter.Name}' has no value: set Parameters__{parameter.Name.Replace('-', '_')}"));

    private ServerProcess Process(ServerResource server) => ((ServerUnit)_units[server][0]).Server;

    private void GiveAddresses(IReadOnlyList<IResource> resources)
    {
        var projects = resources.OfType<ProjectResource>().ToList();
        var external = projects.Where(project => project.IsExternal).ToList();
        foreach (var project in projects)
        {
            // What people open is called localhost, as Aspire does: browsers grant passkeys to that name but not to a number.
            var host = project.IsExternal ? "localhost" : "127.0.0.1";
            var preferred = project.IsExternal ? LaunchProfilePort(project) ?? 8080 + external.IndexOf(project) : (int?)null;
            _addresses[project] = [.. InstanceNames(project).Select((name, index) => $"http://{host}:{_folder.Port(name, index == 0 ? preferred : null)}")];
        }

        ExternalAddresses = external.ToDictionary(project => project.Name, project => _addresses[project][0]);
    }

    private ServerUnit Server(ServerResource resource, string data)
    {
        var setting = Setting(resource.Name);
        var folder = Path.Combine(data, resource.Name);
        if (!resource.KeepsData && Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        var process = resource.Process(new ServerOptions(folder)
        {
            Port = _folder.Port(resource.Name, resource.WantedPort),
            Password = resource.GivenPassword is { } given ? ValueOf(given) : _folder.Secret(resource.Name),
            Durable = resource.KeepsData,
            Log = setting.Log,
        });
        return new ServerUnit(resource.Name, Kind(resource), process, setting);
    }

    private DatabaseUnit Database(PostgresDatabaseResource resource) =>
        new(resource.Name, resource.DatabaseName, (ServerUnit)_units[resource.Parent][0], Setting(resource.Name));

    private List<Unit> Instances(ProjectResource project) =>
        [.. InstanceNames(project).Select((name, index) => new ProjectUnit(
            name, project.ProjectPath, _addresses[project][index],
            new(() => VariablesOf(project, index), project.HealthPath, _options.BuildConfiguration), Setting(name)))];

    private Dictionary<string, string?> VariablesOf(ProjectResource project, int instance)
    {
        var variables = new Dictionary<string, string?>
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
            ["DOTNET_ENVIRONMENT"] = "Development",
            ["ASPNETCORE_URLS"] = _addresses[project][instance],
            ["DOTNET_gcServer"] = "0",
            ["OTEL_SERVICE_NAME"] = project.Name,
            ["OTEL_RESOURCE_ATTRIBUTES"] = $"service.instance.id={project.Name}-{instance.ToString(CultureInfo.InvariantCulture)}",
            // Exporting to nobody costs; where a collector is named to the AppHost, its services are told too.
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = Environment.GetEnvironmentVariable("OTEL_EXPORTER_OTLP_ENDPOINT"),
            ["SUP_KEYS"] = _folder.In("keys"),
            ["SUP_RUN"] = _folder.Path,
        };
        foreach (var (name, value) in project.Variables.SelectMany(given => given(this)))
            variables[name] = value;
        return variables;
    }

    private void Connect(IReadOnlyList<IResource> resources)
    {
        foreach (var resource in resources.OfType<Resource>())
            foreach (var unit in _units[resource])
            {
                if (resource is PostgresDatabaseResource database) unit.WaitsForHealthOf.AddRange(_units[database.Parent]);
                unit.WaitsForHealthOf.AddRange(resource.WaitsForHealth.SelectMany(needed => _units[needed]));
                unit.WaitsForEndOf.AddRange(resource.WaitsForEnd.SelectMany(end => _units[end.Resource].Select(needed => (needed, end.ExitCode))));
                foreach (var (needed, _) in unit.WaitsForEndOf) needed.IsAwaitedToEnd = true;
            }

        RefuseCircles(resources);
    }

    private static void RefuseCircles(IReadOnlyList<IResource> resources)
    {
        var done = new HashSet<IResource>();
        foreach (var resource in resources) Visit(resource, []);

        void Visit(IResource resource, List<IResource> path)
        {
            if (path.Contains(resource))
                throw new InvalidOperationException($"These wait for each other in a circle: {string.Join(" → ", path.Append(resource).Select(one => one.Name))}");
            if (!done.Add(resource) || resource is not Resource known) return;
            foreach (var needed in known.WaitsForHealth.Concat(known.WaitsForEnd.Select(end => end.Resource)))
                Visit(needed, [.. path, resource]);
        }
    }

    private UnitSetting Setting(string unit) => new(new LogFile(_folder.LogOf(unit)), _options.Restarts, _options.Clock, _changed);

    private static IReadOnlyList<string> InstanceNames(ProjectResource project) => project.Replicas == 1
        ? [project.Name]
        : [.. Enumerable.Range(0, project.Replicas).Select(index => $"{project.Name}-{index.ToString(CultureInfo.InvariantCulture)}")];

    /// <summary>The port developers know the project by, which Aspire takes too.</summary>
    private static int? LaunchProfilePort(ProjectResource project)
    {
        var settings = Path.Combine(Path.GetDirectoryName(project.ProjectPath)!, "Properties", "launchSettings.json");
        if (!File.Exists(settings)) return null;

        using var json = JsonDocument.Parse(File.ReadAllText(settings), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        return json.RootElement.GetProperty("profiles").EnumerateObject()
            .Select(profile => profile.Value.TryGetProperty("applicationUrl", out var urls) ? urls.GetString() : null)
            .SelectMany(urls => (urls ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries))
            .Where(url => url.StartsWith("http://", StringComparison.Ordinal))
            .Select(url => (int?)new Uri(url).Port)
            .FirstOrDefault();
    }

    private static string Kind(ServerResource resource) => resource switch
    {
        PostgresServerResource => "postgres",
        RabbitMQServerResource => "rabbitmq",
        RedisResource => "redis",
        _ => throw new NotSupportedException($"No such server here: {resource.GetType().Name}"),
    };
}
