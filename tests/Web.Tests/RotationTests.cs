using System.Net;
using StudentUnion.Api;
using StudentUnion.Web.Tests.Stub;

namespace StudentUnion.Web.Tests;

/// <summary>The rotation of the chair and the post exchanges, as each role meets them.</summary>
public sealed class RotationTests(WebApp app) : IClassFixture<WebApp>
{
    private List<object> Sent => app.Gateway.Union.Rotation.Sent;

    [Fact]
    public async Task A_member_sees_who_chairs_today_and_what_waits_for_them()
    {
        using var student = await Signed.In(app, StubPerson.Student);
        var home = await student.Open("/");
        foreach (var todo in (string[])["您担任南京师范大学学生会执行主席", "填写交接单", "确认交接", "古丽娜尔·阿卜杜热合曼请求与您换班"]) Assert.Contains(todo, home.Text);
        Assert.Contains("陈思远", (await student.Open("/rotation")).Text);

        var plan = await student.Open($"/rotation/{StubRotation.PlanId}");
        Assert.Contains("rota-today", plan.Html);
        Assert.Contains("rota-bar hue1", plan.Html);
        Assert.Contains("今日", plan.Text);
        Assert.DoesNotContain("name=\"Ending.Day\"", plan.Html);

        await student.Fill($"/rotation/{StubRotation.PlanId}", $"answer-{StubRotation.SwapId}", ("agree", "no"));
        await student.Fill($"/rotation/{StubRotation.PlanId}", $"answer-{StubRotation.SwapId}", ("agree", "yes"));
        Assert.Equal([new SwapReply(false), new SwapReply(true)], Sent.OfType<SwapReply>());
    }

    [Fact]
    public async Task The_month_is_chosen_by_the_address()
    {
        using var student = await Signed.In(app, StubPerson.Student);
        var first = await student.Open($"/rotation/{StubRotation.PlanId}?month=1999-01");
        Assert.Contains("1999年1月", first.Text);
        Assert.Contains("rel=\"next\"", first.Html);
        Assert.DoesNotContain("rota-bar", first.Html);
        Assert.Equal(HttpStatusCode.OK, (await student.Open($"/rotation/{StubRotation.PlanId}?month=nonsense")).Status);
    }

    [Fact]
    public async Task A_member_asks_for_a_swap_of_a_shift_to_come()
    {
        using var student = await Signed.In(app, StubPerson.Student);
        var empty = await student.Fill($"/rotation/{StubRotation.PlanId}/swap/{StubRotation.MyNextShift}", "swap");
        Assert.Contains("请选择一项。", empty.Text);
        await student.Fill($"/rotation/{StubRotation.PlanId}/swap/{StubRotation.MyNextShift}", "swap", ("Entry.With", StubPerson.Id(6104).ToString()));
        Assert.Equal(new SwapQuestion(StubRotation.MyNextShift, StubPerson.Id(6104)), Sent.OfType<SwapQuestion>().Single());
        Assert.Contains("现在没有可以换的班次", (await student.Open($"/rotation/{StubRotation.PlanId}/swap/{StubRotation.NowShift}")).Text);
    }

    [Fact]
    public async Task A_hand_over_is_written_and_confirmed()
    {
        using var student = await Signed.In(app, StubPerson.Student);
        Assert.Contains("请填写这一项。", (await student.Fill($"/rotation/{StubRotation.PlanId}/hand-over/{StubRotation.NowShift}", "hand-over", ("Entry.Text", " "))).Text);
        await student.Fill($"/rotation/{StubRotation.PlanId}/hand-over/{StubRotation.NowShift}", "hand-over", ("Entry.Text", "印章已交"));
        Assert.Equal(new HandOverText("印章已交"), Sent.OfType<HandOverText>().Single());

        Assert.Contains("周三下午与后勤处座谈", (await student.Open($"/rotation/{StubRotation.PlanId}/hand-over/{StubRotation.OldShift}")).Text);
        await student.Fill($"/rotation/{StubRotation.PlanId}/hand-over/{StubRotation.OldShift}", "confirm");
        Assert.Contains("confirmed", Sent);
    }

    [Fact]
    public async Task An_officer_proposes_edits_and_publishes_a_plan()
    {
        using var officer = await Signed.In(app, StubPerson.Officer);
        var wrong = await officer.Fill("/rotation/new", "rotation", ("Entry.From", "2026-03-02"), ("Entry.To", "2026-03-01"), ("Entry.Period", "month"));
        Assert.Contains("最长 400 天", wrong.Text);
        Assert.Contains("请至少选择一人。", wrong.Text);
        var edit = await officer.Fill("/rotation/new", "rotation", ("Entry.From", "2026-03-02"), ("Entry.To", "2026-06-28"), ("Entry.Period", "Month"),
            ("Entry.People", StubPerson.Id(101).ToString()), ("Entry.People", StubPerson.Id(100).ToString()));
        Assert.Contains("计划内每天都有执行主席。 日期：2027-01-25 – 2027-01-31", edit.Text);
        var plan = Sent.OfType<NewRotation>().Single();
        Assert.Equal((new DateOnly(2026, 3, 2), RotationPeriod.Month, 2), (plan.From, plan.Period!.Value, plan.People!.Count));

        (string, string)[] line = [("from", "2026-03-02"), ("to", "2026-03-15"), ("person", StubPerson.Id(100).ToString()), ("first", "2026-03-02")];
        Assert.Contains("第 1 行的日期不完整。", (await officer.Fill($"/rotation/{StubRotation.DraftId}/edit", "shifts", [.. line, ("last", ""), ("step", "save")])).Text);
        await officer.Fill($"/rotation/{StubRotation.DraftId}/edit", "shifts", [.. line, ("last", "2026-03-15"), ("person", ""), ("first", ""), ("last", ""), ("step", "save")]);
        Assert.Equal(new ShiftEntry(StubPerson.Id(100), new(2026, 3, 2), new(2026, 3, 15)), Assert.Single(Sent.OfType<RotationRevision>().Single().Shifts));
        app.Gateway.Union.Refusal = (412, "platform.version-is-current", "内容已被他人修改，请重新载入后再改。", "");
        Assert.Contains("内容已被他人修改", (await officer.Fill($"/rotation/{StubRotation.DraftId}/edit", "shifts", [.. line, ("last", "2026-03-15"), ("step", "save")])).Text);

        Assert.DoesNotContain("公布计划", (await officer.Open($"/rotation/{StubRotation.DraftId}")).Text);
        await officer.Fill($"/rotation/{StubRotation.GoodDraftId}", "publish");
        Assert.Contains("published", Sent);
        await officer.Fill($"/rotation/{StubRotation.GoodDraftId}", "discard");
        Assert.Contains("discarded", Sent);
    }

