using System.Net;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using StudentUnion.Testing;
using StudentUnion.Web.Tests.Stub;

namespace StudentUnion.Web.Tests;

/// <summary>The real web application with a real Redis; only the gateway and what is behind it are played.</summary>
public sealed class WebApp : IAsyncLifetime
{
    private WebApplicationFactory<Program> _factory = null!;

    public StubGateway Gateway { get; private set; } = null!;

    public IServiceProvider Services => _factory.Services;

    public async ValueTask InitializeAsync()
    {
        Gateway = await StubGateway.Start();
        _factory = Made(await Servers.Redis());
    }

    public async ValueTask DisposeAsync()
    {
        await _factory.DisposeAsync();
        await Gateway.DisposeAsync();
    }

    /// <summary>The same application on another Redis, e.g. one that is gone.</summary>
    public WebApplicationFactory<Program> Made(string redis) => new WebApplicationFactory<Program>().WithWebHostBuilder(host =>
    {
        host.UseEnvironment("Development");
        host.UseSetting("ConnectionStrings:cache", redis);
        host.UseSetting("Identity:Issuer", Gateway.Address.ToString());
        host.UseSetting("Identity:WebSecret", "stub");
    });

    /// <summary>A browser: keeps cookies, follows redirects only when told.</summary>
    public Browser Anonymous(string language = "zh") => new(_factory.Server.CreateHandler(), language);

    /// <summary>A browser in which this person has signed in, through the whole handshake.</summary>
    public async Task<Browser> As(StubPerson person, string language = "zh")
    {
        Gateway.Next = person;
        var browser = Anonymous(language);
        await browser.SignIn();
        return browser;
    }
}

/// <summary>What a browser does without scripts: cookies, forms, redirects, also to Identity and back.</summary>
public sealed class Browser(HttpMessageHandler web, string language) : IDisposable
{
    private readonly HttpClient _web = new(web) { BaseAddress = new Uri("http://127.0.0.1:8081") };
    private readonly HttpClient _outside = new(new HttpClientHandler { AllowAutoRedirect = false });

    public CookieContainer Cookies { get; } = new();

    public async Task SignIn()
    {
        using var answer = await Follow(await Send(HttpMethod.Get, "/login?returnUrl=%2Faccount"));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    public async Task<PageSeen> Open(string path)
    {
        using var answer = await Send(HttpMethod.Get, path);
        return await PageSeen.Of(answer);
    }

    /// <summary>Fills in the form of that name on a page and sends it; redirects are followed.</summary>
    public async Task<PageSeen> Fill(string path, string form, params IEnumerable<(string Name, string Value)> entered)
    {
        using var answer = await Follow(await Submit(path, form, entered));
        return await PageSeen.Of(answer);
    }

    public async Task<HttpResponseMessage> Submit(string path, string form, IEnumerable<(string Name, string Value)> entered)
    {
        var page = await Open(path);
        return await SubmitFrom(page, path, form, entered);
    }

    public Task<HttpResponseMessage> SubmitFrom(PageSeen page, string path, string form, IEnumerable<(string Name, string Value)> entered)
    {
        var (action, hidden) = page.Form(form);
        var values = hidden.Where(h => !entered.Any(e => e.Name == h.Name)).Concat(entered).Select(e => KeyValuePair.Create(e.Name, e.Value));
        return Send(HttpMethod.Post, action ?? path, new FormUrlEncodedContent(values));
    }

    public async Task<HttpResponseMessage> Send(HttpMethod method, string path, HttpContent? content = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(_web.BaseAddress!, path)) { Content = content };
        request.Headers.AcceptLanguage.ParseAdd(language);
        if (Cookies.GetCookieHeader(request.RequestUri!) is { Length: > 0 } cookies) request.Headers.Add("Cookie", cookies);
        var answer = await _web.SendAsync(request);
        Keep(answer, request.RequestUri!);
        return answer;
    }

    public async Task<HttpResponseMessage> Follow(HttpResponseMessage answer)
    {
        for (var step = 0; step < 10 && answer.Headers.Location is { } location; step++)
        {
            var next = location.IsAbsoluteUri ? location : new Uri(_web.BaseAddress!, location);
            answer.Dispose();
            answer = next.Port == _web.BaseAddress!.Port ? await Send(HttpMethod.Get, next.PathAndQuery) : await _outside.GetAsync(next);
        }
        return answer;
    }

    public void Dispose()
    {
        _web.Dispose();
        _outside.Dispose();
    }

    private void Keep(HttpResponseMessage answer, Uri address)
    {
        if (!answer.Headers.TryGetValues("Set-Cookie", out var set)) return;
        foreach (var cookie in set) Cookies.SetCookies(address, cookie);
    }
}
