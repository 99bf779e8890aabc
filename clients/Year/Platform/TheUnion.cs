using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using StudentUnion.Api;
using StudentUnion.Year.Deeds;

namespace StudentUnion.Year.Platform;

/// <summary>
/// The running platform as everybody in the played year meets it: through the public gateway, each with a token of their own. The tokens are minted with
/// the development key on the same machine, so a hundred thousand voters need not sign in one by one.
/// </summary>
public sealed class TheUnion : IDisposable
{
    private static readonly TimeSpan TokenLifetime = TimeSpan.FromMinutes(10);

    private readonly HttpClient _office;
    private readonly HttpClient _polls;
    private readonly ThreadLocal<DevelopmentTokens> _tokens;
    private readonly GatewayClient _officeClient;
    private readonly GatewayClient _pollClient;

    // Signing is most of a token's cost, so every thread signs with a key of its own.
    private TheUnion(HttpClient office, HttpClient polls, Func<DevelopmentTokens> tokens, TimeProvider clock)
    {
        (_office, _polls, Clock) = (office, polls, clock);
        _tokens = new(tokens, trackAllValues: true);
        _officeClient = new GatewayClient(office, clock: clock);
        _pollClient = new GatewayClient(polls, clock: clock);
    }

    public TimeProvider Clock { get; }

    /// <param name="atOnce">How many connections voters may hold at the same time.</param>
    public static async Task<TheUnion> Reach(WherePlatformIs where, int atOnce, TimeProvider clock, CancellationToken ct)
    {
        var office = Http(where.Gateway, 16, TimeSpan.FromMinutes(10));
        try
        {
            var issuer = await Issuer(office, ct);
            using (var first = new DevelopmentTokens(where.Keys, issuer, clock))
                await Recognised(new GatewayClient(office, clock: clock).As(first.Mint(Guid.CreateVersion7(), Guid.CreateVersion7())), where, clock, ct);
            return new(office, Http(where.Gateway, atOnce, TimeSpan.FromSeconds(20)), () => new(where.Keys, issuer, clock), clock);
        }
        catch (PlatformMissingException)
        {
            office.Dispose();
            throw;
        }
        catch (Exception e) when (e is HttpRequestException or JsonException or IOException or CryptographicException or ArgumentException
                                  || (e is OperationCanceledException && !ct.IsCancellationRequested))
        {
            office.Dispose();
            throw new PlatformMissingException($"平台没有应答，或者没有它的密钥。 The platform at {where.Gateway} does not answer, or its keys are not at hand: {e.Message}", e);
        }
    }

    /// <summary>The gateway as this person uses it; the token is renewed as long as it is used.</summary>
    public GatewayClient As(Actor actor) => _officeClient.As(Renewed(actor));

    /// <summary>The same for somebody who casts a ballot: a lost answer is noticed soon.</summary>
    public GatewayClient AsVoter(Actor actor) => _pollClient.As(Renewed(actor));

    public void Dispose()
    {
        _office.Dispose();
        _polls.Dispose();
        foreach (var tokens in _tokens.Values) tokens.Dispose();
        _tokens.Dispose();
    }

    private AccessToken Renewed(Actor actor)
    {
        var (token, until) = ("", DateTimeOffset.MinValue);
        return _ =>
        {
            var now = Clock.GetUtcNow();
            if (now >= until) (token, until) = (_tokens.Value!.Mint(actor.Account, actor.Tenant, actor.Person, actor.Grants, TokenLifetime), now + TokenLifetime / 2);
            return ValueTask.FromResult<string?>(token);
        };
    }

    // Where two platforms run on one machine, the keys of one may be taken to the gateway of the other.
    private static async Task Recognised(GatewayClient anybody, WherePlatformIs where, TimeProvider clock, CancellationToken ct)
    {
        try
        {
            await Patiently.Ask(clock, () => anybody.Membership.Organizations(limit: 1, ct: ct), ct);
        }
        catch (ApiProblemException problem) when (problem.Status == 401)
        {
            throw new PlatformMissingException($"密钥与平台不符。 The keys in {where.Keys} are not those of the platform at {where.Gateway}.", problem);
        }
    }

    private static HttpClient Http(Uri gateway, int connections, TimeSpan patience) => new(new SocketsHttpHandler
    {
        MaxConnectionsPerServer = connections,
        UseCookies = false,
        UseProxy = false,
        AutomaticDecompression = DecompressionMethods.All,
    })
    {
        BaseAddress = gateway,
        Timeout = patience,
    };

    private static async Task<Uri> Issuer(HttpClient http, CancellationToken ct)
    {
        using var discovery = JsonDocument.Parse(await http.GetStringAsync(new Uri("/id/.well-known/openid-configuration", UriKind.Relative), ct));
        return new Uri(discovery.RootElement.GetProperty("issuer").GetString()!);
    }
}
