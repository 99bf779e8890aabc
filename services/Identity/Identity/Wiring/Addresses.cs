namespace StudentUnion.Identity.Wiring;

/// <summary>Where the platform is reached, as its configuration says.</summary>
public sealed class Addresses
{
    public Addresses(IConfiguration configuration)
    {
        Issuer = new Uri(Base(configuration, "Identity:Issuer"), "id/");
        Web = Base(configuration, "Identity:Web");
    }

    /// <summary>Who signs the tokens: the gateway's address and <c>/id/</c>.</summary>
    public Uri Issuer { get; }

    /// <summary>The web application's address, ending with a slash.</summary>
    public Uri Web { get; }

    /// <summary>Whether everything happens on one machine, where plain HTTP is good enough.</summary>
    public bool OnThisMachineOnly => Issuer.IsLoopback && Issuer.Scheme == Uri.UriSchemeHttp;

    /// <summary>Whether the public addresses are encrypted.</summary>
    public bool Encrypted => Issuer.Scheme == Uri.UriSchemeHttps;

    private static Uri Base(IConfiguration configuration, string key) =>
        Uri.TryCreate($"{configuration[key]?.TrimEnd('/')}/", UriKind.Absolute, out var address)
            ? address
            : throw new InvalidOperationException($"Configuration '{key}' must be an absolute address.");
}
