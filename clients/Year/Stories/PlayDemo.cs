using StudentUnion.Api;
using StudentUnion.Year.Deeds;
using StudentUnion.Year.Platform;
using StudentUnion.Year.Telling;
using StudentUnion.Year.Votes;

namespace StudentUnion.Year.Stories;

/// <summary>
/// A platform in the middle of its year: one university has elected its presidium and its semester is under way, in another the delegates are voting, in a third
/// the ballot is being prepared. Played again it finds what is there and adds only what is missing.
/// </summary>
public static class PlayDemo
{
    private const int Voters = 180;
    private const int StudentAccounts = 3;

    /// <summary>How far the presidium election of a university has come.</summary>
    private enum Stand
    {
        Certified,
        Open,
        Draft,
    }

    public static async Task Run(Played play, string? runFolder, CancellationToken ct)
    {
        var (union, tell, asked) = play;
        tell.Heading("演示数据（人物均为虚构）", "Demonstration data: all people are invented");
        var (federation, unions) = await ImportInstitutions.Run(union, tell, ct);

        var accounts = new List<DemoAccount>();
        foreach (var (index, row) in Played.Undergraduate(unions).Take(asked.Universities).Index())
        {
            var university = University.Of(row, asked.Seed);
            tell.Heading(university.Name, university.Code);
            accounts.AddRange(await Play(play, federation, university, (Stand)(index % 3), 900 + 300 * (index % 4), index == 0, ct));
        }

        if (runFolder is not null)
        {
            var list = Path.Combine(runFolder, "demo-accounts.txt");
            OpenAccounts.Write(list, accounts);
            tell.Say($"演示账号 demo accounts: {list}");
        }
    }

    private static async Task<IReadOnlyList<DemoAccount>> Play(
        Played play, Actor federation, University university, Stand stand, int students, bool withItsTerm, CancellationToken ct)
    {
        var (union, tell, asked) = play;
        var voters = asked.Voters ?? Voters;
        await EnrolStudents.Run(union, tell, university, Math.Max(students, voters), ct);
        var delegates = await Delegates.Of(union, university, voters, ct);

        var named = Named(delegates);
        var accounts = Accounts(university, named);
        var ids = await OpenAccounts.Run(union, tell, federation, university, accounts, ct);
        university = university with
        {
            Officer = university.Officer with { Account = ids[accounts[0].UserName] },
            Teacher = university.Teacher with { Account = ids[accounts[1].UserName] },
        };
        await RegisterColleges(union, university, delegates, ct);

        var congress = await ConveneCongress.Run(union, tell, university,
            new($"{university.Name}第三十八次学生代表大会", "第三十八次", CongressLevel.School, PlayOnce.Today(union.Clock)), delegates.Entries, ct);

        var closing = union.Clock.GetUtcNow().AddDays(30);
        var presidium = Ballots.Presidium("第三十八届学生会主席团选举", closing);
        var candidates = Ballots.Candidates(delegates);
        switch (stand)
        {
            case Stand.Certified:
                await Elect(play, university, congress.Id, presidium, candidates, delegates, ct);
                await Vote(play, university, congress.Id, Ballots.Poll("本年度优先办理的提案", 3, closing), Ballots.Proposals, delegates, 35, ct);
                await Prepare(play, university, congress.Id, Ballots.Poll("学生会章程修正案", 1, closing), [new("赞成章程修正案", null, "修正案全文已发各代表团。")], ct);
                break;
            case Stand.Open:
                await Vote(play, university, congress.Id, presidium, candidates, delegates, 40, ct);
                break;
            case Stand.Draft:
                await Prepare(play, university, congress.Id, presidium, candidates, ct);
                break;
        }

        if (!withItsTerm) return accounts;
        var supervisors = await PlayATerm.Run(play, university, delegates.Students, named.Students, ct);
        await OpenAccounts.Run(union, tell, federation, university, supervisors, ct);
        return [.. accounts, .. supervisors];
    }

