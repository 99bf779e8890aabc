using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using StudentUnion.Api;

namespace StudentUnion.Web.Tests.Stub;

/// <summary>A semester of learning: announced, in the room, over, closed, called off; long names; organizations with all, some and nobody trained.</summary>
public sealed partial class StubUnion
{
    public static readonly Guid PlannedSessionId = StubPerson.Id(6000), RoomId = StubPerson.Id(6001), OverId = StubPerson.Id(6002), HeldId = StubPerson.Id(6003), CalledOffId = StubPerson.Id(6004), AttendedId = StubPerson.Id(6005);
    public static readonly Guid PlanId = StubPerson.Id(6100), StandingPlanId = StubPerson.Id(6101);
    public const string TrainedSemester = "2025-2026-2", UntrainedSemester = "2026-2027-1";

    private const string RoomCode = "042917";
    private static readonly string[] Subjects =
        ["党的二十届四中全会精神专题学习", "新时代青年的使命与担当", "学生会工作人员岗前培训：公文写作、活动安全与财务报销", "团章与学联章程", "“我为同学做实事”工作部署", "秋季学期工作人员集中培训"];

    /// <summary>Who checked in here, and what was sent.</summary>
    public bool CheckedIn { get; set; }

    public NewStudySession? AnnouncedSession { get; private set; }

    public NewStudyPlan? MadePlan { get; private set; }

    public (StudyPlanRevision Plan, string Version)? RevisedPlan { get; private set; }

    public BackEntries? EnteredAfterwards { get; private set; }

    public List<string> LearningActs { get; } = [];

    private void MapLearning(RouteGroupBuilder m)
    {
        var l = m.MapGroup("/learning");
        l.MapGet("/plans", (string? semester) => new Page<StudyPlan>(semester == "2030-2031-1" ? [] : [Plan(PlanId, semester), Plan(StandingPlanId, semester)], null));
        l.MapGet("/plans/{id:guid}", (Guid id, HttpResponse response) => { response.Headers.ETag = "\"4\""; return Plan(id, null); });
        l.MapPost("/plans", (NewStudyPlan plan) => { MadePlan = plan; return Answer(Results.Json(new Created(PlanId), statusCode: 201)); });
        l.MapPut("/plans/{id:guid}", (Guid id, StudyPlanRevision plan, HttpRequest request) => { RevisedPlan = (plan, request.Headers.IfMatch.ToString()); return Answer(Results.NoContent()); });
        l.MapPost("/plans/{id:guid}/end", (Guid id) => { LearningActs.Add("end"); return Answer(Results.NoContent()); });
        l.MapGet("/sessions", (DateOnly? from) => new Page<StudySessionRow>(from?.Year == 2031 ? [] : [.. Sessions().Select(s => new StudySessionRow(
            s.Id, s.OrganizationId, s.OrganizationName, s.Semester, s.Kind, s.Title, s.Place, s.StartsAt, s.EndsAt, s.State, s.Mine is not null))], null));
        l.MapGet("/sessions/{id:guid}", (Guid id) => Sessions().SingleOrDefault(s => s.Id == id) is { } found ? Results.Json(found) : Results.Problem(statusCode: 404));
        l.MapPost("/sessions", (NewStudySession session) => { AnnouncedSession = session; return Answer(Results.Json(new Created(PlannedSessionId), statusCode: 201)); });
        l.MapPost("/sessions/{id:guid}/cancellation", (Guid id) => { LearningActs.Add("cancel"); return Answer(Results.NoContent()); });
        l.MapPost("/sessions/{id:guid}/closing", (Guid id) => { LearningActs.Add("close"); return Answer(Results.NoContent()); });
        l.MapGet("/sessions/{id:guid}/code", (Guid id) => id == RoomId
            ? Results.Json(new CheckInCode(RoomCode, 17, 38)) : Refused(409, "membership.check-in-is-within-its-window", "签到只在开放时间内进行。", ""));
        l.MapPost("/sessions/{id:guid}/check-in", (Guid id, CheckInEntry entry) =>
        {
            if (entry.Code != RoomCode) return Refused(422, "membership.check-in-code-is-current", "签到码须是本场学习现在显示的数字。", "");
            CheckedIn = true;
            return Results.Json(new CheckedIn(Now));
        });
        l.MapPost("/sessions/{id:guid}/back-entries", (Guid id, BackEntries entries) => { EnteredAfterwards = entries; return Answer(Results.Json(new BackEntered(entries.StudentNumbers.Count, 0, []))); });
        l.MapGet("/sessions/{id:guid}/attendance", (Guid id) => new Page<Attendee>(id == PlannedSessionId ? [] : [.. Names.Select((n, i) => new Attendee(
            $"2023{417 + i:0000}", n, Colleges[i % Colleges.Length], Now.AddHours(-2), i % 5 == 4, i == 4 ? "=手机没电，由负责人当场确认" : i == 9 ? "迟到" : null, i == 4 ? StubPerson.Officer.Account : i == 9 ? StubPerson.Teacher.Account : null))], null));
        l.MapGet("/mine", () => new Page<MyLearning>(
        [
            new(AttendedId, "南京师范大学学生会", TrainedSemester, SessionKind.Training, Subjects[2], Now.AddDays(-40), Now.AddDays(-40), false, true),
            new(HeldId, $"{Colleges[1]}学生会", TrainedSemester, SessionKind.Theory, Subjects[0], Now.AddDays(-9), Now.AddDays(-8), true, true),
            new(OverId, "南京师范大学学生会", TrainedSemester, SessionKind.Theory, Subjects[1], Now.AddDays(-1), Now.AddDays(-1), false, false),
        ], null));
        l.MapGet("/coverage", (string? semester) => new LearningCoverage(semester ?? TrainedSemester, 101, 87, 2,
        [
            new(Nanjing, "南京师范大学学生会", 41, 38, 3),
            .. Colleges.Select((c, i) => new OrganizationLearning(StubPerson.Id(1100 + i), $"{c}学生会", i == 7 ? 0 : 6 + i, i == 7 ? 0 : i % 3 == 0 ? 6 + i : 4 + i, i % 4)),
        ]));
        l.MapGet("/coverage/missing", (string? semester) => new Page<Untrained>(semester == "2030-2031-1" ? [] :
            [.. Names.Take(7).Select((n, i) => new Untrained($"2023{417 + i:0000}", n, Colleges[i], i < 3 ? "南京师范大学学生会" : $"{Colleges[i]}学生会"))], "7"));
        l.MapGet("/certificates/{semester}", (string semester) => semester == TrainedSemester ? Results.Json(Certificate(semester)) : Results.Problem(statusCode: 404));
        l.MapPost("/certificates/{semester}", (string semester) =>
        {
            LearningActs.Add($"certificate {semester}");
            return Answer(Refused(409, "membership.certificate-is-earned", "参加过本学期已结束登记的培训，才能领取证书。", ""));
        });
        l.MapGet("/certificates/check/{code}", (string code) => code == "7K3M-9QWX-2B4T" ? Results.Json(Certificate(TrainedSemester)) : Results.Problem(statusCode: 404));
    }

