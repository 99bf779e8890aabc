using Microsoft.Playwright;
using StudentUnion.Api;
using StudentUnion.Year.Deeds;
using StudentUnion.Year.Platform;

namespace StudentUnion.Platform.Tests;

/// <summary>An election as people live it: in Chromium, a delegate on a phone, officer and teacher at a desk.</summary>
public sealed class BrowserStoryTests(RunningPlatform platform, ITestOutputHelper output)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_delegate_votes_on_a_phone_two_people_certify_and_the_presidium_page_shows_the_names()
    {
        var tell = RunningPlatform.Telling(output);
        var university = platform.NextUniversity();
        var (delegates, election) = await platform.Congress(university, 12, tell, Stop);
        var (federation, _) = await ImportInstitutions.Run(platform.Union, tell, Stop);
        var suffix = university.Tenant.ToString("N")[20..];
        await OpenAccounts.Run(platform.Union, tell, federation, university,
        [
            new("", "", $"officer-{suffix}", "王老师", Roles.UnionOfficer),
            new("", "", $"teacher-{suffix}", "李老师", Roles.LeagueTeacher),
            new("", "", $"delegate-{suffix}", delegates.Students[0].Name, "", delegates.Persons[0]),
        ], Stop);
        await HoldElection.Open(platform.Union, university, election.Id, Stop);
        foreach (var voter in delegates.Persons.Skip(1))
            await platform.Union.As(Actor.Student(university.Tenant, voter)).Elections.Cast(election.Id, [1, 2], Stop);

        await using var chromium = await Chromium.Start(platform);

        // The delegate, on a phone.
        var phone = await chromium.OnAPhone($"delegate-{suffix}");
        await phone.GotoAsync($"{chromium.Web}/vote/{election.Id}");
        await phone.Locator(".choice").Nth(0).ClickAsync();
        await phone.Locator(".choice").Nth(1).ClickAsync();
        await Chromium.Look(phone, "ballot-phone");
        await phone.GetByText("核对选票").ClickAsync();
        await phone.GetByRole(AriaRole.Button, new() { Name = "投入票箱" }).ClickAsync();
        await phone.GetByText("您的选票已投入票箱").WaitForAsync();
        await Chromium.Look(phone, "ballot-cast-phone");

        await phone.GotoAsync($"{chromium.Web}/vote/{election.Id}");
        await phone.GetByText("您的选票已投入票箱").WaitForAsync();
        Assert.Equal(0, await phone.Locator("input[name=mark]").CountAsync());
        await phone.GotoAsync($"{chromium.Web}/elections/{election.Id}/turnout");
        await phone.Locator("main").GetByText("12").First.WaitForAsync();
        await Chromium.Look(phone, "turnout-phone");

        // Officer and teacher, at a desk.
        await platform.Union.As(university.Officer).Elections.Close(election.Id, Stop);
        await platform.Union.As(university.Officer).Elections.Count(election.Id, Stop);
        foreach (var who in new[] { $"officer-{suffix}", $"teacher-{suffix}" })
        {
            var desk = await chromium.AtADesk(who);
            await desk.GotoAsync($"{chromium.Web}/elections/{election.Id}/act/certify");
            await Chromium.Look(desk, $"certify-{who[..7]}-desk");
            await desk.Locator("form.actions button.button").First.ClickAsync();
            await desk.WaitForURLAsync("**done=certify*");
            await desk.Context.CloseAsync();
        }

        var candidates = (await platform.Union.As(university.Officer).Elections.Election(election.Id, Stop)).Candidates;
        var elected = candidates.Where(c => c.Number is 1 or 2).Select(c => c.Name).ToList();
        await Patiently.Await(TimeProvider.System, async () =>
            (await platform.Union.As(university.Officer).Membership.Presidium(ct: Stop)).Members.Count == 2 ? "there" : null, Stop);
        await phone.GotoAsync($"{chromium.Web}/presidium");
        foreach (var name in elected) await phone.Locator("main").GetByText(name).First.WaitForAsync();
        await Chromium.Look(phone, "presidium-phone");
        await phone.GotoAsync($"{chromium.Web}/elections/{election.Id}/result");
        await phone.Locator("main").GetByText(elected[0]).First.WaitForAsync();
        await Chromium.Look(phone, "result-phone");
    }
}
