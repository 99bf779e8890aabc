using System.Net;
using Microsoft.AspNetCore.Hosting;

namespace StudentUnion.Identity.Tests.Wiring;

/// <summary>The service as it starts in Production: its web secret is given to it.</summary>
public sealed class ProductionApp : IdentityApp
{
    protected override string Environment => "Production";

    protected override void Configure(IWebHostBuilder host)
    {
        host.UseSetting("Identity:WebSecret", "given by the operator");
        base.Configure(host);
    }
}

public sealed class ProductionTests(ProductionApp production) : IClassFixture<ProductionApp>
{
    [Fact]
    public async Task No_account_and_no_secret_is_made_in_Production()
    {
        using var browser = production.Browser();
        Assert.Equal(HttpStatusCode.BadRequest, (await browser.LogIn("federation", "Xuelian-2026")).StatusCode);
        Assert.False(File.Exists(Path.Combine(production.Keys, "web-secret")));
    }
}

public sealed class DevelopmentTests(IdentityApp development) : IClassFixture<IdentityApp>
{
    [Fact]
    public async Task The_demonstration_account_exists_in_Development_only()
    {
        using var browser = development.Browser();
        Assert.Equal(HttpStatusCode.Redirect, (await browser.LogIn("federation", "Xuelian-2026")).StatusCode);
    }
}