    private static async Task Elect(
        Played play, University university, Guid congress, ElectionDraft draft, IReadOnlyList<NewCandidate> candidates, Delegates delegates, CancellationToken ct)
    {
        var (union, tell, asked) = play;
        var election = await HoldElection.Draft(union, university, congress, draft, candidates, ct);
        var ballots = VoteGenerator.ForACongress(university.Seed, candidates.Count, draft.Seats).Ballots(delegates.Persons.Count).ToList();
        var recount = Recount.Of(candidates.Count, ballots);
        if (election.State <= ElectionState.Open)
        {
            var resumes = election.State == ElectionState.Open;
            await HoldElection.Open(union, university, election.Id, ct);
            var casting = new CastBallots(union, university.Tenant, election.Id, candidates.Count) { AtOnce = asked.AtOnce, Resumes = resumes };
            var cast = await tell.Step(draft.Title, "casting", counting => casting.Run(delegates.Persons, ballots, counting, ct));
            CheckTheResult.OfCasting(tell, cast, cast.InTheBox);
            recount = cast.Recount;
        }

        var result = await tell.Step("截止、计票、两人签署", "closing, counting, two signatures", _ => PlayOnce.Finish(play, university, election.Id, ct));
        ShowTheResult.Of(tell, draft.Title, result);
        CheckTheResult.AgainstRecount(tell, result, recount);
        await CheckTheResult.AgainstThePresidium(union, tell, university, election.Id, result, delegates.Persons, ct);
    }

    /// <summary>Some have voted, the others may: the last of the roll are left to vote in the browser.</summary>
    private static async Task Vote(
        Played play, University university, Guid congress, ElectionDraft draft, IReadOnlyList<NewCandidate> options, Delegates delegates, int percent, CancellationToken ct)
    {
        var (union, tell, asked) = play;
        var (title, round) = (draft.Title, 1);
        var election = await HoldElection.Draft(union, university, congress, draft, options, ct);
        // A vote that a month has closed is followed by another, so that there is always one to take part in.
        while (election.State > ElectionState.Open || election.ClosesAt <= union.Clock.GetUtcNow())
        {
            draft = draft with { Title = $"{title}（第 {++round} 轮）" };
            election = await HoldElection.Draft(union, university, congress, draft, options, ct);
        }

        await HoldElection.Open(union, university, election.Id, ct);
        var first = delegates.Persons.Count * percent / 100;
        var turnout = await Patiently.Ask(union.Clock, () => union.As(university.Officer).Elections.Turnout(election.Id, ct), ct);
        if (turnout.Returned < first)
        {
            var ballots = VoteGenerator.ForACongress(university.Seed, options.Count, draft.Seats).Ballots(first).ToList();
            var casting = new CastBallots(union, university.Tenant, election.Id, options.Count) { AtOnce = asked.AtOnce, Resumes = true };
            var cast = await tell.Step(draft.Title, "some delegates vote", counting => casting.Run([.. delegates.Persons.Take(first)], ballots, counting, ct));
            tell.Check(cast.IsComplete, draft.Title, $"{cast.InTheBox} of {delegates.Persons.Count} have voted");
        }

        tell.Say($"{draft.Title}: 投票进行中 voting is open, 截止 closes {election.ClosesAt.ToLocalTime():yyyy-MM-dd HH:mm}");
    }

    private static async Task Prepare(
        Played play, University university, Guid congress, ElectionDraft draft, IReadOnlyList<NewCandidate> options, CancellationToken ct)
    {
        await HoldElection.Draft(play.Union, university, congress, draft, options, ct);
        play.Tell.Say($"{draft.Title}: 草稿 draft");
    }

    /// <summary>The last of the roll who may apply for a post.</summary>
    private static Delegates Named(Delegates delegates)
    {
        var some = delegates.Students.Zip(delegates.Persons).Where(pair => pair.First.IsOfPartyOrLeague).TakeLast(StudentAccounts).ToList();
        return new([.. some.Select(pair => pair.First)], [.. some.Select(pair => pair.Second)]);
    }

    private static List<DemoAccount> Accounts(University university, Delegates named) =>
    [
        new("学生会工作人员 union officer", university.Name, $"officer-{university.Code}", $"{university.Name}学生会秘书长", Roles.UnionOfficer),
        new("校团委教师 League teacher", university.Name, $"teacher-{university.Code}", $"{university.Name}团委教师", Roles.LeagueTeacher),
        .. named.Students.Zip(named.Persons).Select(pair => new DemoAccount(
            "学生代表 student delegate", university.Name, $"{pair.First.Number}@{university.Code}", pair.First.Name, "", pair.Second)),
    ];

    private static async Task RegisterColleges(TheUnion union, University university, Delegates delegates, CancellationToken ct)
    {
        var membership = union.As(university.Officer).Membership;
        var known = (await Patiently.Ask(union.Clock, () => membership.Organization(university.Tenant, ct), ct)).Colleges?.Select(college => college.Name).ToHashSet() ?? [];
        foreach (var college in delegates.Students.Select(student => student.College).Distinct().Order(StringComparer.Ordinal).Where(college => !known.Contains(college)))
        {
            var key = Guid.CreateVersion7().ToString("N");
            await Patiently.Ask(union.Clock, () => membership.Register(new(OrganizationKind.College, college, university.Tenant), key, ct), ct);
        }
    }
}
