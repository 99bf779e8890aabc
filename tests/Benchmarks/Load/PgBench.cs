using System.Globalization;
using System.Text.RegularExpressions;
using StudentUnion.Benchmarks.Rigs;

namespace StudentUnion.Benchmarks.Load;

/// <summary>PostgreSQL's own load tool: the limit of the database itself.</summary>
internal static partial class PgBench
{
    /// <summary>One statement a transaction, committed to disk, by clients that do nothing else.</summary>
    /// <returns>Transactions a second.</returns>
    public static async Task<double> Run(Rig rig, string database, string statement, int clients, int seconds, CancellationToken ct)
    {
        var script = rig.At("pgbench.sql");
        await File.WriteAllTextAsync(script, statement, ct);
        var said = await Tool.Run("pgbench",
            ["-h", "127.0.0.1", "-p", Text(rig.Postgres.Port), "-U", "postgres", "-n", "-M", "prepared", "-c", Text(clients), "-j", "2", "-T", Text(seconds), "-f", script, database],
            ct, ("PGPASSWORD", rig.Postgres.Password));
        if (Failures().Match(said) is { Success: true } failed && failed.Groups[1].Value != "0") throw new InvalidOperationException($"pgbench had failures:\n{said}");
        return Rate().Match(said) is { Success: true } rate
            ? double.Parse(rate.Groups[1].Value, CultureInfo.InvariantCulture)
            : throw new InvalidOperationException($"pgbench measured nothing:\n{said}");
    }

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"tps = ([\d.]+)")]
    private static partial Regex Rate();

    [GeneratedRegex(@"failed transactions: (\d+)")]
    private static partial Regex Failures();
}
