using System.Net;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using RabbitMQ.Client;
using StudentUnion.Native;
using StudentUnion.ServiceDefaults.Tests.Sample;
using StudentUnion.Testing;

namespace StudentUnion.ServiceDefaults.Tests;

/// <summary>Effects exactly once, deliveries at least once, whatever is away or comes twice. (trust.md, promises 7 and 8)</summary>
public sealed class MessagingTests
{
    [Fact]
    public async Task Events_of_one_key_arrive_once_and_in_order_though_two_instances_send()
    {
        var (database, broker) = (await Servers.Database("sample"), await Servers.RabbitMq());
        await using var one = await SampleService.Start(database, broker);
        await using var two = await SampleService.Start(database, broker);
        var keys = Enumerable.Range(0, 20).Select(_ => Guid.CreateVersion7()).ToArray();

        // All of a key in one transaction, and every key spread over both instances.
        foreach (var number in Enumerable.Range(0, 25))
            await (number % 2 == 0 ? one : two).Publish([.. keys.Select(key => ((object)new Noted(key, number), key))]);

        await Poll.Until(() => one.With(async db => await db.Heard.CountAsync() == 500), "not all 500 events were heard", TimeSpan.FromSeconds(30));
        Assert.Equal(0, await one.With(db => db.Set<OutboxMessage>().CountAsync(m => m.SentAt == null)));
        var heard = await one.With(db => db.Heard.AsNoTracking().ToListAsync());
        Assert.All(heard.GroupBy(h => h.Key), ofOneKey => Assert.Equal(Enumerable.Range(0, 25), ofOneKey.Select(h => h.Number).Order()));

        // Sent in order: within a key, nothing was marked sent before what was saved before it.
        var sent = await one.With(db => db.Set<OutboxMessage>().AsNoTracking().OrderBy(m => m.Id).ToListAsync());
        Assert.All(sent.GroupBy(m => m.Key), ofOneKey => Assert.Equal(ofOneKey.Select(m => m.SentAt).Order(), ofOneKey.Select(m => m.SentAt)));
    }

