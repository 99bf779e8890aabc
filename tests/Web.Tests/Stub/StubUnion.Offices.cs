using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using StudentUnion.Api;

namespace StudentUnion.Web.Tests.Stub;

/// <summary>Who is in office, by which rule, the registers' tables, and what a student sees of themselves: a union that is nearly full and has something to decide.</summary>
public sealed partial class StubUnion
{
    public static readonly Guid CollegeId = StubPerson.Id(1100), DepartmentId = StubPerson.Id(1200), MergedId = StubPerson.Id(1003);
    public static readonly Guid OfficeId = StubPerson.Id(6006), PastOfficeId = StubPerson.Id(6099), SuspendedOfficeId = StubPerson.Id(6007), FindingId = StubPerson.Id(6200), WholeFindingId = StubPerson.Id(6201);
    public static readonly Guid SupervisorId = StubPerson.Id(6300), PreviewId = StubPerson.Id(6400), AppliedId = StubPerson.Id(6401), CorrectionId = StubPerson.Id(6500);
    private static readonly string[] Departments = ["办公室（秘书处）", "权益保障部", "学习与发展部", "文化体育与艺术实践部", "宣传与新媒体部", "实践与志愿服务部"];

    public NewOrganization? Registered { get; private set; }

    public Guid? Closed { get; private set; }

    public (Guid From, Guid Into)? Merged { get; private set; }

    public NewOffice? Appointed { get; set; }

    public NewOffice? Checked { get; private set; }

    /// <summary>Whether the rules hold of whom is checked.</summary>
    public bool Eligible { get; set; } = true;

    public (string What, Guid Id, string Reason)? Decided { get; private set; }

    public NewLimit? Limit { get; private set; }

    public ExemptionStatement? Stated { get; private set; }

    public NewSupervisor? Named { get; private set; }

    public Guid? Left { get; private set; }

    public string? LastRegisterKind { get; private set; }

    public Guid? Entered { get; private set; }

    public NewCorrection? Asked { get; private set; }

    public (Guid Id, bool Accept, string? Answer)? Correction { get; private set; }

    public NewRollOver? RolledOver { get; private set; }

