using System.Net;
using System.Net.Sockets;
using System.Text;

namespace StudentUnion.Native;

/// <summary>A private Redis; with durable options it keeps an append-only file, without it keeps nothing.</summary>
public sealed class RedisProcess(ServerOptions options) : ServerProcess(options)
{
    public override string ConnectionString => $"127.0.0.1:{Port},password={Password}";

    protected override string User => "redis";

    public static Task<RedisProcess> StartAsync(string folder, CancellationToken ct = default) => StartAsync(new ServerOptions(folder), ct);

    public static async Task<RedisProcess> StartAsync(ServerOptions options, CancellationToken ct = default)
    {
        var server = new RedisProcess(options);
        await server.StartAsync(ct);
        return server;
    }

    public override async Task<bool> AnswersAsync(CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(TimeSpan.FromSeconds(3));
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, Port, patience.Token);
            await using var stream = client.GetStream();
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"AUTH {Password}\r\nPING\r\n"), patience.Token);
            using var reader = new StreamReader(stream, Encoding.ASCII);
            return await reader.ReadLineAsync(patience.Token) == "+OK" && await reader.ReadLineAsync(patience.Token) == "+PONG";
        }
        catch (Exception silence) when (silence is SocketException or IOException || (silence is OperationCanceledException && !ct.IsCancellationRequested))
        {
            return false;
        }
    }

    protected override async Task PrepareAsync(CancellationToken ct)
    {
        OwnedFolder.Make(Folder, User);
        // The password belongs into a file: a command line is open to everybody on the machine.
        await OwnedFolder.WriteAsync(Path.Combine(Folder, "redis.conf"), $"""
            bind 127.0.0.1
            port {Port}
            dir "{Folder}"
            requirepass {Password}
            save ""
            appendonly {(Options.Durable ? "yes" : "no")}
            daemonize no
            """, User, ct);
    }

    protected override ChildPlan Plan() => new("redis-server", Path.Combine(Folder, "redis.conf"))
    {
        User = User, Log = Log, WorkingFolder = Folder, AtOurDeath = Options.Durable ? Signal.Terminate : Signal.Kill,
    };

    protected override Task StopMainAsync(Child main) => StopMainAsync(main, Options.Durable ? Signal.Terminate : Signal.Kill);
}
