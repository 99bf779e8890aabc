using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using StudentUnion.Testing;

namespace StudentUnion.Gateway.Tests;

/// <summary>Parts of the platform are away. Each test leaves them as it found them.</summary>
public sealed class DegradedTests(GatewayApp app) : IClassFixture<GatewayApp>
{
    [Fact]
    public async Task A_dead_replica_is_taken_out_and_comes_back()
    {
        using var client = app.SignedIn();
        await app.Elections[0].Stop();

        // A few requests may still meet it; then none does.
        await Poll.Until(async () => await AllAnswer(client, 30), "requests still reach the dead replica", TimeSpan.FromSeconds(20));

        await app.Elections[0].Start();
        var before = app.Elections[0].Answered;
        await Poll.Until(async () =>
        {
            await AllAnswer(client, 10);
            return app.Elections[0].Answered > before;
        }, "the replica that came back gets no requests", TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task A_service_that_is_away_is_a_problem_and_back_as_soon_as_it_is_back()
    {
        using var client = app.SignedIn();
        await app.Membership.Stop();

        var response = await client.GetAsync("/api/membership/organizations");
        Assert.True(response.StatusCode is HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable, response.StatusCode.ToString());
        await RoutingTests.IsProblem(response, response.StatusCode, "服务暂时不可用，请稍后再试。");

        await app.Membership.Start();
        await Poll.Until(async () => (await client.GetAsync("/api/membership/organizations")).IsSuccessStatusCode, "the service is back but not reached", TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task The_merged_document_names_the_service_that_does_not_answer()
    {
        await app.Identity.Stop();
        using var client = app.Anonymous(app.OpenAnother());

        var merged = await client.GetFromJsonAsync<JsonElement>("/openapi/v1.json");

        Assert.Equal("identity", Assert.Single(merged.GetProperty("x-not-answering").EnumerateArray()).GetString());
        Assert.Contains("identity", merged.GetProperty("info").GetProperty("description").GetString(), StringComparison.Ordinal);
        Assert.Equal(2, merged.GetProperty("paths").EnumerateObject().Count());
        await app.Identity.Start();
    }

    private static async Task<bool> AllAnswer(HttpClient client, int times)
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, times).Select(_ => client.GetAsync("/api/elections/congresses")));
        return answers.All(a => a.IsSuccessStatusCode);
    }
}
