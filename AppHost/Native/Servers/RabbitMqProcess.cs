using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace StudentUnion.Native;

/// <summary>A private RabbitMQ with a private port mapper (epmd): the machine's own broker, if any, is neither seen nor disturbed.</summary>
public sealed class RabbitMqProcess(ServerOptions options) : ServerProcess(options)
{
    private const string UserName = "platform";
    private readonly int _mapperPort = FreePort.Find();
    private readonly int _distributionPort = FreePort.Find();
    private Child? _mapper;

    public override string ConnectionString => $"amqp://{UserName}:{Password}@127.0.0.1:{Port}";

    public override IReadOnlyList<ProcessIdentity> Processes => _mapper is null ? base.Processes : [.. base.Processes, _mapper.Identity];

    protected override string User => "rabbitmq";

    private Signal AtOurDeath => Options.Durable ? Signal.Terminate : Signal.Kill;

    public static Task<RabbitMqProcess> StartAsync(string folder, CancellationToken ct = default) => StartAsync(new ServerOptions(folder), ct);

    public static async Task<RabbitMqProcess> StartAsync(ServerOptions options, CancellationToken ct = default)
    {
        var server = new RabbitMqProcess(options);
        await server.StartAsync(ct);
        return server;
    }

    /// <summary>The broker greets only a client that speaks first: eight bytes there, a frame back.</summary>
    public override async Task<bool> AnswersAsync(CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(TimeSpan.FromSeconds(3));
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, Port, patience.Token);
            await using var stream = client.GetStream();
            await stream.WriteAsync("AMQP\0\0\u0009\u0001"u8.ToArray(), patience.Token);
            return await stream.ReadAsync(new byte[1], patience.Token) == 1;
        }
        catch (Exception silence) when (silence is SocketException or IOException || (silence is OperationCanceledException && !ct.IsCancellationRequested))
        {
            return false;
        }
    }

    public override async Task StopAsync()
    {
        await base.StopAsync();
        if (_mapper is not null) await _mapper.StopAsync(Signal.Terminate, TimeSpan.FromSeconds(5));
    }

    protected override async Task PrepareAsync(CancellationToken ct)
    {
        OwnedFolder.Make(Folder, User);
        await OwnedFolder.WriteAsync(Path.Combine(Folder, "enabled_plugins"), "[].", User, ct);
        await OwnedFolder.WriteAsync(Path.Combine(Folder, "rabbitmq.conf"), $"""
            listeners.tcp.1 = 127.0.0.1:{Port}
            default_user = {UserName}
            default_pass = {Password}
            disk_free_limit.absolute = 50MB
            log.console = true
            log.file = false
            """, User, ct);

        if (_mapper is { Exited.IsCompleted: false }) return;

        _mapper?.Dispose();
        // Without one of our own, Erlang would leave a daemon behind that outlives the broker.
        _mapper = await Child.StartAsync(new("epmd", "-port", _mapperPort.ToString(CultureInfo.InvariantCulture), "-address", "127.0.0.1")
        { User = User, Log = Log, Variables = Variables(), AtOurDeath = AtOurDeath });
    }

    protected override ChildPlan Plan() => new("/usr/lib/rabbitmq/bin/rabbitmq-server")
    {
        User = User, Log = Log, WorkingFolder = Folder, Variables = Variables(), AtOurDeath = AtOurDeath,
    };

    protected override Task StopMainAsync(Child main) => StopMainAsync(main, Options.Durable ? Signal.Terminate : Signal.Kill);

    private Dictionary<string, string?> Variables() => new()
    {
        ["HOME"] = Folder,
        ["ERL_EPMD_PORT"] = _mapperPort.ToString(CultureInfo.InvariantCulture),
        ["ERL_EPMD_ADDRESS"] = "127.0.0.1",
        ["RABBITMQ_CONF_ENV_FILE"] = "/dev/null",
        ["RABBITMQ_NODENAME"] = "platform@localhost",
        ["RABBITMQ_NODE_IP_ADDRESS"] = "127.0.0.1",
        ["RABBITMQ_NODE_PORT"] = Port.ToString(CultureInfo.InvariantCulture),
        ["RABBITMQ_DIST_PORT"] = _distributionPort.ToString(CultureInfo.InvariantCulture),
        ["RABBITMQ_MNESIA_BASE"] = Path.Combine(Folder, "mnesia"),
        ["RABBITMQ_LOG_BASE"] = Path.Combine(Folder, "log"),
        ["RABBITMQ_PID_FILE"] = Path.Combine(Folder, "pid"),
        ["RABBITMQ_CONFIG_FILE"] = Path.Combine(Folder, "rabbitmq.conf"),
        ["RABBITMQ_ADVANCED_CONFIG_FILE"] = Path.Combine(Folder, "advanced.config"),
        ["RABBITMQ_ENABLED_PLUGINS_FILE"] = Path.Combine(Folder, "enabled_plugins"),
        ["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] = "-kernel inet_dist_use_interface {127,0,0,1}",
        // The script then execs: the pid we hold is the broker's own.
        ["RUNNING_UNDER_SYSTEMD"] = "1",
    };
}
