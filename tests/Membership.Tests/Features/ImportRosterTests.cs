using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using MiniExcelLibs;
using StudentUnion.Api;
using StudentUnion.Membership.Contracts;
using StudentUnion.Membership.Domain;
using StudentUnion.Membership.Features.Roster;
using StudentUnion.Membership.Tests.Sheets;
using StudentUnion.Testing;
using RosterImport = StudentUnion.Api.RosterImport;
using RosterImportState = StudentUnion.Api.RosterImportState;
using Student = StudentUnion.Api.Student;

namespace StudentUnion.Membership.Tests.Features;

public class ImportRosterTests(MembershipApp app) : IClassFixture<MembershipApp>
{
    private static readonly Encoding Gb18030 = CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!;

    [Fact]
    public async Task A_roster_is_merged_announced_and_found()
    {
        var union = await app.NewUnion();
        var import = await app.Import(union, "20230001,张三,计算机学院,软件工程,2023级,软工1班,本科,团员,\n0002,李四,文学院,,,,,,\n");

        Assert.Equal((RosterImportState.Done, 1.0), (import.State, import.Progress));
        Assert.Equal((2, 2, 0, 0, 0), Counts(import));
        var students = await Roster(union);
        Assert.Equal(["0002", "20230001"], students.Select(s => s.StudentNumber));
        Assert.Equal(("张三", "计算机学院", "软件工程", "2023", "软工1班", "本科", "共青团员"),
            (students[1].Name, students[1].College, students[1].Major, students[1].Grade, students[1].ClassName, students[1].Level, students[1].PoliticalStatus));
        var said = await app.Announced<MembersEnrolled>(e => e.RosterImportId == import.Id);
        Assert.Equal([.. students.Select(s => s.Id).Order()], said.Members.Select(m => m.PersonId).Order());
    }

    [Fact]
    public async Task A_second_import_updates_and_never_blanks_what_is_known()
    {
        var union = await app.NewUnion();
        await app.Import(union, "1,张三,文学院,中文,2023,一班,本科,共青团员,内地学生\n2,李四,理学院,物理,,,,,\n3,王五,理学院,,,,,,\n");
        var before = await Roster(union);
        var import = await app.Import(union, "1,张三,文学院,,,,,中共预备党员,\n2,,,,2024,,,,\n3,王五,理学院,,,,,,\n4,赵六,,,,,,,\n");

        Assert.Equal((4, 0, 2, 1, 1), Counts(import));
        var after = await Roster(union);
        Assert.Equal(before[0] with { PoliticalStatus = "中共预备党员" }, after[0]);
        Assert.Equal(before[1] with { Grade = "2024" }, after[1]);
        Assert.Equal(before[2], after[2]);
        Assert.Equal([(5, RowRules.CollegeIsGiven.Code)], (await Errors(union, import)).Select(e => (e.Line, e.Code!)));
    }

    [Fact]
    public async Task Only_those_who_are_new_or_change_college_are_announced_and_what_is_newer_says_so()
    {
        var union = await app.NewUnion();
        var first = await app.Import(union, "1,张三,文学院,,,,,,\n2,李四,理学院,,,,,,\n");
        var second = await app.Import(union, "1,张三,法学院,,,,,,\n2,李思,理学院,,,,,,\n3,王五,理学院,,,,,,\n");

        var (older, newer) = (await app.Announced<MembersEnrolled>(e => e.RosterImportId == first.Id), await app.Announced<MembersEnrolled>(e => e.RosterImportId == second.Id));
        Assert.True(newer.AsOf > older.AsOf);
        Assert.Equal(["法学院", "理学院"], newer.Members.Select(m => m.College).Order());
        Assert.Equal((3, 1, 2, 0, 0), Counts(second));
    }

    [Fact]
    public async Task Events_hold_at_most_five_hundred_members()
    {
        var union = await app.NewUnion();
        var import = await app.Import(union, Numbered(1, 1234));
        var found = new HashSet<Guid>();
        await Poll.Until(() =>
        {
            foreach (var said in app.Services.GetRequiredService<MassTransit.Testing.ITestHarness>().Published.Select<MembersEnrolled>()
                .Select(p => p.Context.Message).Where(e => e.RosterImportId == import.Id))
            {
                Assert.InRange(said.Members.Count, 1, 500);
                found.UnionWith(said.Members.Select(m => m.PersonId));
            }

            return Task.FromResult(found.Count == 1234);
        }, "not every member was announced");
    }

