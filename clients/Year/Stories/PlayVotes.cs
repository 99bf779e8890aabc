using System.Globalization;
using StudentUnion.Api;
using StudentUnion.Year.Deeds;
using StudentUnion.Year.Pabulib;
using StudentUnion.Year.Telling;

namespace StudentUnion.Year.Stories;

/// <summary>A real vote again, ballot by ballot: as many students as the file has voters cast what those voters cast.</summary>
public static class PlayVotes
{
    private const int LongestName = 200;

    /// <param name="path">Names the congress, and where expected.json may lie.</param>
    public static async Task Run(Played play, PabulibFile file, string path, CancellationToken ct)
    {
        var (union, tell, asked) = play;
        var whole = asked.Voters is not { } limit || limit >= file.Ballots.Count;
        var ballots = whole ? file.Ballots : [.. file.Ballots.Take(asked.Voters!.Value)];
        tell.Heading(Path.GetFileName(path), $"{file.Title}: {Narrator.Number(ballots.Count)} ballots, {file.Options.Count} options, at most {file.MostMarks} marks");

        var (_, unions) = await ImportInstitutions.Run(union, tell, ct);
        var university = University.Of(Played.Undergraduate(unions)[^1], asked.Seed);
        await EnrolStudents.Run(union, tell, university, ballots.Count, ct);
        var delegates = await tell.Step($"{university.Name} 查找代表", "looking up the delegates", _ => Delegates.Of(union, university, ballots.Count, ct));

        var name = $"全体学生表决 {Path.GetFileNameWithoutExtension(path)}";
        var round = 1 + await ConveneCongress.CountOf(union, university, name, ct);
        var congress = await ConveneCongress.Run(union, tell, university,
            new($"{name}（{round.ToString(CultureInfo.InvariantCulture)}）", $"第{round.ToString(CultureInfo.InvariantCulture)}次", CongressLevel.School, PlayOnce.Today(union.Clock)),
            delegates.Entries, ct);

        var draft = Ballots.Poll(Cut(file.Title), file.MostMarks, union.Clock.GetUtcNow().AddDays(1));
        var election = await HoldElection.Draft(
            union, university, congress.Id, draft, [.. file.Options.Select(option => new NewCandidate(Cut(option.Name), null, option.Id))], ct);
        await HoldElection.Open(union, university, election.Id, ct);

        var casting = new CastBallots(union, university.Tenant, election.Id, file.Options.Count) { AtOnce = asked.AtOnce };
        var cast = await tell.Step("投票", "casting", counting => casting.Run(delegates.Persons, ballots, counting, ct));
        var result = await tell.Step("截止、计票、两人签署", "closing, counting, two signatures", _ => PlayOnce.Finish(play, university, election.Id, ct));

        ShowTheResult.Of(tell, draft.Title, result);
        CheckTheResult.OfCasting(tell, cast, result.Returned);
        CheckTheResult.AgainstRecount(tell, result, cast.Recount);
        if (whole) CheckTheResult.AgainstTheFile(tell, result, file, ExpectedTally.Beside(path));
        else tell.Say($"只投了前 {Narrator.Number(ballots.Count)} 张，未与公布结果比较。 Only the first ballots were cast: the published tallies are not compared.");
    }

    private static string Cut(string text) => text.Length <= LongestName ? text : text[..LongestName];
}
