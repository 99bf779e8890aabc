using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using StudentUnion.Identity.Data;
using StudentUnion.Identity.Domain;

namespace StudentUnion.Identity.Features.Sessions;

/// <summary>Checks a name and a password. Unknown names take the same steps as known ones.</summary>
public sealed class CheckThePassword(IdentityDb db, IPasswordHasher<Account> hasher, ILookupNormalizer normalizer, CountTheTries tries, CheckThePassword.Decoy decoy)
{
    /// <summary>What a try led to.</summary>
    public enum Outcome
    {
        /// <summary>Name and password belong together.</summary>
        SignedIn,

        /// <summary>They do not, or there is no such name: nobody is told which.</summary>
        Wrong,

        /// <summary>Too many tries under this name.</summary>
        Locked,
    }

    public async Task<(Outcome Outcome, Account? Account)> Try(string userName, string password, Func<Account, bool> knowsTheDevice, string? device, CancellationToken ct)
    {
        var name = normalizer.NormalizeName(userName.Trim());
        var account = await db.Accounts.SingleOrDefaultAsync(a => a.NormalizedUserName == name, ct);
        if (account is null || !knowsTheDevice(account)) device = null;

        var number = await tries.Next(name, device, ct);
        if (number > SignInTries.Allowed) return (Outcome.Locked, null);

        var verdict = hasher.VerifyHashedPassword(account ?? decoy.Account, account?.PasswordHash ?? decoy.Account.PasswordHash!, password);
        if (account is null || verdict == PasswordVerificationResult.Failed)
            return (number == SignInTries.Allowed ? Outcome.Locked : Outcome.Wrong, null);

        await tries.Succeeded(name, device, ct);
        if (verdict == PasswordVerificationResult.SuccessRehashNeeded)
        {
            account.PasswordHash = hasher.HashPassword(account, password);
            await db.SaveChangesAsync(ct);
        }

        return (Outcome.SignedIn, account);
    }

    /// <summary>An account nobody can sign in to, whose password costs as much to check as a real one.</summary>
    public sealed class Decoy
    {
        public Decoy(IPasswordHasher<Account> hasher, TimeProvider clock)
        {
            Account = new Account { UserName = "decoy", DisplayName = "decoy", TenantId = Guid.Empty, OpenedAt = clock.GetUtcNow() };
            Account.PasswordHash = hasher.HashPassword(Account, Convert.ToHexString(System.Security.Cryptography.RandomNumberGenerator.GetBytes(32)));
        }

        public Account Account { get; }
    }
}
