using Npgsql;
using StudentUnion.Native;
using StudentUnion.Testing;

namespace StudentUnion.AppHost.Tests;

public class PrivateServersTests
{
    [Fact]
    public async Task PostgreSQL_keeps_its_rows_and_its_address_over_a_kill()
    {
        await using var server = await PostgresProcess.StartAsync(new ServerOptions(Servers.NewFolder("pg")) { Durable = false });
        await Execute(server.ConnectionString, "create table kept (id int); insert into kept values (7)");
        var before = server.ConnectionString;

        server.Kill();
        await server.Exited;
        await server.StartAsync();

        Assert.Equal(before, server.ConnectionString);
        Assert.Equal(7, await Execute(server.ConnectionString, "select id from kept"));
    }

    [Fact]
    public async Task PostgreSQL_refuses_a_wrong_password()
    {
        var right = await Servers.Postgres();
        var wrong = new NpgsqlConnectionStringBuilder(right) { Password = "guess" }.ConnectionString;

        var refusal = await Assert.ThrowsAsync<PostgresException>(() => Execute(wrong, "select 1"));

        Assert.Equal("28P01", refusal.SqlState);
    }

    [Fact]
    public async Task A_database_of_ones_own_is_empty_and_different_each_time()
    {
        var first = await Servers.Database("own");
        var second = await Servers.Database("own");

        Assert.NotEqual(first, second);
        Assert.Equal(0L, await Execute(first, "select count(*) from pg_tables where schemaname = 'public'"));
    }

    [Fact]
    public async Task RabbitMQ_answers_again_on_its_port_after_a_kill_and_after_a_stop()
    {
        await using var server = await RabbitMqProcess.StartAsync(new ServerOptions(Servers.NewFolder("rmq")) { Durable = false });
        server.Kill();
        await server.Exited;
        Assert.False(await server.AnswersAsync(default));

        await server.StartAsync();
        Assert.True(await server.AnswersAsync(default));

        await server.RestartAsync();
        Assert.True(await server.AnswersAsync(default));
        Assert.All(server.Processes, process => Assert.True(process.IsAlive));
    }

    [Fact]
    public async Task Redis_answers_only_to_its_password()
    {
        await using var server = await RedisProcess.StartAsync(new ServerOptions(Servers.NewFolder("redis")) { Durable = false });
        Assert.True(await server.AnswersAsync(default));

        var stranger = new RedisProcess(server.Options with { Port = server.Port, Password = "guess" });
        Assert.False(await stranger.AnswersAsync(default));
    }

    [Fact]
    public async Task A_durable_server_stops_cleanly_and_leaves_no_process()
    {
        var server = await PostgresProcess.StartAsync(Servers.NewFolder("pg"));
        var processes = server.Processes;

        await server.StopAsync();

        Assert.Equal(0, await server.Exited);
        Assert.All(processes, process => Assert.False(process.IsAlive));
    }

    private static async Task<object?> Execute(string server, string sql)
    {
        await using var connection = new NpgsqlConnection($"{server};Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }
}
