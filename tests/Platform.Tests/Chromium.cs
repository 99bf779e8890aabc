using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using StudentUnion.Native;
using StudentUnion.Year.Deeds;

namespace StudentUnion.Platform.Tests;

/// <summary>The web application as people see it, each in a browser context of their own. Pictures go to <c>SUP_PICTURES</c> where it is set.</summary>
internal sealed class Chromium : IAsyncDisposable
{
    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private Chromium(IPlaywright playwright, IBrowser browser, string web) => (_playwright, _browser, Web) = (playwright, browser, web);

    /// <summary>Where the web application is.</summary>
    public string Web { get; }

    public static async Task<Chromium> Start(RunningPlatform platform)
    {
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = "/usr/bin/chromium",
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage"],
        });
        return new(playwright, browser, SystemState.Read(platform.RunFolder)!.Addresses["web"]);
    }

    public Task<IPage> OnAPhone(string userName) => SignIn(userName, 390, 844);

    public Task<IPage> AtADesk(string userName) => SignIn(userName, 1280, 800);

    /// <summary>A page people see holds no accessibility finding; its picture is kept for somebody to look at.</summary>
    public static async Task Look(IPage page, string name)
    {
        var findings = await page.RunAxe();
        Assert.Empty(findings.Violations.Select(v => $"{name}: {v.Id} {v.Help}"));
        if (Environment.GetEnvironmentVariable("SUP_PICTURES") is { Length: > 0 } folder)
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}.png") });
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }

    private async Task<IPage> SignIn(string userName, int width, int height)
    {
        var context = await _browser.NewContextAsync(new() { Locale = "zh-CN", ViewportSize = new() { Width = width, Height = height } });
        context.SetDefaultTimeout(60_000);
        var page = await context.NewPageAsync();
        await page.GotoAsync($"{Web}/login");
        await page.Locator("input[autocomplete=username]").FillAsync(userName);
        await page.Locator("input[type=password]").FillAsync(OpenAccounts.Password);
        await page.Locator("button[type=submit]").Last.ClickAsync();
        await page.WaitForURLAsync($"{Web}/**");
        return page;
    }
}
