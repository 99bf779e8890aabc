using System.Net;
using StudentUnion.Api;

namespace StudentUnion.Web.Tests;

/// <summary>The typed client against an HTTP server that loses, refuses and pages.</summary>
public sealed class GatewayClientTests
{
    [Fact]
    public async Task A_creating_call_is_repeated_under_one_key_until_it_is_answered()
    {
        using var world = new World(_ => throw new HttpRequestException("gone"), _ => Json(503, "{}"), _ => Json(201, """{"id":"00000000-0000-7000-8000-000000000001"}"""));

        await world.Client.Elections.Convene(new NewCongress("大会", "第一次", CongressLevel.School, new DateOnly(2026, 11, 24)));

        Assert.Equal(3, world.Seen.Count);
        Assert.Single(world.Seen.Select(s => s.Headers["Idempotency-Key"]).Distinct());
        Assert.Contains("\"level\":\"school\"", world.Seen[0].Body);
        Assert.Contains("\"heldOn\":\"2026-11-24\"", world.Seen[0].Body);
    }

    [Fact]
    public async Task A_ballot_is_never_sent_twice_by_itself_and_carries_no_key()
    {
        using var world = new World(_ => throw new HttpRequestException("gone"));

        var lost = await Assert.ThrowsAsync<GatewayUnreachableException>(() => world.Client.Elections.Cast(Guid.CreateVersion7(), [1, 2]));

        Assert.Equal(0, lost.Status);
        var sent = Assert.Single(world.Seen);
        Assert.False(sent.Headers.ContainsKey("Idempotency-Key"));
        Assert.Equal("""{"marks":[1,2]}""", sent.Body);
    }

    [Fact]
    public async Task A_refusal_tells_its_rule_and_what_was_seen()
    {
        using var world = new World(_ => Json(409, """{"type":"urn:student-union:rule:elections.votes-once","title":"每位代表只投一张票。","detail":"已投","status":409,"measure":"6.2"}""", "application/problem+json"));

        var refused = await Assert.ThrowsAsync<ApiProblemException>(() => world.Client.Elections.Cast(Guid.CreateVersion7(), [1]));

        Assert.Equal(("elections.votes-once", "每位代表只投一张票。", "已投", "6.2", 409), (refused.Rule, refused.Title, refused.Detail, refused.Measure, refused.Status));
    }

    [Fact]
    public async Task Malformed_fields_are_named()
    {
        using var world = new World(_ => Json(400, """{"title":"x","status":400,"errors":{"Seats":["must be positive"]}}""", "application/problem+json"));

        var refused = await Assert.ThrowsAsync<ApiProblemException>(() => world.Client.Elections.Close(Guid.CreateVersion7()));

        Assert.Equal("must be positive", refused.Errors["Seats"][0]);
    }

    [Fact]
    public async Task A_change_carries_the_tag_that_was_read()
    {
        var id = Guid.CreateVersion7();
        using var world = new World(
            _ => Json(200, $$"""{"id":"{{id}}","name":"校学生会","kind":"studentUnion","level":"undergraduate","status":"active","version":7}""", etag: "\"7\""),
            _ => Json(204, ""));

        var organization = await world.Client.Membership.Organization(id);
        await world.Client.Membership.Rename(id, "新名", organization.ETag);

        Assert.Equal((OrganizationKind.StudentUnion, InstitutionLevel.Undergraduate), (organization.Kind, organization.Level));
        Assert.Equal("\"7\"", world.Seen[1].Headers["If-Match"]);
    }

    [Fact]
    public async Task A_long_list_is_fetched_page_by_page_as_it_is_read()
    {
        using var world = new World(_ => Json(200, """{"items":[{"line":2,"message":"a"}],"next":"c 1"}"""), _ => Json(200, """{"items":[{"line":3,"message":"b"}],"next":null}"""));

        var lines = await world.Client.Membership.AllRosterErrors(Guid.CreateVersion7()).Select(e => e.Line).ToListAsync();

        Assert.Equal([2, 3], lines);
        Assert.Contains("after=c%201", world.Seen[1].Path);
    }

    [Fact]
    public async Task Every_call_says_who_asks_and_in_which_language()
    {
        using var world = new World(_ => Json(200, """{"items":[],"next":null}"""));

        await world.Client.As("token-2").Elections.Elections(ElectionState.Open);

        Assert.Equal(("Bearer token-2", "en"), (world.Seen[0].Headers["Authorization"], world.Seen[0].Headers["Accept-Language"]));
        Assert.Contains("state=open", world.Seen[0].Path);
    }

    private static HttpResponseMessage Json(int status, string body, string type = "application/json", string? etag = null)
    {
        var answer = new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent(body, System.Text.Encoding.UTF8, type) };
        if (etag is not null) answer.Headers.TryAddWithoutValidation("ETag", etag);
        return answer;
    }

    private sealed class World : HttpMessageHandler
    {
        private readonly Queue<Func<HttpRequestMessage, HttpResponseMessage>> _answers;

        public World(params Func<HttpRequestMessage, HttpResponseMessage>[] answers)
        {
            _answers = new(answers);
            Client = new GatewayClient(new HttpClient(this) { BaseAddress = new Uri("http://gateway") }, language: () => "en");
        }

        public GatewayClient Client { get; }

        public List<(string Path, string Body, Dictionary<string, string> Headers)> Seen { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Seen.Add((request.RequestUri!.PathAndQuery, request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken),
                request.Headers.ToDictionary(h => h.Key, h => string.Join(',', h.Value))));
            return (_answers.Count > 1 ? _answers.Dequeue() : _answers.Peek())(request);
        }
    }
}