    [Fact]
    public async Task An_officer_fills_a_vacancy_exchanges_shifts_and_ends_a_plan_with_the_reason()
    {
        using var officer = await Signed.In(app, StubPerson.Officer);
        Assert.Contains("轮值人选待定", (await officer.Open("/")).Text);
        var path = $"/rotation/{StubRotation.PlanId}/shifts";
        Assert.Contains($"href=\"{path}/{StubRotation.VacantShift}\"", (await officer.Open($"/rotation/{StubRotation.PlanId}")).Html);
        Assert.Contains("请填写原因。", (await officer.Fill($"{path}/{StubRotation.VacantShift}", "rearrange")).Text);
        await officer.Fill($"{path}/{StubRotation.VacantShift}", "rearrange", ("Entry.With", StubPerson.Id(100).ToString()), ("Entry.Reason", "离任"));
        await officer.Fill($"{path}/{StubRotation.MyNextShift}", "rearrange", ("Entry.With", StubPerson.Id(6104).ToString()), ("Entry.Reason", "出差"));
        Assert.Equal(new ShiftFilling(StubPerson.Id(100), "离任"), Sent.OfType<ShiftFilling>().Single());
        Assert.Equal(new ShiftExchange(StubPerson.Id(6104), "出差"), Sent.OfType<ShiftExchange>().Single());

        Assert.Contains("请填写原因。", (await officer.Fill($"/rotation/{StubRotation.PlanId}", "end", ("Ending.Day", "2027-01-01"), ("Ending.Reason", ""))).Text);
        await officer.Fill($"/rotation/{StubRotation.PlanId}", "end", ("Ending.Day", "2027-01-01"), ("Ending.Reason", "改选"));
        Assert.Equal(new RotationEnding(new(2027, 1, 1), "改选"), Sent.OfType<RotationEnding>().Single());
    }

    [Fact]
    public async Task Exchanges_are_proposed_approved_concluded_and_called_off()
    {
        using var officer = await Signed.In(app, StubPerson.Officer);
        using var teacher = await Signed.In(app, StubPerson.Teacher);
        (string, string)[] entered =
        [
            ("Entry.FromId", StubUnion.Nanjing.ToString()), ("Entry.FromPost", "文艺部"), ("Entry.ToId", StubPerson.Id(1100).ToString()), ("Entry.ToPost", "办公室"),
            ("Entry.From", "2026-03-02"), ("Entry.To", "2026-06-28"), ("Entry.Purpose", "熟悉院级工作"),
        ];
        Assert.Contains("名册中没有这个学号。", (await officer.Fill("/exchanges/new", "exchange", [.. entered, ("Entry.Number", "20230499")])).Text);
        await officer.Fill("/exchanges/new", "exchange", [.. entered, ("Entry.Number", "20230417")]);
        Assert.Equal((StubPerson.Id(1100), "文艺部", new DateOnly(2026, 6, 28)), Sent.OfType<NewExchange>().Select(e => (e.ToOrganizationId, e.FromPost, e.To)).Single());

        Assert.Contains("审批岗位交流", (await teacher.Open("/")).Text);
        Assert.DoesNotContain("批准后按期交流", (await officer.Open($"/exchanges/{StubRotation.ProposedId}")).Text);
        await teacher.Fill($"/exchanges/{StubRotation.ProposedId}", "approve");
        Assert.Contains("approved", Sent);

        Assert.Contains("请选择一项。", (await officer.Fill($"/exchanges/{StubRotation.EndedId}", "outcome", ("Conclusion.Outcome", "胜任"))).Text);
        await officer.Fill($"/exchanges/{StubRotation.EndedId}", "outcome", ("Conclusion.Grade", "Qualified"), ("Conclusion.Outcome", "胜任"));
        Assert.Equal(new ExchangeOutcome(ExchangeGrade.Qualified, "胜任"), Sent.OfType<ExchangeOutcome>().Single());
        await officer.Fill($"/exchanges/{StubRotation.ProposedId}", "cancel", ("Cancellation.Reason", "课业紧张"));
        Assert.Equal(new ExchangeCancellation("课业紧张"), Sent.OfType<ExchangeCancellation>().Single());
        Assert.DoesNotContain("name=\"Cancellation.Reason\"", (await officer.Open($"/exchanges/{StubRotation.ConcludedId}")).Html);

        Assert.Contains("请求内容不符合格式", (await officer.Open("/exchanges?semester=2026")).Text);
        Assert.Contains("欧阳明月,南京师范大学学生会,文艺部", (await officer.Open("/exchanges/export.csv")).Html);
    }
}
