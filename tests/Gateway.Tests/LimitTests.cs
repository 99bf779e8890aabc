using System.Globalization;
using System.Net;
using StudentUnion.Testing;

namespace StudentUnion.Gateway.Tests;

/// <summary>A gateway that lets an account ask 40 times a minute and an address 20 times, counted in Redis.</summary>
public sealed class StrictGatewayApp : GatewayApp
{
    public const int Account = 40;
    public const int Address20 = 20;

    private readonly Task<string> _redis = Servers.Redis();

    public override Dictionary<string, string?> Settings => new()
    {
        ["Limits:AccountPerMinute"] = Account.ToString(CultureInfo.InvariantCulture),
        ["Limits:AddressPerMinute"] = Address20.ToString(CultureInfo.InvariantCulture),
        ["ConnectionStrings:cache"] = _redis.GetAwaiter().GetResult(),
    };
}

public sealed class LimitTests(StrictGatewayApp app) : IClassFixture<StrictGatewayApp>
{
    [Fact]
    public async Task An_account_that_asks_too_often_is_told_when_to_come_back()
    {
        using var client = app.SignedIn();

        var answers = await Ask(client, StrictGatewayApp.Account + 10);

        Assert.Equal(StrictGatewayApp.Account, answers.Count(a => a.StatusCode == HttpStatusCode.OK));
        var refused = answers.First(a => a.StatusCode == HttpStatusCode.TooManyRequests);
        await RoutingTests.IsProblem(refused, HttpStatusCode.TooManyRequests, "操作过于频繁，请稍后再试。");
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        Assert.StartsWith("\"account\";r=0", Assert.Single(refused.Headers.GetValues("RateLimit")), StringComparison.Ordinal);
        Assert.Equal("\"account\";q=40;w=60", Assert.Single(refused.Headers.GetValues("RateLimit-Policy")));
    }

    [Fact]
    public async Task Another_account_is_not_affected()
    {
        using var busy = app.SignedIn();
        using var other = app.SignedIn();
        await Ask(busy, StrictGatewayApp.Account + 5);

        Assert.Equal(HttpStatusCode.OK, (await other.GetAsync("/api/elections/congresses")).StatusCode);
    }

    [Fact]
    public async Task Two_gateways_count_together()
    {
        var account = Guid.CreateVersion7();
        using var here = app.SignedIn(account);
        using var there = app.SignedIn(account, app.OpenAnother());

        var passed = 0;
        for (var i = 0; i < StrictGatewayApp.Account; i++)
        {
            if ((await here.GetAsync("/api/elections/congresses")).IsSuccessStatusCode) passed++;
            if ((await there.GetAsync("/api/elections/congresses")).IsSuccessStatusCode) passed++;
        }

        // Each gateway may run ahead by the slice it allows before it asks: a twentieth.
        Assert.InRange(passed, StrictGatewayApp.Account - 4, StrictGatewayApp.Account + 4);
    }

    [Fact]
    public async Task Whoever_has_no_token_is_counted_by_address()
    {
        using var client = app.Anonymous();

        var answers = await Task.WhenAll(Enumerable.Range(0, StrictGatewayApp.Address20 + 5).Select(_ => client.GetAsync("/id/page")));

        Assert.Contains(answers, a => a.StatusCode == HttpStatusCode.TooManyRequests);
        using var signedIn = app.SignedIn();
        Assert.Equal(HttpStatusCode.OK, (await signedIn.GetAsync("/api/elections/congresses")).StatusCode);
    }

    private static async Task<List<HttpResponseMessage>> Ask(HttpClient client, int times)
    {
        var answers = new List<HttpResponseMessage>();
        for (var i = 0; i < times; i++) answers.Add(await client.GetAsync("/api/elections/congresses"));
        return answers;
    }
}
