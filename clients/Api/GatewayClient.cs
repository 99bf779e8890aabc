namespace StudentUnion.Api;

/// <summary>Gives the access token a call is made with; null means the call is made by nobody.</summary>
public delegate ValueTask<string?> AccessToken(CancellationToken ct);

/// <summary>Gives the language the reader wants answers in, as <c>zh</c> or <c>en</c>.</summary>
public delegate string? ReaderLanguage();

/// <summary>
/// The union's public interface as one caller sees it: every call passes the gateway, carries who asks and in which language, and answers with a
/// record or refuses with an <see cref="ApiProblemException"/>.
/// </summary>
public sealed class GatewayClient
{
    private readonly HttpClient _http;
    private readonly ReaderLanguage _language;
    private readonly TimeProvider _clock;

    /// <param name="http">Its base address is the gateway's.</param>
    /// <param name="token">Asked before each call, so a renewed token is taken up at once.</param>
    /// <param name="language">The reader's language; Chinese when absent.</param>
    /// <param name="clock">Times the pauses between tries.</param>
    public GatewayClient(HttpClient http, AccessToken? token = null, ReaderLanguage? language = null, TimeProvider? clock = null)
    {
        _http = http;
        _language = language ?? (() => null);
        _clock = clock ?? TimeProvider.System;
        var transport = new Transport(http, token ?? (_ => ValueTask.FromResult<string?>(null)), _language, _clock);
        Membership = new MembershipApi(transport);
        Elections = new ElectionsApi(transport);
        Identity = new IdentityApi(transport);
    }

    public MembershipApi Membership { get; }
    public ElectionsApi Elections { get; }
    public IdentityApi Identity { get; }

    /// <summary>The same gateway and connections, asked by the holder of this token.</summary>
    public GatewayClient As(string token) => new(_http, _ => ValueTask.FromResult<string?>(token), _language, _clock);

    /// <summary>The same gateway and connections, asked by the holder of a token that is renewed while it is used.</summary>
    public GatewayClient As(AccessToken token) => new(_http, token, _language, _clock);
}