    [Fact]
    public async Task Every_faulty_line_is_told_by_its_line_and_the_others_are_taken()
    {
        var union = await app.NewUnion();
        var import = await app.Import(union, string.Concat(
            "1,\"张\n三\",文学院,,,,,,\n", // lines 2 and 3
            ",李四,文学院,,,,,,\n",
            "2.02E+07,李四,文学院,,,,,,\n",
            "1,再来,文学院,,,,,,\n",
            "\n,,,\n",
            $"5,{new string('长', 65)},文学院,,,,,,\n",
            "6,王五,文学院,,大三,,小学,网红,外星人\n",
            "7,,文学院,,,,,,\n",
            "8,王五,文学院,,,,,,,多出\n",
            "9,\"王\"五,文学院,,,,,,\n",
            "10,好人,文学院,,,,,,\n"));

        Assert.Equal((10, 2, 0, 0, 8), Counts(import));
        Assert.Equal(
            [
                (4, "学号", RowRules.StudentNumberIsGiven.Code), (5, "学号", RowRules.StudentNumberIsWellFormed.Code),
                (6, "学号", RowRules.StudentNumberStandsOnce.Code), (9, "姓名", RowRules.TextFits.Code),
                (10, "年级", RowRules.GradeIsAYear.Code), (10, "培养层次", RowRules.LevelIsKnown.Code),
                (10, "政治面貌", RowRules.PoliticalStatusIsKnown.Code), (10, "学生类别", RowRules.CategoryIsKnown.Code),
                (11, "姓名", RowRules.StudentNameIsGiven.Code), (12, null, RowRules.RowFitsTheHeader.Code), (13, null, RowRules.RowIsReadable.Code),
            ],
            (await Errors(union, import)).Select(e => (e.Line, e.Column, e.Code!)));
        Assert.Equal(["1", "10"], (await Roster(union)).Select(s => s.StudentNumber));
        var english = await app.Api(union.Officer, "en").AllRosterErrors(import.Id).ToListAsync();
        Assert.StartsWith(RowRules.StudentNumberIsGiven.En, english[0].Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("utf-8", ",")]
    [InlineData("utf-8-bom", ",")]
    [InlineData("gb18030", ",")]
    [InlineData("gb18030", "\t")]
    [InlineData("utf-8", ";")]
    public async Task A_roster_is_read_in_every_usual_form(string encoding, string separator)
    {
        var union = await app.NewUnion();
        var text = "某大学学生名册\n\"学\n号\",姓名,院系,年级\n20230001,张㐱,文学院,2023\n".Replace(",", separator, StringComparison.Ordinal);
        var import = await app.Import(union, encoding switch
        {
            "gb18030" => Gb18030.GetBytes(text),
            "utf-8-bom" => [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text)],
            _ => Encoding.UTF8.GetBytes(text),
        });
        Assert.Equal((1, 1, 0, 0, 0), Counts(import));
        Assert.Equal("张㐱", Assert.Single(await Roster(union)).Name);
    }

    [Fact]
    public async Task English_headers_are_read()
    {
        var union = await app.NewUnion();
        await app.Import(union, Encoding.UTF8.GetBytes("Student Number,Name,College,Political Status\n1,Zhang San,Letters,League Member\n"));
        Assert.Equal(("Zhang San", "共青团员"), Assert.Single(await Roster(union)) is var s ? (s.Name, s.PoliticalStatus) : default);
    }

    [Fact]
    public async Task A_workbook_is_read_with_numbers_and_texts_as_student_numbers()
    {
        var union = await app.NewUnion();
        using var file = new MemoryStream();
        file.SaveAs(new[]
        {
            new Dictionary<string, object> { ["学号"] = 20230001L, ["姓名"] = "张三", ["学院"] = "文学院", ["年级"] = 2023 },
            new Dictionary<string, object> { ["学号"] = "00170002", ["姓名"] = "李四", ["学院"] = "理学院", ["年级"] = "2023级" },
        });
        var import = await app.Import(union, file.ToArray(), "名册.xlsx");
        Assert.Equal((2, 2, 0, 0, 0), Counts(import));
        Assert.Equal([("00170002", "2023"), ("20230001", "2023")], (await Roster(union)).Select(s => (s.StudentNumber, s.Grade!)));
    }

    [Fact]
    public async Task Sex_and_identity_numbers_are_never_read_and_the_import_says_so()
    {
        var union = await app.NewUnion();
        await app.Import(union, Encoding.UTF8.GetBytes("学号,姓名,性别,学院,身份证号\n1,张三,男性金丝雀,文学院,320102200001010000\n"));
        var answer = await (await app.As(union.Officer).GetAsync("/api/membership/roster-imports")).Content.ReadAsStringAsync();
        Assert.Contains("\"ignoredColumns\":[\"性别\",\"身份证号\"]", answer, StringComparison.Ordinal);
        Assert.Empty(await app.Sql<string>("select s::text from students s where s::text like '%男性金丝雀%' or s::text like '%320102200001010000%'"));
        Assert.Empty(await app.Sql<string>("select s::text from roster_staging s where s::text like '%金丝雀%'"));
    }

