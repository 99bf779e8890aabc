using System.Net;
using System.Net.Http.Json;
using System.Text;
using Npgsql;
using StudentUnion.Membership.Domain;
using StudentUnion.Membership.Features.Roster;
using StudentUnion.Testing;

namespace StudentUnion.Membership.Tests.Features;

public class SearchStudentsTests(MembershipApp app) : IClassFixture<MembershipApp>
{
    private const string Rows = "20230001,张三,文学院,,,,,,\n20230002,张三丰,理学院,,,,,,\n20240001,李四,文学院,,,,,,\n20240002,王五,理学院,,,,,,\n";

    [Theory]
    [InlineData("张", null, "20230001,20230002")]
    [InlineData("张三丰", null, "20230002")]
    [InlineData("2024", null, "20240001,20240002")]
    [InlineData(null, "文学院", "20230001,20240001")]
    [InlineData("张", "理学院", "20230002")]
    [InlineData("三丰", null, "")]
    [InlineData("%", null, "")]
    public async Task Students_are_found_by_the_beginning_of_name_or_number_and_by_college(string? search, string? college, string numbers)
    {
        var union = await app.NewUnion();
        await app.Import(union, Rows);
        var found = await app.Api(union.Teacher).AllStudents(search, college).ToListAsync();
        Assert.Equal(numbers, string.Join(',', found.Select(s => s.StudentNumber)));
    }

    [Fact]
    public async Task Pages_follow_each_other_without_gap_or_repeat()
    {
        var union = await app.NewUnion();
        await app.Import(union, Rows);
        var first = await app.Api(union.Officer).Students(limit: 3);
        var second = await app.Api(union.Officer).Students(after: first.Next, limit: 3);
        Assert.Equal(["20230001", "20230002", "20240001", "20240002"], first.Items.Concat(second.Items).Select(s => s.StudentNumber));
        Assert.Null(second.Next);
    }

    [Fact]
    public async Task Numbers_are_looked_up_and_the_missing_are_named()
    {
        var union = await app.NewUnion();
        await app.Import(union, Rows);
        var answer = await app.Api(union.Officer).Lookup(["20240001", " 20230001 ", "404", "20240001"]);
        Assert.Equal(["20230001", "20240001"], answer.Found.Select(s => s.StudentNumber));
        Assert.Equal(["404"], answer.Missing);
    }

    [Fact]
    public async Task At_most_a_thousand_numbers_are_looked_up_at_once()
    {
        var union = await app.NewUnion();
        Assert.Equal(HttpStatusCode.BadRequest, (await app.As(union.Officer).PostAsJsonAsync("/api/membership/students/lookup",
            new { studentNumbers = Enumerable.Range(0, LookUpStudents.MaxNumbers + 1).Select(n => $"{n}") })).StatusCode);
    }

    [Fact]
    public async Task A_member_sees_what_the_roster_says_of_them_and_nobody_elses()
    {
        var (union, other) = (await app.NewUnion(), await app.NewUnion());
        await app.Import(union, Rows);
        var zhang = (await app.Api(union.Officer).Students("张三")).Items[0];
        Assert.Equal(zhang, await app.Api(TestCaller.Student(union.Id, zhang.Id)).Me());
        Assert.Equal(HttpStatusCode.NotFound, (await app.As(TestCaller.Student(other.Id, zhang.Id)).GetAsync("/api/membership/me")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await app.As(union.Student).GetAsync("/api/membership/me")).StatusCode);
    }

    [Fact]
    public async Task Another_unions_students_and_imports_do_not_exist()
    {
        var (union, other) = (await app.NewUnion(), await app.NewUnion());
        var import = await app.Import(union, Rows);
        Assert.Empty((await app.Api(other.Officer).Students()).Items);
        Assert.Equal(["20230001"], (await app.Api(other.Officer).Lookup(["20230001"])).Missing);
        Assert.Empty((await app.Api(other.Officer).RosterImports()).Items);
        Assert.Equal(HttpStatusCode.NotFound, (await app.As(other.Officer).GetAsync($"/api/membership/roster-imports/{import.Id}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await app.As(other.Officer).GetAsync($"/api/membership/roster-imports/{import.Id}/errors")).StatusCode);
        Assert.Single((await (await app.As(other.Officer).GetAsync("/api/membership/students/export.csv")).Content.ReadAsStringAsync()).TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task The_exported_roster_can_be_imported_again_and_says_nothing_new()
    {
        var union = await app.NewUnion();
        await app.Import(union, "20230001,张三,文学院,\"中文, 古代\",2023,=1+1,本科,群众,内地学生\n-1,\"@李\"\"四\",理学院,,,,,,\n");
        var file = await app.As(union.Officer).GetByteArrayAsync("/api/membership/students/export.csv");
        var text = Encoding.UTF8.GetString(file);
        Assert.Contains("20230001,张三,文学院,\"中文, 古代\",2023,'=1+1,本科,群众,内地学生,\r\n", text, StringComparison.Ordinal);
        Assert.Contains("'-1,\"'@李\"\"四\",理学院", text, StringComparison.Ordinal);
        Assert.Equal(2, (await app.Import(union, file)).Unchanged);
    }

    [Fact]
    public async Task The_database_itself_keeps_a_student_number_single()
    {
        var union = await app.NewUnion();
        await app.Import(union, Rows);
        await using var source = NpgsqlDataSource.Create(app.Owner);
        await using var command = source.CreateCommand(
            $"""
            insert into students (id, tenant_id, student_number, name, college, as_of, version)
            values (gen_random_uuid(), '{union.Id}', '20230001', '王五', '文学院', 1, 1)
            """);
        Assert.Equal(MembershipRules.StudentNumberIsUnique.Code, (await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync())).ConstraintName);

        await using var twice = source.CreateCommand(
            """
            insert into organizations (id, kind, name, status, version, institution_code) values
            (gen_random_uuid(), 'StudentUnion', '甲', 'Active', 1, '4199999999'), (gen_random_uuid(), 'StudentUnion', '乙', 'Active', 1, '4199999999')
            """);
        Assert.Equal(MembershipRules.InstitutionCodeIsUnique.Code, (await Assert.ThrowsAsync<PostgresException>(() => twice.ExecuteNonQueryAsync())).ConstraintName);
    }
}
