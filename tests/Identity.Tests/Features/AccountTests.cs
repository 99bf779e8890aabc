using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using StudentUnion.Identity.Domain;
using StudentUnion.Membership.Contracts;
using StudentUnion.Testing;

namespace StudentUnion.Identity.Tests.Features;

public sealed class AccountTests(IdentityApp app) : IClassFixture<IdentityApp>
{
    private const string Accounts = "/api/identity/accounts";

    public static TheoryData<string> NotEntrusted => ["nobody", "student", Roles.UnionOfficer, $"{Roles.LeagueTeacher}@college"];

    [Theory]
    [MemberData(nameof(NotEntrusted))]
    public async Task Every_other_role_is_turned_away_from_every_address(string role)
    {
        var (id, _) = await app.Account();
        var client = role switch
        {
            "nobody" => app.Anonymous(),
            "student" => app.As(TestCaller.Student(IdentityApp.North, Guid.CreateVersion7())),
            $"{Roles.LeagueTeacher}@college" => app.As(TestCaller.Staff(IdentityApp.North, $"{Roles.LeagueTeacher}@{IdentityApp.NorthCollege}")),
            _ => app.As(TestCaller.Staff(IdentityApp.North, role)),
        };
        var expected = role == "nobody" ? HttpStatusCode.Unauthorized : HttpStatusCode.Forbidden;

        Assert.Equal(expected, (await client.GetAsync(Accounts)).StatusCode);
        Assert.Equal(expected, (await client.GetAsync($"{Accounts}/{id}")).StatusCode);
        Assert.Equal(expected, (await client.PostAsJsonAsync(Accounts, Request())).StatusCode);
        Assert.Equal(expected, (await client.PostAsJsonAsync($"{Accounts}/{id}/grants", new { role = Roles.UnionOfficer })).StatusCode);
        Assert.Equal(expected, (await client.DeleteAsync($"{Accounts}/{id}/grants/{Roles.UnionOfficer}@{IdentityApp.North}")).StatusCode);
        Assert.Equal(expected, (await client.PostAsync($"{Accounts}/{id}/unlock", null)).StatusCode);
        Assert.Equal(expected, (await client.PostAsJsonAsync($"{Accounts}/{id}/password", new { password = "taken over quickly" })).StatusCode);
    }

