using StudentUnion.Api;
using StudentUnion.Year.Platform;
using StudentUnion.Year.Telling;

namespace StudentUnion.Year.Deeds;

/// <summary>An account that is there to be tried out by hand.</summary>
/// <param name="Person">The student behind it.</param>
/// <param name="At">The body it is charged at; the university's union where absent.</param>
public sealed record DemoAccount(string Role, string Where, string UserName, string DisplayName, string Charge, Guid? Person = null, Guid? At = null);

/// <summary>Opens the accounts that people try the platform out with. Those that exist are kept.</summary>
public static class OpenAccounts
{
    /// <summary>The same for all of them: it guards nothing, since the data is invented and the platform runs on one machine.</summary>
    public const string Password = "Xuelian-2026";

    /// <returns>The account's id by user name.</returns>
    public static async Task<IReadOnlyDictionary<string, Guid>> Run(
        TheUnion union, Narrator tell, Actor federation, University university, IReadOnlyList<DemoAccount> wanted, CancellationToken ct)
    {
        var known = new Dictionary<string, Guid>(StringComparer.OrdinalIgnoreCase);
        await foreach (var account in union.As(university.Teacher).Identity.AllAccounts(ct)) known[account.UserName] = account.Id;

        var missing = wanted.Where(account => !known.ContainsKey(account.UserName)).ToList();
        if (missing.Count == 0) return known;

        var identity = union.As(federation).Identity;
        await tell.Step($"{university.Name} 开设账号", $"opening {missing.Count} accounts", async counting =>
        {
            foreach (var (done, account) in missing.Index())
            {
                var key = Guid.CreateVersion7().ToString("N");
                var body = new NewAccount(account.UserName, account.DisplayName, Password, MustChangePassword: false, university.Tenant, account.Person,
                    account.Charge.Length == 0 ? [] : [new(account.Charge, account.At ?? university.Tenant)]);
                // Identity hears of a new organization a moment after Membership has registered it.
                known[account.UserName] = (await Patiently.Ask(
                    union.Clock, () => identity.CreateAccount(body, key, ct), ct, problem => problem.Rule == "identity.organization-is-known")).Id;
                counting.Reached(done + 1, missing.Count);
            }
        });
        return known;
    }

    /// <summary>The list that <c>./run</c> shows.</summary>
    public static void Write(string path, IEnumerable<DemoAccount> accounts)
    {
        string[][] rows =
        [
            ["角色 role", "单位 organization", "登录名 user name", "密码 password"],
            ["学联工作人员 federation staff", "学联 federation", "federation", Password],
            .. accounts.Select(account => new[] { account.Role, account.Where, account.UserName, Password }),
        ];
        var widths = Enumerable.Range(0, 4).Select(column => rows.Max(row => Width(row[column]))).ToArray();
        File.WriteAllLines(path, rows.Select(row => string.Join("  ", row.Select((cell, column) => cell + new string(' ', widths[column] - Width(cell)))).TrimEnd()));
    }

    // Chinese characters and their punctuation take two columns of a terminal.
    private static int Width(string text) => text.Sum(c => c is >= '\u2E80' and <= '\uFFEF' ? 2 : 1);
}
