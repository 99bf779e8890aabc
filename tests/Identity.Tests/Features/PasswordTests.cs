using System.Net;
using System.Net.Http.Json;
using StudentUnion.Identity.Domain;
using StudentUnion.Testing;

namespace StudentUnion.Identity.Tests.Features;

public sealed class PasswordTests(IdentityApp app) : IClassFixture<IdentityApp>
{
    private const string Page = "/id/account/password";
    private const string Chosen = "four quite new words";

    [Fact]
    public async Task Whoever_must_change_the_password_gets_no_code_before()
    {
        var (_, name) = await app.Account(mustChange: true);
        var web = app.Web();
        var authorize = await web.AuthorizeAddress();
        var login = (await web.Browser.Get(authorize)).Headers.Location!.OriginalString;

        var toPassword = (await web.Browser.LogIn(name, IdentityApp.Password, login)).Headers.Location!.OriginalString;
        Assert.StartsWith($"{Page}?", toPassword, StringComparison.Ordinal);
        Assert.StartsWith($"{Page}?", (await web.Browser.Get(authorize)).Headers.Location!.OriginalString, StringComparison.Ordinal);

        var changed = await Change(web.Browser, IdentityApp.Password, Chosen, page: toPassword);
        Assert.Equal(authorize, changed.Headers.Location?.OriginalString);
        await WebClient.Json(await web.Redeem(WebClient.CodeIn(await web.Browser.Get(authorize))));
    }

    [Fact]
    public async Task A_changed_password_ends_other_sessions_and_refresh_tokens()
    {
        var (_, name) = await app.Account();
        var web = app.Web();
        var tokens = await web.SignIn(name);
        using var other = app.Browser();
        await other.LogIn(name, IdentityApp.Password);

        Assert.Equal($"{IdentityApp.WebAddress}/", (await Change(other, IdentityApp.Password, Chosen)).Headers.Location?.OriginalString);

        await WebClient.RefusedWith("invalid_grant", await web.Refresh(tokens.Refresh));
        Assert.Equal(HttpStatusCode.Redirect, (await web.Browser.Get(Page)).StatusCode); // the first browser has to sign in again
        Assert.Equal(HttpStatusCode.OK, (await other.Get(Page)).StatusCode);
        using var later = app.Browser();
        Assert.Equal(HttpStatusCode.BadRequest, (await later.LogIn(name, IdentityApp.Password)).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await later.LogIn(name, Chosen)).StatusCode);
    }

    [Fact]
    public async Task A_refused_change_says_which_rule_and_changes_nothing()
    {
        var (_, name) = await app.Account();
        using var browser = app.Browser();
        await browser.LogIn(name, IdentityApp.Password);

        await Says(IdentityRules.CurrentPasswordIsGiven, Change(browser, "not the password", Chosen));
        await Says(IdentityRules.NewPasswordIsNew, Change(browser, IdentityApp.Password, IdentityApp.Password));
        await Says(IdentityRules.PasswordIsHardToGuess, Change(browser, IdentityApp.Password, "password123"));
        Assert.Equal(HttpStatusCode.BadRequest, (await Change(browser, IdentityApp.Password, Chosen, "something else")).StatusCode);

        using var later = app.Browser();
        Assert.Equal(HttpStatusCode.Redirect, (await later.LogIn(name, IdentityApp.Password)).StatusCode);

        static async Task Says(ServiceDefaults.Rule rule, Task<HttpResponseMessage> change)
        {
            var response = await change;
            Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
            Assert.Contains(rule.Zh, await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_borrowed_session_is_no_place_to_guess_the_password()
    {
        var (_, name) = await app.Account();
        using var browser = app.Browser();
        await browser.LogIn(name, IdentityApp.Password);

        for (var i = 0; i < SignInTries.Allowed; i++) await Change(browser, "not the password", Chosen);

        Assert.Equal("/id/account/locked", (await Change(browser, IdentityApp.Password, Chosen)).Headers.Location?.OriginalString);
        Assert.Equal(HttpStatusCode.Redirect, (await browser.Get(Page)).StatusCode);
    }

    [Fact]
    public async Task A_teacher_resets_a_forgotten_password_to_one_that_must_be_changed()
    {
        var (id, name) = await app.Account();
        var web = app.Web();
        var tokens = await web.SignIn(name);

        var reset = await app.As(IdentityApp.Teacher).PostAsJsonAsync($"/api/identity/accounts/{id}/password", new { password = "handed over on paper" });

        Assert.Equal(HttpStatusCode.NoContent, reset.StatusCode);
        await WebClient.RefusedWith("invalid_grant", await web.Refresh(tokens.Refresh));
        using var browser = app.Browser();
        Assert.StartsWith(Page, (await browser.LogIn(name, "handed over on paper")).Headers.Location!.OriginalString, StringComparison.Ordinal);
        await Refused.By(IdentityRules.PasswordIsHardToGuess,
            await app.As(IdentityApp.Teacher).PostAsJsonAsync($"/api/identity/accounts/{id}/password", new { password = "short" }));
    }

    private static Task<HttpResponseMessage> Change(Browser browser, string current, string chosen, string? repeated = null, string page = Page) =>
        browser.Submit(page, ("Current", current), ("New", chosen), ("Repeated", repeated ?? chosen));
}
