namespace StudentUnion.Identity.Domain;

/// <summary>
/// Tries to sign in under one name. They are counted for every name, known or not, so that neither an answer nor its time tells which names exist.
/// </summary>
public static class SignInTries
{
    /// <summary>Wrong passwords before the name is locked.</summary>
    public const int Allowed = 5;

    /// <summary>How long it stays locked, and after how long without a try old ones are forgotten.</summary>
    public static readonly TimeSpan Lock = TimeSpan.FromMinutes(15);
}

/// <summary>The count kept under one key: a name, or a name on a device that signed in before.</summary>
public sealed class SignInTry
{
    public required byte[] Key { get; init; }

    /// <summary>The key of the name alone: unlocking an account frees all its devices.</summary>
    public required byte[] NameKey { get; init; }
    public int Tries { get; init; }
    public DateTimeOffset ForgetAt { get; init; }
}
