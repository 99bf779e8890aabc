using Npgsql;

namespace StudentUnion.AppHost.Tests;

internal static class Sql
{
    public static async Task<object?> Run(string database, string sql)
    {
        await using var connection = new NpgsqlConnection($"{database};Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }
}