    [Fact]
    public async Task An_event_nobody_can_take_yet_waits_for_its_hearer()
    {
        var (database, broker) = (await Servers.Database("sample"), await Servers.RabbitMq());
        var key = Guid.CreateVersion7();
        await using (var early = await SampleService.Start(database, broker, hears: false))
        {
            await early.Publish((new Late(key, 1), key));
            await Poll.Until(() => early.With(async db => await db.Set<OutboxMessage>().AnyAsync(m => m.Attempts > 0)), "the event was never tried");
            Assert.Equal(1, await early.With(db => db.Set<OutboxMessage>().CountAsync(m => m.SentAt == null && m.ParkedAt == null)));
        }

        await using var hearer = await SampleService.Start(database, broker, hearsLate: true);
        await Poll.Until(() => hearer.With(async db => await db.Heard.AnyAsync(h => h.Key == key)), "the event was lost", TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Lanes_where_everything_waits_hold_up_no_other()
    {
        await using var sample = await SampleService.Start(await Servers.Database("sample"), await Servers.RabbitMq());
        var lanes = Enumerable.Range(0, OutboxMessage.Lanes).ToArray();

        // By itself it does not send here: what one look does is what is asked.
        var sender = sample.Services.GetRequiredService<OutboxSender<SampleDb>>();
        await sender.StopAsync(TestContext.Current.CancellationToken);

        // In every lane the first of a key is held back, the second waits behind it.
        await sample.Publish([.. lanes.Select(KeyOf).SelectMany(key => new[] { ((object)new Unheard(key, 1), key), (new Unheard(key, 2), key) })]);
        await sample.With(db => db.Database.ExecuteSqlAsync($"update outbox o set due_at = now() + interval '1 hour' where not exists (select from outbox e where e.key = o.key and e.id < o.id)"));
        Assert.Equal(0, await sender.SendBatch(TestContext.Current.CancellationToken));

        foreach (var key in lanes.Select(KeyOf))
        {
            await sample.Publish((new Noted(key, 1), key));
            Assert.Equal(1, await sender.SendBatch(TestContext.Current.CancellationToken));
        }

        Assert.Equal(2 * lanes.Length, await sample.With(db => db.Set<OutboxMessage>().CountAsync(m => m.SentAt == null)));

        static Guid KeyOf(int lane)
        {
            var bytes = Guid.CreateVersion7().ToByteArray();
            bytes[15] = (byte)lane;
            return new Guid(bytes);
        }
    }

    [Fact]
    public async Task A_message_delivered_twice_takes_effect_once()
    {
        await using var sample = await SampleService.Start(await Servers.Database("sample"), await Servers.RabbitMq());
        var (key, id) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var bus = sample.Services.GetRequiredService<IBus>();
        // Until its queue is bound, what is published here past the outbox goes nowhere.
        await Poll.Until(async () => (await sample.Anonymous().GetAsync("/readyz")).StatusCode == HttpStatusCode.OK, "the service does not become ready", TimeSpan.FromSeconds(20));

        foreach (var _ in Enumerable.Range(0, 3)) await bus.Publish(new Noted(key, 1), context => context.MessageId = id);
        await bus.Publish(new Noted(key, 2), context => context.MessageId = Guid.CreateVersion7());

        await Poll.Until(() => sample.With(async db => await db.Heard.CountAsync(h => h.Key == key) == 2), "both messages were not heard");
        Assert.Equal([1, 2], await sample.With(db => db.Heard.Where(h => h.Key == key).Select(h => h.Number).Order().ToListAsync()));
    }

    [Fact]
    public async Task While_the_broker_is_away_writes_go_on_and_the_outbox_drains_after()
    {
        var broker = new RabbitMqProcess(new ServerOptions(Servers.NewFolder("broker")) { Durable = false });
        await broker.StartAsync();
        try
        {
            await using var sample = await SampleService.Start(await Servers.Database("sample"), broker.ConnectionString);
            await Poll.Until(async () => (await sample.Anonymous().GetAsync("/readyz")).StatusCode == HttpStatusCode.OK, "the service does not become ready", TimeSpan.FromSeconds(20));
            var key = Guid.CreateVersion7();
            await sample.Publish((new Noted(key, 0), key));
            await Poll.Until(() => sample.With(async db => await db.Heard.AnyAsync()), "the first event was not heard", TimeSpan.FromSeconds(20));

            broker.Kill();
            await broker.Exited;
            foreach (var number in Enumerable.Range(1, 50)) await sample.Publish((new Noted(key, number), key));
            await Poll.Until(async () => await sample.Anonymous().GetStringAsync("/readyz") == "Degraded", "readiness does not notice");
            Assert.Equal(50, await sample.With(db => db.Set<OutboxMessage>().CountAsync(m => m.SentAt == null)));

            await broker.StartAsync();
            await Poll.Until(() => sample.With(async db => await db.Heard.CountAsync() >= 51), "the backlog did not drain", TimeSpan.FromSeconds(40));
            Assert.Equal(Enumerable.Range(0, 51), await sample.With(db => db.Heard.Select(h => h.Number).Order().ToListAsync()));
        }
        finally
        {
            await broker.StopAsync();
        }
    }

    [Fact]
    public async Task A_row_that_cannot_be_read_is_parked_and_holds_nobody_up()
    {
        await using var sample = await SampleService.Start(await Servers.Database("sample"), await Servers.RabbitMq());
        var key = Guid.CreateVersion7();
        await sample.With(db => db.Database.ExecuteSqlAsync(
            $"""
            insert into outbox (id, key, lane, type, body, saved_at, due_at, attempts)
            values ({Guid.CreateVersion7()}, {key}, {(short)(key.ToByteArray()[15] % OutboxMessage.Lanes)}, 'No.Such.Event, Nowhere', {"{}"}, now(), now(), 0)
            """));
        await sample.Publish((new Noted(key, 1), key));

        await Poll.Until(() => sample.With(async db => await db.Heard.AnyAsync(h => h.Key == key)), "the event behind the poison was not heard");
        var parked = await sample.With(db => db.Set<OutboxMessage>().AsNoTracking().SingleAsync(m => m.ParkedAt != null));
        Assert.Contains("Nowhere", parked.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_rule_refuses_goes_to_the_dead_letters_at_once_with_its_reason()
    {
        var (database, address) = (await Servers.Database("sample"), await Servers.RabbitMq());
        await using var sample = await SampleService.Start(database, address);
        await sample.Publish((new Unbearable(Guid.CreateVersion7()), Guid.CreateVersion7()));
        var queue = $"{new Npgsql.NpgsqlConnectionStringBuilder(database).Database}.unbearable_error";

        await using var connection = await new ConnectionFactory { Uri = new(address) }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        BasicGetResult? dead = null;
        await Poll.Until(async () =>
        {
            if (!await Exists(connection, queue)) return false;
            dead = await channel.BasicGetAsync(queue, autoAck: true);
            return dead is not null;
        }, "nothing reached the dead letters");

        var reason = System.Text.Encoding.UTF8.GetString((byte[])dead!.BasicProperties.Headers!["MT-Fault-Message"]!);
        Assert.Equal(SampleRules.TextIsKind.En, reason);
        Assert.Equal(0, await sample.With(db => db.Set<InboxEntry>().CountAsync()));
    }

    [Fact]
    public async Task Queues_are_quorum_queues_with_a_delivery_limit_and_dead_letters_that_are_kept()
    {
        var (database, address) = (await Servers.Database("sample"), await Servers.RabbitMq());
        await using var sample = await SampleService.Start(database, address);
        var queue = $"{new Npgsql.NpgsqlConnectionStringBuilder(database).Database}.noted";
        await using var connection = await new ConnectionFactory { Uri = new(address) }.CreateConnectionAsync();
        await Poll.Until(() => Exists(connection, queue), "the queue was not declared");

        // The broker accepts a second declaration only with the very same arguments.
        await using var channel = await connection.CreateChannelAsync();
        await channel.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false, arguments: new Dictionary<string, object?>
        {
            ["x-queue-type"] = "quorum", ["x-delivery-limit"] = 20, ["x-overflow"] = "reject-publish",
            ["x-dead-letter-strategy"] = "at-least-once", ["x-dead-letter-exchange"] = $"{queue}_dead",
        });
    }

    private static async Task<bool> Exists(IConnection connection, string queue)
    {
        try
        {
            await using var channel = await connection.CreateChannelAsync();
            await channel.QueueDeclarePassiveAsync(queue);
            return true;
        }
        catch (RabbitMQ.Client.Exceptions.OperationInterruptedException)
        {
            return false;
        }
    }
}
