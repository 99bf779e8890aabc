using StudentUnion.Web.Tests.Stub;

namespace StudentUnion.Web.Tests;

public sealed class SignInTests(WebApp app) : IClassFixture<WebApp>
{
    [Fact]
    public async Task Signing_in_ends_where_one_wanted_to_go_and_the_browser_holds_no_token()
    {
        using var browser = await app.As(StubPerson.Student);
        var cookies = browser.Cookies.GetAllCookies();

        Assert.Contains(cookies, c => c.Name == "sup.web" && c.HttpOnly);
        Assert.DoesNotContain(cookies, c => c.Value.Contains("eyJ", StringComparison.Ordinal) || c.Value.Length > 900);
        Assert.Contains(StubPerson.Student.Name, (await browser.Open("/account")).Text);
    }
}
