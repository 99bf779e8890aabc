using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using StudentUnion.Api;
using Roles = StudentUnion.Identity.Domain.Roles;

namespace StudentUnion.Identity.Tests.Features;

public sealed class TokenTests(IdentityApp app) : IClassFixture<IdentityApp>
{
    [Fact]
    public async Task Discovery_names_the_issuer_and_the_public_addresses()
    {
        using var browser = app.Browser();
        var found = await WebClient.Json(await browser.Get("/id/.well-known/openid-configuration"));

        Assert.Equal("http://127.0.0.1:1/id/", found.GetProperty("issuer").GetString());
        Assert.Equal("http://127.0.0.1:1/id/connect/token", found.GetProperty("token_endpoint").GetString());
        Assert.Equal("http://127.0.0.1:1/id/connect/par", found.GetProperty("pushed_authorization_request_endpoint").GetString());
        Assert.Equal(["S256"], Texts(found, "code_challenge_methods_supported"));
        Assert.Equal(["code"], Texts(found, "response_types_supported"));
        Assert.Equal(["query"], Texts(found, "response_modes_supported"));
        Assert.Equal(["authorization_code", "refresh_token"], Texts(found, "grant_types_supported"));
        Assert.NotEmpty((await WebClient.Json(await browser.Get("/id/.well-known/jwks"))).GetProperty("keys").EnumerateArray());
    }

