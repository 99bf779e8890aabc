using StudentUnion.Web.Tests.Stub;

namespace StudentUnion.Web.Tests;

/// <summary>The draw among equals as officers hold it and members look at it.</summary>
public sealed class DrawTests(WebApp app) : IClassFixture<WebApp>
{
    [Fact]
    public async Task Candidates_are_committed_to_in_the_order_they_were_entered()
    {
        using var officer = await Signed.In(app, StubPerson.Officer);
        (string, string)[] entered = [("Entry.Title", "随机聘任"), ("Entry.Places", "1"), ("Entry.SeedSource", "上证指数收盘价"), ("Entry.SeedNotBefore", "2027-12-01T15:00")];

        var unknown = await officer.Fill("/draws/new", "draw", [.. entered, ("Entry.Numbers", "20230417\n20230499")]);
        Assert.Contains("名册中没有：20230499", unknown.Text);
        var empty = await officer.Fill("/draws/new", "draw", ("Entry.Title", ""), ("Entry.Places", "零"), ("Entry.Numbers", ""), ("Entry.SeedSource", ""), ("Entry.SeedNotBefore", "明天"));
        foreach (var missing in (string[])["请填写抽签事项。", "请填写大于零的整数。", "请填写学号", "请填写公开数值的来源。", "请填写日期"]) Assert.Contains(missing, empty.Text);
        Assert.Null(app.Gateway.Union.CommittedTo);

        await officer.Fill("/draws/new", "draw", [.. entered, ("Entry.Numbers", "20230417，20230418 20230419")]);
        var made = app.Gateway.Union.CommittedTo!;
        Assert.Equal((1, 3, new DateTimeOffset(2027, 12, 1, 15, 0, 0, TimeSpan.FromHours(8))), (made.Places, made.Candidates.Count, made.SeedNotBefore));
    }

    [Fact]
    public async Task The_seed_is_entered_once_it_can_be_known_and_a_difference_is_told()
    {
        using var teacher = await Signed.In(app, StubPerson.Teacher);
        var waiting = await teacher.Open($"/draws/{StubUnion.WaitingDrawId}");
        Assert.DoesNotContain("name=\"Seed.Value\"", waiting.Html);
        Assert.Contains("name=\"Cancellation.Reason\"", waiting.Html);
        var due = await teacher.Open($"/draws/{StubUnion.DueDrawId}");
        Assert.DoesNotContain("name=\"Cancellation.Reason\"", due.Html);

        var first = await teacher.Fill($"/draws/{StubUnion.DueDrawId}", "seed", ("Seed.Value", " 3052.11 "));
        Assert.Contains("另一人录入相同数值后即抽出结果", first.Text);
        var second = await teacher.Fill($"/draws/{StubUnion.DueDrawId}", "seed", ("Seed.Value", "3052.1"));
        Assert.Contains("与他人录入的数值不同", second.Text);
        Assert.Equal(["3052.11", "3052.1"], app.Gateway.Union.Seeds);
    }

    [Fact]
    public async Task A_member_sees_who_was_drawn_and_why_and_enters_nothing()
    {
        using var student = await Signed.In(app, StubPerson.Student);
        var drawn = await student.Open($"/draws/{StubUnion.DrawnId}");
        Assert.Contains("3052.11", drawn.Text);
        Assert.Contains("抽中", drawn.Text);
        Assert.Contains("927fffb2206052982fe09ba9500a2a9d6d31a4cda37a1b8807c9d55b180c4d27", drawn.Text);
        foreach (var draw in (Guid[])[StubUnion.WaitingDrawId, StubUnion.DueDrawId])
            Assert.DoesNotContain("<form class=\"card form\"", (await student.Open($"/draws/{draw}")).Html);
    }
}
