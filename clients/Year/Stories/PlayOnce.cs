using System.Globalization;
using StudentUnion.Api;
using StudentUnion.Year.Deeds;
using StudentUnion.Year.Telling;
using StudentUnion.Year.Votes;

namespace StudentUnion.Year.Stories;

/// <summary>The main job, whole and alone: one university elects its presidium, and everything that can be checked is checked.</summary>
public static class PlayOnce
{
    private const int Students = 1500;
    private const int Voters = 300;

    public static async Task Run(Played play, CancellationToken ct)
    {
        var (union, tell, asked) = play;
        tell.Heading("一次完整的选举", "One whole election");
        var (_, unions) = await ImportInstitutions.Run(union, tell, ct);
        // The demonstration plays in the first ones; this one is nobody's.
        var university = University.Of(Played.Undergraduate(unions)[^2], asked.Seed);

        var voters = asked.Voters ?? Voters;
        await EnrolStudents.Run(union, tell, university, Math.Max(Students, voters), ct);
        var delegates = await Delegates.Of(union, university, voters, ct);

        var round = 1 + await ConveneCongress.CountOf(union, university, Name(university), ct);
        var congress = await ConveneCongress.Run(union, tell, university,
            new($"{Name(university)}（{round.ToString(CultureInfo.InvariantCulture)}）", $"第{round.ToString(CultureInfo.InvariantCulture)}次", CongressLevel.School, Today(union.Clock)),
            delegates.Entries, ct);

        var draft = Ballots.Presidium($"{university.Name}学生会主席团选举", union.Clock.GetUtcNow().AddDays(1));
        var election = await HoldElection.Draft(union, university, congress.Id, draft, Ballots.Candidates(delegates), ct);
        await HoldElection.Open(union, university, election.Id, ct);

        var ballots = VoteGenerator.ForACongress(asked.Seed + round, election.Candidates.Count, election.Seats).Ballots(voters).ToList();
        var casting = new CastBallots(union, university.Tenant, election.Id, election.Candidates.Count) { AtOnce = asked.AtOnce };
        var cast = await tell.Step($"{university.Name} 投票", "casting", counting => casting.Run(delegates.Persons, ballots, counting, ct));

        var result = await tell.Step("截止、计票、两人签署", "closing, counting, two signatures", _ => Finish(play, university, election.Id, ct));
        ShowTheResult.Of(tell, draft.Title, result);
        CheckTheResult.OfCasting(tell, cast, result.Returned);
        CheckTheResult.AgainstRecount(tell, result, cast.Recount);
        await CheckTheResult.AgainstThePresidium(union, tell, university, election.Id, result, delegates.Persons, ct);
    }

    /// <summary>Closes, counts and certifies what may have been closed, counted or signed before.</summary>
    internal static async Task<ElectionResult> Finish(Played play, University university, Guid election, CancellationToken ct)
    {
        await HoldElection.Close(play.Union, university, election, ct);
        await HoldElection.Count(play.Union, university, election, ct);
        await HoldElection.Certify(play.Union, university, election, ct);
        return await HoldElection.Result(play.Union, university, election, ct);
    }

    internal static DateOnly Today(TimeProvider clock) => DateOnly.FromDateTime(clock.GetLocalNow().Date);

    private static string Name(University university) => $"{university.Name}学生代表大会";
}
