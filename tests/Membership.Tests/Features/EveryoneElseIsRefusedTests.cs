using System.Net;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using StudentUnion.Membership.Domain;
using StudentUnion.Testing;

namespace StudentUnion.Membership.Tests.Features;

/// <summary>Every route times everybody who may not use it.</summary>
public class EveryoneElseIsRefusedTests(MembershipApp app) : IClassFixture<MembershipApp>
{
    private const string Student = "student";
    private const string NoRole = "no role";
    private const string Anywhere = "00000000-0000-7000-8000-0000000000ff";
    private static readonly string[] Everybody = [Roles.FederationStaff, Roles.UnionOfficer, Roles.LeagueTeacher, Student, NoRole];

    private static readonly (string Method, string Route, string[] Allowed)[] Routes =
    [
        ("GET", "/api/membership/organizations/", Everybody),
        ("GET", "/api/membership/organizations/export.csv", Everybody),
        ("GET", "/api/membership/organizations/{id:guid}", Everybody),
        ("POST", "/api/membership/organizations/", [Roles.FederationStaff, Roles.UnionOfficer, Roles.LeagueTeacher]),
        ("PUT", "/api/membership/organizations/{id:guid}", [Roles.FederationStaff, Roles.UnionOfficer, Roles.LeagueTeacher]),
        ("POST", "/api/membership/institution-imports/", [Roles.FederationStaff]),
        ("GET", "/api/membership/institution-imports/", [Roles.FederationStaff]),
        ("GET", "/api/membership/institution-imports/{id:guid}", [Roles.FederationStaff]),
        ("GET", "/api/membership/institution-imports/{id:guid}/differences", [Roles.FederationStaff]),
        ("POST", "/api/membership/institution-imports/{id:guid}/apply", [Roles.FederationStaff]),
        ("POST", "/api/membership/roster-imports/", [Roles.UnionOfficer]),
        ("GET", "/api/membership/roster-imports/", [Roles.UnionOfficer, Roles.LeagueTeacher]),
        ("GET", "/api/membership/roster-imports/{id:guid}", [Roles.UnionOfficer, Roles.LeagueTeacher]),
        ("GET", "/api/membership/roster-imports/{id:guid}/errors", [Roles.UnionOfficer, Roles.LeagueTeacher]),
        ("GET", "/api/membership/students/", [Roles.UnionOfficer, Roles.LeagueTeacher]),
        ("GET", "/api/membership/students/export.csv", [Roles.UnionOfficer, Roles.LeagueTeacher]),
        ("POST", "/api/membership/students/lookup", [Roles.UnionOfficer, Roles.LeagueTeacher]),
        ("GET", "/api/membership/me", [Student]),
        ("GET", "/api/membership/presidium", Everybody),
        ("GET", "/api/membership/draws/", Everybody),
        ("GET", "/api/membership/draws/{id:guid}", Everybody),
        ("GET", "/api/membership/draws/{id:guid}/record.txt", Everybody),
        ("POST", "/api/membership/draws/", [Roles.UnionOfficer]),
        ("POST", "/api/membership/draws/{id:guid}/seed", [Roles.UnionOfficer, Roles.LeagueTeacher]),
        ("POST", "/api/membership/draws/{id:guid}/cancellation", [Roles.UnionOfficer, Roles.LeagueTeacher]),

        ("GET", "/api/membership/learning/plans", Everybody),
        ("GET", "/api/membership/learning/plans/{id:guid}", Everybody),
        ("POST", "/api/membership/learning/plans", [Roles.UnionOfficer]),
        ("PUT", "/api/membership/learning/plans/{id:guid}", [Roles.UnionOfficer]),
        ("POST", "/api/membership/learning/plans/{id:guid}/end", [Roles.UnionOfficer]),
        ("GET", "/api/membership/learning/sessions", Everybody),
        ("GET", "/api/membership/learning/sessions/{id:guid}", Everybody),
        ("POST", "/api/membership/learning/sessions", [Roles.UnionOfficer]),
        ("POST", "/api/membership/learning/sessions/{id:guid}/cancellation", [Roles.UnionOfficer]),
        ("POST", "/api/membership/learning/sessions/{id:guid}/closing", [Roles.UnionOfficer, Roles.LeagueTeacher]),
        ("GET", "/api/membership/learning/sessions/{id:guid}/code", [Roles.UnionOfficer, Roles.LeagueTeacher]),
        ("POST", "/api/membership/learning/sessions/{id:guid}/check-in", [Student]),
        ("POST", "/api/membership/learning/sessions/{id:guid}/back-entries", [Roles.UnionOfficer, Roles.LeagueTeacher]),
        ("GET", "/api/membership/learning/sessions/{id:guid}/attendance/", [Roles.UnionOfficer, Roles.LeagueTeacher]),
        ("GET", "/api/membership/learning/sessions/{id:guid}/attendance/export.csv", [Roles.UnionOfficer, Roles.LeagueTeacher]),
        ("GET", "/api/membership/learning/mine", [Student]),
        ("GET", "/api/membership/learning/coverage/", [Roles.UnionOfficer, Roles.LeagueTeacher]),
        ("GET", "/api/membership/learning/coverage/missing", [Roles.UnionOfficer, Roles.LeagueTeacher]),
        ("GET", "/api/membership/learning/certificates/{semester}", [Student]),
        ("POST", "/api/membership/learning/certificates/{semester}", [Student]),
        ("GET", "/api/membership/learning/certificates/check/{code}", Everybody),
    ];

