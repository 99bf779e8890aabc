using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace StudentUnion.Membership.Domain.Draws;

/// <summary>
/// What a draw was fixed to before its seed could be known, as a text of its own: whoever holds it needs no word of ours to check the draw.
/// UTF-8, lines end with LF. <c>docs/draws.md</c> says how to check one by hand. (measure 6.4)
/// </summary>
public static class DrawRecord
{
    /// <summary>Writes the record.</summary>
    public static string Write(Guid draw, Guid organization, DrawTerms terms, IReadOnlyList<DrawCandidate> candidates)
    {
        var text = new StringBuilder("student-union-draw 1\n");
        Line("draw", draw.ToString());
        Line("organization", organization.ToString());
        Line("title", terms.Title);
        Line("places", Number(terms.Places));
        Line("seed-source", terms.SeedSource);
        Line("seed-not-before", terms.SeedNotBefore.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        foreach (var candidate in candidates)
            Line("candidate", $"{Number(candidate.Number)} {candidate.PersonId} {candidate.Name} ({candidate.College})");
        return text.ToString();

        void Line(string what, string value) => text.Append(what).Append(' ').Append(OneLine(value)).Append('\n');
    }

    /// <summary>The commitment: SHA-256 of the record, 64 hexadecimal digits.</summary>
    public static string Commitment(string record) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(record)));

    /// <summary>The value that orders a candidate: SHA-256 of commitment, seed and number, each on a line. The smallest comes first.</summary>
    public static string Ticket(string commitment, string seed, int number) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{commitment}\n{seed}\n{Number(number)}\n")));

    /// <summary>A seed as everybody types it alike: full-width figures become plain ones, and blanks around it go.</summary>
    public static string Plain(string seed) => seed.Normalize(NormalizationForm.FormKC).Trim();

    private static string OneLine(string value) => string.Join(' ', value.Split(['\r', '\n', '\u0085', '\u2028', '\u2029'], StringSplitOptions.RemoveEmptyEntries));

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
