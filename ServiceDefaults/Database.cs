using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace StudentUnion.ServiceDefaults;

/// <summary>
/// A service's own database. The connection string given by the host belongs to the owner, who migrates and then steps back;
/// at work the service is a role of its own that owns nothing and cannot pass row-level security.
/// </summary>
public static class Database
{
    /// <summary>Registers the context, its data source and, at start, its migration.</summary>
    /// <param name="builder">The service.</param>
    /// <param name="connectionName">Name of the owner's connection string, for instance <c>ordersdb</c>.</param>
    /// <param name="walls">Schemas that belong to a role of their own, out of reach of the service's ordinary role.</param>
    public static void AddDatabase<TDb>(this IHostApplicationBuilder builder, string connectionName, params DatabaseWall[] walls)
        where TDb : DbContext
    {
        var role = AppRole(connectionName);

        builder.Services.AddSingleton(sp => DataSource(sp, connectionName, role));
        builder.Services.AddDbContextPool<TDb>((sp, options) => options
            .UseNpgsql(sp.GetRequiredService<NpgsqlDataSource>())
            .UseSnakeCaseNamingConvention());

        foreach (var wall in walls)
            builder.Services.AddKeyedSingleton(wall.Schema, (sp, _) => DataSource(sp, connectionName, wall.Role));

        builder.Services.AddHostedService(sp => new Migrator<TDb>(Owner(sp.GetRequiredService<IConfiguration>(), connectionName), role, walls));
        builder.Services.AddHealthChecks().Add(new HealthCheckRegistration("database",
            sp => new AnswersQueries(sp.GetRequiredService<NpgsqlDataSource>()), HealthStatus.Unhealthy, ["ready"]));
    }

    /// <summary>The role a service works as.</summary>
    public static string AppRole(string connectionName) => $"{connectionName.Replace("db", "", StringComparison.Ordinal)}_app";

    internal static string Owner(IConfiguration configuration, string connectionName) =>
        configuration.GetConnectionString(connectionName)
        ?? throw new InvalidOperationException($"No connection string '{connectionName}' was given to this service.");

    private static NpgsqlDataSource DataSource(IServiceProvider sp, string connectionName, string role)
    {
        var owner = new NpgsqlConnectionStringBuilder(Owner(sp.GetRequiredService<IConfiguration>(), connectionName));
        return NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(owner.ConnectionString)
        {
            Username = role,
            Password = PasswordOf(role, owner.Password),
            MaxPoolSize = 32,
            // Safe because no session state is ever set: tenants are set inside their transaction.
            NoResetOnClose = true,
            MaxAutoPrepare = 100,
            AutoPrepareMinUsages = 2,
            ApplicationName = role,
        });
    }

    // Derived, so that every instance of a service knows it and nothing has to be handed around.
    internal static string PasswordOf(string role, string? ownerPassword) => Convert.ToHexStringLower(
        HMACSHA256.HashData(Encoding.UTF8.GetBytes(ownerPassword ?? ""), Encoding.UTF8.GetBytes($"database role {role}")));

    private sealed class AnswersQueries(NpgsqlDataSource source) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            await using var command = source.CreateCommand("select 1");
            await command.ExecuteScalarAsync(cancellationToken);
            return HealthCheckResult.Healthy();
        }
    }
}

/// <summary>A schema with a role of its own: the service's ordinary role cannot look inside.</summary>
public sealed record DatabaseWall(string Schema, string Role);

/// <summary>Brings the schema up to date as its owner, then gives the working roles exactly what they need.</summary>
internal sealed class Migrator<TDb>(string owner, string role, DatabaseWall[] walls) : IHostedService where TDb : DbContext
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var options = new DbContextOptionsBuilder<TDb>().UseNpgsql(owner).UseSnakeCaseNamingConvention();
        await using (var db = (TDb)Activator.CreateInstance(typeof(TDb), options.Options)!)
            await db.Database.MigrateAsync(cancellationToken);

        await using var source = NpgsqlDataSource.Create(owner);
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);

        // Instances of a service start together; the second finds everything done.
        await Run("select pg_advisory_xact_lock(hashtext('provision'))");

        await ProvideRole(role, "public");
        await Run($"""revoke all on "__EFMigrationsHistory" from {role}""");
        foreach (var wall in walls) await ProvideRole(wall.Role, wall.Schema);

        await Run(GuardEveryTenantTable);
        await Run(Outbox.WakeUpSql);
        await transaction.CommitAsync(cancellationToken);

        async Task ProvideRole(string name, string schema)
        {
            var password = Database.PasswordOf(name, new NpgsqlConnectionStringBuilder(owner).Password);
            await Run($"""
                do $$ begin
                  if not exists (select from pg_roles where rolname = '{name}') then
                    create role {name} login nosuperuser nocreatedb nocreaterole nobypassrls password '{password}';
                  end if;
                exception when duplicate_object or unique_violation then null;
                end $$;
                grant usage on schema {schema} to {name};
                grant select, insert, update, delete on all tables in schema {schema} to {name};
                grant usage on all sequences in schema {schema} to {name};
                """);
        }

        async Task Run(string sql)
        {
            await using var command = new NpgsqlCommand(sql, connection, transaction);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    // Whatever has a tenant_id is a tenant's: an unset tenant sees nothing, and the owner is bound as well.
    private const string GuardEveryTenantTable = $"""
        do $$ declare t record; begin
          for t in select c.oid::regclass as name, c.relrowsecurity and c.relforcerowsecurity as guarded from pg_class c
                   join pg_namespace n on n.oid = c.relnamespace
                   join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped
                   where c.relkind in ('r', 'p') and n.nspname not in ('pg_catalog', 'information_schema')
          loop
            continue when t.guarded;
            execute format('alter table %s enable row level security', t.name);
            execute format('alter table %s force row level security', t.name);
            execute format('create policy own_rows on %s using (tenant_id = nullif(current_setting(''{Tenants.Setting}'', true), '''')::uuid)', t.name);
          end loop;
        end $$;
        """;
}
