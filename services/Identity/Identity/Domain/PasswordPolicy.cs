using System.Globalization;
using System.Text;

namespace StudentUnion.Identity.Domain;

/// <summary>Which passwords keep an account safe: length counts, riddles of character classes do not (ASVS 5.0, 6.2).</summary>
public static class PasswordPolicy
{
    /// <summary>Shortest password, in characters.</summary>
    public const int Shortest = 10;

    /// <summary>Longest password, in characters; more would only cost time to hash.</summary>
    public const int Longest = 128;

    // What people type first when asked for ten characters, reduced to letters and digits.
    private static readonly string[] Guessed =
    [
        "password", "passw0rd", "qwertyuiop", "1qaz2wsx", "1q2w3e4r", "woaini", "iloveyou", "aini1314", "5201314", "admin", "xuesheng", "xueshenghui", "xuelian",
        "letmein", "welcome", "changeme", "mima", "abc123", "qwe123", "asd123", "zxc123", "a123456", "123456", "654321", "111111", "000000", "888888", "666666", "112233",
    ];

    /// <summary>Whether a password is long enough and not one that is guessed first.</summary>
    public static bool Accepts(string password, string userName)
    {
        if (password.Length is < Shortest or > Longest) return false;
        if (password.Distinct().Count() < 5) return false;

        var plain = Reduced(password);
        var name = Reduced(userName);
        if (name.Length >= 4 && plain.Contains(name, StringComparison.Ordinal)) return false;
        if (IsStaircase(plain)) return false;

        // A guessed word is refused where it makes up most of the password, not where it is a part of a long one.
        return !Guessed.Any(word => plain.Contains(word, StringComparison.Ordinal) && plain.Length - word.Length < 4);
    }

    private static string Reduced(string text)
    {
        var reduced = new StringBuilder(text.Length);
        foreach (var c in text.Normalize(NormalizationForm.FormKC))
            if (char.IsLetterOrDigit(c)) reduced.Append(char.ToLower(c, CultureInfo.InvariantCulture));
        return reduced.ToString();
    }

    private static bool IsStaircase(string text) =>
        text.Length > 1 && text.Zip(text.Skip(1), (a, b) => Math.Abs(b - a)).All(step => step is 0 or 1 or 9); // 9 → 0 goes on, too
}
