using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;

namespace StudentUnion.Web.SignIn;

/// <summary>
/// Seals the keys that protect sessions before they are stored beside them: without the web application's own secret, a copy of the store opens nothing.
/// </summary>
internal sealed class KeysUnderSecret(IServiceProvider services) : IXmlEncryptor, IXmlDecryptor
{
    private const int NonceSize = 12;
    private const int TagSize = 16;

    public EncryptedXmlInfo Encrypt(XElement plaintextElement)
    {
        var plain = Encoding.UTF8.GetBytes(plaintextElement.ToString(SaveOptions.DisableFormatting));
        var sealedUp = new byte[NonceSize + TagSize + plain.Length];
        RandomNumberGenerator.Fill(sealedUp.AsSpan(0, NonceSize));
        using var aes = new AesGcm(Key(), TagSize);
        aes.Encrypt(sealedUp.AsSpan(0, NonceSize), plain, sealedUp.AsSpan(NonceSize + TagSize), sealedUp.AsSpan(NonceSize, TagSize));
        return new EncryptedXmlInfo(new XElement("sealed", Convert.ToBase64String(sealedUp)), typeof(KeysUnderSecret));
    }

    public XElement Decrypt(XElement encryptedElement)
    {
        var sealedUp = Convert.FromBase64String(encryptedElement.Value);
        var plain = new byte[sealedUp.Length - NonceSize - TagSize];
        using var aes = new AesGcm(Key(), TagSize);
        aes.Decrypt(sealedUp.AsSpan(0, NonceSize), sealedUp.AsSpan(NonceSize + TagSize), sealedUp.AsSpan(NonceSize, TagSize), plain);
        return XElement.Parse(Encoding.UTF8.GetString(plain));
    }

    private byte[] Key() => HKDF.DeriveKey(
        HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(SignInWiring.Secret(services.GetRequiredService<IConfiguration>())), 32,
        info: "StudentUnion.Web session keys"u8.ToArray());
}