    [Fact]
    public async Task Another_universitys_teacher_finds_no_such_account()
    {
        var (id, _) = await app.Account(IdentityApp.North, grants: [Roles.UnionOfficer]);
        var client = app.As(IdentityApp.SouthTeacher);

        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync($"{Accounts}/{id}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await client.PostAsJsonAsync($"{Accounts}/{id}/grants", new { role = Roles.UnionOfficer })).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await client.DeleteAsync($"{Accounts}/{id}/grants/{Roles.UnionOfficer}@{IdentityApp.North}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await client.PostAsync($"{Accounts}/{id}/unlock", null)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await client.PostAsJsonAsync($"{Accounts}/{id}/password", new { password = "taken over quickly" })).StatusCode);
        Assert.DoesNotContain(await All(IdentityApp.SouthTeacher), a => a.GetProperty("id").GetGuid() == id);
    }

    [Fact]
    public async Task Roles_may_be_written_short_or_with_their_organization()
    {
        var response = await app.Open(IdentityApp.Teacher, Request(grants: [Roles.UnionOfficer, new { role = Roles.UnionOfficer, organizationId = IdentityApp.NorthCollege }]));
        var id = (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();

        var account = Assert.Single(await All(IdentityApp.Teacher), a => a.GetProperty("id").GetGuid() == id);

        Assert.Equal(
            new[] { IdentityApp.North, IdentityApp.NorthCollege }.Order(),
            account.GetProperty("grants").EnumerateArray().Select(g => g.GetProperty("organizationId").GetGuid()).Order());
    }

    [Fact]
    public async Task The_same_key_opens_one_account()
    {
        var client = app.As(IdentityApp.Federation);
        client.DefaultRequestHeaders.Add("Idempotency-Key", "open-once");
        var request = Request();

        var first = await client.PostAsJsonAsync(Accounts, request);
        var again = await client.PostAsJsonAsync(Accounts, request);

        Assert.Equal(HttpStatusCode.Created, first.StatusCode);
        Assert.Equal(await first.Content.ReadAsStringAsync(), await again.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Pages_hold_every_account_once()
    {
        for (var i = 0; i < 5; i++) await app.Account(IdentityApp.South);

        var paged = await All(IdentityApp.SouthTeacher, limit: 2);

        Assert.True(paged.Count >= 5);
        Assert.Equal(paged.Count, paged.Select(a => a.GetProperty("id").GetGuid()).Distinct().Count());
        Assert.All(paged, a => Assert.Equal(IdentityApp.South, a.GetProperty("tenantId").GetGuid()));
    }

    [Fact]
    public async Task Federation_staff_see_the_federations_own_accounts_and_may_change_every_one()
    {
        var (id, _) = await app.Account(IdentityApp.North);

        Assert.All(await All(IdentityApp.Federation), a => Assert.Equal(TheFederation.Id, a.GetProperty("tenantId").GetGuid()));
        var granted = await app.As(IdentityApp.Federation).PostAsJsonAsync($"{Accounts}/{id}/grants", new { role = Roles.LeagueTeacher });
        Assert.Equal(HttpStatusCode.Created, granted.StatusCode);
        Assert.Contains(await All(IdentityApp.Teacher), a => a.GetProperty("id").GetGuid() == id && a.GetProperty("grants").GetArrayLength() == 1);
    }

    [Fact]
    public async Task Granting_twice_is_granting_once()
    {
        var (id, _) = await app.Account();
        for (var i = 0; i < 2; i++)
            Assert.Equal(HttpStatusCode.Created, (await app.As(IdentityApp.Teacher).PostAsJsonAsync($"{Accounts}/{id}/grants", new { role = Roles.UnionOfficer })).StatusCode);

        var account = await app.As(IdentityApp.Teacher).GetFromJsonAsync<JsonElement>($"{Accounts}/{id}");
        Assert.Equal(1, account.GetProperty("grants").GetArrayLength());
    }

    [Fact]
    public async Task A_name_belongs_to_one_account_whatever_its_case_and_however_fast()
    {
        var name = app.NewName();
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => app.Open(IdentityApp.Federation, Request(name: i % 2 == 0 ? name : name.ToUpperInvariant()))));

        Assert.Single(answers, a => a.StatusCode == HttpStatusCode.Created);
        foreach (var refused in answers.Where(a => a.StatusCode != HttpStatusCode.Created)) await Refused.By(IdentityRules.UserNameIsUnique, refused);
    }

    [Fact]
    public async Task A_person_has_one_account()
    {
        var person = Guid.CreateVersion7();
        await app.Account(person: person);
        await Refused.By(IdentityRules.PersonHasOneAccount, await app.Open(IdentityApp.Teacher, Request(person: person)));
    }

    [Fact]
    public async Task What_is_asked_for_has_to_fit()
    {
        var (teacher, federation) = (IdentityApp.Teacher, IdentityApp.Federation);
        await Refused.By(IdentityRules.TenantIsTheCallersOwn, await app.Open(teacher, Request(tenant: IdentityApp.South)));
        await Refused.By(IdentityRules.OrganizationIsKnown, await app.Open(federation, Request(tenant: Guid.CreateVersion7())));
        await Refused.By(IdentityRules.OrganizationIsKnown, await app.Open(federation, Request(tenant: IdentityApp.Closed)));
        await Refused.By(IdentityRules.AccountBelongsToATenant, await app.Open(federation, Request(tenant: IdentityApp.NorthCollege)));
        await Refused.By(IdentityRules.PasswordIsHardToGuess, await app.Open(teacher, Request(password: "123456")));
        await Refused.By(IdentityRules.RoleExists, await app.Open(teacher, Request(grants: ["emperor"])));
        await Refused.By(IdentityRules.GrantStaysInTheTenant,
            await app.Open(federation, Request(grants: [new { role = Roles.UnionOfficer, organizationId = IdentityApp.South }])));
        await Refused.By(IdentityRules.FederationEntrustsItsOwn, await app.Open(teacher, Request(grants: [Roles.FederationStaff])));
        await Refused.By(IdentityRules.FederationStaffBelongToTheFederation, await app.Open(federation, Request(grants: [Roles.FederationStaff])));

        Assert.Equal(HttpStatusCode.BadRequest, (await app.Open(teacher, Request(name: "名字"))).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await app.Open(teacher, Request(grants: [new { organizationId = IdentityApp.North }]))).StatusCode);
    }

    [Fact]
    public async Task Nobody_revokes_the_own_role()
    {
        var (id, _) = await app.Account(grants: [Roles.LeagueTeacher]);
        var self = new TestCaller(id, IdentityApp.North, null, Roles.LeagueTeacher);

        await Refused.By(IdentityRules.NobodyLocksThemselvesOut,
            await app.As(self).DeleteAsync($"{Accounts}/{id}/grants/{Roles.LeagueTeacher}@{IdentityApp.North}"));
        Assert.Equal(HttpStatusCode.NotFound,
            (await app.As(IdentityApp.Teacher).DeleteAsync($"{Accounts}/{id}/grants/{Roles.UnionOfficer}@{IdentityApp.North}")).StatusCode);
    }

    [Fact]
    public async Task Older_news_of_an_organization_is_ignored()
    {
        var id = Guid.CreateVersion7();
        await app.Hears(new OrganizationRegistered(id, id, TheFederation.Id, "studentUnion", "新名", true, 5));
        await app.Hears(new OrganizationRegistered(id, id, TheFederation.Id, "studentUnion", "旧名", false, 4));

        Assert.Equal(HttpStatusCode.Created, (await app.Open(IdentityApp.Federation, Request(tenant: id))).StatusCode);
    }

    private object Request(string? name = null, string password = IdentityApp.Password, Guid? tenant = null, Guid? person = null, object[]? grants = null) => new
    {
        userName = name ?? app.NewName(),
        displayName = "李华",
        password,
        mustChangePassword = false,
        tenantId = tenant ?? IdentityApp.North,
        personId = person,
        grants,
    };

    private async Task<List<JsonElement>> All(TestCaller caller, int limit = 500)
    {
        var all = new List<JsonElement>();
        var next = $"{Accounts}?limit={limit}";
        while (next is not null)
        {
            var response = await app.As(caller).GetAsync(next);
            var page = await response.Content.ReadFromJsonAsync<JsonElement>();
            all.AddRange(page.GetProperty("items").EnumerateArray());
            next = page.GetProperty("next").GetString() is { } after ? $"{Accounts}?limit={limit}&after={after}" : null;
        }

        return all;
    }
}
