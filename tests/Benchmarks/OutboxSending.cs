using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using MassTransit;
using Npgsql;
using NpgsqlTypes;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using StudentUnion.Benchmarks.Measuring;
using StudentUnion.Benchmarks.Rigs;
using StudentUnion.Elections.Contracts;

namespace StudentUnion.Benchmarks;

/// <summary>
/// Events a second from rows committed to a service's outbox until a consumer has them, beside publishing the same events straight to the same broker, each confirmed,
/// by MassTransit and by the bare client.
/// </summary>
internal sealed class OutboxSending : IBenchmark
{
    private const int InFlight = 64;
    private const ushort Prefetch = 512;
    private int _consumed;
    private int _awaited;
    private TaskCompletionSource _all = new();

    public IReadOnlyList<string> Names => ["outbox"];

    public async Task<IReadOnlyList<Finding>> Run(Options options, CancellationToken ct)
    {
        var events = options.Quick ? 4_000 : 20_000;
        Say.Line($"发件箱 Outbox: {events:N0} events a round");
        await using var rig = new Rig();
        await rig.StartServers(postgres: true, messaging: true, cache: false, ct);
        var elections = await rig.StartElections(ct);

        var bus = Bus.Factory.CreateUsingRabbitMq(broker =>
        {
            broker.Host(new Uri(rig.Messaging.ConnectionString));
            broker.ReceiveEndpoint("benchmark.outbox", endpoint =>
            {
                endpoint.SetQuorumQueue();
                endpoint.PrefetchCount = Prefetch;
                endpoint.Handler<ElectionCertified>(_ =>
                {
                    Consumed();
                    return Task.CompletedTask;
                });
            });
        });
        await bus.StartAsync(ct);
        try
        {
            Leg[] legs =
            [
                new($"MassTransit, {InFlight} in flight, confirmed", "events/s", _ => Measure(events, () => Publish(bus, events, ct), ct)),
                new("through the outbox of a service", "events/s", _ => ThroughTheOutbox(rig, events, ct)),
                new($"RabbitMQ.Client, {InFlight} in flight, confirmed", "events/s", _ => Bare(rig, events, ct)),
            ];
            foreach (var leg in legs) await leg.Measure(0);
            var series = await Rounds.Play(options.Rounds, legs, ct);
            return
            [
                new("outbox", "发件箱", "Outbox", series, [Judgement.Ratio(series[1], series[0], 0.8)],
                [
                    $"每轮 {events:N0} 个事件 ElectionCertified（5 人当选），一次提交；从提交起计到消费者收齐。 {events:N0} events a round, ElectionCertified with five elected persons, committed at once; timed from the commit until the consumer has them all.",
                    "由正在运行的选举服务发送；每条都经代理确认且要求有队列接收。 Sent by the running elections service; each confirmed by the broker, and mandatory.",
                    "消费者、直接发布者与裸客户端都在测量进程内；队列皆为仲裁队列。 Consumer, direct publisher and bare client are in the measuring process; all queues are quorum queues.",
                    string.Create(CultureInfo.InvariantCulture, $"Elections service: {Usage.PeakMb(elections.Pid):0} MB at its peak."),
                ]),
            ];
        }
        finally
        {
            await bus.StopAsync(CancellationToken.None);
        }
    }

    private async Task<double> Measure(int events, Func<Task> send, CancellationToken ct)
    {
        (_consumed, _awaited, _all) = (0, events, new(TaskCreationOptions.RunContinuationsAsynchronously));
        var began = Stopwatch.GetTimestamp();
        await send();
        await _all.Task.WaitAsync(TimeSpan.FromMinutes(2), ct);
        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        await Task.Delay(100, ct);
        return _consumed == events ? events / seconds : throw new InvalidOperationException($"{_consumed} events arrived instead of {events}.");
    }

    private void Consumed()
    {
        if (Interlocked.Increment(ref _consumed) == _awaited) _all.TrySetResult();
    }

    private static async Task Publish(IBus bus, int events, CancellationToken ct)
    {
        var next = -1;
        await Task.WhenAll(Enumerable.Range(0, InFlight).Select(_ => Task.Run(async () =>
        {
            while (Interlocked.Increment(ref next) < events)
            {
                await bus.Publish(Event(), Pipe.Execute<PublishContext<ElectionCertified>>(context =>
                {
                    if (context.TryGetPayload<RabbitMqSendContext>(out var rabbit)) rabbit.Mandatory = true;
                }), ct);
            }
        }, ct)));
    }