    private void MapOffices(RouteGroupBuilder m)
    {
        m.MapPost("/organizations/{id:guid}/closing", (Guid id) => { Closed = id; return Answer(Results.NoContent()); });
        m.MapPost("/organizations/{id:guid}/merger", (Guid id, Merger into) => { Merged = (id, into.IntoId); return Answer(Results.NoContent()); });

        m.MapGet("/offices", (HttpRequest r, Guid? organizationId, bool? past) => new Offices(
            organizationId ?? Nanjing, organizationId == CollegeId ? Colleges[0] : "南京师范大学学生会", UnionLevel.School,
            [new("presidium-size", 5, 5), new("staff-size", 43, 60, "三个校区，在校生 41,206 人"), new("department-count", 6, 6)],
            new(past == true ? [Office(r, 99)] : [.. Enumerable.Range(0, 45).Select(i => Office(r, i))], null)));
        m.MapGet("/offices/posts", (HttpRequest r) => (IReadOnlyList<Post>)
        [
            new("PresidiumMember", PostName(r, Seat.Presidium), Seat.Presidium, true), new("SecretaryGeneral", PostName(r, Seat.Secretariat), Seat.Secretariat, false),
            new("LeagueBranchSecretary", PostName(r, Seat.Branch), Seat.Branch, true), new("DepartmentMember", PostName(r, Seat.Department), Seat.Department, true),
        ]);
        m.MapGet("/offices/export.csv", () => Results.Bytes([0xEF, 0xBB, 0xBF, .. "姓名,岗位\r\n"u8], "text/csv"));
        m.MapGet("/offices/{id:guid}", (HttpRequest r, Guid id) => new OfficeDetail(
            Office(r, id == PastOfficeId ? 99 : id == SuspendedOfficeId ? 7 : 6), Nanjing, "南京师范大学学生会", id == PastOfficeId ? CertifiedId : null,
            [new(1, Now.AddDays(-60), AppointmentChange.Appointed, null), new(2, Now.AddDays(-3), Decided is ("suspended", _, _) || id == SuspendedOfficeId ? AppointmentChange.Suspended : AppointmentChange.Reinstated, "学生处分决定（2026）12 号")]));
        m.MapPost("/offices/check", (NewOffice office) =>
        {
            Checked = office;
            return Answer(Results.Json(new Decision(Eligible,
            [
                new("membership.is-enrolled", "工作人员须是本校在籍学生。", true, "在籍", "measure 6.5"),
                new("membership.academic-rank", "学业综合成绩排名，须位于本专业前 30% 以内。", Eligible, Eligible ? "12 / 86 = 13.95 %（≤ 30 %）" : "41 / 86 = 47.67 %（≤ 30 %）", "measure 6.5"),
                new("membership.staff-size", "校级学生会工作人员不超过规定人数。", true, "44 / 60", "measure 6.1"),
            ])));
        });
        m.MapPost("/offices", (NewOffice office) => { Appointed = office; return Answer(Results.Json(new Created(OfficeId), statusCode: 201)); });
        m.MapPost("/offices/{id:guid}/ending", (Guid id, OfficeEnding ending) => { Decided = ($"{ending.How}", id, ending.Reason); return Answer(Results.NoContent()); });
        m.MapPost("/offices/{id:guid}/suspension", (Guid id, Reason reason) => { Decided = ("suspended", id, reason.Text); return Answer(Results.NoContent()); });
        m.MapPost("/offices/{id:guid}/reinstatement", (Guid id, Reason reason) => { Decided = ("reinstated", id, reason.Text); return Answer(Results.NoContent()); });
        m.MapGet("/offices/findings", (HttpRequest r, bool? settled) => new Page<OfficeFinding>(settled == true
            ? [new(StubPerson.Id(6202), Nanjing, "南京师范大学学生会", OfficeId, Names[3], PostName(r, Seat.Department), "membership.academic-rank", "排名位于本专业前 30% 以内。", "31 / 86", Now.AddDays(-9), Now.AddDays(-8), FindingOutcome.Kept, "休学复学，按入学以来成绩认定")]
            : [
                new(FindingId, Nanjing, "南京师范大学学生会", OfficeId, Names[2], PostName(r, Seat.Department), "membership.no-failed-course", "工作人员无课业不及格情况。", "1 门", Now.AddDays(-1), null, null, null),
                new(WholeFindingId, Nanjing, "南京师范大学学生会", null, null, null, "membership.staff-size", "校级学生会工作人员不超过 40 人。", "43 / 40", Now.AddDays(-2), null, null, null),
            ], null));
        m.MapPost("/offices/findings/{id:guid}/keeping", (Guid id, Reason reason) => { Decided = ("kept", id, reason.Text); return Answer(Results.NoContent()); });

        m.MapGet("/limits", () => new Limits(2026,
        [
            new("presidium-size", UnionLevel.School, 2020, 0, 5, "2020-2024 年改革评估表"), new("staff-size", UnionLevel.School, 2020, 0, 40, "2020-2024 年改革评估表"),
            new("staff-size", UnionLevel.School, 2026, 0, 36, "2026 年评估表"), new("academic-rank", UnionLevel.School, 2020, 0, 300, "2020-2024 年改革评估表"), new("academic-rank", UnionLevel.College, 2027, 30_000, 333, "惯例"),
            new("failed-courses", UnionLevel.School, 2020, 0, 0, "2020-2024 年改革评估表"), new("notice-days", UnionLevel.School, 2020, 0, 3, "惯例"),
        ], new(2026, 60, "三个校区，在校生 41,206 人", Now.AddDays(-40))));
        m.MapPut("/limits", (NewLimit limit) => { Limit = limit; return Answer(Results.NoContent()); });
        m.MapPost("/limits/exception", (ExemptionStatement statement) => { Stated = statement; return Answer(Results.StatusCode(201)); });
        m.MapGet("/supervisors", () => new Page<Supervisor>(
        [
            new(SupervisorId, StubPerson.Id(1302), "共青团南京师范大学委员会", OrganizationKind.LeagueCommittee, "赵志远", SupervisorTitle.DeputySecretary, true, null),
            new(StubPerson.Id(6301), StubPerson.Id(1302), "共青团南京师范大学委员会", OrganizationKind.LeagueCommittee, "阿依努尔·买买提", SupervisorTitle.Staff, false, null),
        ], null));
        m.MapPost("/supervisors", (NewSupervisor supervisor) => { Named = supervisor; return Answer(Results.Json(new Created(SupervisorId), statusCode: 201)); });
        m.MapPost("/supervisors/{id:guid}/leaving", (Guid id) => { Left = id; return Answer(Results.NoContent()); });

        m.MapGet("/register-imports", () => new Page<RegisterImport>([Register(PreviewId), Register(AppliedId)], null));
        m.MapPost("/register-imports", async (HttpRequest request, string kind, string fileName) => { LastRegisterKind = kind; await Swallow(request, fileName); return Answer(Results.Json(Register(PreviewId), statusCode: 201)); });
        m.MapGet("/register-imports/{id:guid}", (Guid id) => Register(id));
        m.MapPost("/register-imports/{id:guid}/apply", (Guid id) => { Entered = id; return Answer(Results.Json(Register(AppliedId))); });

        m.MapGet("/me/record", (HttpRequest r) => new MyRecord(
            new(StubPerson.Id(101), "20230417", Names[1], Colleges[0], "计算机科学与技术", "2023", "计科2302", "本科", "共青团员", "内地学生", "在籍"),
            [new(StandingScope.Semester, "2025-2026-2", 12, 86, 0), new(StandingScope.Year, "2025-2026-2", 15, 86, 0), new(StandingScope.SinceEnrolment, "2025-2026-2", null, null, 1)],
            [new(OfficeId, "南京师范大学学生会", PostName(r, Seat.Department), new(2025, 9, 20), new(2026, 6, 30))], [Asking(CorrectionState.Refused), Asking(CorrectionState.Open)],
            [new("application", "第三十八届学生会工作人员选聘", Now.AddDays(-9), "Notice", "愿为同学服务。"), new("attendance", "学习贯彻全会精神", Now.AddDays(-20), null, null)]));
        m.MapGet("/me/export.json", () => Results.Text("{\"student\":{}}", "application/json"));
        m.MapPost("/me/corrections", (NewCorrection correction) => { Asked = correction; return Answer(Results.Json(new Created(CorrectionId), statusCode: 201)); });
        m.MapGet("/corrections", (bool? decided) => new Page<Correction>([Asking(decided == true ? CorrectionState.Accepted : CorrectionState.Open)], null));
        m.MapPost("/corrections/{id:guid}/decision", (Guid id, CorrectionDecision decision) => { Correction = (id, decision.Accept, decision.Answer); return Answer(Results.NoContent()); });
        m.MapPost("/students/roll-over/preview", (NewRollOver asked) => Answer(Results.Json(Rolled(asked, false))));
        m.MapPost("/students/roll-over", (NewRollOver asked) => { RolledOver = asked; return Answer(Results.Json(Rolled(asked, true))); });
    }

