using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace StudentUnion.Identity.Keys;

/// <summary>
/// The platform's keys in one folder that only its owner may read: what tokens are signed with, what codes and stored keys are encrypted with, and the web
/// application's secret. Each is made once; instances that start together agree on the first one made.
/// </summary>
public sealed class PlatformKeys
{
    public const string FolderVariable = "SUP_KEYS";

    private readonly string _folder;

    public PlatformKeys(string folder, TimeProvider clock)
    {
        _folder = folder;
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
        else Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        Signing = Certificate("signing.pfx", "CN=Student Union Platform signing", X509KeyUsageFlags.DigitalSignature, clock);
        Encryption = Certificate("encryption.pfx", "CN=Student Union Platform encryption", X509KeyUsageFlags.KeyEncipherment, clock);
    }

    /// <summary>Signs every token; its public half is in the discovery document.</summary>
    public X509Certificate2 Signing { get; }

    /// <summary>Encrypts authorization codes, refresh tokens and the data protection keys in the database.</summary>
    public X509Certificate2 Encryption { get; }

    /// <summary>The folder named by <c>SUP_KEYS</c>.</summary>
    public static PlatformKeys From(IConfiguration configuration, TimeProvider clock) => new(
        configuration[FolderVariable] is { Length: > 0 } folder
            ? folder
            : throw new InvalidOperationException($"{FolderVariable} must name the folder that keeps the platform's keys between starts."),
        clock);

    /// <summary>A secret of 256 bits under this name, made at first use.</summary>
    public string Secret(string name) => Encoding.ASCII.GetString(
        Kept(name, () => Encoding.ASCII.GetBytes(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32))))).Trim();

    private X509Certificate2 Certificate(string name, string subject, X509KeyUsageFlags usage, TimeProvider clock) =>
        X509CertificateLoader.LoadPkcs12(Kept(name, () =>
        {
            using var key = RSA.Create(2048);
            var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
            request.CertificateExtensions.Add(new X509KeyUsageExtension(usage, critical: true));
            var now = clock.GetUtcNow();
            using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddYears(10));
            return certificate.Export(X509ContentType.Pkcs12);
        }), password: null);

    private byte[] Kept(string name, Func<byte[]> make)
    {
        var path = Path.Combine(_folder, name);
        if (!File.Exists(path)) Publish(path, make());
        return File.ReadAllBytes(path);
    }

    // Written whole beside its place and then moved there; whoever comes second leaves the first in place.
    private static void Publish(string path, byte[] content)
    {
        var draft = $"{path}.{Environment.ProcessId}.{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6))}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;

        using (var file = new FileStream(draft, options))
        {
            file.Write(content);
            file.Flush(flushToDisk: true);
        }

        try
        {
            File.Move(draft, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(draft);
        }
    }
}
