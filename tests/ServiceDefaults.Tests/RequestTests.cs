using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using StudentUnion.ServiceDefaults.Tests.Sample;
using StudentUnion.Testing;

namespace StudentUnion.ServiceDefaults.Tests;

/// <summary>What every endpoint of every service does alike.</summary>
public sealed class RequestTests : IAsyncLifetime
{
    private static readonly TestCaller Ada = TestCaller.Staff(Guid.CreateVersion7(), "staff");
    private SampleService _sample = null!;

    public async ValueTask InitializeAsync() =>
        _sample = await SampleService.Start(await Servers.Database("sample"), await Servers.RabbitMq(), hears: false);

    public ValueTask DisposeAsync() => _sample.DisposeAsync();

    [Fact]
    public async Task A_creating_request_without_a_key_is_refused() =>
        await Refused.By(PlatformRules.IdempotencyKeyIsGiven, await _sample.As(Ada).PostAsJsonAsync("/notes", new { text = "one" }));

    [Fact]
    public async Task A_retry_gets_the_first_answer_and_takes_effect_once()
    {
        var first = await Post("retry-1", "one");
        var again = await Post("retry-1", "one");

        Assert.Equal(HttpStatusCode.Created, first.StatusCode);
        Assert.Equal(HttpStatusCode.Created, again.StatusCode);
        Assert.Equal(first.Headers.Location, again.Headers.Location);
        Assert.Equal(await first.Content.ReadAsStringAsync(), await again.Content.ReadAsStringAsync());
        Assert.Single((await List("")).Items);
    }

    [Fact]
    public async Task A_key_stands_for_one_content_only()
    {
        await Post("same-key", "one");
        await Refused.By(PlatformRules.IdempotencyKeyHasOneRequest, await Post("same-key", "two"));
    }

