using System.Net;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using StudentUnion.Elections.Features;
using StudentUnion.Testing;

namespace StudentUnion.Elections.Tests.Features;

/// <summary>Every endpoint × everybody who is not allowed, and everybody of another tenant.</summary>
public sealed class AccessTests(ElectionsApp app) : IClassFixture<ElectionsApp>
{
    private const string Officer = Roles.UnionOfficer;
    private const string Teacher = Roles.LeagueTeacher;

    /// <summary>What may be called, with what, and by which roles; no role means everybody of the tenant, <c>person</c> every student of it.</summary>
    private static readonly (string Call, object? Body, string[] Allowed)[] Endpoints =
    [
        ("POST /api/elections/congresses", new { name = "大会", session = "一", level = "school", heldOn = "2026-03-03" }, [Officer]),
        ("GET /api/elections/congresses", null, []),
        ("GET /api/elections/congresses/{congress}", null, []),
        ("POST /api/elections/congresses/{congress}/delegates", new { delegates = new[] { new { personId = Guid.Empty, delegation = "x" } } }, [Officer]),
        ("GET /api/elections/congresses/{congress}/delegates", null, [Officer, Teacher]),
        ("POST /api/elections/congresses/{congress}/presence", new { everyone = true }, [Officer]),
        ("POST /api/elections/congresses/{congress}/elections", Draft, [Officer]),
        ("GET /api/elections/elections", null, []),
        ("GET /api/elections/elections/{election}", null, []),
        ("PUT /api/elections/elections/{election}", Draft, [Officer]),
        ("POST /api/elections/elections/{election}/candidates", new { candidates = new[] { new { name = "x" } } }, [Officer]),
        ("POST /api/elections/elections/{election}/opening", null, [Officer, Teacher]),
        ("POST /api/elections/elections/{election}/closing", null, [Officer, Teacher]),
        ("POST /api/elections/elections/{election}/count", null, [Officer, Teacher]),
        ("POST /api/elections/elections/{election}/certifications", null, [Officer, Teacher]),
        ("POST /api/elections/elections/{election}/ballots", new { marks = new[] { 1 } }, ["person"]),
        ("GET /api/elections/elections/{election}/turnout", null, []),
        ("GET /api/elections/elections/{election}/result", null, []),
    ];

    private static object Draft => new
    {
        title = "x",
        office = "presidium",
        seats = 1,
        closesAt = "2026-03-04T00:00:00Z",
        method = new { quorum = "atLeastTwoThirds", majorityBase = "validBallots", tie = "runOff" },
    };

    public static TheoryData<string> Calls => new(Endpoints.Select(e => e.Call));

    [Fact]
    public void Every_endpoint_is_listed_here()
    {
        var mapped = app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.RoutePattern.RawText!.StartsWith("/api/", StringComparison.Ordinal))
            .Select(e => $"{e.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods[0]} {e.RoutePattern.RawText}")
            .Select(call => call.Replace("congresses/{id:guid}", "congresses/{congress}", StringComparison.Ordinal)
                .Replace("elections/{id:guid}", "elections/{election}", StringComparison.Ordinal));
        Assert.Equal(Endpoints.Select(e => e.Call).Order(), mapped.Order());
    }

    [Theory, MemberData(nameof(Calls))]
    public async Task Nobody_else_may(string call)
    {
        var (_, body, allowed) = Endpoints.Single(e => e.Call == call);
        var (union, congress, election) = await Election();

        Assert.Equal(HttpStatusCode.Unauthorized, (await Send(app.Anonymous(), call, body, congress, election)).StatusCode);
        if (allowed.Length == 0) return;

        var student = union.Student(0);
        (string Who, TestCaller Caller)[] others =
        [
            (Officer, union.Officer), (Teacher, union.Teacher), ("federation-staff", TestCaller.Staff(union.Tenant, "federation-staff")),
            ("nobody", TestCaller.Staff(union.Tenant)), ("person", student),
            // The role, but granted in another organization.
            ("elsewhere", TestCaller.Staff(union.Tenant, $"{Officer}@{Guid.CreateVersion7()}", $"{Teacher}@{Guid.CreateVersion7()}")),
        ];
        foreach (var (who, caller) in others.Where(o => !allowed.Contains(o.Who)))
        {
            using var answer = await Send(app.As(caller), call, body, congress, election);
            Assert.True(answer.StatusCode == HttpStatusCode.Forbidden, $"{who}: {answer.StatusCode}");
        }
    }

    [Theory, MemberData(nameof(Calls))]
    public async Task Another_tenant_finds_nothing(string call)
    {
        var (_, body, _) = Endpoints.Single(e => e.Call == call);
        var (_, congress, election) = await Election();
        var other = Guid.CreateVersion7();
        var caller = new TestCaller(Guid.CreateVersion7(), other, Guid.CreateVersion7(), Officer, Teacher, "federation-staff");

        using var answer = await Send(app.As(caller), call, body, congress, election);

        if (call.Contains('{', StringComparison.Ordinal)) Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        else if (call.StartsWith("GET", StringComparison.Ordinal)) Assert.Contains("\"items\":[]", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        else Assert.Equal(HttpStatusCode.Created, answer.StatusCode); // a congress of its own
    }

    private async Task<(Union Union, Guid Congress, Guid Election)> Election()
    {
        var union = await app.UnionOf(2);
        var congress = await app.CongressOf(union, 2);
        return (union, congress, await app.PresidiumDraft(union, congress, candidates: 2));
    }

    private static async Task<HttpResponseMessage> Send(HttpClient client, string call, object? body, Guid congress, Guid election)
    {
        var (method, path) = call.Split(' ') is [var m, var p] ? (m, p) : throw new InvalidOperationException(call);
        using var request = new HttpRequestMessage(new(method), path.Replace("{congress}", $"{congress}", StringComparison.Ordinal).Replace("{election}", $"{election}", StringComparison.Ordinal));
        if (body is not null) request.Content = JsonContent.Create(body);
        return await client.SendAsync(request);
    }
}
