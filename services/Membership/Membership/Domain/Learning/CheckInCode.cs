using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace StudentUnion.Membership.Domain.Learning;

/// <summary>The code shown in the room: six digits that change every 30 seconds (RFC 6238 with SHA-256), so that a photograph of it is soon worth nothing.</summary>
public static class CheckInCode
{
    public const int Digits = 6;

    /// <summary>How long one code is shown.</summary>
    public static readonly TimeSpan Step = TimeSpan.FromSeconds(30);

    /// <summary>A secret for one session.</summary>
    public static byte[] NewSecret() => RandomNumberGenerator.GetBytes(32);

    /// <summary>The code at a moment.</summary>
    public static string At(byte[] secret, DateTimeOffset at) => Of(secret, StepOf(at));

    /// <summary>How long the code of a moment is still shown.</summary>
    public static TimeSpan Left(DateTimeOffset at) => Step - TimeSpan.FromTicks(at.UtcTicks % Step.Ticks);

    /// <summary>Whether a code is the present one or the one before: whoever types needs time.</summary>
    public static bool Accepts(byte[] secret, string code, DateTimeOffset at)
    {
        // All are compared, each in constant time.
        var (present, before) = (Same(Of(secret, StepOf(at)), code), Same(Of(secret, StepOf(at) - 1), code));
        return present | before;
    }

    private static long StepOf(DateTimeOffset at) => at.ToUnixTimeSeconds() / (long)Step.TotalSeconds;

    private static bool Same(string known, string given) =>
        given.Length == Digits && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(known), Encoding.UTF8.GetBytes(given));

    private static string Of(byte[] secret, long step)
    {
        Span<byte> counter = stackalloc byte[8];
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        HMACSHA256.HashData(secret, counter, hash);

        // RFC 4226 §5.3: the last four bits say where the number begins.
        var number = BinaryPrimitives.ReadInt32BigEndian(hash[(hash[^1] & 0xF)..]) & int.MaxValue;
        return (number % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }
}