    public static TheoryData<string, string, string> Refusals => [.. from route in Routes
        from role in Everybody.Except(route.Allowed)
        select (route.Method, route.Route, role)];

    public static TheoryData<string, string> All => [.. Routes.Select(route => (route.Method, route.Route))];

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task Everyone_else_is_refused(string method, string route, string role) =>
        Assert.Equal(HttpStatusCode.Forbidden, (await Ask(app.As(Caller(role)), method, route)).StatusCode);

    [Theory]
    [MemberData(nameof(All))]
    public async Task Nobody_gets_in_without_signing_in(string method, string route) =>
        Assert.Equal(HttpStatusCode.Unauthorized, (await Ask(app.Anonymous(), method, route)).StatusCode);

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_role_in_another_organization_is_no_role_here(string method, string route)
    {
        var allowed = Routes.Single(r => r.Method == method && r.Route == route).Allowed;
        if (allowed.Contains(Student)) return;

        var elsewhere = Guid.CreateVersion7();
        var caller = TestCaller.Staff(Guid.CreateVersion7(), [.. Everybody.Select(role => $"{role}@{elsewhere}")]);
        Assert.Equal(allowed.Length == Everybody.Length, (await Ask(app.As(caller), method, route)).StatusCode != HttpStatusCode.Forbidden);
    }

    [Fact]
    public void No_route_is_forgotten_here()
    {
        var mapped = app.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Where(e => e.RoutePattern.RawText!.StartsWith("/api/", StringComparison.Ordinal))
            .SelectMany(e => e.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods.Select(method => $"{method} {e.RoutePattern.RawText}"));
        Assert.Equal(Routes.Select(r => $"{r.Method} {r.Route}").Order(), mapped.Order());
    }

    [Fact]
    public async Task Every_table_with_a_tenant_is_guarded_and_the_service_cannot_pass()
    {
        Assert.Empty(await app.Sql<string>(
            """
            select c.relname::text from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id'
            where c.relkind = 'r' and not (c.relrowsecurity and c.relforcerowsecurity)
            """));
        Assert.Equal(13, (await app.Sql<long>("select count(*) from pg_policies"))[0]);
        Assert.Equal([false], await app.Sql<bool>("select rolsuper or rolbypassrls from pg_roles where rolname = 'membership_app'"));
    }

    private static TestCaller Caller(string role) => role switch
    {
        Student => TestCaller.Student(Guid.CreateVersion7(), Guid.CreateVersion7()),
        NoRole => TestCaller.Staff(Guid.CreateVersion7()),
        _ => TestCaller.Staff(Guid.CreateVersion7(), role),
    };

    private static Task<HttpResponseMessage> Ask(HttpClient client, string method, string route) => client.SendAsync(new HttpRequestMessage(
        new HttpMethod(method), route.Replace("{id:guid}", Anywhere, StringComparison.Ordinal))
    {
        Content = method == "GET" ? null : new StringContent("{}", System.Text.Encoding.UTF8, "application/json"),
    });
}
