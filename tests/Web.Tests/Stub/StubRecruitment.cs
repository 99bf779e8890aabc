using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using StudentUnion.Api;

namespace StudentUnion.Web.Tests.Stub;

/// <summary>What the services would answer of recruitment: a call at each stage, applications at each stage, approvals near and overdue.</summary>
public sealed class StubRecruitment
{
    public static readonly Guid DraftId = StubPerson.Id(6000), OpenId = StubPerson.Id(6001), ClosedId = StubPerson.Id(6002), NoticeId = StubPerson.Id(6003), DoneId = StubPerson.Id(6004);
    public static readonly Guid ReviewedId = StubPerson.Id(6100), NoticedId = StubPerson.Id(6101), ServingId = StubPerson.Id(6102), RefusedId = StubPerson.Id(6103), ApprovedId = StubPerson.Id(6104);
    public static readonly Guid BodyId = StubPerson.Id(6200);
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();
    private const string Long = "国际教育与合作交流学院（中外合作办学）";

    private static readonly Decision Meets = new(true,
    [
        new("membership.is-enrolled", "任职人员须为在籍学生。", true, "在籍", "measure 6.4"), new("membership.academic-rank", "综合排名在本专业前 30%。", true, "12 / 80 = 15 %（≤ 30 %）", "measure 6.4"),
    ]);

    private static readonly Decision Fails = new(false,
    [
        new("membership.is-enrolled", "任职人员须为在籍学生。", true, "在籍", "measure 6.4"), new("membership.academic-rank", "综合排名在本专业前 30%。", false, "40 / 80 = 50 %（≤ 30 %）", "measure 6.4"),
    ]);

    public NewCall? Drafted { get; private set; }
    public NewApplication? Sent { get; private set; }
    public ApprovalDecision? Decided { get; private set; }
    public NewObjection? Objected { get; private set; }
    public ObjectionReply? Replied { get; private set; }
    public ProbationBeginning? Began { get; private set; }
    public ProbationExtension? Extended { get; private set; }
    public SelectionRequest? Selected { get; private set; }
    public DrawAmongEquals? Drawn { get; private set; }
    public List<string> Acts { get; } = [];

    /// <summary>Whether the rules admit the student.</summary>
    public bool Admits { get; set; } = true;

    public static Page<OrganizationRow> Departments() => new(
        [.. new[] { "学习部", "权益保障部" }.Select((n, i) => new OrganizationRow(StubPerson.Id(6300 + i), n, OrganizationKind.Department, null, StubUnion.Nanjing, null, null, null, OrganizationStatus.Active, "南京师范大学学生会"))], null);

    public void Map(RouteGroupBuilder m, Func<IResult, IResult> answer)
    {
        m.MapGet("/calls", () => new Page<CallRow>([.. new[] { DraftId, OpenId, ClosedId, NoticeId, DoneId }.Select(Call).Select(c =>
            new CallRow(c.Id, c.Title, c.OrganizationId, c.OrganizationName, c.Kind, c.State, c.OpensAt, c.ClosesAt, c.Posts.Sum(p => p.Places)))], null));
        m.MapGet("/calls/{id:guid}", (Guid id) => Call(id));
        m.MapPost("/calls", (NewCall call) => { Drafted = call; return answer(Results.Json(new Created(DraftId), statusCode: 201)); });
        m.MapGet("/calls/{id:guid}/applications", (string? state) => new RecruitmentBoard("第三十八届学生会工作人员选聘",
            [new(ApplicationState.Submitted, 1), new(ApplicationState.InReview, 2), new(ApplicationState.Shortlisted, 2), new(ApplicationState.Notice, 1), new(ApplicationState.Refused, 1)],
            new([.. Cards().Where(c => state is null || c.State.ToString().Equals(state, StringComparison.OrdinalIgnoreCase))], null)));
        m.MapGet("/calls/{id:guid}/posts/{number:int}/eligibility", () => Admits ? Meets : Fails);
        m.MapPost("/calls/{id:guid}/posts/{number:int}/selection", (SelectionRequest request) => { Selected = request; return answer(Results.Json(new SelectionMade(1, 2, 1))); });
        m.MapPost("/calls/{id:guid}/posts/{number:int}/draw", (DrawAmongEquals draw) => { Drawn = draw; return answer(Results.Json(new Created(StubUnion.WaitingDrawId), statusCode: 201)); });
        m.MapPost("/calls/{id:guid}/applications", (NewApplication sent) => { Sent = sent; return answer(Results.Json(new Created(ReviewedId), statusCode: 201)); });
        m.MapGet("/applications", () => new Page<ApplicationRow>([.. new[] { ReviewedId, RefusedId, ApprovedId }.Select(Application).Select(a =>
            new ApplicationRow(a.Id, a.CallId, a.CallTitle, a.OrganizationName, a.PostName, a.State, a.SubmittedAt))], null));
        m.MapGet("/applications/{id:guid}", (Guid id, HttpRequest request) => IsStudent(request) ? Application(id) with { Name = null, College = null, Score = null, Objections = [] } : Application(id));
        m.MapPost("/applications/{id:guid}/objections", (NewObjection objection) => { Objected = objection; return answer(Results.Json(new Created(StubPerson.Id(6500)), statusCode: 201)); });
        m.MapPost("/applications/{id:guid}/objections/{objection:guid}/answer", (ObjectionReply reply) => { Replied = reply; return answer(Results.NoContent()); });
        m.MapPost("/applications/{id:guid}/probation", (ProbationBeginning beginning) => { Began = beginning; return answer(Results.NoContent()); });
        m.MapPost("/applications/{id:guid}/extension", (ProbationExtension extension) => { Extended = extension; return answer(Results.NoContent()); });
        foreach (var act in (string[])["calls/{id:guid}/opening", "calls/{id:guid}/completion", "calls/{id:guid}/cancellation", "applications/{id:guid}/withdrawal", "applications/{id:guid}/confirmation",
            "applications/{id:guid}/ending"])
            m.MapPost(act, () => { Acts.Add(act[(act.LastIndexOf('/') + 1)..]); return answer(Results.NoContent()); });
        m.MapGet("/approvals", () => new ApprovalInbox(2, Now.AddDays(-1), new(
        [
            Row(ReviewedId, "陈思远", Now.AddDays(-1), true), Row(NoticedId, "古丽娜尔·阿卜杜热合曼", Now.AddDays(3), false),
        ], null)));
        m.MapGet("/approvals/{id:guid}", (Guid id) => Application(id) with { Objections = [] });
        m.MapPost("/approvals/{id:guid}", (ApprovalDecision decision) => { Decided = decision; return answer(Results.NoContent()); });
    }