    [Fact]
    public async Task A_key_in_use_is_told_to_wait()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Post("busy", "slow")));

        Assert.Contains(answers, a => a.StatusCode == HttpStatusCode.Created);
        foreach (var refused in answers.Where(a => a.StatusCode != HttpStatusCode.Created))
            await Refused.By(PlatformRules.FirstRequestIsFinished, refused);
        Assert.Single((await List("")).Items);
    }

    [Fact]
    public async Task A_refused_request_keeps_its_key_free()
    {
        await Refused.By(SampleRules.TextIsKind, await Post("second-chance", "unkind"));
        Assert.Equal(HttpStatusCode.Created, (await Post("second-chance", "kind")).StatusCode);
    }

    [Fact]
    public async Task A_unique_index_refuses_as_its_rule()
    {
        await Post("k1", "same");
        await Refused.By(SampleRules.TextIsNew, await Post("k2", "same"));
    }

    [Fact]
    public async Task A_change_names_the_version_it_was_made_from()
    {
        var client = _sample.As(Ada);
        var note = (await Post("v", "draft")).Headers.Location!;
        var seen = (await client.GetAsync(note)).Headers.ETag!.Tag;

        await Refused.By(PlatformRules.VersionIsNamed, await client.PutAsJsonAsync(note, new { text = "blind" }));
        Assert.Equal(HttpStatusCode.NoContent, (await Put(client, note, seen, "first")).StatusCode);
        await Refused.By(PlatformRules.VersionIsCurrent, await Put(client, note, seen, "second"));
    }

    [Fact]
    public async Task Pages_follow_their_links_and_lose_nothing_when_rows_come_meanwhile()
    {
        foreach (var n in Enumerable.Range(0, 7)) await Post($"p{n}", $"n{n}");

        var first = await _sample.As(Ada).GetAsync("/notes?limit=3");
        var link = Assert.Single(first.Headers.GetValues("Link"));
        await Post("early", "a-row-before-the-cursor");

        var second = await _sample.As(Ada).GetFromJsonAsync<Page<SampleService.NoteRow>>(link[(link.IndexOf('<', StringComparison.Ordinal) + 1)..link.IndexOf('>', StringComparison.Ordinal)]);
        Assert.Equal(["n3", "n4", "n5"], second!.Items.Select(i => i.Text));
        var last = await List($"?limit=3&after={second.Next}");
        Assert.Equal(["n6"], last.Items.Select(i => i.Text));
        Assert.Null(last.Next);
    }

    [Theory]
    [InlineData("not-base64!")]
    [InlineData("W10")]
    public async Task A_foreign_cursor_is_refused(string cursor) =>
        await Refused.By(PlatformRules.CursorIsOurs, await _sample.As(Ada).GetAsync($"/notes?after={cursor}"));

    [Theory]
    [InlineData("en-GB, zh;q=0.5", "A note is kind.")]
    [InlineData("zh-CN, en;q=0.9", "内容应当友善。")]
    [InlineData(null, "内容应当友善。")]
    public async Task A_refusal_speaks_the_readers_language_and_says_what_it_saw(string? accept, string title)
    {
        var client = _sample.As(Ada);
        if (accept is not null) client.DefaultRequestHeaders.Add("Accept-Language", accept);
        client.DefaultRequestHeaders.Add(IdempotencyKey.Header, "language");

        var problem = await Refused.By(SampleRules.TextIsKind, await client.PostAsJsonAsync("/notes", new { text = "unkind" }));
        Assert.Equal(title, problem.Title);
        Assert.Equal("unkind", problem.Detail);
    }

    [Fact]
    public async Task A_fault_is_a_bare_500_that_tells_no_secret()
    {
        var response = await _sample.As(Ada).GetAsync("/notes/fault");
        var body = await response.Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.DoesNotContain("secret detail", body, StringComparison.Ordinal);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
    }

    [Theory]
    [InlineData("""{"text": ""}""")]
    [InlineData("""{"text": "far too long for a note of twenty"}""")]
    [InlineData("""{"text": """)]
    [InlineData("""{"text": "a", "text": "b"}""")]
    public async Task Malformed_content_is_a_400_with_its_reason(string json)
    {
        var client = _sample.As(Ada);
        client.DefaultRequestHeaders.Add(IdempotencyKey.Header, "malformed");
        var response = await client.PostAsync("/notes", new StringContent(json, null, "application/json"));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task Strangers_and_the_wrong_role_are_turned_away_with_a_problem()
    {
        var stranger = await _sample.Anonymous().GetAsync("/notes");
        var wrongRole = await _sample.As(Ada with { Roles = ["staff@" + Guid.CreateVersion7()] }).PostAsync("/notes/staff-only", null);

        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.Forbidden), (stranger.StatusCode, wrongRole.StatusCode));
        Assert.Equal("application/problem+json", wrongRole.Content.Headers.ContentType?.MediaType);
        Assert.Equal("您没有办理此事的权限。", (await wrongRole.Content.ReadFromJsonAsync<ProblemDetails>())!.Title);
        Assert.Equal(HttpStatusCode.NoContent, (await _sample.As(Ada).PostAsync("/notes/staff-only", null)).StatusCode);
    }

    [Fact]
    public async Task Another_tenants_note_is_not_found()
    {
        var note = (await Post("mine", "mine")).Headers.Location!;
        Assert.Equal(HttpStatusCode.NotFound, (await _sample.As(TestCaller.Staff(Guid.CreateVersion7(), "staff")).GetAsync(note)).StatusCode);
    }

    [Fact]
    public async Task The_api_document_names_the_key_and_the_token()
    {
        using var document = JsonDocument.Parse(await _sample.Anonymous().GetStringAsync("/openapi/v1.json"));
        var post = document.RootElement.GetProperty("paths").GetProperty("/notes").GetProperty("post");

        Assert.Contains(post.GetProperty("parameters").EnumerateArray(), p => p.GetProperty("name").GetString() == IdempotencyKey.Header);
        Assert.True(document.RootElement.GetProperty("components").GetProperty("securitySchemes").TryGetProperty("bearer", out _));
    }

    private async Task<HttpResponseMessage> Post(string key, string text)
    {
        var client = _sample.As(Ada);
        client.DefaultRequestHeaders.Add(IdempotencyKey.Header, key);
        return await client.PostAsJsonAsync("/notes", new { text });
    }

    private static Task<HttpResponseMessage> Put(HttpClient client, Uri note, string version, string text)
    {
        var request = new HttpRequestMessage(HttpMethod.Put, note) { Content = JsonContent.Create(new { text }) };
        request.Headers.Add("If-Match", version);
        return client.SendAsync(request);
    }

    private async Task<Page<SampleService.NoteRow>> List(string query) =>
        (await _sample.As(Ada).GetFromJsonAsync<Page<SampleService.NoteRow>>($"/notes{query}"))!;
}
