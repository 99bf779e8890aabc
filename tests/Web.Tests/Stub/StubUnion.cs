using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using StudentUnion.Api;

namespace StudentUnion.Web.Tests.Stub;

/// <summary>What the services would answer: one university in the middle of an election, with long names, nobody, many, late and refused.</summary>
public sealed partial class StubUnion
{
    public static readonly Guid FederationId = StubPerson.Id(1000);
    public static readonly Guid Nanjing = StubPerson.Id(1001);
    public static readonly Guid CongressId = StubPerson.Id(2000);
    public static readonly Guid DraftId = StubPerson.Id(3000), OpenId = StubPerson.Id(3001), ClosedId = StubPerson.Id(3002), CountedId = StubPerson.Id(3003), CertifiedId = StubPerson.Id(3004), TiedId = StubPerson.Id(3005);
    public static readonly Guid ImportId = StubPerson.Id(4000), RunningId = StubPerson.Id(5000), DoneId = StubPerson.Id(5001), FailedId = StubPerson.Id(5002);
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    private static readonly string[] Places = ["南京", "苏州", "无锡", "徐州", "常州", "南通", "扬州", "盐城", "镇江", "泰州", "连云港", "淮安", "宿迁"];
    private static readonly string[] Kinds = ["大学", "理工大学", "师范大学", "医科大学", "工业职业技术大学", "幼儿师范高等专科学校", "信息职业技术学院", "农业科技职业学院"];
    public static readonly Guid WaitingDrawId = StubPerson.Id(5000);
    public static readonly Guid DueDrawId = StubPerson.Id(5001);
    public static readonly Guid DrawnId = StubPerson.Id(5002);

    private static readonly string[] Colleges = ["信息科学与工程学院", "马克思主义学院", "外国语学院", "土木与交通学院", "数学与统计学院", "化学与材料科学学院", "美术学院", "体育科学学院", "国际教育与合作交流学院（中外合作办学）"];
    private static readonly string[] Names = ["欧阳明月", "陈思远", "古丽娜尔·阿卜杜热合曼", "周一帆", "刘子涵", "王雨桐", "张浩然", "李欣怡", "赵天宇", "孙诗涵", "马晓东", "司马长风"];

    /// <summary>What the student cast, by election.</summary>
    public Dictionary<Guid, int[]> Cast { get; } = [];

    /// <summary>Said instead of doing what is asked, once.</summary>
    public (int Status, string Code, string Title, string Detail)? Refusal { get; set; }

    /// <summary>Whether the answer to the next ballot gets lost after the ballot is in.</summary>
    public bool LosesNextAnswer { get; set; }

    public long LastUploadLength { get; private set; }

    public string? LastUploadName { get; private set; }

    public IReadOnlyList<DelegateEntry> Delegates { get; private set; } = [];

    public NewCandidates? Candidates { get; private set; }

    public ElectionDraft? Draft { get; private set; }

    public NewCongress? Convened { get; private set; }

    public NewDraw? CommittedTo { get; private set; }

    /// <summary>What was entered as the seed, in turn.</summary>
    public List<string> Seeds { get; } = [];

    public List<string> Acts { get; } = [];

    public StubRotation Rotation { get; } = new();
    public StubRecruitment Recruitment { get; } = new();

