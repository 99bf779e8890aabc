using System.Net;
using StackExchange.Redis;
using StudentUnion.Testing;
using StudentUnion.Web.SignIn;
using StudentUnion.Web.Tests.Stub;

namespace StudentUnion.Web.Tests;

public sealed class SignInTests(WebApp app) : IClassFixture<WebApp>
{
    [Fact]
    public async Task Signing_in_ends_where_one_wanted_to_go_and_the_browser_holds_no_token()
    {
        using var browser = await app.As(StubPerson.Student);
        var cookies = browser.Cookies.GetAllCookies();

        Assert.Contains(cookies, c => c.Name == "sup.web" && c.HttpOnly);
        Assert.DoesNotContain(cookies, c => c.Value.Contains("eyJ", StringComparison.Ordinal) || c.Value.Length > 900);
        Assert.Contains(StubPerson.Student.Name, (await browser.Open("/account")).Text);
    }

    [Fact]
    public async Task The_handshake_is_pushed_and_answered_in_the_query()
    {
        using var browser = await app.As(StubPerson.Student);

        Assert.Contains(app.Gateway.Asked, a => a is { Method: "POST", Path: "/id/connect/par" });
        Assert.Contains(app.Gateway.Asked, a => a.Path.StartsWith("/id/connect/authorize", StringComparison.Ordinal)
            && a.Path.Contains("request_uri", StringComparison.Ordinal) && !a.Path.Contains("code_challenge", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Pages_of_ones_own_send_strangers_to_the_login_and_home_welcomes_them()
    {
        using var stranger = app.Anonymous();

        using var page = await stranger.Send(HttpMethod.Get, "/elections");
        Assert.Equal(HttpStatusCode.Redirect, page.StatusCode);
        Assert.StartsWith(app.Gateway.Address.ToString(), page.Headers.Location!.ToString(), StringComparison.Ordinal);

        using var home = await stranger.Send(HttpMethod.Get, "/");
        Assert.EndsWith("/welcome", home.Headers.Location!.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/elections", "/elections")]
    [InlineData("//evil.example", "/")]
    [InlineData("/\\evil.example", "/")]
    [InlineData("https://evil.example", "/")]
    [InlineData(null, "/")]
    public void Nobody_is_sent_elsewhere_after_signing_in(string? asked, string expected) => Assert.Equal(expected, SignInRoutes.Local(asked));

    [Fact]
    public async Task What_Redis_holds_names_nobody_and_signs_nobody_in()
    {
        using var browser = await app.As(StubPerson.Student);
        using var redis = await ConnectionMultiplexer.ConnectAsync(await Servers.Redis());
        var server = redis.GetServers()[0];

        var seen = new List<string>();
        await foreach (var key in server.KeysAsync(pattern: "sup:web:*"))
            seen.Add($"{(string?)key} " + (await redis.GetDatabase().KeyTypeAsync(key) switch
            {
                RedisType.String => (string?)await redis.GetDatabase().StringGetAsync(key),
                RedisType.List => string.Join(' ', await redis.GetDatabase().ListRangeAsync(key)),
                _ => string.Join(' ', await redis.GetDatabase().SetMembersAsync(key)),
            }));

        Assert.Contains(seen, s => s.StartsWith("sup:web:session:", StringComparison.Ordinal));
        Assert.DoesNotContain(seen, s => s.Contains("eyJ", StringComparison.Ordinal) || s.Contains(StubPerson.Student.Name, StringComparison.Ordinal));
        Assert.Contains(seen, s => s.StartsWith("sup:web:keys", StringComparison.Ordinal) && s.Contains("<sealed", StringComparison.Ordinal));
        Assert.DoesNotContain(seen, s => s.Contains("<masterKey", StringComparison.Ordinal));
        Assert.All(browser.Cookies.GetAllCookies(), c => Assert.DoesNotContain(seen, s => s.Contains(c.Value, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_session_lives_on_another_instance()
    {
        using var browser = await app.As(StubPerson.Student);
        await using var other = app.Made(await Servers.Redis());
        using var moved = new Browser(other.Server.CreateHandler(), "zh");
        foreach (Cookie cookie in browser.Cookies.GetAllCookies()) moved.Cookies.Add(cookie);

        Assert.Contains(StubPerson.Student.Name, (await moved.Open("/account")).Text);
    }

    [Fact]
    public async Task Signing_out_everywhere_ends_the_session_on_the_other_device()
    {
        using var phone = await app.As(StubPerson.Teacher);
        using var desk = await app.As(StubPerson.Teacher);

        using var gone = await desk.Follow(await desk.Submit("/account", "/logout", [("everywhere", "1")]));
        using var page = await phone.Send(HttpMethod.Get, "/account");

        Assert.Equal(HttpStatusCode.Redirect, page.StatusCode);
    }

    [Fact]
    public async Task Signing_out_ends_the_session_at_Identity_too_and_is_no_link()
    {
        using var browser = await app.As(StubPerson.Federation);

        using var forged = await browser.Send(HttpMethod.Post, "/logout", new FormUrlEncodedContent([]));
        Assert.Equal(HttpStatusCode.BadRequest, forged.StatusCode);

        using var gone = await browser.Follow(await browser.Submit("/account", "/logout", []));
        Assert.Contains(app.Gateway.Asked, a => a.Path.StartsWith("/id/connect/logout", StringComparison.Ordinal) && a.Path.Contains("id_token_hint", StringComparison.Ordinal));
        Assert.Contains("您已退出登录", (await PageSeen.Of(gone)).Text);
        using var after = await browser.Send(HttpMethod.Get, "/account");
        Assert.Equal(HttpStatusCode.Redirect, after.StatusCode);
    }
}

/// <summary>Alone with its gateway, since the number of renewals is counted.</summary>
public sealed class TokenRenewalTests(WebApp app) : IClassFixture<WebApp>
{
    [Fact]
    public async Task Twenty_requests_at_once_renew_the_token_once_and_all_are_served()
    {
        app.Gateway.TokenLife = TimeSpan.FromSeconds(30);
        using var browser = await app.As(StubPerson.Student);
        app.Gateway.TokenLife = TimeSpan.FromMinutes(10);
        var before = app.Gateway.Refreshes;

        var pages = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => browser.Open("/presidium")));

        Assert.All(pages, p => Assert.Equal(HttpStatusCode.OK, p.Status));
        Assert.Equal(1, app.Gateway.Refreshes - before);
    }

    [Fact]
    public async Task Who_may_no_longer_renew_is_signed_out()
    {
        app.Gateway.TokenLife = TimeSpan.FromSeconds(90);
        using var browser = await app.As(StubPerson.Officer);
        app.Gateway.TokenLife = TimeSpan.FromSeconds(30);
        using var ending = await app.As(StubPerson.Officer);
        app.Gateway.RefusesRenewal = true;
        try
        {
            using var page = await ending.Send(HttpMethod.Get, "/presidium");
            Assert.Equal(HttpStatusCode.Redirect, page.StatusCode);
            Assert.Equal(HttpStatusCode.OK, (await browser.Open("/presidium")).Status);
        }
        finally
        {
            app.Gateway.RefusesRenewal = false;
            app.Gateway.TokenLife = TimeSpan.FromMinutes(10);
        }
    }
}
