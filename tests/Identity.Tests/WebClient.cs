using System.Buffers.Text;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;

namespace StudentUnion.Identity.Tests;

/// <summary>What the web application and a person's browser do together to sign somebody in.</summary>
public sealed class WebClient(Browser browser, string secret)
{
    public const string Redirect = $"{IdentityApp.WebAddress}/signin-oidc";

    public Browser Browser => browser;

    public string Verifier { get; } = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    public Dictionary<string, string> AuthorizationRequest(Action<Dictionary<string, string>>? change = null)
    {
        var request = new Dictionary<string, string>
        {
            ["client_id"] = "web",
            ["response_type"] = "code",
            ["redirect_uri"] = Redirect,
            ["scope"] = "openid profile offline_access",
            ["code_challenge"] = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier))),
            ["code_challenge_method"] = "S256",
            ["state"] = "kept",
        };
        change?.Invoke(request);
        return request;
    }

    public Task<HttpResponseMessage> Push(Action<Dictionary<string, string>>? change = null) =>
        Post("/id/connect/par", AuthorizationRequest(r =>
        {
            r["client_secret"] = secret;
            change?.Invoke(r);
        }));

    /// <summary>The address to which the browser is sent after the request has been pushed.</summary>
    public async Task<string> AuthorizeAddress(Action<Dictionary<string, string>>? change = null)
    {
        var pushed = await Json(await Push(change));
        return QueryHelpers.AddQueryString("/id/connect/authorize", new Dictionary<string, string?> { ["client_id"] = "web", ["request_uri"] = pushed.GetProperty("request_uri").GetString() });
    }

    /// <summary>From the pushed request over the password to the code.</summary>
    public async Task<string> Code(string name, string password = IdentityApp.Password)
    {
        var authorize = await AuthorizeAddress();
        var first = await browser.Get(authorize);
        Assert.Equal(HttpStatusCode.Redirect, first.StatusCode);
        Assert.StartsWith("/id/account/login?", first.Headers.Location!.OriginalString, StringComparison.Ordinal);

        var loggedIn = await browser.LogIn(name, password, first.Headers.Location.OriginalString);
        Assert.Equal(authorize, loggedIn.Headers.Location?.OriginalString);
        return CodeIn(await browser.Get(authorize));
    }

    public static string CodeIn(HttpResponseMessage sentBack)
    {
        Assert.StartsWith(Redirect + "?", sentBack.Headers.Location?.OriginalString, StringComparison.Ordinal);
        var query = QueryHelpers.ParseQuery(sentBack.Headers.Location!.Query);
        Assert.Equal("kept", query["state"]);
        Assert.Equal("http://127.0.0.1:1/id/", query["iss"]);
        return query["code"].ToString();
    }

    public Task<HttpResponseMessage> Redeem(string code, string? verifier = null, string? redirect = null) => Token(
        ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", redirect ?? Redirect), ("code_verifier", verifier ?? Verifier));

    public Task<HttpResponseMessage> Refresh(string refreshToken) => Token(("grant_type", "refresh_token"), ("refresh_token", refreshToken));

    /// <summary>The whole way from the pushed request to the tokens.</summary>
    public async Task<Tokens> SignIn(string name, string password = IdentityApp.Password) => Tokens.In(await Json(await Redeem(await Code(name, password))));

    public Task<HttpResponseMessage> Token(params (string Name, string Value)[] fields)
    {
        var form = fields.ToDictionary(f => f.Name, f => f.Value);
        form.TryAdd("client_id", "web");
        form.TryAdd("client_secret", secret);
        return Post("/id/connect/token", form);
    }

    public Task<HttpResponseMessage> Call(string address, string token)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return browser.Http.SendAsync(request);
    }

    public static async Task<JsonElement> Json(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, $"{(int)response.StatusCode}: {text}");
        return JsonSerializer.Deserialize<JsonElement>(text);
    }

    public static async Task RefusedWith(string error, HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.Unauthorized, $"{(int)response.StatusCode}: {text}");
        Assert.Equal(error, JsonSerializer.Deserialize<JsonElement>(text).GetProperty("error").GetString());
    }

    private Task<HttpResponseMessage> Post(string address, Dictionary<string, string> form) =>
        browser.Http.PostAsync(new Uri(address, UriKind.Relative), new FormUrlEncodedContent(form));
}

/// <summary>What a sign-in gives the web application.</summary>
public sealed record Tokens(string Access, string Id, string Refresh)
{
    public static Tokens In(JsonElement answer) => new(
        answer.GetProperty("access_token").GetString()!, answer.GetProperty("id_token").GetString()!, answer.GetProperty("refresh_token").GetString()!);

    public static JsonElement Header(string token) => Part(token, 0);

    public static JsonElement Claims(string token) => Part(token, 1);

    private static JsonElement Part(string token, int n) => JsonSerializer.Deserialize<JsonElement>(Base64Url.DecodeFromChars(token.Split('.')[n]));
}
