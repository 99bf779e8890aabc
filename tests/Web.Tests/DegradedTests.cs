using System.Net;
using StudentUnion.Native;
using StudentUnion.Testing;
using StudentUnion.Web.Tests.Stub;

namespace StudentUnion.Web.Tests;

public sealed class DegradedTests(WebApp app) : IClassFixture<WebApp>
{
    [Fact]
    public async Task Without_the_services_a_page_says_so_and_the_session_stays()
    {
        using var browser = await app.As(StubPerson.Student);
        app.Gateway.Away = true;
        try
        {
            var page = await browser.Open("/presidium");
            Assert.Equal(HttpStatusCode.ServiceUnavailable, page.Status);
            Assert.Contains("服务暂时不可用", page.Text);
        }
        finally
        {
            app.Gateway.Away = false;
        }
        Assert.Equal(HttpStatusCode.OK, (await browser.Open("/presidium")).Status);
    }

    [Fact]
    public async Task When_Redis_goes_away_people_are_told_kindly_and_served_again_when_it_is_back()
    {
        await using var redis = new RedisProcess(new ServerOptions(Servers.NewFolder("redis-away")) { Durable = true });
        await redis.StartAsync();
        await using var own = app.Made(redis.ConnectionString);
        using var browser = new Browser(own.Server.CreateHandler(), "zh");
        app.Gateway.Next = StubPerson.Student;
        await browser.SignIn();

        await redis.StopAsync();
        var gone = await browser.Open("/account");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, gone.Status);
        Assert.Contains("服务暂时不可用", gone.Text);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await browser.Open("/readyz")).Status);
        Assert.Equal(HttpStatusCode.OK, (await browser.Open("/livez")).Status);

        await redis.StartAsync();
        await Poll.Until(async () => (await browser.Open("/account")).Status == HttpStatusCode.OK, "the session is served again", TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task What_is_not_there_says_so_in_both_languages()
    {
        using var chinese = await app.As(StubPerson.Student);
        using var english = await app.As(StubPerson.Student, "en");

        var (zh, en) = (await chinese.Open("/nowhere"), await english.Open($"/organizations/{StubPerson.Id(77)}"));

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (zh.Status, en.Status));
        Assert.Contains("没有找到这个页面", zh.Text);
        Assert.Contains("This page was not found", en.Text);
    }
}