    private IEnumerable<StudySession> Sessions()
    {
        StudySession One(Guid id, int subject, SessionKind kind, double startsIn, SessionState state, MyAttendance? mine = null, string? college = null, string? reason = null) => new(
            id, college is null ? Nanjing : StubPerson.Id(1100), college is null ? "南京师范大学学生会" : $"{college}学生会", TrainedSemester, kind, Subjects[subject], "仙林校区学正楼报告厅",
            Now.AddHours(startsIn), Now.AddHours(startsIn + 2), Now.AddHours(startsIn - .25), state, subject == 0 ? StandingPlanId : null, subject == 0 ? "团支部政治理论学习计划" : null,
            reason, state == SessionState.Closed ? Now.AddHours(startsIn + 2) : null, state == SessionState.Planned ? 0 : 38, state == SessionState.Closed ? 3 : 0, mine);

        yield return One(PlannedSessionId, 1, SessionKind.Theory, 26, SessionState.Planned);
        yield return One(RoomId, 0, SessionKind.Theory, -.5, SessionState.CheckingIn, CheckedIn ? new MyAttendance(Now, false) : null);
        yield return One(OverId, 3, SessionKind.Training, -30, SessionState.Over, college: Colleges[8]);
        yield return One(HeldId, 4, SessionKind.Theory, -54, SessionState.Closed, new MyAttendance(Now.AddHours(-20), true));
        yield return One(CalledOffId, 5, SessionKind.Training, -28, SessionState.Cancelled, reason: "场地停电，改期另行通知");
        yield return One(AttendedId, 2, SessionKind.Training, -80, SessionState.Closed, new MyAttendance(Now.AddHours(-80), false));
    }

    private static StudyPlan Plan(Guid id, string? semester) => new(
        id, Nanjing, "南京师范大学学生会", semester ?? TrainedSemester, id == PlanId ? "工作人员理论学习计划" : "团支部政治理论学习计划", id == PlanId ? StudyAudience.Staff : StudyAudience.Branch,
        id == PlanId ? 4 : 2, id == PlanId ? 0 : 3, id != PlanId, null, ["党的二十届四中全会精神", "《中国共产主义青年团章程》《中华全国学生联合会章程》", "《关于推动高校学生会（研究生会）深化改革的若干意见》"]);

    private static Certificate Certificate(string semester) => new(
        semester, "古丽娜尔·阿卜杜热合曼", Colleges[8], "7K3M-9QWX-2B4T", Now, [new(Subjects[2], "南京师范大学学生会", Now.AddDays(-40)), new(Subjects[5], "南京师范大学学生会", Now.AddDays(-9))]);
}
