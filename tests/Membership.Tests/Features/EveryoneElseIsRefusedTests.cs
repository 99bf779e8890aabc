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
        ("GET", "/api/membership/me/record", [Student]),
        ("GET", "/api/membership/me/export.json", [Student]),
        ("POST", "/api/membership/me/corrections", [Student]),
        ("GET", "/api/membership/corrections/", [Roles.UnionOfficer, Roles.LeagueTeacher]),
        ("POST", "/api/membership/corrections/{id:guid}/decision", [Roles.UnionOfficer, Roles.LeagueTeacher]),
        ("POST", "/api/membership/students/roll-over/preview", [Roles.UnionOfficer, Roles.LeagueTeacher]),
        ("POST", "/api/membership/students/roll-over", [Roles.LeagueTeacher]),
        ("GET", "/api/membership/presidium", Everybody),
        ("POST", "/api/membership/register-imports/", [Roles.UnionOfficer, Roles.LeagueTeacher]),
        ("GET", "/api/membership/register-imports/", [Roles.UnionOfficer, Roles.LeagueTeacher]),
        ("GET", "/api/membership/register-imports/{id:guid}", [Roles.UnionOfficer, Roles.LeagueTeacher]),
        ("POST", "/api/membership/register-imports/{id:guid}/apply", [Roles.LeagueTeacher]),
        ("GET", "/api/membership/indicators/", Everybody),
        ("POST", "/api/membership/indicators/count", [Roles.UnionOfficer, Roles.LeagueTeacher]),
        ("GET", "/api/membership/indicators/province/", [Roles.FederationStaff]),
        ("GET", "/api/membership/indicators/province/rows", [Roles.FederationStaff]),
        ("GET", "/api/membership/indicators/province/export.csv", [Roles.FederationStaff]),
        ("POST", "/api/membership/indicators/province/count", [Roles.FederationStaff]),
        ("POST", "/api/membership/replays/", [Roles.FederationStaff]),
        ("GET", "/api/membership/replays/", [Roles.FederationStaff]),
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
        ("GET", "/api/membership/rotation/", Everybody),
        ("GET", "/api/membership/rotation/{id:guid}", Everybody),
        ("GET", "/api/membership/rotation/{id:guid}/calendar.ics", Everybody),
        ("GET", "/api/membership/rotation/today", Everybody),
        ("GET", "/api/membership/rotation/mine", [Student]),
        ("POST", "/api/membership/rotation/", [Roles.UnionOfficer]),
        ("PUT", "/api/membership/rotation/{id:guid}", [Roles.UnionOfficer]),
        ("DELETE", "/api/membership/rotation/{id:guid}", [Roles.UnionOfficer]),
        ("POST", "/api/membership/rotation/{id:guid}/publication", [Roles.UnionOfficer]),
        ("POST", "/api/membership/rotation/{id:guid}/ending", [Roles.UnionOfficer]),
        ("POST", "/api/membership/rotation/shifts/{id:guid}/exchange", [Roles.UnionOfficer]),
        ("POST", "/api/membership/rotation/shifts/{id:guid}/chair", [Roles.UnionOfficer]),
        ("GET", "/api/membership/rotation/shifts/{id:guid}/hand-over", [Student, Roles.UnionOfficer, Roles.LeagueTeacher]),
        ("PUT", "/api/membership/rotation/shifts/{id:guid}/hand-over", [Student, Roles.UnionOfficer]),
        ("POST", "/api/membership/rotation/shifts/{id:guid}/hand-over/confirmation", [Student]),
        ("POST", "/api/membership/rotation/swaps", [Student]),
        ("POST", "/api/membership/rotation/swaps/{id:guid}/answer", [Student]),
        ("POST", "/api/membership/rotation/swaps/{id:guid}/withdrawal", [Student]),
        ("GET", "/api/membership/exchanges/", [Roles.UnionOfficer, Roles.LeagueTeacher]),
        ("GET", "/api/membership/exchanges/export.csv", [Roles.UnionOfficer, Roles.LeagueTeacher]),
        ("GET", "/api/membership/exchanges/{id:guid}", [Roles.UnionOfficer, Roles.LeagueTeacher]),
        ("POST", "/api/membership/exchanges/", [Roles.UnionOfficer]),
        ("POST", "/api/membership/exchanges/{id:guid}/approval", [Roles.LeagueTeacher]),
        ("POST", "/api/membership/exchanges/{id:guid}/outcome", [Roles.UnionOfficer, Roles.LeagueTeacher]),
        ("POST", "/api/membership/exchanges/{id:guid}/cancellation", [Roles.UnionOfficer, Roles.LeagueTeacher]),
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
        Assert.Equal(33, (await app.Sql<long>("select count(*) from pg_policies"))[0]);
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
