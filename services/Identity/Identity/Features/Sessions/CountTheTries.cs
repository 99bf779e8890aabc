using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using StudentUnion.Identity.Data;
using StudentUnion.Identity.Domain;
using StudentUnion.Identity.Keys;

namespace StudentUnion.Identity.Features.Sessions;

/// <summary>
/// Counts tries to sign in. A try is counted before the password is looked at, so fifty at once are no more than five.
/// A device that signed in before counts for itself: a stranger who locks a name does not lock its owner out of an election.
/// </summary>
public sealed class CountTheTries(IdentityDb db, PlatformKeys keys, TimeProvider clock)
{
    private readonly byte[] _secret = Encoding.ASCII.GetBytes(keys.Secret("sign-in-names"));

    /// <summary>Counts one more try under this name.</summary>
    /// <returns>Its number since the last success: above <see cref="SignInTries.Allowed"/> the name is locked.</returns>
    public async Task<int> Next(string normalizedName, string? device, CancellationToken ct)
    {
        var name = Key(normalizedName);
        var key = device is null ? name : Key($"{normalizedName}\n{device}");
        var now = clock.GetUtcNow();
        var forgetAt = now + SignInTries.Lock;
        var allowed = SignInTries.Allowed;

        // A locked name is not locked for longer by trying on.
        return (await db.Database.SqlQuery<int>($"""
            insert into sign_in_tries as t (key, name_key, tries, forget_at) values ({key}, {name}, 1, {forgetAt})
            on conflict (key) do update set
                tries = case when t.forget_at <= {now} then 1 else least(t.tries, {allowed}) + 1 end,
                forget_at = case when t.forget_at > {now} and t.tries >= {allowed} then t.forget_at else {forgetAt} end
            returning tries as "Value"
            """).ToListAsync(ct)).Single();
    }

    /// <summary>Forgets the tries of a name on this device after a success.</summary>
    public Task Succeeded(string normalizedName, string? device, CancellationToken ct)
    {
        var key = device is null ? Key(normalizedName) : Key($"{normalizedName}\n{device}");
        return db.SignInTries.Where(t => t.Key == key).ExecuteDeleteAsync(ct);
    }

    /// <summary>Unlocks a name on every device.</summary>
    public Task Unlock(string normalizedName, CancellationToken ct)
    {
        var name = Key(normalizedName);
        return db.SignInTries.Where(t => t.NameKey == name).ExecuteDeleteAsync(ct);
    }

    /// <summary>Which of these names are locked now, and until when.</summary>
    public async Task<IReadOnlyDictionary<string, DateTimeOffset>> Locked(IReadOnlyCollection<string> normalizedNames, CancellationToken ct)
    {
        var names = normalizedNames.ToDictionary(n => Convert.ToHexString(Key(n)), n => n);
        byte[][] wanted = [.. normalizedNames.Select(Key)];
        var now = clock.GetUtcNow();
        var locked = await db.SignInTries
            .Where(t => wanted.Contains(t.Key) && t.Tries >= SignInTries.Allowed && t.ForgetAt > now)
            .Select(t => new { t.Key, t.ForgetAt }).ToListAsync(ct);
        return locked.ToDictionary(t => names[Convert.ToHexString(t.Key)], t => t.ForgetAt);
    }

    /// <summary>Drops counts that no longer lock anything.</summary>
    public Task<int> Forget(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        return db.SignInTries.Where(t => t.ForgetAt <= now).ExecuteDeleteAsync(ct);
    }

    // Keyed, so that a copy of the table does not tell which names were tried.
    private byte[] Key(string text) => HMACSHA256.HashData(_secret, Encoding.UTF8.GetBytes(text));
}