    public void Map(WebApplication app)
    {
        var m = app.MapGroup("/api/membership");
        Rotation.Map(m, Answer);
        Recruitment.Map(m, Answer);
        MapOffices(m);
        m.MapGet("/organizations", (string? search, string? kind, string? after, int? limit, Guid? parentId) => kind == "department" ? StubRecruitment.Departments() : parentId is null ? Organizations(search, kind, after, limit ?? 50) : BodiesOf(kind ?? ""));
        m.MapGet("/organizations/{id:guid}", (Guid id, HttpResponse response) =>
        {
            response.Headers.ETag = "\"7\"";
            return Detail(id) is { } found ? Results.Json(found) : Results.Problem(statusCode: 404, title: "没有找到，或者不属于您所在的组织。");
        });
        m.MapPut("/organizations/{id:guid}", (Guid id) => Answer(Results.NoContent()));
        m.MapPost("/organizations", (NewOrganization organization) => { Registered = organization; return Answer(Results.Json(new Created(DepartmentId), statusCode: 201)); });
        m.MapGet("/institution-imports", () => new Page<InstitutionImport>([Import()], null));
        m.MapGet("/institution-imports/{id:guid}", (Guid id) => Import());
        m.MapGet("/institution-imports/{id:guid}/differences", (string? kind) => new Page<InstitutionDifference>(
            [.. Differences().Where(d => kind is null || d.Kind.ToString().Equals(kind, StringComparison.OrdinalIgnoreCase))], null));
        m.MapPost("/institution-imports", async (HttpRequest request, string fileName) => { await Swallow(request, fileName); return Answer(Results.Json(Import(), statusCode: 201)); });
        m.MapPost("/institution-imports/{id:guid}/apply", () => Answer(Results.NoContent()));
        m.MapGet("/roster-imports", () => new Page<RosterImport>([Roster(DoneId), Roster(FailedId)], null));
        m.MapGet("/roster-imports/{id:guid}", (Guid id) => Roster(id));
        m.MapGet("/roster-imports/{id:guid}/errors", (Guid id) => new Page<RowError>(
        [
            new(17, "学号", "membership.student-number-is-given", "学号是空的。"), new(408, "学院", "membership.college-is-known", "“信息学院”不在本校学院名录中。"),
            new(9021, "学号", "membership.student-number-is-unique", "学号 20230417 与第 88 行重复。"), new(9022, "姓名", "membership.name-is-given", "=HYPERLINK(\"x\") 不是姓名。"),
        ], null));
        m.MapPost("/roster-imports", async (HttpRequest request, string fileName) => { await Swallow(request, fileName); return Answer(Results.Json(new Created(RunningId), statusCode: 202)); });
        m.MapGet("/students", (string? search, string? after) => search == "没有" ? new Page<Student>([], null) : Students(after));
        m.MapPost("/students/lookup", (StudentNumbers asked) => new StudentLookup(
            [.. asked.Numbers.Where(n => !n.EndsWith("99", StringComparison.Ordinal)).Select((n, i) => new FoundStudent(StubPerson.Id(9000 + i), n, Names[i % Names.Length], Colleges[i % Colleges.Length]))],
            [.. asked.Numbers.Where(n => n.EndsWith("99", StringComparison.Ordinal))]));
        m.MapGet("/me", () => new Student(StubPerson.Id(101), "20230417", "陈思远", Colleges[0], "计算机科学与技术", "2023级", "计科2302", "本科", "共青团员", null));
        m.MapGet("/presidium", () => new Presidium(Nanjing, "南京师范大学学生会",
            [.. Names.Take(4).Select((n, i) => new PresidiumMember(StubPerson.Id(100 + i), n, Colleges[i], null, new DateOnly(2026, 11, 24), CertifiedId))]));

        MapLearning(m);

        m.MapGet("/indicators", () => new Indicators(Nanjing, "南京师范大学学生会", "2026-2027-1", Figures(9),
            [.. Colleges.Take(4).Select((c, i) => new CollegeIndicators(StubPerson.Id(1100 + i), $"{c}学生会", Figures(6)))]));
        m.MapPost("/indicators/count", () => Answer(Results.Json(new IndicatorsCounted("2026-2027-1", 1, 3, .1))));
        m.MapGet("/indicators/province", () => new Province("2026-2027-1", 170, [.. Figures(9).Select((f, i) => new ProvinceMeasure(f.Measure, 168, 160 - (i * 17), 8 + (i * 17)))]));
        m.MapGet("/indicators/province/rows", (string measure) => new Page<ProvinceRow>(
            [.. Organizations(null, null, null, 50).Items.Select((o, i) => new ProvinceRow(o.Id, o.Name, measure, 38 - i, 41, i % 3 == 0 ? null : i > 20))], "50"));
        m.MapGet("/indicators/province/export.csv", () => Results.Text("\uFEFF会员团体,学期,条款\r\n", "text/csv"));
        m.MapPost("/indicators/province/count", () => Answer(Results.Json(new IndicatorsCounted("2026-2027-1", 170, 12, 3.2))));

        var e = app.MapGroup("/api/elections");
        e.MapGet("/congresses", () => new Page<CongressRow>([new(CongressId, "第三十八次学生代表大会", "第三十八次", CongressLevel.School, new DateOnly(2026, 11, 24), 303, 212), new(StubPerson.Id(2001), "第三十七次学生代表大会", "第三十七次", CongressLevel.School, new DateOnly(2025, 11, 20), 0, 0)], null));
        m.MapGet("/draws", () => new Page<DrawRow>([.. new[] { WaitingDrawId, DueDrawId, DrawnId }.Select(id => Draw(id)).Select(d => new DrawRow(d.Id, d.Title, d.Places, d.State, d.CommittedAt, d.SeedNotBefore))], null));
        m.MapGet("/draws/{id:guid}", (Guid id) => Draw(id));
        m.MapGet("/draws/{id:guid}/record.txt", () => Results.Text("student-union-draw 1\n"));
        m.MapPost("/draws", (NewDraw draw) =>
        {
            CommittedTo = draw;
            return Answer(Results.Json(new Created(WaitingDrawId), statusCode: 201));
        });
        m.MapPost("/draws/{id:guid}/seed", (SeedEntry seed) =>
        {
            Seeds.Add(seed.Seed);
            return Answer(Results.Json(new SeedEntered(false, Seeds.Distinct().Count() > 1)));
        });
        m.MapPost("/draws/{id:guid}/cancellation", () => Answer(Results.NoContent()));
        e.MapPost("/congresses", (NewCongress congress) =>
        {
            Convened = congress;
            return Answer(Results.Json(new Created(CongressId), statusCode: 201));
        });
        e.MapGet("/congresses/{id:guid}", (Guid id) => new Congress(id, "第三十八次学生代表大会", "第三十八次", CongressLevel.School, new DateOnly(2026, 11, 24), 303, 212, [.. Elections()]));
        e.MapGet("/congresses/{id:guid}/delegates", () => new Page<DelegateRow>([.. Enumerable.Range(0, 303).Select(i => new DelegateRow(StubPerson.Id(9000 + i), Colleges[i * i % Colleges.Length], i < 212))], null));
        e.MapPost("/congresses/{id:guid}/delegates", (DelegateEntries sent) => { Delegates = sent.Delegates; return Answer(Results.Json(new DelegatesAdded(sent.Delegates.Count, 2), statusCode: 201)); });
        e.MapPost("/congresses/{id:guid}/presence", () => Answer(Results.Json(new Attendance(303, 303))));
        e.MapPost("/congresses/{id:guid}/elections", (ElectionDraft draft) => { Draft = draft; return Answer(Results.Json(new Created(DraftId), statusCode: 201)); });
        e.MapGet("/elections", (string? state) => new Page<ElectionRow>([.. Elections().Where(x => state is null || x.State.ToString().Equals(state, StringComparison.OrdinalIgnoreCase))], null));
        e.MapGet("/elections/{id:guid}", (Guid id, HttpResponse response) => { response.Headers.ETag = "\"3\""; return Elections().Any(x => x.Id == id) ? Results.Json(Election(id)) : Results.Problem(statusCode: 404); });
        e.MapPut("/elections/{id:guid}", (Guid id, ElectionDraft draft) => { Draft = draft; return Answer(Results.NoContent()); });
        e.MapPost("/elections/{id:guid}/candidates", (NewCandidates sent) => { Candidates = sent; return Answer(Results.NoContent()); });
        foreach (var act in (string[])["opening", "closing", "count", "certifications"])
            e.MapPost($"/elections/{{id:guid}}/{act}", (Guid id) => { Acts.Add(act); return Answer(Results.NoContent()); });
        e.MapPost("/elections/{id:guid}/ballots", (Guid id, Ballot ballot) =>
        {
            if (Cast.ContainsKey(id)) return Refused(409, "elections.votes-once", "每位代表在一次选举中只投一票。", "您的选票已在票箱中。");
            if (Answer(Results.NoContent()) is IStatusCodeHttpResult { StatusCode: >= 400 } no) return (IResult)no;
            Cast[id] = [.. ballot.Marks];
            if (!LosesNextAnswer) return Results.NoContent();
            LosesNextAnswer = false;
            return Results.StatusCode(504);
        });
        e.MapGet("/elections/{id:guid}/turnout", (Guid id) => new Turnout(303, 212, 212, id == OpenId ? 137 : 209));
        e.MapGet("/elections/{id:guid}/result", (Guid id) => id == OpenId || id == ClosedId
            ? Refused(409, "elections.result-is-published-after-certification", "结果在两人签认后公布。", "本次选举还在进行。")
            : Results.Json(Result(id)));
    }

