using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using StudentUnion.Api;

namespace StudentUnion.Web.Tests.Stub;

/// <summary>The rotation and the post exchanges of the stub's university: a plan in force with a vacancy, a draft with gaps, exchanges in every state.</summary>
public sealed class StubRotation
{
    public static readonly Guid PlanId = StubPerson.Id(6000), DraftId = StubPerson.Id(6001), SwapId = StubPerson.Id(6002), GoodDraftId = StubPerson.Id(6003);
    public static readonly Guid OldShift = StubPerson.Id(6100), NowShift = StubPerson.Id(6101), MyNextShift = StubPerson.Id(6105), VacantShift = StubPerson.Id(6103);
    public static readonly Guid ProposedId = StubPerson.Id(6200), EndedId = StubPerson.Id(6201), ConcludedId = StubPerson.Id(6202), CancelledId = StubPerson.Id(6203);

    private static readonly string[] Names = ["欧阳明月", "陈思远", "古丽娜尔·阿卜杜热合曼", "周一帆"];
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();
    private static readonly DateOnly Today = DateOnly.FromDateTime(Now.ToOffset(TimeSpan.FromHours(8)).DateTime);

    // The student chairs now; the plan began eight days ago and has a week for each.
    private static readonly DateOnly First = Today.AddDays(-8);

    /// <summary>What was sent, in turn.</summary>
    public List<object> Sent { get; } = [];

