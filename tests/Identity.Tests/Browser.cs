using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc.Testing.Handlers;

namespace StudentUnion.Identity.Tests;

/// <summary>What a person's browser does: keeps cookies, reads a page before it sends its form, and lets the test follow redirects by hand.</summary>
public sealed partial class Browser(HttpMessageHandler server) : IDisposable
{
    private readonly HttpClient _http = new(new CookieContainerHandler { InnerHandler = server }) { BaseAddress = new Uri("http://127.0.0.1:1") };

    public HttpClient Http => _http;

    public Task<HttpResponseMessage> Get(string address) => _http.GetAsync(new Uri(address, UriKind.RelativeOrAbsolute));

    /// <summary>Fills in the form of a page and sends it.</summary>
    public async Task<HttpResponseMessage> Submit(string page, params (string Name, string Value)[] fields)
    {
        var shown = await Get(page);
        var text = await shown.Content.ReadAsStringAsync();
        Assert.True(shown.IsSuccessStatusCode, $"{page} answered {(int)shown.StatusCode}: {text}");

        var form = fields.ToDictionary(f => f.Name, f => f.Value);
        form["__RequestVerificationToken"] = WebUtility.HtmlDecode(FormToken().Match(text).Groups[1].Value);
        return await _http.PostAsync(new Uri(page, UriKind.RelativeOrAbsolute), new FormUrlEncodedContent(form));
    }

    public Task<HttpResponseMessage> LogIn(string name, string password, string page = "/id/account/login") =>
        Submit(page, ("UserName", name), ("Password", password));

    public void Dispose() => _http.Dispose();

    [GeneratedRegex("__RequestVerificationToken\" type=\"hidden\" value=\"([^\"]+)\"")]
    private static partial Regex FormToken();
}
