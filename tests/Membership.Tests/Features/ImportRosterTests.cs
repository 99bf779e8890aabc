using StudentUnion.Api;
using StudentUnion.Membership.Contracts;

namespace StudentUnion.Membership.Tests.Features;

public class ImportRosterTests(MembershipApp app) : IClassFixture<MembershipApp>
{
    [Fact]
    public async Task A_roster_is_merged_announced_and_found()
    {
        var union = await app.NewUnion();
        var import = await app.Import(union, "20230001,张三,计算机学院,软件工程,2023级,软工1班,本科,团员,\n0002,李四,文学院,,,,,,\n");

        Assert.Equal((RosterImportState.Done, 2, 2, 0, 0, 0, 1.0), (import.State, import.Rows, import.Inserted, import.Updated, import.Unchanged, import.Rejected, import.Progress));
        var students = await app.Api(union.Officer).AllStudents().ToListAsync();
        Assert.Equal(["0002", "20230001"], students.Select(s => s.StudentNumber));
        Assert.Equal(("张三", "计算机学院", "软件工程", "2023", "软工1班", "本科", "共青团员"),
            (students[1].Name, students[1].College, students[1].Major, students[1].Grade, students[1].ClassName, students[1].Level, students[1].PoliticalStatus));
        var said = await app.Announced<MembersEnrolled>(e => e.RosterImportId == import.Id);
        Assert.Equal([.. students.Select(s => s.Id).Order()], said.Members.Select(m => m.PersonId).Order());
    }
}
