using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Text.Json;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace StudentUnion.ServiceDefaults;

/// <summary>
/// Sends what waits in the outbox. Woken by the database when something is saved; several instances share the work lane by lane.
/// A row is marked sent only after the broker has confirmed that a queue holds the message.
/// </summary>
public sealed partial class OutboxSender<TDb>(
    IServiceScopeFactory scopes, IBus bus, NpgsqlDataSource source, TimeProvider clock, ILogger<OutboxSender<TDb>> log) : BackgroundService
    where TDb : DbContext
{
    private const int BatchSize = 1024;
    /// <summary>While one batch is with the broker, the database finds the next one and writes off the one before.</summary>
    private const int Senders = 2;

    private const int LanesAtOnce = OutboxMessage.Lanes / Senders;

    /// <summary>Publishes under way at once. RabbitMQ's client slows down whoever has more than 64 unconfirmed: by half a second and more, each.</summary>
    private const int InFlight = 64 / Senders;

    /// <summary>How long a batch may wait for the broker before its rows are let go for a later try.</summary>
    private static readonly TimeSpan BrokerPatience = TimeSpan.FromSeconds(10);

    /// <summary>How long an event that no queue takes, or that fails, is tried before it is parked.</summary>
    private static readonly TimeSpan ParkAfter = TimeSpan.FromDays(1);

    // A later event of a key waits while an earlier one of the same key is held back. Lanes are chosen by the same rule: one where everything waits must not
    // be taken again and again in place of one with work.
    private const string MayGo =
        """
        o.sent_at is null and o.parked_at is null and o.due_at <= {0} and not exists
          (select from outbox e where e.key = o.key and e.id < o.id and e.sent_at is null and e.parked_at is null and e.due_at > {0})
        """;

    private static readonly string LanesWithWork =
        $"""select l.lane as "Value" from outbox_lanes l where exists (select from outbox o where o.lane = l.lane and {MayGo}) limit {LanesAtOnce} for update skip locked""";

    private static readonly string NextOfLanes =
        $$"""select * from outbox o where o.lane = any({1}) and {{MayGo}} order by o.id limit {{BatchSize}}""";

    private static readonly ActivitySource Activities = new(Telemetry.SourceName);
    private static readonly Counter<long> SentCount = Telemetry.Meter.CreateCounter<long>("outbox.sent", "{event}");
    private static readonly Counter<long> ParkedCount = Telemetry.Meter.CreateCounter<long>("outbox.parked", "{event}");

    private readonly SemaphoreSlim _wake = new(Senders, Senders);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(Enumerable.Range(0, Senders).Select(_ => Send(stoppingToken)).Append(Listen(stoppingToken)));

    private async Task Send(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var more = false;
            try
            {
                more = await SendBatch(stoppingToken) > 0;
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception e)
            {
                LogFailure(log, e);
                await Task.Delay(TimeSpan.FromSeconds(1), clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            // The wake-up may be missed while the listening connection is away, so a look is taken every second all the same.
            if (!more) await ((Task)_wake.WaitAsync(TimeSpan.FromSeconds(1), stoppingToken)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Sends one batch of the lanes nobody else holds.</summary>
    /// <returns>How many rows were looked at.</returns>
    public async Task<int> SendBatch(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TDb>();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);

        // A sender that is stopped in its tracks loses its lanes to another: the server ends its session.
        await db.Database.ExecuteSqlRawAsync("set local idle_in_transaction_session_timeout = '15s'", ct);

        var now = clock.GetUtcNow();
        var lanes = await db.Database.SqlQueryRaw<short>(LanesWithWork, now).ToArrayAsync(ct);
        if (lanes.Length == 0) return 0;

        var batch = await db.Set<OutboxMessage>().FromSqlRaw(NextOfLanes, now, lanes).AsNoTracking().ToListAsync(ct);

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(BrokerPatience);

        var failed = new ConcurrentBag<OutboxMessage>();
        var sent = new ConcurrentBag<Guid>();
        await Parallel.ForEachAsync(batch.GroupBy(m => m.Key), new ParallelOptions { MaxDegreeOfParallelism = InFlight }, async (ofOneKey, _) =>
        {
            foreach (var message in ofOneKey)
            {
                if (await TrySend(message, now, patience.Token))
                {
                    sent.Add(message.Id);
                    continue;
                }

                failed.Add(message);
                if (message.ParkedAt is null) break;
            }
        });

        var ids = sent.ToArray();
        await db.Database.ExecuteSqlAsync($"update outbox set sent_at = {clock.GetUtcNow()}, error = null where id = any({ids})", ct);
        foreach (var message in failed)
        {
            await db.Database.ExecuteSqlAsync(
                $"""
                update outbox set attempts = {message.Attempts}, due_at = {message.DueAt}, error = {message.Error}, parked_at = {message.ParkedAt}
                where id = {message.Id}
                """, ct);
        }

        await transaction.CommitAsync(ct);
        SentCount.Add(ids.Length);
        return batch.Count;
    }

    private async Task<bool> TrySend(OutboxMessage message, DateTimeOffset now, CancellationToken ct)
    {
        using var activity = Activities.StartActivity("outbox send", ActivityKind.Producer, message.TraceParent);
        try
        {
            var (@event, type) = message.Read();
            await bus.Publish(@event, type, Pipe.Execute<PublishContext>(context =>
            {
                context.MessageId = message.Id;
                // Without this an event whose consumer has no queue yet would be confirmed and lost.
                if (context.TryGetPayload<RabbitMqSendContext>(out var rabbit)) rabbit.Mandatory = true;
            }), ct);
            return true;
        }
        catch (Exception unreadable) when (unreadable is JsonException or TypeLoadException or FileNotFoundException or FileLoadException)
        {
            Park(message, now, unreadable);
            return false;
        }
        catch (Exception e)
        {
            message.Attempts++;
            message.Error = e.Message;
            message.DueAt = now + TimeSpan.FromSeconds(Math.Min(60, Math.Pow(2, Math.Min(message.Attempts, 6)) / 2));
            if (now - message.SavedAt > ParkAfter) Park(message, now, e);
            return false;
        }
    }

    private void Park(OutboxMessage message, DateTimeOffset now, Exception why)
    {
        message.ParkedAt = now;
        message.Error = why.Message;
        ParkedCount.Add(1);
        LogParked(log, message.Id, message.Type, why);
    }

    private async Task Listen(CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            try
            {
                // A connection of its own: LISTEN is session state and must never reach the pool.
                await using var connection = await OwnConnection(ct);
                connection.Notification += (_, _) => Wake();
                await using (var listen = new NpgsqlCommand($"listen {Outbox.Channel}", connection))
                    await listen.ExecuteNonQueryAsync(ct);
                Wake();
                while (true) await connection.WaitAsync(ct);
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                LogDeaf(log, e);
                await Task.Delay(TimeSpan.FromSeconds(1), clock, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task<NpgsqlConnection> OwnConnection(CancellationToken ct)
    {
        await using var pooled = source.CreateConnection();
        var connection = pooled.CloneWith(new NpgsqlConnectionStringBuilder(pooled.ConnectionString) { Pooling = false, KeepAlive = 30 }.ConnectionString);
        await connection.OpenAsync(ct);
        return connection;
    }

    // Only the listener wakes, so the count only falls meanwhile.
    private void Wake()
    {
        if (Senders - _wake.CurrentCount is > 0 and var asleep) _wake.Release(asleep);
    }

    public override void Dispose()
    {
        _wake.Dispose();
        base.Dispose();
    }

    [LoggerMessage(LogLevel.Error, "Outbox batch was not sent; it stays queued")]
    private static partial void LogFailure(ILogger log, Exception e);

    [LoggerMessage(LogLevel.Error, "Outbox row {Id} of {Type} is parked")]
    private static partial void LogParked(ILogger log, Guid id, string type, Exception e);

    [LoggerMessage(LogLevel.Warning, "The outbox is not listening for wake-ups and looks every second meanwhile")]
    private static partial void LogDeaf(ILogger log, Exception e);
}

/// <summary>Clears what has served its time: sent events after a week, inbox entries and answers after a month.</summary>
internal sealed partial class OutboxPruner<TDb>(IServiceScopeFactory scopes, TimeProvider clock, ILogger<OutboxPruner<TDb>> log) : BackgroundService
    where TDb : DbContext
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var hourly = new PeriodicTimer(TimeSpan.FromHours(1), clock);
        while (await hourly.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                var db = scope.ServiceProvider.GetRequiredService<TDb>();
                var (week, month) = (clock.GetUtcNow().AddDays(-7), clock.GetUtcNow().AddDays(-30));
                await db.Set<OutboxMessage>().Where(m => m.SentAt < week).ExecuteDeleteAsync(stoppingToken);
                await db.Set<InboxEntry>().Where(e => e.HeardAt < month).ExecuteDeleteAsync(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogFailure(log, e);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "Old outbox and inbox rows were not cleared; the next hour tries again")]
    private static partial void LogFailure(ILogger log, Exception e);
}