    private static RollOver Rolled(NewRollOver asked, bool done) => new(asked.Year, 6_318, done, [new("本科", asked.Year - asked.Undergraduate, 5_204), new("本科", asked.Year - asked.Undergraduate - 1, 37), new("硕士", asked.Year - asked.Master, 1_077)]);

    private static Correction Asking(CorrectionState state) => new(
        CorrectionId, StubPerson.Id(101), "20230417", Names[1], RosterColumn.PoliticalStatus, "政治面貌", "共青团员", "中共预备党员", "今年六月转入，见支部大会决议", Now.AddHours(-30),
        state, state == CorrectionState.Refused ? "名册以组织部门通知为准" : null, state == CorrectionState.Open ? null : Now.AddHours(-2));

    private static RegisterImport Register(Guid id) => id == AppliedId
        ? new(id, RegisterKind.Officers, RegisterImportState.Applied, "2026-2027学年任职人员.xlsx", Now.AddDays(-1), 40, 40, 0, [])
        : new(id, RegisterKind.Standings, RegisterImportState.Preview, "2025-2026-2 综合排名.csv", Now.AddMinutes(-5), 1_204, 1_052, 152,
            [.. Enumerable.Range(0, 152).Select(i => new RowError(i * 7 + 2, "综合排名", "membership.rank-is-within-the-size", $"名次须在排名人数之内。（{i + 90} / 86）"))]);