    private static IndicatorFigure[] Figures(int count) =>
    [
        .. new IndicatorFigure[]
        {
            new("2.4", 1, 1, true, [], Now), new("2.5", 9, 12, false, [new("branches", 11, 12), new("branch-secretaries", 9, 12)], Now), new("2.6", 249, 251, false, [], Now),
            new("4.2", 10, 12, false, [new("theory-sessions", 27, null)], Now), new("4.3", 203, 251, false, [], Now),
            new("6.1", 26, 26, true, [new("presidium-size", 5, 5), new("staff-size", 38, 40), new("department-count", 6, 6), new("staff-of-colleges", 213, 251)], Now),
            new("6.3", 0, 0, null, [], Now), new("6.6", 84, 84, true, [new("hand-overs", 5, 6)], Now), new("6.7", 3, 0, true, [new("exchanges-between-levels", 1, null), new("exchanges-between-departments", 2, null)], Now),
        }.Take(count),
    ];

    private IResult Answer(IResult usual)
    {
        if (Refusal is not { } refusal) return usual;
        Refusal = null;
        return Refused(refusal.Status, refusal.Code, refusal.Title, refusal.Detail);
    }

    private static IResult Refused(int status, string code, string title, string detail) => Results.Problem(
        statusCode: status, type: $"urn:student-union:rule:{code}", title: title, detail: detail, extensions: new Dictionary<string, object?> { ["measure"] = "《学生会章程》第十二条" });

