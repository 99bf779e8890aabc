using System.Net;
using Npgsql;
using StudentUnion.Elections.Contracts;
using StudentUnion.Membership.Domain;

namespace StudentUnion.Membership.Tests.Features;

public class PresidiumTests(MembershipApp app) : IClassFixture<MembershipApp>
{
    [Fact]
    public async Task Those_a_congress_elected_are_shown_with_name_and_college()
    {
        var union = await app.NewUnion();
        await app.Import(union, "1,张三,文学院,,,,,,\n2,李四,理学院,,,,,,\n");
        var students = await app.Api(union.Officer).AllStudents().ToListAsync();
        var election = Certified(union.Id, app.Clock.GetUtcNow(), students[1].Id, students[0].Id);
        await app.Hears(election);

        var presidium = await app.Api(union.Student).Presidium();
        Assert.Equal(union.Id, presidium.OrganizationId);
        Assert.Equal([("李四", "理学院"), ("张三", "文学院")], presidium.Members.Select(m => (m.Name, m.College!)));
        Assert.All(presidium.Members, m => Assert.Equal((election.ElectionId, "主席团成员", new DateOnly(2026, 3, 3)), (m.ElectionId!.Value, m.Post!, m.Since!.Value)));
    }

    [Fact]
    public async Task A_person_the_roster_does_not_know_yet_holds_the_seat_and_is_named_once_it_does()
    {
        var union = await app.NewUnion();
        var stranger = Guid.CreateVersion7();
        await app.Hears(Certified(union.Id, app.Clock.GetUtcNow(), stranger));
        Assert.Equal("（名册中暂无）", Assert.Single((await app.Api(union.Student).Presidium()).Members).Name);
        Assert.Equal("Presidium member", Assert.Single((await app.Api(union.Student, "en").Presidium()).Members).Post);
    }

    [Fact]
    public async Task Heard_twice_late_or_in_another_order_the_newest_congress_has_the_presidium()
    {
        var union = await app.NewUnion();
        var (spring, autumn) = (app.Clock.GetUtcNow(), app.Clock.GetUtcNow().AddMonths(7));
        var people = Enumerable.Range(0, 3).Select(_ => Guid.CreateVersion7()).ToArray();
        var (older, newer) = (Certified(union.Id, spring, people[0], people[1]), Certified(union.Id, autumn, people[1], people[2]));
        await app.Hears(newer);
        await app.Hears(older);
        await app.Hears(newer);
        Assert.Equal([people[1], people[2]], (await app.Api(union.Student).Presidium()).Members.Select(m => m.PersonId));
    }

    [Fact]
    public async Task Whoever_is_elected_again_goes_on_in_a_new_term()
    {
        var union = await app.NewUnion();
        var person = Guid.CreateVersion7();
        await app.Hears(Certified(union.Id, app.Clock.GetUtcNow(), person));
        var second = Certified(union.Id, app.Clock.GetUtcNow().AddYears(1), person);
        await app.Hears(second);
        Assert.Equal(second.ElectionId, Assert.Single((await app.Api(union.Student).Presidium()).Members).ElectionId);
    }

    [Fact]
    public async Task A_colleges_congress_fills_the_colleges_presidium_and_leaves_the_unions_alone()
    {
        var (union, other) = (await app.NewUnion(), await app.NewUnion());
        var college = (await app.Api(union.Officer).Register(new(StudentUnion.Api.OrganizationKind.College, "文学院学生会", union.Id))).Id;
        var (member, collegeMember) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await app.Hears(Certified(union.Id, app.Clock.GetUtcNow(), member));
        await app.Hears(Certified(union.Id, app.Clock.GetUtcNow().AddDays(1), collegeMember, member) with { OrganizationId = college });

        Assert.Equal([member], (await app.Api(union.Student).Presidium()).Members.Select(m => m.PersonId));
        var presidium = await app.Api(union.Student).Presidium(college);
        Assert.Equal(("文学院学生会", 2), (presidium.OrganizationName, presidium.Members.Count));
        Assert.Equal(HttpStatusCode.NotFound, (await app.As(other.Student).GetAsync($"/api/membership/presidium?organizationId={college}")).StatusCode);
    }

    [Fact]
    public async Task A_poll_appoints_nobody_and_another_unions_presidium_is_not_mine()
    {
        var (union, other) = (await app.NewUnion(), await app.NewUnion());
        await app.Hears(Certified(union.Id, app.Clock.GetUtcNow(), Guid.CreateVersion7()) with { Office = "poll" });
        await app.Hears(Certified(other.Id, app.Clock.GetUtcNow(), Guid.CreateVersion7()));
        Assert.Empty((await app.Api(union.Student).Presidium()).Members);
    }

    [Fact]
    public async Task The_database_itself_keeps_one_seat_and_one_appointment_for_a_person()
    {
        var union = await app.NewUnion();
        var (person, election) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await Insert(union.Id, person, election, "null");
        Assert.Equal(MembershipRules.HoldsOneSeat.Code,
            (await Assert.ThrowsAsync<PostgresException>(() => Insert(union.Id, person, Guid.CreateVersion7(), "null"))).ConstraintName);
        Assert.Equal(MembershipRules.AppointedOncePerElection.Code,
            (await Assert.ThrowsAsync<PostgresException>(() => Insert(union.Id, person, election, "now()"))).ConstraintName);
    }

    [Fact]
    public async Task A_caller_of_an_unknown_organization_finds_no_presidium() =>
        Assert.Equal(HttpStatusCode.NotFound, (await app.As(new Union(Guid.CreateVersion7()).Student).GetAsync("/api/membership/presidium")).StatusCode);

    private static ElectionCertified Certified(Guid union, DateTimeOffset at, params Guid[] elected) => new(
        Guid.CreateVersion7(), union, union, Guid.CreateVersion7(), "presidium", "主席团选举", at, [.. elected.Select((p, n) => new ElectedPerson(p, n + 1, 100 - n))], 0);

    private async Task Insert(Guid union, Guid person, Guid election, string until)
    {
        await using var source = NpgsqlDataSource.Create(app.Owner);
        await using var command = source.CreateCommand(
            $"""
            insert into appointments (id, tenant_id, organization_id, person_id, post, election_id, congress_id, rank, since, until)
            values (gen_random_uuid(), '{union}', '{union}', '{person}', 'PresidiumMember', '{election}', gen_random_uuid(), 1, now(), {until})
            """);
        await command.ExecuteNonQueryAsync();
    }
}
