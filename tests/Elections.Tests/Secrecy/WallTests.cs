using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using StudentUnion.Elections.Box;

namespace StudentUnion.Elections.Tests.Secrecy;

/// <summary>The ordinary role cannot look into the box, the box's role cannot look anywhere else, and neither sees another tenant.</summary>
public sealed class WallTests(ElectionsApp app) : IClassFixture<ElectionsApp>
{
    private NpgsqlDataSource Ordinary => app.Services.GetRequiredService<NpgsqlDataSource>();

    private NpgsqlDataSource Box => app.Services.GetRequiredKeyedService<NpgsqlDataSource>(BallotBox.Schema);

    [Theory]
    [InlineData("select * from ballot_box.ballots")]
    [InlineData("select * from ballot_box.roll")]
    [InlineData("select * from ballot_box.boxes")]
    [InlineData("insert into ballot_box.ballots values (gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), '{1}')")]
    [InlineData("set role elections_box")]
    [InlineData("alter table elections disable row level security")]
    [InlineData("select * from \"__EFMigrationsHistory\"")]
    public async Task The_ordinary_role_stays_outside_the_box(string sql) => Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, await Refusal(Ordinary, sql));

    [Theory]
    [InlineData("select * from elections")]
    [InlineData("select * from delegates")]
    [InlineData("select * from members")]
    [InlineData("select * from outbox")]
    [InlineData("select * from idempotency_keys")]
    [InlineData("set role elections_app")]
    [InlineData("truncate ballot_box.ballots")]
    [InlineData("alter table ballot_box.ballots disable row level security")]
    public async Task The_boxs_role_sees_nothing_but_the_box(string sql) => Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, await Refusal(Box, sql));

    [Fact]
    public async Task Every_table_of_a_tenant_is_guarded() => Assert.Empty(await app.Rows(
        """
        select c.oid::regclass::text from pg_class c join pg_namespace n on n.oid = c.relnamespace
        join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id'
        where c.relkind = 'r' and n.nspname in ('public', 'ballot_box')
          and not (c.relrowsecurity and c.relforcerowsecurity and exists (select from pg_policy p where p.polrelid = c.oid))
        """, row => row.GetString(0)));

    [Fact]
    public async Task Without_a_tenant_and_in_another_the_box_is_empty()
    {
        var (union, election) = await app.OpenElection();
        await ElectionsApp.Done(app.Cast(union.Student(0), election, 1));
        var box = app.Services.GetRequiredService<BallotBox>();

        Assert.Equal(0L, await Scalar(Box, "select count(*) from ballot_box.ballots"));
        Assert.Equal(0L, await Scalar(Box, "select count(*) from ballot_box.roll"));
        Assert.Equal(new BoxCount(5, 1), await box.Count(union.Tenant, election, CancellationToken.None));
        Assert.Equal(default, await box.Count(Guid.CreateVersion7(), election, CancellationToken.None));
        Assert.Equal(default, await box.PlaceOf(Guid.CreateVersion7(), election, union.Members[0], CancellationToken.None));
        Assert.Equal(CastOutcome.NotOpen, await box.Cast(Guid.CreateVersion7(), election, union.Members[1], [1]));
    }

    [Fact]
    public async Task A_connection_returned_to_the_pool_carries_no_tenant()
    {
        var (union, election) = await app.OpenElection();
        await ElectionsApp.Done(app.Cast(union.Student(0), election, 1));
        await app.As(union.Student(0)).GetAsync($"/api/elections/elections/{election}");

        foreach (var source in new[] { Box, Ordinary })
        {
            var connections = new List<NpgsqlConnection>();
            for (var i = 0; i < 8; i++) connections.Add(await source.OpenConnectionAsync());
            foreach (var connection in connections)
            {
                await using var command = new NpgsqlCommand("select coalesce(current_setting('app.tenant', true), '')", connection);
                Assert.Equal("", await command.ExecuteScalarAsync());
                await connection.DisposeAsync();
            }
        }
    }

    [Fact]
    public async Task What_the_database_did_not_confirm_is_not_acknowledged_and_leaves_no_trace()
    {
        var (union, election) = await app.OpenElection();
        await Execute("revoke insert on ballot_box.ballots from elections_box");
        try
        {
            Assert.Equal(System.Net.HttpStatusCode.ServiceUnavailable, (await app.Cast(union.Student(0), election, 1)).StatusCode);
        }
        finally
        {
            await Execute("grant insert on ballot_box.ballots to elections_box");
        }

        Assert.Equal([false], await app.Rows($"select voted from ballot_box.roll where election_id = '{election}' and person_id = '{union.Members[0]}'", row => row.GetBoolean(0)));
        Assert.Equal(System.Net.HttpStatusCode.NoContent, (await app.Cast(union.Student(0), election, 1)).StatusCode);
    }

    private async Task Execute(string sql)
    {
        await using var connection = new NpgsqlConnection(app.Owner);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<object?> Scalar(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }

    private static async Task<string> Refusal(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        return (await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync())).SqlState;
    }
}
