using Microsoft.EntityFrameworkCore;
using Npgsql;
using StudentUnion.ServiceDefaults.Tests.Sample;
using StudentUnion.Testing;

namespace StudentUnion.ServiceDefaults.Tests;

/// <summary>Tenants never see each other in SQL, whoever forgot what. (trust.md, promise 5)</summary>
public sealed class RowSecurityTests : IAsyncLifetime
{
    private static readonly Guid Ours = Guid.CreateVersion7(), Theirs = Guid.CreateVersion7();
    private SampleService _sample = null!;
    private string _owner = "";

    public async ValueTask InitializeAsync()
    {
        _owner = await Servers.Database("sample");
        _sample = await SampleService.Start(_owner, await Servers.RabbitMq());
        foreach (var tenant in new[] { Ours, Theirs })
        {
            await _sample.With(async db =>
            {
                await using var transaction = await db.BeginFor(tenant, default);
                db.Add(new Note { TenantId = tenant, Text = "kept" });
                await db.SaveChangesAsync();
                await transaction.CommitAsync();
                return 0;
            });
        }
    }

    public ValueTask DisposeAsync() => _sample.DisposeAsync();

    [Fact]
    public async Task Without_a_tenant_no_row_is_seen() =>
        Assert.Equal(0, await _sample.With(db => db.Notes.CountAsync()));

    [Fact]
    public async Task A_tenant_sees_its_own_rows_only() =>
        Assert.Equal([Ours], await In(Ours, db => db.Notes.Select(n => n.TenantId).ToListAsync()));

    [Fact]
    public async Task A_tenant_can_neither_write_nor_take_over_anothers_row()
    {
        await Assert.ThrowsAsync<DbUpdateException>(() => In(Ours, db =>
        {
            db.Add(new Note { TenantId = Theirs, Text = "forged" });
            return db.SaveChangesAsync();
        }));
        Assert.Equal(0, await In(Ours, db => db.Notes.Where(n => n.TenantId == Theirs).ExecuteUpdateAsync(s => s.SetProperty(n => n.Text, "taken"))));
        Assert.Equal(0, await In(Ours, db => db.Notes.Where(n => n.TenantId == Theirs).ExecuteDeleteAsync()));
    }

    [Fact]
    public async Task A_pooled_connection_carries_no_tenant_over()
    {
        for (var round = 0; round < 50; round++)
        {
            await In(Ours, db => db.Notes.CountAsync());
            var left = await _sample.With(db => db.Database.SqlQuery<string>(
                $"""select coalesce(current_setting('app.tenant', true), '') as "Value" """).SingleAsync());
            Assert.Equal("", left);
        }
    }

    [Fact]
    public async Task A_tenant_cannot_be_set_outside_a_transaction() =>
        await Assert.ThrowsAsync<InvalidOperationException>(() => _sample.With(async db =>
        {
            await db.ActFor(Ours, default);
            return 0;
        }));

    [Fact]
    public async Task The_service_works_as_a_role_that_owns_nothing_and_passes_nothing()
    {
        var role = await _sample.With(db => db.Database.SqlQuery<string>($"""select current_user::text as "Value" """).SingleAsync());
        Assert.Equal("sample_app", role);
        Assert.Equal("f f 0", await Ask(
            """
            select concat(case when rolsuper then 't' else 'f' end, ' ', case when rolbypassrls then 't' else 'f' end, ' ',
                          (select count(*) from pg_class where relowner = r.oid))
            from pg_roles r where rolname = 'sample_app'
            """));
    }

    [Fact]
    public async Task Every_table_with_a_tenant_has_a_forced_policy()
    {
        const string unguarded =
            """
            select coalesce(string_agg(c.relname, ' '), '') from pg_class c
            join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id'
            where c.relkind = 'r' and not (c.relrowsecurity and c.relforcerowsecurity and exists (select from pg_policy p where p.polrelid = c.oid))
            """;
        Assert.Equal("", await Ask(unguarded));

        // Seen red: the same question finds a table that was forgotten.
        Assert.Equal("forgotten", await Ask($"create table forgotten (tenant_id uuid); {unguarded}"));
    }

    private Task<T> In<T>(Guid tenant, Func<SampleDb, Task<T>> act) => _sample.With(async db =>
    {
        await using var transaction = await db.BeginFor(tenant, default);
        var result = await act(db);
        await transaction.CommitAsync();
        return result;
    });

    private async Task<string> Ask(string sql)
    {
        await using var source = NpgsqlDataSource.Create(_owner);
        await using var command = source.CreateCommand(sql);
        return (string)(await command.ExecuteScalarAsync())!;
    }
}
