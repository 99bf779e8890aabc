using System.Net;
using System.Text;
using StudentUnion.Api;
using StudentUnion.Year.Deeds;
using StudentUnion.Year.Platform;
using StudentUnion.Year.Stories;

namespace StudentUnion.Platform.Tests;

/// <summary>What goes wrong outside is told by its rule or its line, through the gateway as anybody would see it.</summary>
public sealed class WrongInputsTests(RunningPlatform platform, ITestOutputHelper output)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_file_that_is_no_table_is_refused() =>
        await Refused("membership.file-is-a-table", () => Roster(platform.NextUniversity(), "%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n1 0 obj"u8.ToArray()));

    [Fact]
    public async Task A_roster_without_student_numbers_is_refused() =>
        await Refused("membership.file-has-its-columns", () => Roster(platform.NextUniversity(), Encoding.UTF8.GetBytes("姓名,学院\n王一,文学院\n")));

    [Fact]
    public async Task A_roster_in_GB18030_is_read_and_its_wrong_lines_are_reported_by_line()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var university = platform.NextUniversity();
        var file = Encoding.GetEncoding("GB18030").GetBytes("学号,姓名,学院\n2023010001,王小明,文学院\n2023010002,,文学院\n2023010001,李重复,文学院\n");
        var membership = platform.Union.As(university.Officer).Membership;

        var id = await Roster(university, file);
        var import = await Patiently.Await(TimeProvider.System, async () =>
            await membership.RosterImport(id, Stop) is { State: RosterImportState.Done or RosterImportState.Failed } done ? done : null, Stop);

        Assert.Equal((RosterImportState.Done, 3, 1, 2), (import!.State, import.Rows, import.Inserted, import.Rejected));
        Assert.Equal("王小明", (await membership.Lookup(["2023010001"], Stop)).Found.Single().Name);
        var errors = (await membership.RosterErrors(id, ct: Stop)).Items;
        Assert.Equal([(3, "membership.student-name-is-given"), (4, "membership.student-number-stands-once")], errors.Select(error => (error.Line, error.Code)).Order());
    }

    [Fact]
    public async Task A_code_that_stands_twice_in_the_Ministrys_list_is_reported_with_its_line()
    {
        var (federation, _) = await ImportInstitutions.Run(platform.Union, RunningPlatform.Telling(output), Stop);
        using var file = new MemoryStream(Encoding.UTF8.GetBytes(
            "code,name,province,city,level,authority\n4132010284,南京大学,江苏省,南京市,本科,教育部\n4132010284,南京大学,江苏省,南京市,本科,教育部\n"));

        var preview = await platform.Union.As(federation).Membership.PreviewInstitutions(file, "twice.csv", new DateOnly(2026, 12, 1), ImportInstitutions.Province, Stop);

        var error = Assert.Single(preview.Errors!);
        Assert.Equal((3, "membership.code-stands-once"), (error.Line, error.Code));
        await Refused("membership.list-has-no-errors", () => platform.Union.As(federation).Membership.Apply(preview.Id, Stop));
    }

    [Fact]
    public async Task A_vote_is_refused_before_the_opening_after_the_close_by_strangers_and_with_too_many_marks()
    {
        var (university, delegates, election) = await Drafted(20);
        var delegatesVote = Voter(university, delegates.Persons[0]);

        await Refused("elections.voting-is-open", () => delegatesVote.Cast(election.Id, [1], Stop));
        await HoldElection.Open(platform.Union, university, election.Id, Stop);

        var stranger = (await EnrolStudents.WhoTheyAre(platform.Union, university, [.. university.Roster.Students(21).Skip(20)], Stop))[0];
        await Refused("elections.voter-is-a-delegate-present", () => Voter(university, stranger).Cast(election.Id, [1], Stop));
        await Refused("elections.at-most-seats-marks", () => delegatesVote.Cast(election.Id, [1, 2, 3, 4, 5, 6], Stop));
        await Refused("elections.marks-name-candidates", () => delegatesVote.Cast(election.Id, [8], Stop));
        await Refused("elections.marks-are-distinct", () => delegatesVote.Cast(election.Id, [1, 1], Stop));
        await Refused("elections.result-follows-the-close", () => Runs(university).Count(election.Id, Stop));
        await delegatesVote.Cast(election.Id, [1, 2], Stop);

        await HoldElection.Close(platform.Union, university, election.Id, Stop);
        await Refused("elections.voting-is-open", () => Voter(university, delegates.Persons[1]).Cast(election.Id, [1], Stop));
    }

    [Fact]
    public async Task Of_fifty_ballots_of_one_voter_at_the_same_time_exactly_one_counts()
    {
        var (university, delegates, election) = await Drafted(12);
        await HoldElection.Open(platform.Union, university, election.Id, Stop);
        var voter = Voter(university, delegates.Persons[0]);

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(async i =>
        {
            try
            {
                await voter.Cast(election.Id, [1 + i % 7], Stop);
                return "taken";
            }
            catch (ApiProblemException problem)
            {
                return problem.Rule ?? problem.Message;
            }
        }));

        Assert.Equal(1, answers.Count(answer => answer == "taken"));
        Assert.Equal(49, answers.Count(answer => answer == "elections.votes-once"));
        await HoldElection.Close(platform.Union, university, election.Id, Stop);
        await HoldElection.Count(platform.Union, university, election.Id, Stop);
        Assert.Equal((12, 1), await HoldElection.Result(platform.Union, university, election.Id, Stop) is var result ? (result.Issued, result.Returned) : default);
    }

    [Fact]
    public async Task One_person_signs_a_result_once_and_nobody_sees_it_before_two_have()
    {
        var (university, delegates, election) = await Drafted(10);
        await HoldElection.Open(platform.Union, university, election.Id, Stop);
        await HoldElection.Close(platform.Union, university, election.Id, Stop);
        await HoldElection.Count(platform.Union, university, election.Id, Stop);

        await Runs(university).Certify(election.Id, Stop);
        await Refused("elections.two-persons-certify", () => Runs(university).Certify(election.Id, Stop));
        await Refused("elections.result-is-published-after-certification", () => Voter(university, delegates.Persons[0]).Result(election.Id, Stop));

        await platform.Union.As(university.Teacher).Elections.Certify(election.Id, Stop);
        Assert.Equal(ElectionOutcome.NobodyElected, (await Voter(university, delegates.Persons[0]).Result(election.Id, Stop)).Outcome);
    }

    [Fact]
    public async Task Another_universitys_token_finds_nothing()
    {
        var (university, _, election) = await Drafted(10);
        await HoldElection.Open(platform.Union, university, election.Id, Stop);
        var other = platform.NextUniversity();
        var theirs = platform.Union.As(other.Officer);
        var student = (await EnrolStudents.WhoTheyAre(platform.Union, university, [university.Roster.Students(1).Single()], Stop))[0];

        foreach (var ask in new Func<Task>[]
        {
            () => theirs.Elections.Election(election.Id, Stop),
            () => theirs.Elections.Turnout(election.Id, Stop),
            () => theirs.Elections.Result(election.Id, Stop),
            () => theirs.Elections.Close(election.Id, Stop),
            () => theirs.Elections.Congress(election.CongressId, Stop),
            () => theirs.Elections.Delegates(election.CongressId, ct: Stop),
            () => Voter(other, student).Cast(election.Id, [1], Stop),
        })
            Assert.Equal(404, (await Assert.ThrowsAnyAsync<ApiProblemException>(ask)).Status);
        Assert.Empty((await theirs.Membership.Students(ct: Stop)).Items);
        Assert.Single((await theirs.Membership.Lookup([university.Roster.Students(1).Single().Number], Stop)).Missing);
    }

    [Fact]
    public async Task Nobody_comes_in_without_a_token_or_with_one_that_was_touched()
    {
        using var http = new HttpClient { BaseAddress = platform.Gateway };
        var anybody = new GatewayClient(http);
        var token = platform.Tokens.Mint(Guid.CreateVersion7(), Guid.CreateVersion7());
        var touched = token[..(token.LastIndexOf('.') + 1)] + new string('A', token.Length - token.LastIndexOf('.') - 1);
        var old = platform.Tokens.Mint(Guid.CreateVersion7(), Guid.CreateVersion7(), lifetime: TimeSpan.FromMinutes(-5));

        foreach (var stranger in new[] { anybody, anybody.As(touched), anybody.As(old) })
            Assert.Equal((int)HttpStatusCode.Unauthorized,
                (await Assert.ThrowsAnyAsync<ApiProblemException>(() => stranger.Elections.Elections(ct: Stop))).Status);
    }

    private async Task<(University University, Delegates Delegates, Election Election)> Drafted(int delegates)
    {
        var university = platform.NextUniversity();
        var (roll, election) = await platform.Congress(university, delegates, RunningPlatform.Telling(output), Stop);
        return (university, roll, election);
    }

    private ElectionsApi Voter(University university, Guid person) => platform.Union.AsVoter(Actor.Student(university.Tenant, person)).Elections;

    private ElectionsApi Runs(University university) => platform.Union.As(university.Officer).Elections;

    private async Task<Guid> Roster(University university, byte[] content)
    {
        using var file = new MemoryStream(content);
        return (await platform.Union.As(university.Officer).Membership.ImportRoster(file, "roster.csv", Stop)).Id;
    }

    private static async Task Refused(string rule, Func<Task> act)
    {
        var problem = await Assert.ThrowsAnyAsync<ApiProblemException>(act);
        Assert.True(problem.Rule == rule, $"Expected a refusal by {rule}, got {problem.Status} {problem.Rule} {problem.Message}");
    }
}
