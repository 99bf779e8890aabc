using Microsoft.AspNetCore.Identity;
using OpenIddict.Abstractions;
using StudentUnion.Identity.Data;
using StudentUnion.Identity.Domain;
using StudentUnion.ServiceDefaults;

namespace StudentUnion.Identity.Features.Sessions;

/// <summary>Replaces a password by one that only its owner knows, and ends everything that was signed in with the old one.</summary>
public sealed class ChangePassword(IdentityDb db, IPasswordHasher<Account> hasher, CountTheTries tries, IOpenIddictTokenManager tokens)
{
    /// <summary>What became of it: a rule that refused, a lock, or neither.</summary>
    public sealed record Result(Rule? Broken = null, bool Locked = false);

    public async Task<Result> Try(Account account, string current, string chosen, CancellationToken ct)
    {
        // A borrowed session must not become a place to guess the password.
        if (await tries.Next(account.NormalizedUserName!, null, ct) > SignInTries.Allowed) return new(Locked: true);

        var broken = IdentityRules.CurrentPasswordIsGiven.Unless(hasher.VerifyHashedPassword(account, account.PasswordHash!, current) != PasswordVerificationResult.Failed);
        if (broken is not null) return new(broken);
        await tries.Succeeded(account.NormalizedUserName!, null, ct);

        broken = IdentityRules.NewPasswordIsNew.Unless(chosen != current)
            ?? IdentityRules.PasswordIsHardToGuess.Unless(PasswordPolicy.Accepts(chosen, account.UserName!));
        if (broken is not null) return new(broken);

        await Replace(account, chosen, mustChange: false, ct);
        return new();
    }

    /// <summary>Replaces the password without asking for the old one.</summary>
    public async Task Replace(Account account, string chosen, bool mustChange, CancellationToken ct)
    {
        IdentityRules.PasswordIsHardToGuess.Require(PasswordPolicy.Accepts(chosen, account.UserName!));

        account.PasswordHash = hasher.HashPassword(account, chosen);
        account.SecurityStamp = Stamps.New();
        account.ConcurrencyStamp = Stamps.New();
        account.MustChangePassword = mustChange;
        await db.SaveChangesAsync(ct);
        await tokens.RevokeBySubjectAsync(account.Id.ToString(), ct);
    }
}