    public void Map(RouteGroupBuilder m, Func<IResult, IResult> answer)
    {
        var r = m.MapGroup("/rotation");
        r.MapGet("/", () => new Page<RotationRow>(
        [
            new(DraftId, StubUnion.Nanjing, "南京师范大学学生会", First.AddDays(56), First.AddDays(76), RotationState.Draft, 2, 0),
            new(PlanId, StubUnion.Nanjing, "南京师范大学学生会", First, First.AddDays(55), RotationState.Published, 8, 1),
            new(StubPerson.Id(6009), StubUnion.Nanjing, "南京师范大学学生会", First, First.AddDays(-1), RotationState.Ended, 0, 0),
        ], null));
        r.MapGet("/today", () => new ChairToday(StubUnion.Nanjing, "南京师范大学学生会", Today, PlanId, First.AddDays(7), First.AddDays(13), false, Names[1], "主席团执行主席", Names[2], First.AddDays(14)));
        r.MapGet("/mine", () => new MyRotation(
            [Turn(NowShift, 7)], [Turn(NowShift, 7)], [Turn(OldShift, 0)], [new(PlanId, SwapId, Names[2], First.AddDays(14), First.AddDays(20), First.AddDays(35), First.AddDays(41))]));
        r.MapGet("/{id:guid}", (Guid id, HttpResponse response) =>
        {
            response.Headers.ETag = "\"3\"";
            return id == PlanId ? Plan() : Draft(id);
        });
        r.MapGet("/{id:guid}/calendar.ics", () => Results.Text("BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "text/calendar"));
        r.MapPost("/", (NewRotation plan) => Take(plan, Results.Json(new Created(DraftId), statusCode: 201)));
        r.MapPut("/{id:guid}", (RotationRevision plan) => Take(plan, Results.NoContent()));
        r.MapDelete("/{id:guid}", (Guid id) => Take("discarded", Results.NoContent()));
        r.MapPost("/{id:guid}/publication", () => Take("published", Results.NoContent()));
        r.MapPost("/{id:guid}/ending", (RotationEnding ending) => Take(ending, Results.NoContent()));
        r.MapPost("/swaps", (SwapQuestion asked) => Take(asked, Results.Json(new Created(SwapId), statusCode: 201)));
        r.MapPost("/swaps/{id:guid}/answer", (SwapReply reply) => Take(reply, Results.NoContent()));
        r.MapPost("/swaps/{id:guid}/withdrawal", () => Take("withdrawn", Results.NoContent()));
        r.MapPost("/shifts/{id:guid}/exchange", (ShiftExchange exchange) => Take(exchange, Results.NoContent()));
        r.MapPost("/shifts/{id:guid}/chair", (ShiftFilling filling) => Take(filling, Results.NoContent()));
        r.MapGet("/shifts/{id:guid}/hand-over", (Guid id) => id == OldShift
            ? new HandOver(PlanId, "南京师范大学学生会", Names[0], First, First.AddDays(6), Names[1], "印章在办公室保险柜。\n周三下午与后勤处座谈，材料已打印。", Now.AddDays(-1), null, false, true)
            : new HandOver(PlanId, "南京师范大学学生会", Names[1], First.AddDays(7), First.AddDays(13), Names[2], null, null, null, true, false));
        r.MapPut("/shifts/{id:guid}/hand-over", (HandOverText text) => Take(text, Results.NoContent()));
        r.MapPost("/shifts/{id:guid}/hand-over/confirmation", () => Take("confirmed", Results.NoContent()));

        var e = m.MapGroup("/exchanges");
        e.MapGet("/", (string? state, string? semester) => semester == "2026" ? Results.Problem(statusCode: 400, title: "请求内容不符合格式，请按提示修改。")
            : Results.Json(new Page<ExchangeRow>([.. new[] { ProposedId, EndedId, ConcludedId, CancelledId }.Select(Exchange)
                .Where(x => state is null || x.State.ToString().Equals(state, StringComparison.OrdinalIgnoreCase))
                .Select(x => new ExchangeRow(x.Id, x.Name, x.FromOrganization, x.FromPost, x.ToOrganization, x.ToPost, x.From, x.To, x.State, x.Grade))], null)));
        e.MapGet("/{id:guid}", (Guid id) => Exchange(id));
        e.MapPost("/", (NewExchange exchange) => Take(exchange, Results.Json(new Created(ProposedId), statusCode: 201)));
        e.MapPost("/{id:guid}/approval", () => Take("approved", Results.NoContent()));
        e.MapPost("/{id:guid}/outcome", (ExchangeOutcome outcome) => Take(outcome, Results.NoContent()));
        e.MapPost("/{id:guid}/cancellation", (ExchangeCancellation cancellation) => Take(cancellation, Results.NoContent()));

        IResult Take(object what, IResult usual)
        {
            Sent.Add(what);
            return answer(usual);
        }
    }

    private static MyTurn Turn(Guid shift, int start) => new(PlanId, shift, "南京师范大学学生会", First.AddDays(start), First.AddDays(start + 6));

    private static RotationPlan Plan() => new(
        PlanId, StubUnion.Nanjing, "南京师范大学学生会", First, First.AddDays(55), RotationState.Published, 3, Now.AddDays(-20), true,
        [
            .. Enumerable.Range(0, 8).Select(n => new RotationShift(StubPerson.Id(6100 + n), StubPerson.Id(100 + (n % 4)), Names[n % 4], First.AddDays(n * 7), First.AddDays((n * 7) + 6), n == 3, n % 4 == 1,
                n switch { 0 => HandOverState.Written, 1 => HandOverState.Open, 7 => null, _ => HandOverState.Ahead })),
        ],
        [], [new(SwapId, Names[2], First.AddDays(14), First.AddDays(20), Names[1], First.AddDays(35), First.AddDays(41), true, false)],
        [
            new(Now.AddDays(-3), RotationChange.Swapped, First.AddDays(21), First.AddDays(27), First.AddDays(28), First.AddDays(34), Names[0], Names[3], "外出调研"),
            new(Now.AddDays(-20), RotationChange.Published, First, First.AddDays(55), null, null, null, null, null),
        ]);

    private static RotationPlan Draft(Guid id) => new(
        id, StubUnion.Nanjing, "南京师范大学学生会", First.AddDays(56), First.AddDays(76), RotationState.Draft, 3, null, true,
        [.. Enumerable.Range(0, 2).Select(n => new RotationShift(StubPerson.Id(6300 + n), StubPerson.Id(100 + n), Names[n], First.AddDays(56 + (n * 7)), First.AddDays(62 + (n * 7)), false, n == 1, null))],
        id == GoodDraftId ? [] : [new("membership.rotation-plan-has-no-gap", "计划内每天都有执行主席。", "2027-01-25 – 2027-01-31")], [], []);

    private static PostExchange Exchange(Guid id)
    {
        var n = Array.IndexOf([ProposedId, EndedId, ConcludedId, CancelledId], id);
        var state = (ExchangeState)n;
        return new(id, n == 3 ? null : Names[n], n == 3 ? null : "外国语学院", "南京师范大学学生会", "文艺部", n == 1 ? "南京师范大学学生会" : "外国语学院学生会", n == 1 ? "宣传部" : "办公室",
            Today.AddDays(-60), n == 0 ? Today.AddDays(60) : Today.AddDays(-1), "熟悉院级学生会工作，带回需求", state, Now.AddDays(-70), n is 1 or 2 ? Now.AddDays(-65) : null,
            n == 2 ? ExchangeGrade.Qualified : null, n == 2 ? "按期完成，表现良好。" : null, n == 2 ? Now : null, n == 3 ? "本人课业紧张" : null);
    }
}