    private static Office Office(HttpRequest r, int i)
    {
        var seat = i switch { < 5 => Seat.Presidium, 43 => Seat.Secretariat, 44 => Seat.Branch, _ => Seat.Department };
        var department = (i + 1) % Departments.Length;
        return new(
            i == 6 ? OfficeId : i == 7 ? SuspendedOfficeId : i == 99 ? PastOfficeId : StubPerson.Id(6000 + i), StubPerson.Id(100 + i), i == 43 ? "赵志远" : i == 9 ? null : Names[i % Names.Length], i == 43 ? null : Colleges[i % Colleges.Length],
            $"{seat}", PostName(r, seat), seat, seat == Seat.Department ? StubPerson.Id(1200 + department) : null, seat == Seat.Department ? Departments[department] : null,
            seat == Seat.Presidium ? AppointmentSource.Elected : seat == Seat.Secretariat ? AppointmentSource.ByOffice : AppointmentSource.Selected,
            new(2026, 9, 1), i % 4 == 0 ? null : new(2027, 6, 30), i == 99 ? new(2026, 10, 9) : null, i == 99 ? Ending.Removed : null, i == 7);
    }

    private static string PostName(HttpRequest r, Seat seat) => (r.Headers.AcceptLanguage.ToString().StartsWith("en", StringComparison.Ordinal), seat) switch
    {
        (true, Seat.Presidium) => "Presidium member",
        (true, Seat.Secretariat) => "Secretary-general",
        (true, Seat.Branch) => "League branch secretary",
        (true, _) => "Department member",
        (_, Seat.Presidium) => "主席团成员",
        (_, Seat.Secretariat) => "秘书长",
        (_, Seat.Branch) => "团支部书记",
        _ => "部门成员",
    };

    private static Page<OrganizationRow> BodiesOf(string kind) => new(kind == "society"
        ? [.. ((string[])["随园文学社", "青年马克思主义理论研习社", "机器人与智能制造创新协会"]).Select((n, i) => new OrganizationRow(
            StubPerson.Id(1400 + i), n, OrganizationKind.Society, null, Nanjing, null, null, null, i == 2 ? OrganizationStatus.Closed : OrganizationStatus.Active))]
        : [], null);

    private static Organization? Below(Guid id)
    {
        var (kind, name, parent) = id == CollegeId ? (OrganizationKind.College, Colleges[0], Nanjing) : id == DepartmentId ? (OrganizationKind.Department, Departments[0], Nanjing)
            : id == MergedId ? (OrganizationKind.StudentUnion, "南京幼儿师范高等专科学校学生会", FederationId) : default;
        return name is null ? null : new(
            id, name, kind, null, parent, null, null, null, null, id == MergedId ? OrganizationStatus.Closed : OrganizationStatus.Active, 2,
            [new(Now.AddDays(-400), null, OrganizationChange.Registered, null, name), .. id == MergedId ? [new OrganizationEvent(Now.AddDays(-9), null, OrganizationChange.Merged, name, "南京师范大学学生会")] : Array.Empty<OrganizationEvent>()],
            [], parent == Nanjing ? "南京师范大学学生会" : "江苏省学生联合会", id == CollegeId ? [.. Bodies().Skip(2).Take(3)] : [], id == MergedId ? new(Nanjing, "南京师范大学学生会") : null);
    }

    private static IReadOnlyList<Body> Bodies() =>
    [
        .. Departments.Select((d, i) => new Body(StubPerson.Id(1200 + i), d, OrganizationKind.Department, OrganizationStatus.Active)),
        new(StubPerson.Id(1300), "校学生会团支部", OrganizationKind.LeagueBranch, OrganizationStatus.Active),
        new(StubPerson.Id(1301), "中共南京师范大学委员会", OrganizationKind.PartyCommittee, OrganizationStatus.Active),
        new(StubPerson.Id(1302), "共青团南京师范大学委员会", OrganizationKind.LeagueCommittee, OrganizationStatus.Active),
        new(StubPerson.Id(1303), "南京师范大学学生工作处", OrganizationKind.StudentAffairs, OrganizationStatus.Active),
    ];
}
