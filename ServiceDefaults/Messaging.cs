using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace StudentUnion.ServiceDefaults;

/// <summary>A feature that acts on another service's event. It runs in one transaction with its inbox entry, so an event takes effect once.</summary>
public interface IHear<in TEvent> where TEvent : class
{
    /// <summary>Acts on the event. Adds to the context; the caller saves and commits.</summary>
    Task Hear(TEvent said, CancellationToken ct);
}

/// <summary>A message that has been acted on.</summary>
public sealed class InboxEntry
{
    public required Guid MessageId { get; init; }
    public required string Hearer { get; init; }
    public required DateTimeOffset HeardAt { get; init; }
}

/// <summary>Which events a service hears.</summary>
public sealed class Ears<TDb> where TDb : DbContext
{
    private readonly List<(string Queue, Action<IBusRegistrationConfigurator> Register, Action<IRabbitMqReceiveEndpointConfigurator, IBusRegistrationContext> Bind)> _ears = [];

    /// <summary>Lets the feature hear the event on a quorum queue of its own, named after service and purpose.</summary>
    public Ears<TDb> Hear<TEvent, THearer>(string queue) where TEvent : class where THearer : class, IHear<TEvent>
    {
        _ears.Add((queue,
            x => x.AddConsumer<Listener<TDb, TEvent, THearer>>().Endpoint(e => e.Name = queue),
            (e, context) => e.ConfigureConsumer<Listener<TDb, TEvent, THearer>>(context)));
        return this;
    }

    internal void Register(IBusRegistrationConfigurator x) => _ears.ForEach(ear => ear.Register(x));

    internal void Bind(IRabbitMqBusFactoryConfigurator broker, IBusRegistrationContext context)
    {
        foreach (var (queue, _, bind) in _ears)
        {
            broker.ReceiveEndpoint(queue, endpoint =>
            {
                endpoint.SetQuorumQueue();
                endpoint.PrefetchCount = 32;

                // What kills its consumer again and again ends in the dead letters instead of going round for ever.
                endpoint.SetQueueArgument("x-delivery-limit", 20);
                endpoint.SetQueueArgument("x-overflow", "reject-publish");
                endpoint.SetQueueArgument("x-dead-letter-strategy", "at-least-once");
                endpoint.BindDeadLetterQueue($"{queue}_dead", $"{queue}_dead", dead => dead.SetQuorumQueue());

                // Faults are retried; a broken rule would be broken again. What still fails moves to the _error queue with its reason.
                endpoint.UseMessageRetry(retry =>
                {
                    retry.Ignore<RuleBrokenException>();
                    retry.Intervals(100, 500, 2_000, 5_000, 15_000);
                });
                bind(endpoint, context);
            });
        }
    }
}

/// <summary>Joins a service to the broker: its outbox sends, its ears hear.</summary>
public static class Messaging
{
    public static void AddMessaging<TDb>(this IHostApplicationBuilder builder, Action<Ears<TDb>>? hear = null) where TDb : DbContext
    {
        var ears = new Ears<TDb>();
        hear?.Invoke(ears);

        builder.Services.Configure<MassTransitHostOptions>(options =>
        {
            // A service is ready when it can hear: see the health check. Starting does not wait for a broker that is away.
            options.WaitUntilStarted = false;
            options.StopTimeout = TimeSpan.FromSeconds(10);
        });
        builder.Services.AddMassTransit(x =>
        {
            ears.Register(x);
            x.DisableUsageTelemetry(); // by default the library reports to its makers over the network
            x.ConfigureHealthCheckOptions(health => health.Tags.Add("ready"));
            x.UsingRabbitMq((context, broker) =>
            {
                var address = context.GetRequiredService<IConfiguration>().GetConnectionString("messaging")
                    ?? throw new InvalidOperationException("No connection string 'messaging' was given to this service.");
                broker.Host(new Uri(address));
                ears.Bind(broker, context);
            });
        });
        builder.Services.AddOutbox<TDb>();
    }
}

/// <summary>Takes a message from the broker and hands it to its feature, once.</summary>
internal sealed class Listener<TDb, TEvent, THearer>(TDb db, IServiceProvider services, TimeProvider clock) : IConsumer<TEvent>
    where TDb : DbContext where TEvent : class where THearer : class, IHear<TEvent>
{
    public async Task Consume(ConsumeContext<TEvent> context)
    {
        var ct = context.CancellationToken;
        db.ChangeTracker.Clear(); // a retry starts afresh
        await using var transaction = await db.Database.BeginTransactionAsync(ct);

        var id = context.MessageId ?? throw new InvalidOperationException("The message has no id; only an outbox publishes here.");
        var first = await db.Database.ExecuteSqlAsync(
            $"insert into inbox (message_id, hearer, heard_at) values ({id}, {typeof(THearer).Name}, {clock.GetUtcNow()}) on conflict do nothing", ct);
        if (first == 0) return;

        await ActivatorUtilities.CreateInstance<THearer>(services).Hear(context.Message, ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }
}
