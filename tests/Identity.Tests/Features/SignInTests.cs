using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using StudentUnion.Identity.Domain;

namespace StudentUnion.Identity.Tests.Features;

public sealed class SignInTests(IdentityApp app) : IClassFixture<IdentityApp>
{
    [Fact]
    public async Task Name_and_password_lead_to_the_application()
    {
        var (_, name) = await app.Account();
        using var browser = app.Browser();

        var response = await browser.LogIn(name.ToUpperInvariant(), IdentityApp.Password);

        Assert.Equal($"{IdentityApp.WebAddress}/", response.Headers.Location?.OriginalString);
        var cookie = Assert.Single(response.Headers.GetValues("Set-Cookie"), c => c.StartsWith("sup.id=", StringComparison.Ordinal));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("path=/id", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Afterwards_nobody_is_sent_to_another_site()
    {
        var (_, name) = await app.Account();
        foreach (var elsewhere in new[] { "https://evil.example/", "//evil.example", "/\\evil.example" })
        {
            using var browser = app.Browser();
            var response = await browser.Submit("/id/account/login", ("UserName", name), ("Password", IdentityApp.Password), ("returnUrl", elsewhere));
            Assert.Equal($"{IdentityApp.WebAddress}/", response.Headers.Location?.OriginalString);
        }
    }

    [Fact]
    public async Task An_unknown_name_and_a_wrong_password_get_the_same_answer()
    {
        var (_, name) = await app.Account();
        using var browser = app.Browser();

        var wrong = await browser.LogIn(name, "not the password");
        var unknown = await browser.LogIn(name + "x", "not the password");

        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        Assert.Equal(wrong.StatusCode, unknown.StatusCode);
        Assert.Equal(Anonymized(await wrong.Content.ReadAsStringAsync()), Anonymized(await unknown.Content.ReadAsStringAsync()));

        static string Anonymized(string page) => System.Text.RegularExpressions.Regex.Replace(page, "value=\"[^\"]*\"", "");
    }

    [Fact]
    public async Task An_unknown_name_takes_as_long_as_a_known_one()
    {
        var (_, name) = await app.Account();
        using var browser = app.Browser();
        var (known, unknown) = (TimeSpan.MaxValue, TimeSpan.MaxValue);
        for (var i = 0; i < SignInTries.Allowed - 1; i++)
        {
            known = Shorter(known, await Time(name));
            unknown = Shorter(unknown, await Time(name + "x"));
        }

        // Checking a password costs many times all else, so leaving it out would show as a small fraction.
        Assert.InRange(unknown / known, 0.6, 1.7);

        async Task<TimeSpan> Time(string who)
        {
            var start = Stopwatch.GetTimestamp();
            await browser.LogIn(who, "not the password");
            return Stopwatch.GetElapsedTime(start);
        }

        static TimeSpan Shorter(TimeSpan a, TimeSpan b) => a < b ? a : b;
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Five_wrong_tries_lock_a_name_known_or_not_for_fifteen_minutes(bool known)
    {
        var name = known ? (await app.Account()).Name : app.NewName();
        using var browser = app.Browser();

        for (var i = 1; i < SignInTries.Allowed; i++) Assert.Equal(HttpStatusCode.BadRequest, (await browser.LogIn(name, "not the password")).StatusCode);
        Assert.Equal("/id/account/locked", (await browser.LogIn(name, "not the password")).Headers.Location?.OriginalString);
        Assert.Equal("/id/account/locked", (await browser.LogIn(name, IdentityApp.Password)).Headers.Location?.OriginalString);

        app.Clock.Advance(SignInTries.Lock + TimeSpan.FromSeconds(1));
        var after = await browser.LogIn(name, IdentityApp.Password);
        if (known) Assert.Equal($"{IdentityApp.WebAddress}/", after.Headers.Location?.OriginalString);
        else Assert.Equal(HttpStatusCode.BadRequest, after.StatusCode);
    }

    [Fact]
    public async Task Twenty_tries_at_once_are_no_more_than_five()
    {
        var (_, name) = await app.Account();
        using var browser = app.Browser();
        await browser.Get("/id/account/login"); // from here on all forms carry the same cookie

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => browser.LogIn(name, "not the password")));

        Assert.Equal(SignInTries.Allowed - 1, answers.Count(a => a.StatusCode == HttpStatusCode.BadRequest));
        Assert.Equal(20 - SignInTries.Allowed + 1, answers.Count(a => a.Headers.Location?.OriginalString == "/id/account/locked"));
    }

    [Fact]
    public async Task A_stranger_who_locks_a_name_does_not_lock_out_its_owners_own_device()
    {
        var (_, name) = await app.Account();
        using var own = app.Browser();
        using var stranger = app.Browser();
        await own.LogIn(name, IdentityApp.Password);

        for (var i = 0; i < SignInTries.Allowed; i++) await stranger.LogIn(name, "not the password");

        Assert.Equal("/id/account/locked", (await stranger.LogIn(name, IdentityApp.Password)).Headers.Location?.OriginalString);
        Assert.Equal($"{IdentityApp.WebAddress}/", (await own.LogIn(name, IdentityApp.Password)).Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task A_teacher_unlocks_an_account()
    {
        var (id, name) = await app.Account();
        using var browser = app.Browser();
        for (var i = 0; i < SignInTries.Allowed; i++) await browser.LogIn(name, "not the password");
        var row = await app.As(IdentityApp.Teacher).GetFromJsonAsync<JsonElement>($"/api/identity/accounts/{id}");
        Assert.Equal(JsonValueKind.String, row.GetProperty("lockedUntil").ValueKind);

        var unlocked = await app.As(IdentityApp.Teacher).PostAsync($"/api/identity/accounts/{id}/unlock", null);

        Assert.Equal(HttpStatusCode.NoContent, unlocked.StatusCode);
        Assert.Equal($"{IdentityApp.WebAddress}/", (await browser.LogIn(name, IdentityApp.Password)).Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task A_form_from_elsewhere_is_refused()
    {
        var (_, name) = await app.Account();
        using var browser = app.Browser();

        var response = await browser.Http.PostAsync("/id/account/login", new FormUrlEncodedContent([new("UserName", name), new("Password", IdentityApp.Password)]));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task Pages_speak_Chinese_first_and_English_on_request_and_run_no_script()
    {
        using var browser = app.Browser();
        var chinese = await browser.Get("/id/account/login");
        Assert.Contains("<h1>登录</h1>", await chinese.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains("default-src 'none'", string.Concat(chinese.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);

        var switched = await browser.Submit("/id/account/login", ("to", "en-GB"));
        Assert.Equal(HttpStatusCode.BadRequest, switched.StatusCode); // the login form is not the language form
        var english = new HttpRequestMessage(HttpMethod.Get, "/id/account/login");
        english.Headers.Add("Accept-Language", "en-GB,en;q=0.9,zh;q=0.5");
        var page = await (await browser.Http.SendAsync(english)).Content.ReadAsStringAsync();
        Assert.Contains("<h1>Sign in</h1>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Counts_hold_no_name_that_was_tried()
    {
        using var browser = app.Browser();
        await browser.LogIn("canary-name", "not the password");

        await using var source = Npgsql.NpgsqlDataSource.Create(app.Owner);
        await using var command = source.CreateCommand("select count(*) from sign_in_tries where length(key) <> 32 or position('canary'::bytea in key) > 0 or position('CANARY'::bytea in key) > 0");
        Assert.Equal(0L, await command.ExecuteScalarAsync());
    }

    [Fact]
    public async Task Accounts_of_other_tenants_are_behind_a_forced_policy()
    {
        await app.Account(IdentityApp.North);
        await app.Account(IdentityApp.South);

        Assert.Empty(await app.UnguardedTables());
        Assert.True(await app.In(IdentityApp.South, db => db.Accounts.AllAsync(a => a.TenantId == IdentityApp.South)));
    }
}
