using System.Security.Cryptography;

namespace StudentUnion.Membership.Domain.Learning;

/// <summary>That a person attended the training of a semester. Whoever is shown it can check its code within the union. (measure 4.3)</summary>
public sealed class TrainingCertificate
{
    public const int CodeLength = 14;

    // Crockford's alphabet: nothing in it is mistaken for something else. 60 bits are not guessed.
    private const string Letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    public required Guid TenantId { get; init; }
    public required Guid PersonId { get; init; }
    public required Semester Semester { get; init; }
    public required string Code { get; init; }
    public required DateTimeOffset IssuedAt { get; init; }

    /// <summary>Issues it to who attended as many closed training sessions of the semester.</summary>
    public static TrainingCertificate Issue(Guid tenant, Guid person, Semester semester, int attended, DateTimeOffset now)
    {
        LearningRules.CertificateIsEarned.Require(attended > 0);
        var code = RandomNumberGenerator.GetString(Letters, 12);
        return new() { TenantId = tenant, PersonId = person, Semester = semester, Code = $"{code[..4]}-{code[4..8]}-{code[8..]}", IssuedAt = now };
    }

    /// <summary>A code as it was typed, in the form it is kept in.</summary>
    public static string Plain(string typed)
    {
        var letters = typed.ToUpperInvariant().Replace('O', '0').Replace('I', '1').Replace('L', '1').Where(Letters.Contains).ToArray();
        return letters.Length == 12 ? $"{new string(letters, 0, 4)}-{new string(letters, 4, 4)}-{new string(letters, 8, 4)}" : "";
    }
}
