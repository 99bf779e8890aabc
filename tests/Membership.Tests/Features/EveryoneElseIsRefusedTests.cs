using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using StudentUnion.Membership.Domain;
using StudentUnion.Testing;

namespace StudentUnion.Membership.Tests.Features;

/// <summary>Every route times everybody who may not use it.</summary>
public partial class EveryoneElseIsRefusedTests(MembershipApp app) : IClassFixture<MembershipApp>
{
    private const string Student = "student";
    private const string NoRole = "no role";
    private const string Anywhere = "00000000-0000-7000-8000-0000000000ff";
    private static readonly string[] Everybody = [Roles.FederationStaff, Roles.UnionOfficer, Roles.LeagueTeacher, Roles.Supervisor, Student, NoRole];

    private static readonly (string Method, string Route, string[] Allowed)[] Routes =
    [
        ("GET", "/api/membership/organizations/", Everybody),
        ("GET", "/api/membership/organizations/export.csv", Everybody),
        ("GET", "/api/membership/organizations/{id:guid}", Everybody),
        ("POST", "/api/membership/organizations/", [Roles.FederationStaff, Roles.UnionOfficer, Roles.LeagueTeacher]),
        ("PUT", "/api/membership/organizations/{id:guid}", [Roles.FederationStaff, Roles.UnionOfficer, Roles.LeagueTeacher]),
        ("POST", "/api/membership/organizations/{id:guid}/closing", [Roles.FederationStaff, Roles.UnionOfficer, Roles.LeagueTeacher]),
        ("POST", "/api/membership/organizations/{id:guid}/merger", [Roles.FederationStaff]),
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
        ("GET", "/api/membership/limits", Everybody),
        ("PUT", "/api/membership/limits", [Roles.FederationStaff]),
        ("POST", "/api/membership/limits/exception", [Roles.LeagueTeacher]),
        ("GET", "/api/membership/supervisors", Everybody),
        ("POST", "/api/membership/supervisors", [Roles.LeagueTeacher]),
        ("POST", "/api/membership/supervisors/{id:guid}/leaving", [Roles.LeagueTeacher]),
        ("GET", "/api/membership/offices/", Everybody),
        ("GET", "/api/membership/offices/{id:guid}", Everybody),
        ("GET", "/api/membership/offices/export.csv", [Roles.UnionOfficer, Roles.LeagueTeacher]),
        ("GET", "/api/membership/offices/posts", Everybody),
        ("POST", "/api/membership/offices/check", [Roles.UnionOfficer, Roles.LeagueTeacher]),
        ("POST", "/api/membership/offices/", [Roles.LeagueTeacher]),
        ("GET", "/api/membership/offices/findings", [Roles.UnionOfficer, Roles.LeagueTeacher]),
        ("POST", "/api/membership/offices/findings/{id:guid}/keeping", [Roles.LeagueTeacher]),
        ("POST", "/api/membership/offices/{id:guid}/ending", [Roles.LeagueTeacher]),
        ("POST", "/api/membership/offices/{id:guid}/suspension", [Roles.LeagueTeacher]),
        ("POST", "/api/membership/offices/{id:guid}/reinstatement", [Roles.LeagueTeacher]),
        ("GET", "/api/membership/calls/", Everybody),
        ("GET", "/api/membership/calls/{id:guid}", Everybody),
        ("POST", "/api/membership/calls/", [Roles.UnionOfficer, Roles.LeagueTeacher]),
        ("POST", "/api/membership/calls/{id:guid}/opening", [Roles.UnionOfficer, Roles.LeagueTeacher]),
        ("POST", "/api/membership/calls/{id:guid}/completion", [Roles.UnionOfficer, Roles.LeagueTeacher]),
        ("POST", "/api/membership/calls/{id:guid}/cancellation", [Roles.UnionOfficer, Roles.LeagueTeacher]),
        ("GET", "/api/membership/calls/{id:guid}/applications", [Roles.UnionOfficer, Roles.LeagueTeacher]),
        ("POST", "/api/membership/calls/{id:guid}/posts/{number:int}/selection", [Roles.UnionOfficer, Roles.LeagueTeacher]),
        ("POST", "/api/membership/calls/{id:guid}/posts/{number:int}/draw", [Roles.UnionOfficer]),
        ("GET", "/api/membership/calls/{id:guid}/posts/{number:int}/eligibility", [Student]),
        ("POST", "/api/membership/calls/{id:guid}/applications", [Student]),
        ("GET", "/api/membership/applications/", [Student]),
        ("GET", "/api/membership/applications/{id:guid}", Everybody),
        ("POST", "/api/membership/applications/{id:guid}/withdrawal", [Student]),
        ("POST", "/api/membership/applications/{id:guid}/objections", [Student]),
        ("POST", "/api/membership/applications/{id:guid}/objections/{objection:guid}/answer", [Roles.LeagueTeacher]),
        ("POST", "/api/membership/applications/{id:guid}/probation", [Roles.LeagueTeacher]),
        ("POST", "/api/membership/applications/{id:guid}/extension", [Roles.LeagueTeacher]),
        ("POST", "/api/membership/applications/{id:guid}/confirmation", [Roles.LeagueTeacher]),
        ("POST", "/api/membership/applications/{id:guid}/ending", [Roles.LeagueTeacher]),
        ("GET", "/api/membership/approvals/", [Roles.Supervisor, Roles.LeagueTeacher]),
        ("GET", "/api/membership/approvals/{id:guid}", [Roles.Supervisor, Roles.LeagueTeacher]),
        ("POST", "/api/membership/approvals/{id:guid}", [Roles.Supervisor, Roles.LeagueTeacher]),
        ("GET", "/api/membership/delegations/", [Roles.Supervisor, Roles.LeagueTeacher]),
        ("POST", "/api/membership/delegations/", [Roles.Supervisor, Roles.LeagueTeacher]),
        ("POST", "/api/membership/delegations/{id:guid}/ending", [Roles.Supervisor, Roles.LeagueTeacher]),
        ("GET", "/api/membership/draws/", Everybody),
        ("GET", "/api/membership/draws/{id:guid}", Everybody),
        ("GET", "/api/membership/draws/{id:guid}/record.txt", Everybody),
        ("POST", "/api/membership/draws/", [Roles.UnionOfficer]),
        ("POST", "/api/membership/draws/{id:guid}/seed", [Roles.UnionOfficer, Roles.LeagueTeacher]),
        ("POST", "/api/membership/draws/{id:guid}/cancellation", [Roles.UnionOfficer, Roles.LeagueTeacher]),
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

        // A supervisor's role is granted at the body and opens the inbox; of which body it is, each request asks (RecruitmentTests).
        var elsewhere = Guid.CreateVersion7();
        var caller = TestCaller.Staff(Guid.CreateVersion7(), [.. Everybody.Except([Roles.Supervisor]).Select(role => $"{role}@{elsewhere}")]);
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
        Assert.Equal(20, (await app.Sql<long>("select count(*) from pg_policies"))[0]);
        Assert.Equal([false], await app.Sql<bool>("select rolsuper or rolbypassrls from pg_roles where rolname = 'membership_app'"));
    }

    private static TestCaller Caller(string role) => role switch
    {
        Student => TestCaller.Student(Guid.CreateVersion7(), Guid.CreateVersion7()),
        NoRole => TestCaller.Staff(Guid.CreateVersion7()),
        Roles.Supervisor => TestCaller.Staff(Guid.CreateVersion7(), $"{Roles.Supervisor}@{Anywhere}"),
        _ => TestCaller.Staff(Guid.CreateVersion7(), role),
    };

    private static Task<HttpResponseMessage> Ask(HttpClient client, string method, string route) => client.SendAsync(new HttpRequestMessage(
        new HttpMethod(method), Parameter().Replace(route, match => match.Value.EndsWith(":int}", StringComparison.Ordinal) ? "1" : Anywhere))
    {
        Content = method == "GET" ? null : new StringContent("{}", System.Text.Encoding.UTF8, "application/json"),
    });

    [GeneratedRegex(@"\{\w+:\w+}")]
    private static partial Regex Parameter();
}
