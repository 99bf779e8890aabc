using System.Net;
using System.Net.Http.Json;
using StudentUnion.Elections.Domain;
using StudentUnion.Elections.Features;
using StudentUnion.Membership.Contracts;
using StudentUnion.ServiceDefaults;
using StudentUnion.Testing;

namespace StudentUnion.Elections.Tests.Features;

public sealed class CongressTests(ElectionsApp app) : IClassFixture<ElectionsApp>
{
    [Fact]
    public async Task Only_students_on_the_roster_are_delegates()
    {
        var union = await app.UnionOf(2);
        var congress = await app.CongressOf(union, 0);

        await Refused.By(ElectionRules.DelegateIsAMember, await Add(union, congress, union.Members[0], Guid.CreateVersion7()));
        var other = await app.UnionOf(1);
        await Refused.By(ElectionRules.DelegateIsAMember, await Add(union, congress, other.Members[0]));
        Assert.Equal(2, (await app.Get<GetCongress.Response>(union.Officer, $"congresses/{congress}")).Due);
    }

    [Fact]
    public async Task A_colleges_congress_names_a_college_of_the_university_that_still_exists()
    {
        var (union, other) = (await app.UnionOf(1), await app.UnionOf(1));
        var (mine, theirs, closed) = (await app.CollegeOf(union), await app.CollegeOf(other), await app.CollegeOf(union));
        await app.Hears(new OrganizationRegistered(closed, union.Tenant, union.Tenant, "college", "旧学院学生会", false, 3));
        await app.Hears(new OrganizationRegistered(closed, union.Tenant, union.Tenant, "college", "旧学院学生会", true, 2));

        await Refused.By(ElectionRules.CongressNamesItsCollege, await Convene(CongressLevel.College, null));
        await Refused.By(ElectionRules.CongressNamesItsCollege, await Convene(CongressLevel.School, mine));
        await Refused.By(ElectionRules.CongressNamesItsCollege, await Convene(CongressLevel.College, theirs));
        await Refused.By(ElectionRules.CongressNamesItsCollege, await Convene(CongressLevel.College, closed));
        Assert.Equal(HttpStatusCode.Created, (await Convene(CongressLevel.College, mine)).StatusCode);
        Assert.Equal(HttpStatusCode.Created, (await Convene(CongressLevel.School, null)).StatusCode);
        Assert.Equal(
            new[] { union.Tenant, mine }.Order(), (await app.Get<Page<ListCongresses.Row>>(union.Officer, "congresses")).Items.Select(c => c.OrganizationId).Order());

        Task<HttpResponseMessage> Convene(CongressLevel level, Guid? college) => app.As(union.Officer).PostAsJsonAsync("/api/elections/congresses",
            new ConveneCongress.Request("代表大会", "第一次", level, new DateOnly(2026, 3, 3), college), ElectionsApp.Json);
    }

    [Fact]
    public async Task Who_is_a_delegate_already_is_counted_and_not_refused()
    {
        var union = await app.UnionOf(3);
        var congress = await app.CongressOf(new Union(union.Tenant, [union.Members[0]]), 0);

        var answer = await Add(union, congress, union.Members[0], union.Members[1], union.Members[1], union.Members[2]);

        Assert.Equal(new AddDelegates.Response(2, 1), await answer.Content.ReadFromJsonAsync<AddDelegates.Response>());
        Assert.Equal(3, (await app.Get<GetCongress.Response>(union.Officer, $"congresses/{congress}")).Due);
    }

    [Fact]
    public async Task No_delegate_is_added_while_voting_is_open()
    {
        var union = await app.UnionOf(3);
        var congress = await app.CongressOf(new Union(union.Tenant, [.. union.Members.Take(2)]), 2);
        var election = await app.PresidiumDraft(union, congress);
        await ElectionsApp.Done(app.Act(union.Officer, election, "opening"));

        await Refused.By(ElectionRules.DelegatesAreSettled, await Add(union, congress, union.Members[2]));
        await ElectionsApp.Done(app.Act(union.Officer, election, "closing"));
        Assert.Equal(HttpStatusCode.OK, (await Add(union, congress, union.Members[2])).StatusCode);
    }

