using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace StudentUnion.Gateway.Tests;

public sealed class RoutingTests(GatewayApp app) : IClassFixture<GatewayApp>
{
    [Theory]
    [InlineData("/api/elections/congresses", "elections-")]
    [InlineData("/api/membership/organizations", "membership")]
    [InlineData("/api/identity/accounts", "identity")]
    public async Task Each_path_reaches_its_service_unchanged(string path, string service)
    {
        using var client = app.SignedIn();

        var seen = (await client.GetFromJsonAsync<Seen>(path))!;

        Assert.StartsWith(service, seen.Name, StringComparison.Ordinal);
        Assert.Equal(path, seen.Path);
    }

    [Fact]
    public async Task What_a_client_says_about_itself_does_not_arrive()
    {
        using var client = app.SignedIn();
        string[] forged =
        [
            "X-Tenant", "X-Tenant-Id", "x-user", "X-User-Id", "X-Person-Id", "X-Account", "X-Roles", "X-Grants", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto",
            "X-Forwarded-Prefix", "X-Forwarded-User", "Forwarded", "X-Real-IP", "X-Original-URL", "X-Original-For", "X-Rewrite-URL", "X-Client-IP", "X-Remote-User", "Remote-User",
            "True-Client-IP", "X-HTTP-Method-Override", "X-MS-CLIENT-PRINCIPAL", "baggage", "Cookie",
        ];
        foreach (var name in forged) client.DefaultRequestHeaders.TryAddWithoutValidation(name, "6.6.6.6");
        client.DefaultRequestHeaders.Add("Idempotency-Key", "kept");

        var seen = (await client.GetFromJsonAsync<Seen>("/api/elections/congresses"))!;

        Assert.Empty(seen.Headers.Keys.Intersect(forged, StringComparer.OrdinalIgnoreCase));
        Assert.DoesNotContain("6.6.6.6", seen.Headers.Values);
        Assert.Equal("kept", seen.Headers["Idempotency-Key"]);
        Assert.StartsWith("Bearer ", seen.Headers["Authorization"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_address_of_a_voter_travels_to_the_services()
    {
        using var client = app.SignedIn();
        var seen = (await client.GetFromJsonAsync<Seen>("/api/elections/congresses"))!;

        Assert.DoesNotContain(seen.Headers, h => h.Value.Contains("127.0.0.1", StringComparison.Ordinal) && !h.Key.Equals("Host", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Signing_in_needs_no_token_and_knows_the_address_it_was_asked_by()
    {
        using var client = app.Anonymous();
        client.DefaultRequestHeaders.TryAddWithoutValidation("X-Forwarded-For", "6.6.6.6");
        client.DefaultRequestHeaders.TryAddWithoutValidation("Cookie", "sup.id=1");

        var seen = (await client.GetFromJsonAsync<Seen>("/id/connect/authorize"))!;

        Assert.Equal(app.Address.Authority, seen.Host);
        Assert.Equal("127.0.0.1", seen.Headers["X-Forwarded-For"]);
        Assert.Equal("http", seen.Headers["X-Forwarded-Proto"]);
        Assert.Equal("sup.id=1", seen.Headers["Cookie"]);
    }

    [Fact]
    public async Task Without_a_token_nothing_is_reached()
    {
        using var client = app.Anonymous();
        var before = app.Membership.Answered;

        var response = await client.GetAsync("/api/membership/students");

        await IsProblem(response, HttpStatusCode.Unauthorized, "请先登录。");
        Assert.Equal(before, app.Membership.Answered);
        client.DefaultRequestHeaders.Add("Accept-Language", "en");
        await IsProblem(await client.GetAsync("/api/membership/students"), HttpStatusCode.Unauthorized, "Sign in first.");
    }

    [Fact]
    public async Task A_token_that_is_forged_or_over_is_no_token()
    {
        var token = app.Token();
        var parts = token.Split('.');
        foreach (var bad in new[] { "x", $"{parts[0]}.{parts[1]}.{parts[2][..^4]}AAAA", $"{parts[0]}.{parts[1]}.", app.Token(lifetime: TimeSpan.FromMinutes(-5)) })
        {
            using var client = app.Anonymous();
            client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", $"Bearer {bad}");
            await IsProblem(await client.GetAsync("/api/membership/me"), HttpStatusCode.Unauthorized, "请先登录。");
        }
    }

    [Fact]
    public async Task A_path_that_is_not_in_the_table_does_not_exist()
    {
        using var anonymous = app.Anonymous();
        using var client = app.SignedIn();

        foreach (var path in new[] { "/api/secrets", "/readyz/../api", "/openapi/v2.json", "/elections", "/api/electionsx/y" })
        {
            await IsProblem(await anonymous.GetAsync(path), HttpStatusCode.Unauthorized, "请先登录。");
            await IsProblem(await client.GetAsync(path), HttpStatusCode.NotFound, "没有找到，或者不属于您所在的组织。");
        }
    }

    [Fact]
    public async Task Every_answer_carries_security_headers_and_a_services_own_policy_stands()
    {
        using var client = app.SignedIn();
        foreach (var path in new[] { "/api/elections/congresses", "/api/secrets", "/livez", "/openapi/v1.json", "/id/page" })
        {
            var response = await client.GetAsync(path);
            Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
            Assert.Equal("no-referrer", Assert.Single(response.Headers.GetValues("Referrer-Policy")));
            Assert.Equal("DENY", Assert.Single(response.Headers.GetValues("X-Frame-Options")));
            var policy = Assert.Single(response.Headers.GetValues("Content-Security-Policy"));
            Assert.Equal(path == "/id/page", policy.Contains("style-src", StringComparison.Ordinal));
            Assert.False(response.Headers.Contains("Server"));
        }
    }

    [Fact]
    public async Task A_megabyte_is_enough_for_anything_but_an_import()
    {
        using var client = app.SignedIn();
        var tooLarge = new byte[(1 << 20) + 1];

        await IsProblem(await client.PostAsync("/api/elections/congresses", new ByteArrayContent(tooLarge)), HttpStatusCode.RequestEntityTooLarge, "内容超过允许的大小。");
        await IsProblem(await client.PostAsync("/api/elections/congresses", new UnknownLength(tooLarge)), HttpStatusCode.RequestEntityTooLarge, "内容超过允许的大小。");

        var import = await client.PostAsync("/api/membership/roster-imports?fileName=x.csv", new UnknownLength(new byte[5 << 20]));
        Assert.Equal(5 << 20, (await import.Content.ReadFromJsonAsync<Seen>())!.BodyLength);
    }

    [Fact]
    public async Task Replicas_share_the_work()
    {
        using var client = app.SignedIn();
        var before = app.Elections.Select(e => e.Answered).ToArray();

        await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => client.GetAsync("/api/elections/congresses")));

        Assert.All(app.Elections.Zip(before), e => Assert.InRange(e.First.Answered - e.Second, 20, 80));
    }

    [Fact]
    public async Task The_services_interfaces_are_described_in_one_document()
    {
        using var client = app.Anonymous();
        var merged = await client.GetFromJsonAsync<JsonElement>("/openapi/v1.json");

        Assert.Equal(
            ["/api/elections/congresses", "/api/identity/accounts", "/api/membership/organizations"],
            merged.GetProperty("paths").EnumerateObject().Select(p => p.Name).Order(StringComparer.Ordinal));
        Assert.Equal(
            ["elections.Request", "identity.Request", "membership.Request"],
            merged.GetProperty("components").GetProperty("schemas").EnumerateObject().Select(p => p.Name).Order(StringComparer.Ordinal));
        var text = merged.GetRawText();
        Assert.Contains("#/components/schemas/membership.Request", text, StringComparison.Ordinal);
        Assert.DoesNotContain("#/components/schemas/Request", text, StringComparison.Ordinal);
        Assert.False(merged.TryGetProperty("x-not-answering", out _));
    }

    [Fact]
    public async Task The_reference_page_asks_nobody_else()
    {
        using var client = app.Anonymous();
        var page = await client.GetAsync("/docs/");
        var html = await page.Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.DoesNotContain("://", html, StringComparison.Ordinal);
        Assert.Contains("connect-src 'self'", string.Concat(page.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        Assert.DoesNotContain("script-src 'self' 'unsafe", string.Concat(page.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/docs/scalar.js")).StatusCode);
    }

    internal static async Task IsProblem(HttpResponseMessage response, HttpStatusCode status, string title)
    {
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == status, $"Expected {status}, got {response.StatusCode}: {text}");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(title, JsonSerializer.Deserialize<JsonElement>(text).GetProperty("title").GetString());
    }

    private sealed class UnknownLength(byte[] bytes) : HttpContent
    {
        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => stream.WriteAsync(bytes).AsTask();

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