    private async Task Swallow(HttpRequest request, string fileName)
    {
        var buffer = new byte[64 * 1024];
        LastUploadLength = 0;
        for (int read; (read = await request.Body.ReadAsync(buffer)) > 0;) LastUploadLength += read;
        LastUploadName = fileName;
    }

    private static Page<OrganizationRow> Organizations(string? search, string? kind, string? after, int limit)
    {
        var start = after is null ? 0 : int.Parse(after, CultureInfo.InvariantCulture);
        var all = (from place in Places from suffix in Kinds select $"{place}{suffix}学生会").Where(n => search is null || n.Contains(search, StringComparison.Ordinal))
            .Where(_ => kind is null or "studentUnion").ToList();
        return new([.. all.Skip(start).Take(limit).Select((n, i) => new OrganizationRow(
            n == "南京师范大学学生会" ? Nanjing : StubPerson.Id(10000 + start + i), n, OrganizationKind.StudentUnion,
            n.Contains("专科", StringComparison.Ordinal) || n.Contains("学院", StringComparison.Ordinal) ? InstitutionLevel.Vocational : InstitutionLevel.Undergraduate, FederationId,
            $"41320103{start + i:00}", "江苏省", n[..2] + "市", i % 17 == 9 ? OrganizationStatus.Closed : OrganizationStatus.Active))],
            start + limit < all.Count ? (start + limit).ToString(CultureInfo.InvariantCulture) : null);
    }

