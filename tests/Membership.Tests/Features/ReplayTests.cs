using System.Net.Http.Json;
using MassTransit.Testing;
using Microsoft.Extensions.DependencyInjection;
using StudentUnion.Membership.Contracts;
using StudentUnion.Membership.Features.Replays;
using StudentUnion.ServiceDefaults;
using StudentUnion.Testing;

namespace StudentUnion.Membership.Tests.Features;

public class ReplayTests(MembershipApp app) : IClassFixture<MembershipApp>
{
    [Fact]
    public async Task Everything_is_said_once_more_as_it_was_last_said()
    {
        var union = await app.NewUnion();
        await app.Import(union, string.Concat(Enumerable.Range(0, 1203).Select(i => $"{i:0000},学生{i},文学院,,,,,,\n")));
        await app.Import(union, "0007,学生7,理学院,,,,,,\n");
        await app.Announced<MembersEnrolled>(m => m.TenantId == union.Id && m.Members.Any(x => x.College == "理学院"));
        var before = Said(union.Id).ToList();

        var asked = await app.As(MembershipApp.FederationStaff).PostAsync("/api/membership/replays", null);
        asked.EnsureSuccessStatusCode();
        await Poll.Until(async () => (await Replays())[0].DoneAt is not null, "the replay did not end", TimeSpan.FromSeconds(30));
        var replay = (await Replays())[0];
        Assert.Equal(replay.OfOrganizations, replay.Organizations);

        await Poll.Until(() => Task.FromResult(Said(union.Id).Count() >= before.Count + 4), "the replay was not said");
        var again = Said(union.Id).Skip(before.Count).ToList();
        Assert.Equal([500, 500, 202, 1], again.Select(m => m.Members.Count).OrderByDescending(n => n));
        Assert.Equal(before.Select(m => m.AsOf).Distinct().Order(), again.Select(m => m.AsOf).Distinct().Order());
        var moved = Assert.Single(again, m => m.Members.Any(x => x.College == "理学院"));
        Assert.Equal(before.Max(m => m.AsOf), moved.AsOf);
        Assert.Equal(2, app.Services.GetRequiredService<ITestHarness>().Published.Select<OrganizationRegistered>().Count(p => p.Context.Message.OrganizationId == union.Id));
    }

    private IEnumerable<MembersEnrolled> Said(Guid union) => app.Services.GetRequiredService<ITestHarness>().Published.Select<MembersEnrolled>()
        .Select(p => p.Context.Message).Where(m => m.TenantId == union);

    private async Task<IReadOnlyList<ReplayEverything.Row>> Replays() =>
        (await app.As(MembershipApp.FederationStaff).GetFromJsonAsync<Page<ReplayEverything.Row>>("/api/membership/replays"))!.Items;
}
