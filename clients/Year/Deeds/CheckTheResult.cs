using StudentUnion.Api;
using StudentUnion.Year.Pabulib;
using StudentUnion.Year.Platform;
using StudentUnion.Year.Telling;
using StudentUnion.Year.Votes;

namespace StudentUnion.Year.Deeds;

/// <summary>Compares what the platform counted with what Year counted itself, line by line.</summary>
public static class CheckTheResult
{
    /// <summary>All and only the acknowledged ballots are counted, and whoever passed half did so by integer arithmetic.</summary>
    public static void AgainstRecount(Narrator tell, ElectionResult result, Recount recount)
    {
        tell.Check(result.Returned == recount.Ballots, $"收回选票 {result.Returned}", $"ballots in the box = ballots acknowledged ({Narrator.Number(recount.Ballots)})");
        tell.Check(result.Blank == recount.Blank && result.Invalid == 0, $"空白 {result.Blank}、无效 {result.Invalid}", $"blank ballots and no invalid ones");

        var wrong = result.Candidates.Where(line => line.Votes != recount.VotesFor(line.Number)).ToList();
        tell.Check(wrong.Count == 0 && result.Candidates.Count == recount.Options,
            "逐项票数", wrong is [var first, ..]
                ? $"{wrong.Count} of {recount.Options} tallies differ, the first: {first.Name} {first.Votes} counted, {recount.VotesFor(first.Number)} cast"
                : $"all {recount.Options} tallies equal the recount");

        var over = recount.OverHalf(result.Base);
        tell.Check(
            over.ToHashSet().SetEquals(result.Candidates.Where(line => line.Passed).Select(line => line.Number))
            && result.Candidates.Where(line => line.Elected).All(line => line.Passed)
            && result.Elected == result.Candidates.Count(line => line.Elected)
            && result.Needed == result.Base / 2 + 1,
            over.Count == 0 ? "无人过半数，无人当选" : $"过半数 {over.Count} 项",
            over.Count == 0 ? "nobody passed half, so nobody is elected" : $"exactly {over.Count} passed half, and only they can be elected");
        tell.Check(over.Count > 0 || result.Outcome == ElectionOutcome.NobodyElected, "结论", $"outcome {result.Outcome}");
    }

    /// <summary>The tallies that others found in the same votes.</summary>
    public static void AgainstTheFile(Narrator tell, ElectionResult result, PabulibFile file, ExpectedTally? expected)
    {
        var byNumber = result.Candidates.ToDictionary(line => line.Number);
        var published = file.Options.Index().Where(option => option.Item.PublishedVotes is not null).ToList();
        if (published.Count > 0)
            tell.Check(published.All(option => byNumber[option.Index + 1].Votes == option.Item.PublishedVotes),
                "与公布票数", $"the {published.Count} votes published in the file itself");
        if (file.StatedBallots is { } stated) tell.Check(result.Returned == stated, "与公布选票数", $"the {Narrator.Number(stated)} ballots the file says it holds");

        if (expected is null)
        {
            tell.Say("没有 expected.json，未与之比较。 There is no expected.json beside the file to compare with.");
            return;
        }

        tell.Check(result.Returned == expected.Ballots, "expected.json 选票数", $"{Narrator.Number(expected.Ballots)} ballots");
        tell.Check(
            expected.Tallies.Count == file.Options.Count
            && file.Options.Index().All(option => expected.Tallies.GetValueOrDefault(option.Item.Id, -1) == byNumber[option.Index + 1].Votes),
            "expected.json 逐项票数", $"all {expected.Tallies.Count} tallies");
        tell.Check(
            file.Options.Index().Where(option => byNumber[option.Index + 1].Passed).Select(option => option.Item.Id).ToHashSet().SetEquals(expected.OverHalf),
            "expected.json 过半项", expected.OverHalf.Count == 0 ? "none over half" : $"{expected.OverHalf.Count} over half: {string.Join(", ", expected.OverHalf)}");
    }

    /// <summary>Whoever the certified election elected is the presidium that Membership shows, and nobody else.</summary>
    /// <param name="personOf">The candidates in ballot order.</param>
    public static async Task AgainstThePresidium(
        TheUnion union, Narrator tell, University university, Guid election, ElectionResult result, IReadOnlyList<Guid> personOf, CancellationToken ct)
    {
        var elected = result.Candidates.Where(line => line.Elected).Select(line => personOf[line.Number - 1]).ToHashSet();
        if (elected.Count == 0) return;

        var membership = union.As(university.Officer).Membership;
        var presidium = await tell.Step($"{university.Name} 等待主席团到任", "waiting for Membership to appoint the presidium", _ => Patiently.Await(union.Clock, async () =>
        {
            var now = await Patiently.Ask(union.Clock, () => membership.Presidium(ct: ct), ct);
            return now.Members.Any(member => member.ElectionId == election) ? now : null;
        }, ct));
        tell.Check(presidium is not null && presidium.Members.Select(member => member.PersonId).ToHashSet().SetEquals(elected),
            $"{university.Name} 主席团", presidium is null
                ? "the presidium was not appointed within a minute"
                : $"the presidium in Membership: {string.Join("、", presidium.Members.Select(member => member.Name))}");
    }

    /// <summary>The counters of trust.md, promise 1.</summary>
    public static void OfCasting(Narrator tell, CastReport cast, int returned)
    {
        tell.Say($"投票 attempted {N(cast.Attempted)} · 已确认 acknowledged {N(cast.Acknowledged)} · 找回 recovered {N(cast.Recovered)} · 此前已投 from an earlier run {N(cast.Earlier)} · 重试 repeats {N(cast.Repeats)}");
        tell.Say($"丢失 lost {N(cast.Lost(returned))} · 重复 duplicated {N(cast.Duplicated(returned))} · 被拒 eligible and refused {N(cast.Refused)} · 未答复 unanswered {N(cast.Unanswered)} · 意外 unexpected {N(cast.Unexpected)}");
        foreach (var (what, times) in cast.Oddities) tell.Say($"{N(times)} × {what}");
        tell.Say($"{Narrator.Seconds(cast.Took)} · {N((int)cast.PerSecond)} 票/秒 ballots/s");
        tell.Check(cast.IsComplete && cast.Lost(returned) == 0 && cast.Duplicated(returned) == 0, "投票无丢失、无重复、无被拒", "nothing lost, duplicated, refused or unexpected");

        static string N(int number) => Narrator.Number(number);
    }
}
