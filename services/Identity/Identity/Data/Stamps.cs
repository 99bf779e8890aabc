using System.Security.Cryptography;

namespace StudentUnion.Identity.Data;

/// <summary>Security stamps: sessions and refresh tokens that carry an older one are over.</summary>
public static class Stamps
{
    public static string New() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(20));
}