    private static Organization? Detail(Guid id) =>
        id == FederationId ? new(id, "江苏省学生联合会", OrganizationKind.Federation, null, null, null, "江苏省", null, null, OrganizationStatus.Active, 1, [], [])
        : id != Nanjing ? Below(id)
        : new(id, "南京师范大学学生会", OrganizationKind.StudentUnion, InstitutionLevel.Undergraduate, FederationId, "4132010319", "江苏省", "南京市", "江苏省", OrganizationStatus.Active, 7,
            [
                new(new(2024, 6, 20, 1, 0, 0, TimeSpan.Zero), new(2024, 6, 20), OrganizationChange.Registered, null, "南京师范学院学生会"),
                new(new(2025, 6, 20, 1, 0, 0, TimeSpan.Zero), new(2025, 6, 20), OrganizationChange.Renamed, "南京师范学院学生会", "南京师范大学学生会"),
                new(new(2026, 6, 17, 1, 0, 0, TimeSpan.Zero), new(2026, 6, 17), OrganizationChange.LevelChanged, "vocational", "undergraduate"),
            ],
            [.. Colleges.Select((c, i) => new College(StubPerson.Id(1100 + i), c, i == 6 ? OrganizationStatus.Closed : OrganizationStatus.Active))], Bodies: Bodies());

    private static InstitutionImport Import() => new(
        ImportId, InstitutionImportState.Preview, new(2026, 6, 17), "江苏省", "全国普通高等学校名单-2026.xlsx", Now, new(170, 3, 2, 1, 1, 1, 162), []);

    private static IEnumerable<InstitutionDifference> Differences() =>
    [
        new(DifferenceKind.New, "4132014850", "苏州城市理工大学", null, null, "江苏省", "苏州市"), new(DifferenceKind.New, "4132014851", "江苏康养职业技术学院", null, null, "江苏省", "淮安市"),
        new(DifferenceKind.New, "4132014852", "南京数字职业学院", null, null, "江苏省", "南京市"),
        new(DifferenceKind.Renamed, "4132010850", "南京工业职业技术大学", "南京工业职业技术学院", "南京工业职业技术大学", "江苏省", "南京市"),
        new(DifferenceKind.Renamed, "4132011049", "盐城医药大学", "江苏医药职业学院", "盐城医药大学", "江苏省", "盐城市"),
        new(DifferenceKind.LevelChanged, "4132011049", "盐城医药大学", "vocational", "undergraduate", "江苏省", "盐城市"),
        new(DifferenceKind.Moved, "4132012048", "苏州幼儿师范高等专科学校", "苏州市", "昆山市", "江苏省", "昆山市"),
        new(DifferenceKind.Gone, "4132012678", "南通旧航运职业学院", null, null, "江苏省", "南通市"),
    ];

    private static RosterImport Roster(Guid id) =>
        id == RunningId ? new(id, RosterImportState.Merging, "2026级学生名册.csv", Now, 61_240, 0, 0, 0, 0, .64, null)
        : id == FailedId ? new(id, RosterImportState.Failed, "名册（最终版）2.xls", Now.AddDays(-2), 0, 0, 0, 0, 0, 0, "文件不是 CSV，也不是 XLSX。")
        : new(id, RosterImportState.Done, "2026级学生名册.csv", Now.AddMinutes(-12), 23_841, 5_902, 311, 17_624, 4, 1, null);

    private static Page<Student> Students(string? after) => new(
        [.. Enumerable.Range(0, 50).Select(i => new Student(StubPerson.Id(9000 + i), $"2023{417 + i:0000}", Names[i % Names.Length], Colleges[i * 5 % Colleges.Length], i % 3 == 0 ? "计算机科学与技术" : "汉语言文学（师范）",
            $"{2022 + i % 4}级", i % 4 == 0 ? null : $"计科230{i % 5}", "本科", i % 5 == 0 ? "中共预备党员" : "共青团员", null))],
        after is null ? "50" : null);