    private static bool IsStudent(HttpRequest request) => new Microsoft.IdentityModel.JsonWebTokens.JsonWebToken(request.Headers.Authorization.ToString()["Bearer ".Length..])
        .Claims.All(c => c.Type != "grants");

    private static ApprovalRow Row(Guid id, string name, DateTimeOffset due, bool overdue) => new(
        id, name, Long, "第三十八届学生会工作人员选聘", CallKind.Staff, "南京师范大学学生会", "Department member", 2, BodyId, "校团委", false, due, overdue);

    private static RecruitmentCall Call(Guid id)
    {
        var state = id == DraftId ? CallState.Draft : id == OpenId ? CallState.Open : id == ClosedId ? CallState.Closed : id == NoticeId ? CallState.Decided : CallState.Done;
        var closed = state is not (CallState.Draft or CallState.Open);
        return new(
            id, "第三十八届学生会工作人员选聘", "热心服务同学。\n每周能保证六小时。", StubUnion.Nanjing, "南京师范大学学生会", UnionLevel.School, CallKind.Staff, state, Now.AddDays(-8),
            Now.AddDays(closed ? -1 : 5), 30, null,
            [
                new(1, "DepartmentMember", "Department member", StubPerson.Id(6300), "学习部", 2, closed ? Now : null, id == ClosedId ? 3 : 0, id == ClosedId ? 1 : null, id == NoticeId ? StubUnion.DrawnId : null,
                    id == NoticeId ? DrawState.Drawn : null),
                new(2, "LeagueBranchSecretary", "League branch secretary", null, null, 1, state == CallState.Decided ? Now : null, 0, null, null, null),
            ],
            state == CallState.Decided ? [new(NoticedId, "古丽娜尔·阿卜杜热合曼", Long, 1, Now.AddDays(3))] : [], id == DoneId ? ApprovedId : null);
    }

    private static IEnumerable<ApplicationCard> Cards() =>
        from state in Enum.GetValues<ApplicationState>()
        from n in Enumerable.Range(0, state == ApplicationState.Submitted ? 2 : 1)
        select new ApplicationCard(
            StubPerson.Id(6100 + n), n == 0 ? "古丽娜尔·阿卜杜热合曼" : "周一帆", Long, 1, "Department member", "学习部", state, state >= ApplicationState.Shortlisted ? 88.5m : null,
            state is ApplicationState.Submitted or ApplicationState.InReview or ApplicationState.Notice ? Now.AddDays(2) : null, state == ApplicationState.Probation ? new DateOnly(2027, 1, 5) : null);

    private static RecruitmentApplication Application(Guid id)
    {
        var state = id == ReviewedId ? ApplicationState.InReview : id == NoticedId ? ApplicationState.Notice : id == ServingId ? ApplicationState.Probation
            : id == RefusedId ? ApplicationState.Refused : ApplicationState.Confirmed;
        var open = state == ApplicationState.InReview;
        return new(
            id, OpenId, "第三十八届学生会工作人员选聘", StubUnion.Nanjing, "南京师范大学学生会", id == ApprovedId ? CallKind.Candidates : CallKind.Staff, "Department member", "学习部", state, Now.AddDays(-4),
            state == ApplicationState.Refused ? "学业压力较大，建议下学期再报。" : null, state is ApplicationState.Notice or ApplicationState.Probation ? Now.AddDays(3) : null,
            state == ApplicationState.Probation ? new DateOnly(2027, 1, 5) : null, false, state == ApplicationState.Probation ? "王建国" : null, open, "陈思远", Long,
            "我愿意为同学服务。\n有两年班级工作经历。", Meets, open ? null : 88.5m,
            [
                new(1, StubPerson.Id(6201), "外国语学院团委", OrganizationKind.LeagueCommittee, false, false, open ? Now.AddDays(-1) : null, state == ApplicationState.Refused ? Verdict.Refused : Verdict.Agreed, Now.AddDays(-3), null, null, false),
                new(2, BodyId, "校团委", OrganizationKind.LeagueCommittee, true, true, open ? Now.AddDays(1) : null, open ? null : Verdict.Agreed, open ? null : Now.AddDays(-1), open ? null : "表现突出", open ? null : 90, open),
                new(3, StubPerson.Id(6202), "校党委", OrganizationKind.PartyCommittee, false, false, null, null, null, null, null, false),
            ],
            [new(Now.AddDays(-4), ApplicationState.Submitted, null), new(Now.AddDays(-3), state, null)],
            state == ApplicationState.Notice ? [new(StubPerson.Id(6500), "赵天宇", "成绩与事实不符，请核实。", Now, null, null), new(StubPerson.Id(6501), "李欣怡", "缺席活动较多。", Now, ObjectionAnswer.Dismissed, "已核实签到记录")] : []);
    }
}
