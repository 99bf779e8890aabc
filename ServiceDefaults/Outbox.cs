using System.Diagnostics;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.Extensions.DependencyInjection;

namespace StudentUnion.ServiceDefaults;

/// <summary>An event that is saved with the change it reports, and sent afterwards, at least once, in order per key.</summary>
public sealed class OutboxMessage
{
    /// <summary>Number of lanes; what shares a key shares a lane, and one sender at a time works a lane.</summary>
    public const int Lanes = 8;

    /// <summary>The message id consumers know it by; ids of one process grow in the order of publishing.</summary>
    public Guid Id { get; private init; }

    /// <summary>What it is about; events of one key arrive in the order they were saved.</summary>
    public Guid Key { get; private init; }

    public short Lane { get; private init; }
    public string Type { get; private init; } = "";
    public string Body { get; private init; } = "";

    /// <summary>W3C trace parent of the act that caused it.</summary>
    public string? TraceParent { get; private init; }

    public DateTimeOffset SavedAt { get; private init; }

    /// <summary>Not tried again before this moment.</summary>
    public DateTimeOffset DueAt { get; internal set; }

    public int Attempts { get; internal set; }
    public DateTimeOffset? SentAt { get; internal set; }

    /// <summary>Set when it will not be tried again by itself: it cannot be read, or nobody took it for a day.</summary>
    public DateTimeOffset? ParkedAt { get; internal set; }

    /// <summary>Why the last attempt failed.</summary>
    public string? Error { get; internal set; }

    internal static OutboxMessage For<TEvent>(TEvent @event, Guid key, DateTimeOffset now) where TEvent : class => new()
    {
        Id = Sequence.Next(now),
        Key = key,
        Lane = (short)(key.ToByteArray()[15] % Lanes),
        Type = $"{typeof(TEvent).FullName}, {typeof(TEvent).Assembly.GetName().Name}",
        Body = JsonSerializer.Serialize(@event, Outbox.Json),
        TraceParent = Activity.Current?.Id,
        SavedAt = now,
        DueAt = now,
    };

    /// <summary>Reads the event back.</summary>
    /// <exception cref="JsonException">The body is not of its type.</exception>
    /// <exception cref="TypeLoadException">The type is not known to this build.</exception>
    internal (object Event, Type Type) Read()
    {
        var type = System.Type.GetType(Type, throwOnError: true)!;
        return (JsonSerializer.Deserialize(Body, type, Outbox.Json) ?? throw new JsonException("The body is empty."), type);
    }

    // RFC 9562 §6.2: within one millisecond a plain version 7 id has no order, so the 12 bits after the version count.
    private static class Sequence
    {
        private static readonly Lock Gate = new();
        private static long _last;
        private static int _count;

        public static Guid Next(DateTimeOffset now)
        {
            long millisecond;
            int count;
            lock (Gate)
            {
                var current = Math.Max(now.ToUnixTimeMilliseconds(), _last);
                if (current > _last) (_last, _count) = (current, 0);
                else if (++_count > 0xFFF) (_last, _count) = (current + 1, 0);
                (millisecond, count) = (_last, _count);
            }

            Span<byte> bytes = stackalloc byte[16];
            Guid.CreateVersion7(DateTimeOffset.FromUnixTimeMilliseconds(millisecond)).TryWriteBytes(bytes, bigEndian: true, out _);
            bytes[6] = (byte)(0x70 | (count >> 8));
            bytes[7] = (byte)count;
            return new Guid(bytes, bigEndian: true);
        }
    }
}

/// <summary>A lane of the outbox: whoever holds its row sends what is in it.</summary>
public sealed class OutboxLane
{
    public short Lane { get; init; }
}

/// <summary>Events leave a service through its outbox and in no other way.</summary>
public static class Outbox
{
    // No page shows these texts: escaping every character beyond ASCII would only double them.
    internal static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Queues the event; nothing leaves until <c>SaveChangesAsync</c> commits.</summary>
    /// <param name="db">The context whose transaction carries the change.</param>
    /// <param name="event">What has happened.</param>
    /// <param name="key">Id of what it is about: events of one key are sent in order.</param>
    /// <param name="now">When.</param>
    public static void Publish<TEvent>(this DbContext db, TEvent @event, Guid key, DateTimeOffset now) where TEvent : class =>
        db.Add(OutboxMessage.For(@event, key, now));

    /// <summary>Adds the tables of outbox, inbox and idempotency keys to a service's model.</summary>
    public static void MapMessaging(this ModelBuilder model)
    {
        model.Entity<OutboxMessage>(MapOutbox);
        model.Entity<OutboxLane>(lane =>
        {
            lane.ToTable("outbox_lanes").HasKey(l => l.Lane);
            lane.Property(l => l.Lane).ValueGeneratedNever();
            lane.HasData(Enumerable.Range(0, OutboxMessage.Lanes).Select(n => new OutboxLane { Lane = (short)n }));
        });
        model.Entity<InboxEntry>(entry =>
        {
            entry.ToTable("inbox").HasKey(e => new { e.MessageId, e.Hearer });
            entry.HasIndex(e => e.HeardAt);
        });
        model.Entity<IdempotentAnswer>(answer =>
        {
            answer.ToTable("idempotency_keys").HasKey(a => new { a.TenantId, a.Account, a.Key });
            answer.Property(a => a.Key).HasMaxLength(IdempotencyKey.MaxLength);
            answer.HasIndex(a => a.AnsweredAt);
        });
    }

    private static void MapOutbox(EntityTypeBuilder<OutboxMessage> message)
    {
        message.ToTable("outbox").HasKey(m => m.Id);
        message.Property(m => m.Id).ValueGeneratedNever();
        message.HasIndex(m => new { m.Lane, m.Id }).HasFilter("sent_at is null and parked_at is null").HasDatabaseName("ix_outbox_waiting");
        message.HasIndex(m => new { m.Key, m.Id }).HasFilter("sent_at is null and parked_at is null").HasDatabaseName("ix_outbox_key");
        message.HasIndex(m => m.SentAt).HasFilter("sent_at is not null").HasDatabaseName("ix_outbox_sent");
    }

    /// <summary>Sends this service's events in the background.</summary>
    internal static IServiceCollection AddOutbox<TDb>(this IServiceCollection services) where TDb : DbContext => services
        .AddSingleton<OutboxSender<TDb>>()
        .AddHostedService(sp => sp.GetRequiredService<OutboxSender<TDb>>())
        .AddHostedService<OutboxPruner<TDb>>();

    internal const string Channel = "outbox";

    internal const string WakeUpSql = $"""
        do $$ begin
          if to_regclass('public.outbox') is null then return; end if;
          create or replace function outbox_wake_up() returns trigger language plpgsql as 'begin notify {Channel}; return null; end';
          create or replace trigger outbox_wake_up after insert on outbox for each statement execute function outbox_wake_up();
        end $$;
        """;
}
