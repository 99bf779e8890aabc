using Npgsql;
using StudentUnion.ServiceDefaults;

namespace StudentUnion.Elections.Box;

/// <summary>Statements to the box that travel together.</summary>
internal static class BoxBatch
{
    /// <summary>Row-level security lets the statements that follow see this tenant's rows; the setting ends with their transaction.</summary>
    public static NpgsqlBatch ActFor(this NpgsqlBatch batch, Guid tenant) => batch.Then($"select set_config('{Tenants.Setting}', $1, true)", tenant.ToString());

    public static NpgsqlBatch Then(this NpgsqlBatch batch, string sql, params ReadOnlySpan<object> values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values) command.Parameters.Add(new NpgsqlParameter { Value = value });
        batch.BatchCommands.Add(command);
        return batch;
    }
}
