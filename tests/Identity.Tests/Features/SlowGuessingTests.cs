using Microsoft.AspNetCore.Hosting;

namespace StudentUnion.Identity.Tests.Features;

/// <summary>A service that takes ten forms a minute from one address.</summary>
public sealed class StrictIdentityApp : IdentityApp
{
    public const int Forms = 10;

    protected override void Configure(IWebHostBuilder host)
    {
        host.UseSetting("Limits:SignInsPerMinute", $"{Forms}");
        base.Configure(host);
    }
}

public sealed class SlowGuessingTests(StrictIdentityApp app) : IClassFixture<StrictIdentityApp>
{
    [Fact]
    public async Task One_address_may_not_try_name_after_name_but_applications_go_on()
    {
        using var browser = app.Browser();
        var web = app.Web();

        var tries = new List<string?>();
        for (var i = 0; i < StrictIdentityApp.Forms + 3; i++) tries.Add((await browser.LogIn(app.NewName(), "not the password")).Headers.Location?.OriginalString);

        Assert.Equal(StrictIdentityApp.Forms, tries.Count(to => to is null));
        Assert.Equal(3, tries.Count(to => to == "/id/account/too-many"));
        Assert.Contains("操作过于频繁", await (await browser.Get("/id/account/too-many")).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        await WebClient.Json(await web.Push());
    }
}
