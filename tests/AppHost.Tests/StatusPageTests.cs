using System.Net;
using StudentUnion.Native;
using StudentUnion.Testing;

namespace StudentUnion.AppHost.Tests;

public class StatusPageTests
{
    [Fact]
    public async Task The_page_shows_every_resource_and_the_end_of_its_log_without_any_script()
    {
        await using var rig = new Rig();
        rig.AddProbe("elections");
        await rig.StartReady();
        using var http = new HttpClient { BaseAddress = new Uri(rig.State.Dashboard!) };

        using var answer = await http.GetAsync(new Uri("/", UriKind.Relative));
        var page = await answer.Content.ReadAsStringAsync();
        var log = await http.GetStringAsync(new Uri("/logs/elections", UriKind.Relative));

        Assert.Contains("elections", page);
        Assert.Contains(rig.Of("elections").Address!, page);
        Assert.Contains("运行 running", page);
        Assert.Contains("probe: up in", page);
        Assert.Contains("probe: up in", log);
        Assert.DoesNotContain("<script", page);
        Assert.StartsWith("default-src 'none'", answer.Headers.GetValues("Content-Security-Policy").Single());
    }

    [Fact]
    public async Task A_log_is_found_by_its_resource_only_and_foreign_names_of_this_machine_are_turned_away()
    {
        await using var rig = new Rig();
        rig.AddProbe("elections");
        await rig.StartReady();
        using var http = new HttpClient { BaseAddress = new Uri(rig.State.Dashboard!) };

        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync(new Uri("/logs/..%2Fsecrets.json", UriKind.Relative))).StatusCode);
        using var foreign = new HttpRequestMessage(HttpMethod.Get, "/") { Headers = { Host = "evil.example" } };
        Assert.Equal(HttpStatusCode.MisdirectedRequest, (await http.SendAsync(foreign)).StatusCode);
    }

    [Fact]
    public void A_log_never_grows_past_twice_its_bound()
    {
        var path = Path.Combine(Servers.NewFolder("log"), "one.log");
        using var log = new LogFile(path, bound: 1000);

        for (var line = 0; line < 500; line++) log.WriteLine($"line {line}");

        Assert.True(new FileInfo(path).Length <= 1000);
        Assert.True(new FileInfo(path + ".1").Length <= 1000);
        Assert.Equal("line 499", LogFile.Tail(path, 1).Single());
    }
}