    private async Task<double> ThroughTheOutbox(Rig rig, int events, CancellationToken ct)
    {
        await rig.Execute("electionsdb", "truncate outbox", ct);
        await rig.Settle(ct);
        await using var connection = await rig.Connect("electionsdb", ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await Save(connection, events, ct);
        return await Measure(events, () => transaction.CommitAsync(ct), ct);
    }

    private static async Task Save(NpgsqlConnection connection, int events, CancellationToken ct)
    {
        var now = TimeProvider.System.GetUtcNow();
        var type = $"{typeof(ElectionCertified).FullName}, {typeof(ElectionCertified).Assembly.GetName().Name}";
        await using var row = await connection.BeginBinaryImportAsync(
            "copy outbox (id, key, lane, type, body, saved_at, due_at, attempts) from stdin (format binary)", ct);
        for (var n = 0; n < events; n++)
        {
            var certified = Event();
            await row.StartRowAsync(ct);
            await row.WriteAsync(Guid.CreateVersion7(now.AddMilliseconds(n - events)), NpgsqlDbType.Uuid, ct);
            await row.WriteAsync(certified.ElectionId, NpgsqlDbType.Uuid, ct);
            await row.WriteAsync((short)(certified.ElectionId.ToByteArray()[15] % 8), NpgsqlDbType.Smallint, ct);
            await row.WriteAsync(type, NpgsqlDbType.Text, ct);
            await row.WriteAsync(JsonSerializer.Serialize(certified, JsonSerializerOptions.Web), NpgsqlDbType.Text, ct);
            await row.WriteAsync(now, NpgsqlDbType.TimestampTz, ct);
            await row.WriteAsync(now, NpgsqlDbType.TimestampTz, ct);
            await row.WriteAsync(0, NpgsqlDbType.Integer, ct);
        }

        await row.CompleteAsync(ct);
    }

    private async Task<double> Bare(Rig rig, int events, CancellationToken ct)
    {
        const string queue = "benchmark.bare";
        var factory = new ConnectionFactory { Uri = new Uri(rig.Messaging.ConnectionString) };
        await using var connection = await factory.CreateConnectionAsync(ct);
        await using var consuming = await connection.CreateChannelAsync(cancellationToken: ct);
        await consuming.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false,
            new Dictionary<string, object?> { ["x-queue-type"] = "quorum" }, cancellationToken: ct);
        await consuming.BasicQosAsync(0, Prefetch, global: false, ct);
        var consumer = new AsyncEventingBasicConsumer(consuming);
        consumer.ReceivedAsync += async (_, delivery) =>
        {
            await consuming.BasicAckAsync(delivery.DeliveryTag, multiple: false, ct);
            Consumed();
        };
        await consuming.BasicConsumeAsync(queue, autoAck: false, consumer, ct);

        // The workers are the bound: the client's own limiter puts in pauses.
        await using var publishing = await connection.CreateChannelAsync(
            new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true, outstandingPublisherConfirmationsRateLimiter: null), ct);
        // As much as MassTransit's envelope around the same event.
        var body = JsonSerializer.SerializeToUtf8Bytes(Event(), JsonSerializerOptions.Web);
        Array.Resize(ref body, body.Length + 700);
        return await Measure(events, async () =>
        {
            var next = -1;
            await Task.WhenAll(Enumerable.Range(0, InFlight).Select(_ => Task.Run(async () =>
            {
                var properties = new BasicProperties { Persistent = true };
                while (Interlocked.Increment(ref next) < events) await publishing.BasicPublishAsync("", queue, mandatory: true, properties, body, ct);
            }, ct)));
        }, ct);
    }

    private static ElectionCertified Event() => new(
        Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7(), "presidium", "第三十八次学生代表大会主席团选举", TimeProvider.System.GetUtcNow(),
        [.. Enumerable.Range(1, 5).Select(rank => new ElectedPerson(Guid.CreateVersion7(), rank, 400 - rank))], OpenSeats: 0);
}
