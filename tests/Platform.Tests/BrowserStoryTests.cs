using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using StudentUnion.Api;
using StudentUnion.Native;
using StudentUnion.Year.Deeds;
using StudentUnion.Year.Platform;

namespace StudentUnion.Platform.Tests;

/// <summary>An election as people live it: in Chromium, a delegate on a phone, officer and teacher at a desk. Pictures go to <c>SUP_PICTURES</c> where it is set.</summary>
public sealed class BrowserStoryTests(RunningPlatform platform, ITestOutputHelper output)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string Web => SystemState.Read(platform.RunFolder)!.Addresses["web"];

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

        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = "/usr/bin/chromium",
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage"],
        });

        // The delegate, on a phone.
        var phone = await SignIn(browser, $"delegate-{suffix}", 390, 844);
        await phone.GotoAsync($"{Web}/vote/{election.Id}");
        await phone.Locator(".choice").Nth(0).ClickAsync();
        await phone.Locator(".choice").Nth(1).ClickAsync();
        await Look(phone, "ballot-phone");
        await phone.GetByText("核对选票").ClickAsync();
        await phone.GetByRole(AriaRole.Button, new() { Name = "投入票箱" }).ClickAsync();
        await phone.GetByText("您的选票已投入票箱").WaitForAsync();
        await Look(phone, "ballot-cast-phone");

        await phone.GotoAsync($"{Web}/vote/{election.Id}");
        await phone.GetByText("您的选票已投入票箱").WaitForAsync();
        Assert.Equal(0, await phone.Locator("input[name=mark]").CountAsync());
        await phone.GotoAsync($"{Web}/elections/{election.Id}/turnout");
        await phone.Locator("main").GetByText("12").First.WaitForAsync();
        await Look(phone, "turnout-phone");

        // Officer and teacher, at a desk.
        await platform.Union.As(university.Officer).Elections.Close(election.Id, Stop);
        await platform.Union.As(university.Officer).Elections.Count(election.Id, Stop);
        foreach (var who in new[] { $"officer-{suffix}", $"teacher-{suffix}" })
        {
            var desk = await SignIn(browser, who, 1280, 800);
            await desk.GotoAsync($"{Web}/elections/{election.Id}/act/certify");
            await Look(desk, $"certify-{who[..7]}-desk");
            await desk.Locator("form.actions button.button").First.ClickAsync();
            await desk.WaitForURLAsync("**done=certify*");
            await desk.Context.CloseAsync();
        }

        var candidates = (await platform.Union.As(university.Officer).Elections.Election(election.Id, Stop)).Candidates;
        var elected = candidates.Where(c => c.Number is 1 or 2).Select(c => c.Name).ToList();
        await Patiently.Await(TimeProvider.System, async () =>
            (await platform.Union.As(university.Officer).Membership.Presidium(ct: Stop)).Members.Count == 2 ? "there" : null, Stop);
        await phone.GotoAsync($"{Web}/presidium");
        foreach (var name in elected) await phone.Locator("main").GetByText(name).First.WaitForAsync();
        await Look(phone, "presidium-phone");
        await phone.GotoAsync($"{Web}/elections/{election.Id}/result");
        await phone.Locator("main").GetByText(elected[0]).First.WaitForAsync();
        await Look(phone, "result-phone");
    }

    private async Task<IPage> SignIn(IBrowser browser, string userName, int width, int height)
    {
        var context = await browser.NewContextAsync(new() { Locale = "zh-CN", ViewportSize = new() { Width = width, Height = height } });
        context.SetDefaultTimeout(60_000);
        var page = await context.NewPageAsync();
        await page.GotoAsync($"{Web}/login");
        await page.Locator("input[autocomplete=username]").FillAsync(userName);
        await page.Locator("input[type=password]").FillAsync(OpenAccounts.Password);
        await page.Locator("button[type=submit]").Last.ClickAsync();
        await page.WaitForURLAsync($"{Web}/**");
        return page;
    }

    /// <summary>A page people see holds no accessibility finding; its picture is kept for somebody to look at.</summary>
    private static async Task Look(IPage page, string name)
    {
        var findings = await page.RunAxe();
        Assert.Empty(findings.Violations.Select(v => $"{name}: {v.Id} {v.Help}"));
        if (Environment.GetEnvironmentVariable("SUP_PICTURES") is { Length: > 0 } folder)
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}.png") });
    }
}
