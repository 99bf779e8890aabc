using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace StudentUnion.DrawCheck;

/// <summary>
/// Works a draw out again from its record, its published commitment and its seed, for whoever does not want to believe the platform. Shares no code with it on
/// purpose; <c>docs/draws.md</c> is all it was written from. (measure 6.4)
/// </summary>
public static class Check
{
    private const string Usage = """
        用法 Usage: DrawCheck RECORD.txt --commitment HEX --seed TEXT
        核对抽签：原文是否就是承诺所指的原文，抽签次序是什么。
        Checks a draw: whether the record is the one that was committed to, and the order it gives.
        退出码 Exit code: 0 相符 as committed · 1 不符 not as committed · 2 无法读取 cannot be read
        """;

    /// <summary>Checks and tells.</summary>
    /// <returns>0 where the record is the committed one, 1 where it is not, 2 where it cannot be read or the question is not understood.</returns>
    public static int Run(IReadOnlyList<string> arguments, TextWriter told, TextWriter refused)
    {
        if (arguments is not [var path, "--commitment", var commitment, "--seed", var typed])
        {
            refused.WriteLine(Usage);
            return 2;
        }

        byte[] record;
        try
        {
            record = File.ReadAllBytes(path);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            refused.WriteLine($"读不到文件 Cannot read: {path}");
            return 2;
        }

        var lines = Encoding.UTF8.GetString(record).Split('\n');
        var candidates = lines.Where(line => line.StartsWith("candidate ", StringComparison.Ordinal)).Select(line => line["candidate ".Length..].Split(' ', 3)).ToList();
        var places = lines.Where(line => line.StartsWith("places ", StringComparison.Ordinal)).Select(line => line["places ".Length..]).ToList();
        if (lines[0] != "student-union-draw 1" || places is not [var stated] || !int.TryParse(stated, NumberStyles.None, CultureInfo.InvariantCulture, out var wanted)
            || candidates.Count == 0 || candidates.Any(c => c.Length != 3))
        {
            refused.WriteLine($"不是抽签原文 Not the record of a draw: {path}");
            return 2;
        }

        var hash = Convert.ToHexStringLower(SHA256.HashData(record));
        var expected = commitment.Trim().ToLowerInvariant();
        told.WriteLine($"原文的 SHA-256 of the record   {hash}");
        told.WriteLine($"公布的承诺 published commitment  {expected}");
        if (hash != expected)
        {
            refused.WriteLine("不符：这份原文不是抽签前公布的那一份。 Not as committed: this is not the record that was published before the draw.");
            return 1;
        }

        var seed = typed.Normalize(NormalizationForm.FormKC).Trim();
        var order = candidates
            .Select(c => (Number: c[0], Name: c[2], Ticket: Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{hash}\n{seed}\n{c[0]}\n")))))
            .OrderBy(c => c.Ticket, StringComparer.Ordinal).ToList();
        told.WriteLine($"相符。次序 As committed. The order, {wanted} / {order.Count}:");
        foreach (var (rank, candidate) in order.Index())
            told.WriteLine($"{(rank < wanted ? "●" : " ")} {rank + 1,3}  {candidate.Number,3} {candidate.Name}  {candidate.Ticket}");
        return 0;
    }
}
