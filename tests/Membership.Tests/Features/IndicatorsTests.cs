using StudentUnion.Elections.Contracts;
using StudentUnion.Membership.Contracts;
using StudentUnion.Membership.Domain.Offices;
using OrganizationKind = StudentUnion.Api.OrganizationKind;
using SupervisorTitle = StudentUnion.Api.SupervisorTitle;

namespace StudentUnion.Membership.Tests.Features;

/// <summary>Indicators over the interface, from registers filled by the features themselves. The clock stands in the spring semester of 2025-2026.</summary>
public class IndicatorsTests(MembershipApp app) : IClassFixture<MembershipApp>
{
    [Fact]
    public async Task They_are_counted_from_the_registers_told_once_and_seen_by_the_federation()
    {
        var union = await app.NewUnion();
        await app.Import(union, "s1,甲,文学院,,2023,,本科,共青团员,\ns2,乙,文学院,,2023,,本科,群众,\n");
        var people = (await app.Api(union.Officer).AllStudents().ToListAsync()).Select(s => s.Id).ToArray();
        var college = (await app.Api(union.Officer).Register(new(OrganizationKind.College, "文学院学生会", union.Id))).Id;
        await app.Hears(new ElectionCertified(Guid.CreateVersion7(), union.Id, union.Id, Guid.CreateVersion7(), "presidium", "选举", app.Clock.GetUtcNow(), [new(people[0], 1, 9), new(people[1], 2, 8)], 2));
        var committee = (await app.Api(union.Officer).Register(new(OrganizationKind.LeagueCommittee, "校团委", union.Id))).Id;
        var teacher = (await app.Api(union.Teacher).NameSupervisor(new(committee, "王老师", SupervisorTitle.DeputySecretary, true))).Id;
        await app.Api(union.Teacher).Appoint(new(union.Id, PostTemplate.SecretaryGeneral, teacher));

        var counted = await app.Api(union.Officer).CountIndicators();
        Assert.Equal("2025-2026-2", counted.Semester);
        Assert.Equal(15, counted.Changed);
        var mine = await app.Api(union.Student).Indicators();
        Assert.Equal([("2.4", 1, 1), ("2.5", 0, 2), ("2.6", 1, 2), ("4.2", 0, 2), ("4.3", 0, 2), ("6.1", 5, 5), ("6.3", 0, 0), ("6.6", 0, 1), ("6.7", 0, 0)],
            mine.Figures.Select(f => (f.Measure, f.Part, f.Whole)));
        Assert.Equal(college, Assert.Single(mine.Colleges).OrganizationId);

        var said = await app.Announced<IndicatorCounted>(i => i.OrganizationId == union.Id && i.Measure == "2.6");
        Assert.Equal((1, 2, false, 1), (said.Part, said.Whole, said.Met!.Value, said.Version));
        Assert.Equal(0, (await app.Api(union.Teacher).CountIndicators()).Changed);

        // The whole province: every member counted, each measure with how many meet it.
        var other = await app.NewUnion();
        var all = await app.Api(MembershipApp.FederationStaff).CountProvince();
        Assert.True(all.Members >= 2);
        var province = await app.Api(MembershipApp.FederationStaff).Province();
        Assert.Equal(all.Members, province.Members);
        Assert.Equal((all.Members, 1), province.Measures.Where(m => m.Number == "2.4").Select(m => (m.Counted, m.Met)).Single());
        var rows = (await app.Api(MembershipApp.FederationStaff).ProvinceRows("2.4")).Items;
        Assert.Equal(union.Id, rows[^1].OrganizationId);
        Assert.Contains(rows, r => r.OrganizationId == other.Id && r.Met == false);
        Assert.Equal(mine.Figures.Count, (await app.Api(MembershipApp.FederationStaff).Indicators(union.Id)).Figures.Count);

        // Others see their own only, whomever they ask for.
        Assert.Equal(other.Id, (await app.Api(other.Officer).Indicators(union.Id)).OrganizationId);
    }
}