    private static IEnumerable<ElectionRow> Elections() =>
    [
        new(DraftId, CongressId, "第三十八届学生会主席团选举（补选）", ElectionOffice.Presidium, 1, ElectionState.Draft, Now.AddHours(30)),
        new(OpenId, CongressId, "第三十八届学生会主席团选举", ElectionOffice.Presidium, 3, ElectionState.Open, Now.AddHours(3).AddMinutes(4)),
        new(ClosedId, CongressId, "关于食堂延时供餐的表决", ElectionOffice.Poll, 1, ElectionState.Closed, Now.AddHours(-1)),
        new(CountedId, CongressId, "章程修正案表决", ElectionOffice.Poll, 1, ElectionState.Counted, Now.AddHours(-2)),
        new(CertifiedId, CongressId, "第三十七届学生会主席团选举", ElectionOffice.Presidium, 4, ElectionState.Certified, Now.AddDays(-370)),
        new(TiedId, CongressId, "外国语学院学生会主席团选举", ElectionOffice.Presidium, 2, ElectionState.Certified, Now.AddDays(-20)),
    ];

    private Election Election(Guid id)
    {
        var row = Elections().Single(e => e.Id == id);
        var candidates = id == DraftId ? [] : Names.Take(row.Seats + 2).Select((n, i) => new Candidate(i + 1, n, i == 2 ? null : $"{Colleges[i]} · 让每一条建议在七天内有回音")).ToList();
        var me = row.State == ElectionState.Open ? new MyPart(!Cast.ContainsKey(id), null, Cast.ContainsKey(id))
            : new MyPart(false, new("elections.voting-is-open", "选票只在投票期间接收。"), id == CertifiedId);
        return new(id, CongressId, row.Title, row.Office, row.Seats, row.State, row.ClosesAt,
            new(Quorum.AtLeastTwoThirds, MajorityBase.DelegatesPresent, TieRule.LeaveVacant), candidates, me, id == CountedId ? 1 : row.State == ElectionState.Certified ? 2 : 0, 3);
    }

    private ElectionResult Result(Guid id)
    {
        var election = Election(id);
        int[] votes = id == TiedId ? [180, 131, 131, 90] : id == CountedId ? [151, 40, 11] : [187, 166, 149, 112, 64, 20];
        var seats = election.Seats;
        var candidates = election.Candidates.Zip(votes).Select((c, i) =>
            new CandidateResult(c.First.Number, c.First.Name, c.Second, c.Second >= 107, id == TiedId ? i < 1 : i < seats && c.Second >= 107, id == TiedId && i is 1 or 2)).ToList();
        var elected = candidates.Count(c => c.Elected);
        return new(303, 212, 212, 209, 206, 3, 5, 212, MajorityBase.DelegatesPresent, 107, candidates, elected, seats - elected,
            id == TiedId ? ElectionOutcome.TieAtLastSeat : elected == seats ? ElectionOutcome.AllSeatsFilled : ElectionOutcome.SeatsOpen, election.Certifications,
            election.State == ElectionState.Certified ? Now.AddMinutes(-8) : null);
    }

    private static Draw Draw(Guid id)
    {
        var drawn = id == DrawnId;
        return new(id, "校学生会文艺部成员随机聘任", 2, drawn ? DrawState.Drawn : DrawState.Committed, "2026年12月1日上证指数收盘价，两位小数",
            id == WaitingDrawId ? Now.AddDays(3) : Now.AddHours(-1), "927fffb2206052982fe09ba9500a2a9d6d31a4cda37a1b8807c9d55b180c4d27", Now.AddDays(-2), id == DueDrawId ? 1 : 0,
            drawn ? "3052.11" : null, drawn ? Now : null, null,
            [.. Names.Take(5).Select((n, i) => new DrawCandidate(i + 1, n, Colleges[i], drawn ? i + 1 : null, drawn && i < 2, drawn ? $"0{i}be0b5cb1376ea296dc1c0abebf69416b6e7550d92127d6c2d937611dab3cac" : null))]);
    }
}
