using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace StudentUnion.Api;

/// <summary>
/// Makes access tokens for tests and load with the signing key of a platform that runs on this machine. It reads the key from the file, as only whoever runs the
/// platform can; no endpoint hands tokens out, and an issuer elsewhere is refused.
/// </summary>
public sealed class DevelopmentTokens : IDisposable
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    private readonly RSA _key;
    private readonly string _header;
    private readonly string _issuer;
    private readonly TimeProvider _clock;

    /// <param name="keys">The folder that <c>SUP_KEYS</c> names.</param>
    /// <param name="gateway">The gateway's address, as in <c>Identity:Issuer</c>.</param>
    /// <param name="clock">Says when a token is issued; the system's clock unless told.</param>
    /// <exception cref="ArgumentException">The gateway is not on this machine.</exception>
    public DevelopmentTokens(string keys, Uri gateway, TimeProvider? clock = null)
    {
        if (!gateway.IsLoopback) throw new ArgumentException("Tokens are made for a platform on this machine only.", nameof(gateway));

        using var certificate = X509CertificateLoader.LoadPkcs12FromFile(Path.Combine(keys, "signing.pfx"), password: null);
        _key = certificate.GetRSAPrivateKey() ?? throw new CryptographicException("signing.pfx holds no private key.");
        _header = Part($$"""{"alg":"RS256","typ":"at+jwt","kid":"{{certificate.Thumbprint}}"}""");
        _issuer = new Uri(gateway, "/id/").ToString();
        _clock = clock ?? TimeProvider.System;
    }

    /// <summary>An access token as a sign-in would give it.</summary>
    /// <param name="account">Who acts.</param>
    /// <param name="tenant">The organization the account belongs to.</param>
    /// <param name="person">The student behind it; none for staff who are not students.</param>
    /// <param name="grants">Roles, each as <c>role@organization</c>; a bare role is meant in the tenant.</param>
    /// <param name="lifetime">How long it holds: ten minutes unless told.</param>
    public string Mint(Guid account, Guid tenant, Guid? person = null, IEnumerable<string>? grants = null, TimeSpan? lifetime = null)
    {
        var now = _clock.GetUtcNow();
        var charges = (grants ?? []).Select(g => g.Contains('@', StringComparison.Ordinal) ? g : $"{g}@{tenant}");
        var payload = new StringBuilder()
            .Append(CultureInfo.InvariantCulture, $$"""{"iss":{{Text(_issuer)}},"aud":"student-union","iat":{{now.ToUnixTimeSeconds()}},"exp":{{(now + (lifetime ?? Lifetime)).ToUnixTimeSeconds()}},""")
            .Append(CultureInfo.InvariantCulture, $$"""
                "jti":"{{Guid.CreateVersion7(now)}}","client_id":"development","sub":"{{account}}","tenant":"{{tenant}}","grants":[{{string.Join(',', charges.Select(Text))}}]
                """);
        if (person is not null) payload.Append(CultureInfo.InvariantCulture, $",\"person\":\"{person}\"");

        var signed = $"{_header}.{Part(payload.Append('}').ToString())}";
        return $"{signed}.{Base64Url.EncodeToString(_key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
    }

    public void Dispose() => _key.Dispose();

    private static string Part(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));

    private static string Text(string value) => $"\"{JsonEncodedText.Encode(value, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";
}
