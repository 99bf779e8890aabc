using System.Net;
using System.Net.Http.Json;
using System.Text;
using StudentUnion.Api;
using StudentUnion.Membership.Contracts;
using StudentUnion.Membership.Domain;
using StudentUnion.ServiceDefaults;
using StudentUnion.Testing;
using OrganizationChange = StudentUnion.Api.OrganizationChange;
using OrganizationKind = StudentUnion.Api.OrganizationKind;

namespace StudentUnion.Membership.Tests.Features;

public class DirectoryTests(MembershipApp app) : IClassFixture<MembershipApp>
{
    [Fact]
    public async Task The_federation_stands_from_the_start_and_is_announced()
    {
        var federation = await app.Api(MembershipApp.FederationStaff).Organization(Federation.DefaultId);
        Assert.Equal((OrganizationKind.Federation, Federation.DefaultName), (federation.Kind, federation.Name));
        await app.Announced<OrganizationRegistered>(e => e.OrganizationId == Federation.DefaultId && e.Kind == "federation" && e.ParentId is null);
    }

    [Fact]
    public async Task A_college_is_registered_by_its_union_renamed_and_keeps_its_past()
    {
        var union = await app.NewUnion();
        var api = app.Api(union.Teacher);
        var college = await api.Register(new(OrganizationKind.College, "文学院学生会", null));
        var announced = await app.Announced<OrganizationRegistered>(e => e.OrganizationId == college.Id);
        Assert.Equal((union.Id, "college"), (announced.TenantId, announced.Kind));

        var read = await api.Organization(college.Id);
        await api.Rename(college.Id, "人文学院学生会", read.ETag);
        var renamed = await api.Organization(college.Id);
        Assert.Equal([OrganizationChange.Registered, OrganizationChange.Renamed], renamed.History!.Select(e => e.What));
        Assert.Equal("人文学院学生会", Assert.Single((await api.Organization(union.Id)).Colleges!).Name);
        await app.Announced<OrganizationRegistered>(e => e.OrganizationId == college.Id && e.Version == 2 && e.Name == "人文学院学生会");
    }

    [Fact]
    public async Task Of_two_colleges_with_one_name_the_second_is_refused_also_in_parallel()
    {
        var union = await app.NewUnion();
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => app.As(union.Officer).PostAsJsonAsync(
            "/api/membership/organizations", new { kind = "college", name = "理学院学生会" })));
        Assert.Single(answers, a => a.StatusCode == HttpStatusCode.Created);
        foreach (var refused in answers.Where(a => a.StatusCode != HttpStatusCode.Created)) await Refused.By(MembershipRules.NameIsFree, refused);
    }

    [Fact]
    public async Task A_college_is_not_registered_under_another_union()
    {
        var (union, other) = (await app.NewUnion(), await app.NewUnion());
        await Refused.By(MembershipRules.UnionKeepsItsColleges, await app.As(union.Officer).PostAsJsonAsync(
            "/api/membership/organizations", new { kind = "college", name = "理学院学生会", parentId = other.Id }));
    }

    [Fact]
    public async Task A_rename_names_the_version_it_was_made_from()
    {
        var union = await app.NewUnion();
        var staff = app.As(MembershipApp.FederationStaff);
        var path = $"/api/membership/organizations/{union.Id}";
        await Refused.By(PlatformRules.VersionIsNamed, await staff.PutAsJsonAsync(path, new { name = "新名" }));
        using var stale = new HttpRequestMessage(HttpMethod.Put, path) { Content = JsonContent.Create(new { name = "新名" }) };
        stale.Headers.TryAddWithoutValidation("If-Match", "\"7\"");
        await Refused.By(PlatformRules.VersionIsCurrent, await staff.SendAsync(stale));
    }

    [Fact]
    public async Task A_name_must_be_given() =>
        Assert.Equal(HttpStatusCode.BadRequest, (await app.As(MembershipApp.FederationStaff).PostAsJsonAsync(
            "/api/membership/organizations", new { kind = "graduateUnion", name = " " })).StatusCode);

    [Fact]
    public async Task A_kind_that_does_not_exist_is_malformed() =>
        Assert.Equal(HttpStatusCode.BadRequest, (await app.As(MembershipApp.FederationStaff).GetAsync("/api/membership/organizations?kind=club")).StatusCode);

    [Fact]
    public async Task A_repeated_registration_takes_effect_once()
    {
        var api = app.Api(MembershipApp.FederationStaff);
        var made = new NewOrganization(OrganizationKind.ResearchInstitute, $"研究所 {Guid.CreateVersion7()}", null);
        var key = Guid.CreateVersion7().ToString();
        Assert.Equal(await api.Register(made, key), await api.Register(made, key));
    }

    [Fact]
    public async Task The_directory_is_read_page_by_page_without_gap_or_repeat()
    {
        var union = await app.NewUnion();
        for (var i = 0; i < 7; i++) await app.Api(union.Officer).Register(new(OrganizationKind.College, $"第{i}学院", null));
        var api = app.Api(union.Student);
        var seen = new List<Guid>();
        string? after = null;
        do
        {
            var page = await api.Organizations(new(OrganizationKind.College), after, 3);
            seen.AddRange(page.Items.Select(o => o.Id));
            after = page.Next;
        }
        while (after is not null);
        Assert.Equal(seen.Count, seen.Distinct().Count());
        Assert.Equal(7, (await api.Organization(union.Id)).Colleges!.Count(c => seen.Contains(c.Id)));
    }

    [Fact]
    public async Task The_directory_leaves_as_a_file_that_runs_no_formula()
    {
        var union = await app.NewUnion();
        await app.Api(union.Officer).Register(new(OrganizationKind.College, "=HYPERLINK(\"http://x\",\"学院\")", null));
        var answer = await app.As(union.Student).GetAsync("/api/membership/organizations/export.csv?kind=college");
        Assert.Equal("text/csv", answer.Content.Headers.ContentType!.MediaType);
        var bytes = await answer.Content.ReadAsByteArrayAsync();
        Assert.True(bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble));
        Assert.Contains("\"'=HYPERLINK(\"\"http://x\"\",\"\"学院\"\")\"", Encoding.UTF8.GetString(bytes), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_does_not_exist_is_not_found()
    {
        var staff = app.As(MembershipApp.FederationStaff);
        Assert.Equal(HttpStatusCode.NotFound, (await staff.GetAsync($"/api/membership/organizations/{Guid.CreateVersion7()}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await staff.GetAsync($"/api/membership/institution-imports/{Guid.CreateVersion7()}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await staff.GetAsync($"/api/membership/institution-imports/{Guid.CreateVersion7()}/differences")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await staff.PostAsync($"/api/membership/institution-imports/{Guid.CreateVersion7()}/apply", null)).StatusCode);
    }
}