    [Fact]
    public async Task What_is_no_roster_is_refused_at_once_and_the_import_says_why()
    {
        var union = await app.NewUnion();
        await Refused.By(MembershipRules.FileIsATable, await Send(union, "%PDF-1.7"u8.ToArray()));
        await Refused.By(MembershipRules.FileIsATable, await Send(union, []));
        await Refused.By(MembershipRules.FileIsReadable, await Send(union, "学号,姓名,学院\n1,\"张三,文学院\n"u8.ToArray()));
        await Refused.By(MembershipRules.FileIsWithinLimits, await Send(union,
            SheetTests.Workbook($"<row><c t=\"inlineStr\"><is><t>学号</t></is></c></row>{new string(' ', 16 << 20)}")));
        var missing = await Refused.By(MembershipRules.FileHasItsColumns, await Send(union, "学号,姓名,班级\n1,张三,一班\n"u8.ToArray()));
        Assert.Equal("学院", missing.Detail);

        var failed = await app.Api(union.Officer).RosterImports();
        Assert.Equal(5, failed.Items.Count);
        Assert.All(failed.Items, i => Assert.Equal(RosterImportState.Failed, i.State));
        Assert.Contains(failed.Items, i => i.Problem == $"{MembershipRules.FileHasItsColumns.Zh} (学院)");
        Assert.Empty(await Roster(union));
    }

    [Fact]
    public async Task An_upload_that_breaks_off_changes_nothing_and_says_so()
    {
        var union = await app.NewUnion();
        var start = Encoding.UTF8.GetBytes(MembershipApp.Header + Numbered(1, 5_000));
        using var line = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            app.As(union.Officer).PostAsync("/api/membership/roster-imports", new BreaksOff(start, line), line.Token));