    [Fact]
    public async Task A_forged_host_changes_nothing_that_is_published()
    {
        using var browser = app.Browser();
        var request = new HttpRequestMessage(HttpMethod.Get, "/id/.well-known/openid-configuration") { Headers = { Host = "evil.example" } };

        Assert.DoesNotContain("evil", await (await browser.Http.SendAsync(request)).Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sign_in_gives_tokens_that_say_what_the_account_may_do()
    {
        var person = Guid.CreateVersion7();
        var (id, name) = await app.Account(person: person, grants: [Roles.UnionOfficer]);
        var web = app.Web();

        var tokens = await web.SignIn(name);

        var access = Tokens.Claims(tokens.Access);
        Assert.Equal("at+jwt", Tokens.Header(tokens.Access).GetProperty("typ").GetString());
        Assert.Equal("http://127.0.0.1:1/id/", access.GetProperty("iss").GetString());
        Assert.Equal("student-union", access.GetProperty("aud").GetString());
        Assert.Equal(id, access.GetProperty("sub").GetGuid());
        Assert.Equal(IdentityApp.North, access.GetProperty("tenant").GetGuid());
        Assert.Equal(person, access.GetProperty("person").GetGuid());
        Assert.Equal([$"{Roles.UnionOfficer}@{IdentityApp.North}"], Texts(access, "grants"));
        Assert.Equal(600, access.GetProperty("exp").GetInt64() - access.GetProperty("iat").GetInt64());

        // No name travels with every request.
        Assert.False(access.TryGetProperty("name", out _));
        Assert.False(access.TryGetProperty("stamp", out _));
        Assert.Equal("王小明", Tokens.Claims(tokens.Id).GetProperty("name").GetString());
        Assert.False(Tokens.Claims(tokens.Id).TryGetProperty("stamp", out _));

        var about = await WebClient.Json(await web.Call("/id/connect/userinfo", tokens.Access));
        Assert.Equal("北方大学学生会", about.GetProperty("tenant_name").GetString());
        Assert.Equal(name, about.GetProperty("preferred_username").GetString());
    }

    [Fact]
    public async Task Staff_who_are_no_students_have_no_person_and_no_grants_is_an_empty_list()
    {
        var (_, name) = await app.Account();
        var access = Tokens.Claims((await app.Web().SignIn(name)).Access);

        Assert.False(access.TryGetProperty("person", out _));
        Assert.Empty(Texts(access, "grants"));
    }

    [Fact]
    public async Task A_second_request_needs_no_second_password()
    {
        var (_, name) = await app.Account();
        var web = app.Web();
        await web.SignIn(name);

        var again = await web.Browser.Get(await web.AuthorizeAddress());

        await WebClient.Json(await web.Redeem(WebClient.CodeIn(again)));
    }

    [Fact]
    public async Task A_request_for_a_fresh_password_gets_one()
    {
        var (_, name) = await app.Account();
        var web = app.Web();
        await web.SignIn(name);
        app.Clock.Advance(TimeSpan.FromMinutes(5));

        var authorize = await web.AuthorizeAddress(r => r["prompt"] = "login");
        var login = (await web.Browser.Get(authorize)).Headers.Location!.OriginalString;

        Assert.StartsWith("/id/account/login?", login, StringComparison.Ordinal);
        await web.Browser.LogIn(name, IdentityApp.Password, login);
        WebClient.CodeIn(await web.Browser.Get(authorize));
    }

    [Fact]
    public async Task A_silent_request_without_a_session_is_told_so()
    {
        var web = app.Web();
        var response = await web.Browser.Get(await web.AuthorizeAddress(r => r["prompt"] = "none"));

        Assert.Equal("login_required", QueryHelpers.ParseQuery(response.Headers.Location!.Query)["error"]);
    }

    [Fact]
    public async Task Without_proof_key_nothing_is_pushed() =>
        await WebClient.RefusedWith("invalid_request", await app.Web().Push(r =>
        {
            r.Remove("code_challenge");
            r.Remove("code_challenge_method");
        }));

    [Fact]
    public async Task A_plain_proof_key_is_refused() =>
        await WebClient.RefusedWith("invalid_request", await app.Web().Push(r => r["code_challenge_method"] = "plain"));

    [Fact]
    public async Task The_web_application_must_push_and_must_prove_itself()
    {
        var web = app.Web();
        var direct = await web.Browser.Get(QueryHelpers.AddQueryString("/id/connect/authorize", web.AuthorizationRequest()!));
        Assert.True(EndsWithoutCode(direct), direct.Headers.Location?.OriginalString);

        await WebClient.RefusedWith("invalid_client", await web.Push(r => r["client_secret"] = "guessed"));
    }

    [Theory]
    [InlineData("http://127.0.0.1:2/signin-oidc/")]
    [InlineData("http://127.0.0.1:2/signin-oidc?x=1")]
    [InlineData("http://127.0.0.1:2.evil.example/signin-oidc")]
    [InlineData("https://127.0.0.1:2/signin-oidc")]
    public async Task A_redirect_address_that_is_not_exactly_the_registered_one_is_refused(string address) =>
        await WebClient.RefusedWith("invalid_request", await app.Web().Push(r => r["redirect_uri"] = address));

    [Fact]
    public async Task A_request_nobody_can_answer_for_ends_on_a_page_and_not_at_the_address_it_names()
    {
        using var browser = app.Browser();
        var response = await browser.Get("/id/connect/authorize?client_id=mobile&response_type=code&redirect_uri=https%3A%2F%2Fevil.example%2F");

        Assert.Equal("/id/account/problem", response.Headers.Location?.OriginalString);
        Assert.Equal(HttpStatusCode.OK, (await browser.Get("/id/account/problem")).StatusCode);
    }

    [Fact]
    public async Task The_mobile_application_needs_no_secret_but_the_proof_key()
    {
        var (_, name) = await app.Account();
        var web = app.Web();
        await web.Browser.LogIn(name, IdentityApp.Password);
        var request = web.AuthorizationRequest(r => (r["client_id"], r["redirect_uri"]) = ("mobile", "studentunion://callback"));

        var sentBack = await web.Browser.Get(QueryHelpers.AddQueryString("/id/connect/authorize", request!));
        var code = QueryHelpers.ParseQuery(sentBack.Headers.Location!.Query)["code"].ToString();
        var answer = await web.Browser.Http.PostAsync("/id/connect/token", new FormUrlEncodedContent(
        [
            new("grant_type", "authorization_code"), new("client_id", "mobile"), new("code", code), new("redirect_uri", "studentunion://callback"), new("code_verifier", web.Verifier),
        ]));

        Assert.Equal("at+jwt", Tokens.Header((await WebClient.Json(answer)).GetProperty("access_token").GetString()!).GetProperty("typ").GetString());
    }

    [Fact]
    public async Task Without_proof_key_the_mobile_application_gets_no_code()
    {
        var web = app.Web();
        var sentBack = await web.Browser.Get(QueryHelpers.AddQueryString("/id/connect/authorize", web.AuthorizationRequest(r =>
        {
            (r["client_id"], r["redirect_uri"]) = ("mobile", "studentunion://callback");
            r.Remove("code_challenge");
            r.Remove("code_challenge_method");
        })!));

        Assert.True(EndsWithoutCode(sentBack), sentBack.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task A_wrong_verifier_gets_nothing()
    {
        var (_, name) = await app.Account();
        var web = app.Web();
        await WebClient.RefusedWith("invalid_grant", await web.Redeem(await web.Code(name), verifier: new string('x', 43)));
    }

    [Fact]
    public async Task A_code_used_twice_ends_everything_it_gave()
    {
        var (_, name) = await app.Account();
        var web = app.Web();
        var code = await web.Code(name);
        var tokens = Tokens.In(await WebClient.Json(await web.Redeem(code)));

        await WebClient.RefusedWith("invalid_grant", await web.Redeem(code));

        await WebClient.RefusedWith("invalid_grant", await web.Refresh(tokens.Refresh));
        Assert.Equal(HttpStatusCode.Unauthorized, (await web.Call("/id/connect/userinfo", tokens.Access)).StatusCode);
    }

    [Fact]
    public async Task Refreshing_rolls_and_an_old_refresh_token_ends_the_session()
    {
        var (_, name) = await app.Account();
        var web = app.Web();
        var first = await web.SignIn(name);

        var second = Tokens.In(await WebClient.Json(await web.Refresh(first.Refresh)));
        Assert.NotEqual(first.Refresh, second.Refresh);

        app.Clock.Advance(TimeSpan.FromMinutes(1));
        await WebClient.RefusedWith("invalid_grant", await web.Refresh(first.Refresh));
        await WebClient.RefusedWith("invalid_grant", await web.Refresh(second.Refresh));
    }

    [Fact]
    public async Task A_revoked_role_is_gone_with_the_next_refresh()
    {
        var (id, name) = await app.Account(grants: [Roles.UnionOfficer]);
        var web = app.Web();
        var before = await web.SignIn(name);

        var revoked = await app.As(IdentityApp.Teacher).DeleteAsync($"/api/identity/accounts/{id}/grants/{Roles.UnionOfficer}@{IdentityApp.North}");

        Assert.Equal(HttpStatusCode.NoContent, revoked.StatusCode);
        var after = Tokens.In(await WebClient.Json(await web.Refresh(before.Refresh)));
        Assert.Empty(Texts(Tokens.Claims(after.Access), "grants"));
        Assert.Empty(Texts(Tokens.Claims(after.Id), "grants"));
    }

    [Fact]
    public async Task Only_an_untouched_access_token_opens_the_interface()
    {
        var (_, name) = await app.Account(grants: [Roles.LeagueTeacher]);
        var web = app.Web();
        var tokens = await web.SignIn(name);
        const string accounts = "/api/identity/accounts";

        Assert.Equal(HttpStatusCode.OK, (await web.Call(accounts, tokens.Access)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await web.Call(accounts, tokens.Id)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await web.Call(accounts, tokens.Refresh)).StatusCode);
        var parts = tokens.Access.Split('.');
        var swapped = $"{parts[0]}.{parts[1][..^2]}{(parts[1][^2] == 'A' ? 'B' : 'A')}{parts[1][^1]}.{parts[2]}";
        Assert.Equal(HttpStatusCode.Unauthorized, (await web.Call(accounts, swapped)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await web.Call(accounts, $"{parts[0]}.{parts[1]}.")).StatusCode);
    }

    [Fact]
    public async Task Tokens_made_on_this_machine_for_tests_open_the_interface_like_any_other()
    {
        using var made = new DevelopmentTokens(app.Keys, new Uri("http://127.0.0.1:1"), app.Clock);
        var token = made.Mint(Guid.CreateVersion7(), IdentityApp.North, grants: [Roles.LeagueTeacher]);

        Assert.Equal(HttpStatusCode.OK, (await app.Web().Call("/api/identity/accounts", token)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await app.Web().Call("/api/identity/accounts", made.Mint(Guid.CreateVersion7(), IdentityApp.North))).StatusCode);
        Assert.Throws<ArgumentException>(() => new DevelopmentTokens(app.Keys, new Uri("https://xuelian.example")));
    }

    [Fact]
    public async Task Signing_out_with_proof_ends_session_and_tokens_and_leads_back_to_the_application()
    {
        var (_, name) = await app.Account();
        var web = app.Web();
        var tokens = await web.SignIn(name);
        var back = $"{IdentityApp.WebAddress}/signout-callback-oidc";

        var signedOut = await web.Browser.Get(QueryHelpers.AddQueryString("/id/connect/logout", new Dictionary<string, string?>
        {
            ["id_token_hint"] = tokens.Id,
            ["post_logout_redirect_uri"] = back,
            ["state"] = "s",
        }));

        Assert.StartsWith(back, signedOut.Headers.Location?.OriginalString, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await web.Browser.Get("/id/account/password")).StatusCode);
        await WebClient.RefusedWith("invalid_grant", await web.Refresh(tokens.Refresh));
    }

    [Fact]
    public async Task A_link_alone_signs_nobody_out()
    {
        var (_, name) = await app.Account();
        using var browser = app.Browser();
        await browser.LogIn(name, IdentityApp.Password);

        var asked = (await browser.Get("/id/connect/logout")).Headers.Location!.OriginalString;
        Assert.StartsWith("/id/account/logout?", asked, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await browser.Get("/id/account/password")).StatusCode);

        await browser.Submit(asked);
        Assert.Equal(HttpStatusCode.Redirect, (await browser.Get("/id/account/password")).StatusCode);
    }

    // Sent back with an error where the application is proven, told to the person where it is not.
    private static bool EndsWithoutCode(HttpResponseMessage response) => response.Headers.Location?.OriginalString is { } to
        && (to == "/id/account/problem" || to.Contains("error=", StringComparison.Ordinal)) && !to.Contains("code=", StringComparison.Ordinal);

    private static string[] Texts(JsonElement from, string name) => [.. from.GetProperty(name).EnumerateArray().Select(e => e.GetString()!)];
}