    [Fact]
    public async Task Only_delegates_are_present()
    {
        var union = await app.UnionOf(3);
        var congress = await app.CongressOf(new Union(union.Tenant, [.. union.Members.Take(2)]), 1);

        await Refused.By(ElectionRules.PresentIsADelegate, await Come(union, congress, new { personIds = new[] { union.Members[1], union.Members[2] } }));
        Assert.Equal(new RecordPresence.Response(2, 2), await Came(union, congress, new { personIds = new[] { union.Members[1] } }));
        Assert.Equal(new RecordPresence.Response(2, 2), await Came(union, congress, new { personIds = new[] { union.Members[0], union.Members[1] } }));
        Assert.Equal(new RecordPresence.Response(2, 2), await Came(union, congress, new { everyone = true }));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"personIds":[]}""")]
    [InlineData("""{"everyone":true,"personIds":["018f0000-0000-7000-8000-000000000000"]}""")]
    public async Task Presence_is_of_some_or_of_all(string body)
    {
        var union = await app.UnionOf(1);
        var congress = await app.CongressOf(union, 0);
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        Assert.Equal(HttpStatusCode.BadRequest, (await app.As(union.Officer).PostAsync($"/api/elections/congresses/{congress}/presence", content)).StatusCode);
    }

    [Fact]
    public async Task Who_arrives_while_voting_is_open_is_on_every_open_roll()
    {
        var union = await app.UnionOf(3);
        var congress = await app.CongressOf(union, present: 2);
        var (first, second, draft) = (await app.PresidiumDraft(union, congress), await app.PresidiumDraft(union, congress), await app.PresidiumDraft(union, congress));
        await ElectionsApp.Done(app.Act(union.Officer, first, "opening"));
        await ElectionsApp.Done(app.Act(union.Officer, second, "opening"));

        Assert.Equal(new RecordPresence.Response(3, 3), await Came(union, congress, new { everyone = true }));
        Assert.Equal(new RecordPresence.Response(3, 3), await Came(union, congress, new { everyone = true }));

        app.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(3, (await app.Get<GetTurnout.Response>(union.Officer, $"elections/{first}/turnout")).Issued);
        Assert.Equal(3, (await app.Get<GetTurnout.Response>(union.Officer, $"elections/{second}/turnout")).Issued);
        Assert.Equal(0, (await app.Get<GetTurnout.Response>(union.Officer, $"elections/{draft}/turnout")).Issued);
    }

    [Fact]
    public async Task Who_arrives_after_the_close_is_on_no_roll()
    {
        var union = await app.UnionOf(3);
        var congress = await app.CongressOf(union, present: 2);
        var election = await app.PresidiumDraft(union, congress);
        await ElectionsApp.Done(app.Act(union.Officer, election, "opening"));
        await ElectionsApp.Done(app.Act(union.Officer, election, "closing"));

        await Came(union, congress, new { everyone = true });

        Assert.Equal(new GetTurnout.Response(3, 2, 2, 0), await app.Get<GetTurnout.Response>(union.Officer, $"elections/{election}/turnout"));
    }

    [Fact]
    public async Task Lists_are_paged()
    {
        var union = await app.UnionOf(5);
        var congress = await app.CongressOf(union, 4);
        Guid[] more = [await Later(() => app.CongressOf(union, 0)), await Later(() => app.CongressOf(union, 0))];
        Guid[] elections = [await app.PresidiumDraft(union, congress), await Later(() => app.PresidiumDraft(union, congress)), await Later(() => app.PresidiumDraft(union, congress))];

        Assert.Equal(union.Members.Order(), await All<ListDelegates.Row, Guid>(union, $"congresses/{congress}/delegates", r => r.PersonId));
        Assert.Equal([more[1], more[0], congress], await All<ListCongresses.Row, Guid>(union, "congresses", r => r.Id));
        Assert.Equal(elections.Reverse(), await All<ListElections.Row, Guid>(union, "elections", r => r.Id));
        Assert.Equal(elections, (await app.Get<GetCongress.Response>(union.Officer, $"congresses/{congress}")).Elections.Select(e => e.Id));

        await ElectionsApp.Done(app.Act(union.Officer, elections[1], "opening"));
        Assert.Equal([elections[1]], (await app.Get<Page<ListElections.Row>>(union.Officer, "elections?state=open")).Items.Select(e => e.Id));
        Assert.Equal(HttpStatusCode.BadRequest, (await app.As(union.Officer).GetAsync("/api/elections/elections?state=7")).StatusCode);

        Task<Guid> Later(Func<Task<Guid>> create)
        {
            app.Clock.Advance(TimeSpan.FromMilliseconds(1));
            return create();
        }
    }

    [Fact]
    public async Task What_is_older_than_what_is_known_of_a_member_is_ignored()
    {
        var (tenant, person) = (Guid.CreateVersion7(), Guid.CreateVersion7());

        await app.Hears(new MembersEnrolled(tenant, Guid.CreateVersion7(), 2, [new(person, "理学院"), new(person, "理学院")]));
        await app.Hears(new MembersEnrolled(tenant, Guid.CreateVersion7(), 1, [new(person, "文学院")]));
        Assert.Equal(["理学院"], await app.Rows($"select college from members where person_id = '{person}'", row => row.GetString(0)));
        await app.Hears(new MembersEnrolled(tenant, Guid.CreateVersion7(), 3, [new(person, "工学院")]));
        Assert.Equal(["工学院"], await app.Rows($"select college from members where person_id = '{person}'", row => row.GetString(0)));
    }

    private async Task<List<TKey>> All<TRow, TKey>(Union union, string path, Func<TRow, TKey> key)
    {
        var (found, after) = (new List<TKey>(), "");
        while (true)
        {
            var page = await app.Get<Page<TRow>>(union.Officer, $"{path}?limit=2{after}");
            found.AddRange(page.Items.Select(key));
            if (page.Next is null) return found;
            Assert.Equal(2, page.Items.Count);
            after = $"&after={page.Next}";
        }
    }

    private Task<HttpResponseMessage> Add(Union union, Guid congress, params Guid[] people) =>
        app.As(union.Officer).PostAsJsonAsync($"/api/elections/congresses/{congress}/delegates",
            new AddDelegates.Request([.. people.Select(p => new AddDelegates.Entry(p, "代表团"))]));

    private Task<HttpResponseMessage> Come(Union union, Guid congress, object who) =>
        app.As(union.Officer).PostAsJsonAsync($"/api/elections/congresses/{congress}/presence", who);

    private async Task<RecordPresence.Response?> Came(Union union, Guid congress, object who)
    {
        var answer = await Come(union, congress, who);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadFromJsonAsync<RecordPresence.Response>();
    }
}
