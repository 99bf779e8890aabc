using System.Net;
using System.Net.Http.Json;
using System.Text;
using StudentUnion.Api;
using StudentUnion.Membership.Contracts;
using StudentUnion.Membership.Domain;
using StudentUnion.Membership.Domain.Students;
using StudentUnion.Testing;
using CorrectionState = StudentUnion.Api.CorrectionState;
using RosterColumn = StudentUnion.Api.RosterColumn;

namespace StudentUnion.Membership.Tests.Features;

/// <summary>What a student sees of themselves, asks to be corrected and takes along; and the yearly roll-over. The clock stands in March 2026.</summary>
public class MyDataTests(MembershipApp app) : IClassFixture<MembershipApp>
{
    [Fact]
    public async Task A_correction_is_asked_for_decided_and_entered()
    {
        var (union, me, id) = await Student();
        await app.Api(me).AskCorrection(new(RosterColumn.PoliticalStatus, "团员", "已入团"));
        app.Clock.Advance(TimeSpan.FromSeconds(1)); // requests of one moment have no order
        await app.Api(me).AskCorrection(new(RosterColumn.College, "理学院", "转专业"));
        await Refused.By(StudentRules.CorrectionIsNew, await Ask(me, RosterColumn.College, "法学院"));
        await Refused.By(StudentRules.CorrectionIsNew, await Ask(me, RosterColumn.Name, "张三"));
        await Refused.By(StudentRules.CorrectionIsOfTheRecord, await Ask(me, RosterColumn.StudentNumber, "9"));
        await Refused.By(StudentRules.CorrectionIsOfTheRecord, await Ask(me, RosterColumn.Grade, "去年"));
        await Refused.By(StudentRules.CorrectionIsOfTheRecord, await Ask(me, RosterColumn.PoliticalStatus, "不详"));

        var waiting = (await app.Api(union.Officer).Corrections()).Items;
        Assert.Equal([("张三", "政治面貌", "群众", "共青团员"), ("张三", "学院", "文学院", "理学院")], waiting.Select(c => (c.Name, c.ItemName, c.Before, c.Proposed)));
        await app.Api(union.Officer).DecideCorrection(waiting[0].Id, true);
        await Refused.By(StudentRules.RefusalHasAReason, await app.As(union.Officer).PostAsJsonAsync($"/api/membership/corrections/{waiting[1].Id}/decision", new { accept = false }));
        await app.Api(union.Teacher).DecideCorrection(waiting[1].Id, true, "已核对教务系统");
        await Refused.By(StudentRules.CorrectionIsOpen, await app.As(union.Officer).PostAsJsonAsync($"/api/membership/corrections/{waiting[1].Id}/decision", new { accept = true }));

        var record = await app.Api(me).MyRecord();
        Assert.Equal(("共青团员", "理学院"), (record.Student.PoliticalStatus, record.Student.College));
        Assert.All(record.Corrections, c => Assert.Equal(CorrectionState.Accepted, c.State));
        var said = await app.Announced<MembersEnrolled>(m => m.Members.Any(x => x.PersonId == id && x.College == "理学院"));
        Assert.Null(said.Members[0].Active);

        // Everything else that names the person is there too.
        await app.Import(union, "s2,李四,文学院,中文,2023,一班,本科,群众,内地学生\n");
        var other = (await app.Api(union.Officer).Students("s2")).Items[0].Id;
        await app.Api(union.Officer).CommitDraw(new("随机聘任", 1, "上证指数", app.Clock.GetUtcNow().AddDays(1), [id, other]));
        await app.In(union.Id, db =>
        {
            db.Add(StudentUnion.Membership.Domain.Learning.TrainingCertificate.Issue(union.Id, id, new(2025, StudentUnion.Membership.Domain.Half.Spring), 1, app.Clock.GetUtcNow()));
            return Task.FromResult(0);
        });
        Assert.Equal(["certificate", "draw"], (await app.Api(me).MyRecord()).Entries!.Select(e => e.What).Order());

        var file = Encoding.UTF8.GetString(await app.Api(me).MyExport());
        Assert.Contains("\"studentNumber\":\"s1\"", file, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_sees_another_persons_record()
    {
        var (union, _, _) = await Student();
        var stranger = TestCaller.Student(union.Id, Guid.CreateVersion7());
        Assert.Equal(HttpStatusCode.NotFound, (await app.As(stranger).GetAsync("/api/membership/me/record")).StatusCode);
        Assert.Empty((await app.Api((await app.NewUnion()).Officer).Corrections()).Items);
    }

    [Fact]
    public async Task Those_whose_studies_are_over_graduate_and_leave_the_roll()
    {
        var union = await app.NewUnion();
        await app.Import(union, "a,甲,文学院,,2022,,本科,,\nb,乙,文学院,,2023,,本科,,\nc,丙,文学院,,2023,,专科,,\nd,丁,文学院,,2021,,本科,,\ne,戊,文学院,,,,,,\n");
        await Refused.By(StudentRules.RollOverIsDue, await app.As(union.Officer).PostAsJsonAsync("/api/membership/students/roll-over/preview", new NewRollOver(2027)));
        var preview = await app.Api(union.Officer).PreviewRollOver(new(2026));
        Assert.Equal((3, false), (preview.Students, preview.Done));
        Assert.Equal([("专科", 2023, 1), ("本科", 2021, 1), ("本科", 2022, 1)], preview.Groups.Select(g => (g.Level, g.Grade, g.Students)));

        Assert.Equal(3, (await app.Api(union.Teacher).RollOver(new(2026))).Students);
        Assert.Equal(0, (await app.Api(union.Teacher).RollOver(new(2026))).Students);
        var students = await app.Api(union.Officer).AllStudents().ToListAsync();
        Assert.Equal(["a", "c", "d"], students.Where(s => s.Status == "毕业").Select(s => s.StudentNumber));
        var said = await app.Announced<MembersEnrolled>(m => m.TenantId == union.Id && m.Members.Any(x => x.Active == false));
        Assert.Equal(3, said.Members.Count);
    }

    [Fact]
    public async Task Nothing_is_entered_by_hand_while_a_roster_is_merged()
    {
        var (union, me, _) = await Student();
        await app.Api(me).AskCorrection(new(RosterColumn.College, "理学院", "转专业"));
        var waiting = (await app.Api(union.Officer).Corrections()).Items[0];
        await app.In(union.Id, db =>
        {
            db.Add(new Data.RosterJob { ImportId = Guid.CreateVersion7(), OrganizationId = union.Id, MergeNumber = 1_000_000, DueAt = app.Clock.GetUtcNow().AddDays(1) });
            return Task.FromResult(0);
        });
        await Refused.By(StudentRules.RosterIsAtRest, await app.As(union.Officer).PostAsJsonAsync($"/api/membership/corrections/{waiting.Id}/decision", new { accept = true }));
        await Refused.By(StudentRules.RosterIsAtRest, await app.As(union.Teacher).PostAsJsonAsync("/api/membership/students/roll-over", new NewRollOver(2026)));
    }

    [Fact]
    public async Task A_roster_tells_who_is_on_leave_and_who_has_left()
    {
        var (union, me, id) = await Student();
        await app.Import(union, Encoding.UTF8.GetBytes("学号,姓名,学院,学籍状态\ns1,,,退学\n"));
        Assert.Equal("离校", (await app.Api(me).Me()).Status);
        var said = await app.Announced<MembersEnrolled>(m => m.Members.Any(x => x.PersonId == id && x.Active == false));
        Assert.Single(said.Members);
        var wrong = await app.Import(union, Encoding.UTF8.GetBytes("学号,姓名,学院,学籍状态\ns1,,,旅行中\n"));
        Assert.Equal(RowRules.StatusIsKnown.Code, Assert.Single((await app.Api(union.Officer).RosterErrors(wrong.Id)).Items).Code);
    }

    private async Task<(Union Union, TestCaller Me, Guid Id)> Student()
    {
        var union = await app.NewUnion();
        await app.Import(union, "s1,张三,文学院,中文,2023,一班,本科,群众,内地学生\n");
        var id = (await app.Api(union.Officer).Students()).Items[0].Id;
        return (union, TestCaller.Student(union.Id, id), id);
    }

    private Task<HttpResponseMessage> Ask(TestCaller me, RosterColumn item, string proposed) =>
        app.As(me).PostAsJsonAsync("/api/membership/me/corrections", new NewCorrection(item, proposed, "有误"));
}
