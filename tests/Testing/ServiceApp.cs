using System.Net.Http.Headers;
using MassTransit;
using MassTransit.Testing;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
using StudentUnion.ServiceDefaults;
using Xunit;

namespace StudentUnion.Testing;

/// <summary>A real service on a database of its own, with a clock the test moves; tests speak to it over HTTP. Its events stay in memory.</summary>
/// <typeparam name="TProgram">A public type of the service's assembly.</typeparam>
/// <typeparam name="TDb">Its context.</typeparam>
public abstract class ServiceApp<TProgram, TDb>(string connectionName) : IAsyncLifetime where TProgram : class where TDb : DbContext
{
    private WebApplicationFactory<TProgram>? _factory;

    /// <summary>The owner's connection string of the test's own database: sees every tenant's rows.</summary>
    public string Owner { get; private set; } = "";

    /// <summary>The service's clock: 2026-03-03 12:00 UTC until moved.</summary>
    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 3, 3, 12, 0, 0, TimeSpan.Zero));

    public IServiceProvider Services => _factory!.Services;

    /// <summary>A client that acts as the caller, sends an idempotency key with every unsafe request and asks for Chinese.</summary>
    public HttpClient As(TestCaller caller)
    {
        var client = _factory!.CreateDefaultClient(new KeyForEachRequest());
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(TestCaller.Scheme, caller.Header());
        return client;
    }

    public HttpClient Anonymous() => _factory!.CreateClient();

    /// <summary>Runs in a transaction of the tenant, as the service itself would.</summary>
    public async Task<T> In<T>(Guid tenant, Func<TDb, Task<T>> act)
    {
        await using var scope = Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TDb>();
        await using var transaction = await db.BeginFor(tenant, CancellationToken.None);
        var result = await act(db);
        await db.SaveChangesAsync();
        await transaction.CommitAsync();
        return result;
    }

    /// <summary>Lets the service hear an event and waits until it has acted on it.</summary>
    public async Task Hears<TEvent>(TEvent said, Guid? messageId = null) where TEvent : class
    {
        var id = messageId ?? Guid.CreateVersion7();
        var harness = Services.GetRequiredService<ITestHarness>();
        var before = Count();
        await harness.Bus.Publish(said, context => context.MessageId = id);
        await Poll.Until(() => Task.FromResult(Count() > before), $"{typeof(TEvent).Name} was not acted on");

        int Count() => harness.Consumed.Select<TEvent>().Count(c => c.Context.MessageId == id);
    }

    /// <summary>Waits for an event to leave the outbox: the harness alone gives up as soon as the bus is quiet.</summary>
    public async Task<TEvent> Announced<TEvent>(Func<TEvent, bool> wanted) where TEvent : class
    {
        TEvent? found = null;
        await Poll.Until(() =>
        {
            var published = Services.GetRequiredService<ITestHarness>().Published;
            found = published.Select<TEvent>().Select(p => p.Context.Message).FirstOrDefault(wanted);
            return Task.FromResult(found is not null);
        }, $"no such {typeof(TEvent).Name} was sent");
        return found!;
    }

    /// <summary>Tables that hold a tenant's rows without a forced policy: there must be none.</summary>
    public async Task<string[]> UnguardedTables()
    {
        await using var source = NpgsqlDataSource.Create(Owner);
        await using var command = source.CreateCommand(
            """
            select coalesce(array_agg(c.oid::regclass::text order by 1), '{}') from pg_class c
            join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped
            where c.relkind in ('r', 'p') and not (c.relrowsecurity and c.relforcerowsecurity and exists (select from pg_policy p where p.polrelid = c.oid))
            """);
        return (string[])(await command.ExecuteScalarAsync())!;
    }

    /// <summary>More settings of the host under test.</summary>
    protected virtual void Configure(IWebHostBuilder host)
    {
    }

    public async ValueTask InitializeAsync()
    {
        Owner = await Servers.Database(connectionName);
        _factory = new WebApplicationFactory<TProgram>().WithWebHostBuilder(host =>
        {
            host.UseSetting($"ConnectionStrings:{connectionName}", Owner);
            host.UseSetting("Identity:Issuer", "http://127.0.0.1:1");
            host.ConfigureTestServices(services =>
            {
                services.Replace(ServiceDescriptor.Singleton<TimeProvider>(Clock));
                services.AddMassTransitTestHarness();
                services.AddAuthentication(TestCaller.Scheme).AddScheme<AuthenticationSchemeOptions, TestCallerHandler>(TestCaller.Scheme, null);
            });
            Configure(host);
        });
        _ = _factory.Server;
    }

    public async ValueTask DisposeAsync()
    {
        if (_factory is not null) await _factory.DisposeAsync();
        NpgsqlConnection.ClearAllPools();
        var target = new NpgsqlConnectionStringBuilder(Owner);
        await using var admin = new NpgsqlConnection($"{await Servers.Postgres()};Database=postgres;Pooling=false");
        await admin.OpenAsync();
        await using var drop = new NpgsqlCommand($"drop database \"{target.Database}\" with (force)", admin);
        drop.CommandTimeout = 180; // it waits for a checkpoint, which on a shared and busy server takes its time
        await drop.ExecuteNonQueryAsync();
        GC.SuppressFinalize(this);
    }

    private sealed class KeyForEachRequest : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.Method == HttpMethod.Post && !request.Headers.Contains(IdempotencyKey.Header))
                request.Headers.Add(IdempotencyKey.Header, Guid.CreateVersion7().ToString());
            return base.SendAsync(request, cancellationToken);
        }
    }
}