        RosterImport? import = null;
        await Poll.Until(async () => (import = (await app.Api(union.Officer).RosterImports()).Items.SingleOrDefault())?.State == RosterImportState.Failed,
            "the broken upload was not told");
        Assert.Equal(MembershipRules.UploadIsComplete.Zh, import!.Problem);
        Assert.Empty(await Roster(union));
    }

    [Fact]
    public async Task An_upload_whose_instance_died_is_found_and_told()
    {
        var union = await app.NewUnion();
        var id = await JobOf(union, "Receiving", rows: 0, mergeNumber: "null", attempts: 0);
        app.Services.GetRequiredService<MergeRosters>().Wake();
        Assert.Equal(MembershipRules.UploadIsComplete.Zh, (await app.Ended(union, id)).Problem);
    }

    [Fact]
    public async Task Rows_that_a_crash_of_the_database_took_are_missed()
    {
        var union = await app.NewUnion();
        var id = await JobOf(union, "Merging", rows: 5, mergeNumber: "nextval('roster_merges')", attempts: 0);
        app.Services.GetRequiredService<MergeRosters>().Wake();
        Assert.Equal(MembershipRules.StagedRosterIsComplete.Zh, (await app.Ended(union, id)).Problem);
    }

    [Fact]
    public async Task A_merge_that_fails_again_and_again_is_given_up_and_the_next_one_goes_on()
    {
        var union = await app.NewUnion();
        var id = await JobOf(union, "Merging", rows: 1, mergeNumber: "nextval('roster_merges')", attempts: 4, poison: true);
        app.Services.GetRequiredService<MergeRosters>().Wake();
        Assert.Equal(MembershipRules.MergeGoesThrough.Zh, (await app.Ended(union, id)).Problem);
        Assert.Equal(1, (await app.Import(union, "1,张三,文学院,,,,,,\n")).Inserted);
    }

    [Fact]
    public async Task Imports_of_one_union_in_parallel_are_merged_one_after_the_other()
    {
        var union = await app.NewUnion();
        var files = Enumerable.Range(0, 4).Select(n => Numbered(1, 3_000, college: $"第{n}学院")).ToArray();
        var imports = await Task.WhenAll(files.Select(file => app.Import(union, file)));

        Assert.All(imports, i => Assert.Equal((RosterImportState.Done, 3_000, 0), (i.State, i.Inserted + i.Updated, i.Rejected)));
        Assert.Equal(3_000, imports.Sum(i => i.Inserted));
        Assert.Single((await Roster(union)).Select(s => s.College).Distinct());
        Assert.Equal(3_000, (await app.Sql<long>($"select count(*) from students where tenant_id = '{union.Id}'"))[0]);
    }

    [Fact]
    public async Task A_merge_whose_connections_are_cut_goes_on_where_it_was()
    {
        const int Rows = 120_000;
        var union = await app.NewUnion();
        var made = await app.Api(union.Officer).ImportRoster(new MemoryStream(Encoding.UTF8.GetBytes(MembershipApp.Header + Numbered(1, Rows))), "big.csv");
        var api = app.Api(union.Officer);
        for (var cuts = 0; cuts < 3 && (await api.RosterImport(made.Id)).State == RosterImportState.Merging; cuts++)
        {
            await app.Sql<bool>("select pg_terminate_backend(pid) from pg_stat_activity where usename = 'membership_app' and datname = current_database() and query like '%insert into students%' and state = 'active'");
            app.Clock.Advance(TimeSpan.FromMinutes(1));
            await Task.Delay(300);
        }

        var import = await api.RosterImport(made.Id);
        await Poll.Until(async () =>
        {
            app.Clock.Advance(TimeSpan.FromMinutes(1));
            return (import = await api.RosterImport(made.Id)).State != RosterImportState.Merging;
        }, "the roster was not merged", TimeSpan.FromMinutes(2));
        Assert.Equal((Rows, Rows, 0, 0, 0), Counts(import));
        Assert.Equal(Rows, (await app.Sql<long>($"select count(*) from students where tenant_id = '{union.Id}'"))[0]);
        Assert.Equal(Rows, (await app.Sql<long>(
            $"select count(distinct m->>'personId') from outbox, jsonb_array_elements(body::jsonb->'members') m where type like '%MembersEnrolled%' and body::jsonb->>'rosterImportId' = '{import.Id}'"))[0]);
    }

    [Fact]
    public async Task No_student_number_or_name_reaches_a_log()
    {
        var union = await app.NewUnion();
        await app.Import(union, "CANARY77,金丝雀甲,文学院,,,,,,\nCANARY77,金丝雀乙,文学院,,网红,,,,\n");
        await app.Api(union.Officer).Students("CANARY77");
        await app.Api(union.Officer).Students("金丝雀甲");
        await app.Api(union.Officer).Lookup(["CANARY77"]);
        var id = await JobOf(union, "Merging", rows: 1, mergeNumber: "nextval('roster_merges')", attempts: 4, poison: true, name: "金丝雀丙");
        app.Services.GetRequiredService<MergeRosters>().Wake();
        await app.Ended(union, id);
        Assert.NotEmpty(app.Logged);
        // The test's own requests carry the search in their address; what the service itself logs must not.
        Assert.DoesNotContain(app.Logged, line => line.Contains("金丝雀", StringComparison.Ordinal) || line.Contains("CANARY77", StringComparison.Ordinal));
    }

    private static (int, int, int, int, int) Counts(RosterImport i) => (i.Rows, i.Inserted, i.Updated, i.Unchanged, i.Rejected);

    private static string Numbered(int from, int count, string college = "文学院") => string.Concat(
        Enumerable.Range(from, count).Select(n => string.Create(CultureInfo.InvariantCulture, $"{n:D8},学生{n},{college},,2023,,本科,共青团员,\n")));

    private ValueTask<List<Student>> Roster(Union union) => app.Api(union.Officer).AllStudents().ToListAsync();

    private ValueTask<List<RowError>> Errors(Union union, RosterImport import) => app.Api(union.Officer).AllRosterErrors(import.Id).ToListAsync();

    private Task<HttpResponseMessage> Send(Union union, byte[] file) => app.Send(union.Officer, "roster-imports?fileName=x", file);

    /// <summary>Puts an import into the queue as an instance that died would have left it.</summary>
    private async Task<Guid> JobOf(Union union, string state, int rows, string mergeNumber, int attempts, bool poison = false, string name = "毒")
    {
        var id = Guid.CreateVersion7();
        var staged = poison
            ? $"insert into roster_staging (import_id, line, person_id, student_number, name, college) values ('{id}', 2, gen_random_uuid(), '1', repeat('{name}', 100), '文学院');"
            : "";
        // One batch, one transaction: staged lines without a job are swept away.
        await app.Sql<int>(
            $"""
            {staged}
            insert into roster_imports (id, tenant_id, received_at, state, rows, inserted, updated, unchanged, rejected, progress, ignored_columns)
            values ('{id}', '{union.Id}', now(), '{state}', {rows}, 0, 0, 0, 0, 0, array[]::text[]);
            insert into roster_jobs (import_id, organization_id, merge_number, has_gaps, next_page, end_page, attempts, due_at)
            values ('{id}', '{union.Id}', {mergeNumber}, false, 0, pg_relation_size('roster_staging') / 8192, {attempts}, '-infinity') returning 1
            """);
        return id;
    }

    /// <summary>Sends a beginning and then the line is cut.</summary>
    private sealed class BreaksOff(byte[] start, CancellationTokenSource line) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync(start);
            await stream.FlushAsync();
            await line.CancelAsync();
            await Task.Delay(Timeout.Infinite, line.Token);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
