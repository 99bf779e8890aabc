namespace StudentUnion.Elections.Domain.Counting;

/// <summary>Counts ballots by an election method: the same ballots in any order give the same result. (domain.md §2)</summary>
public static class BallotCount
{
    public static ElectionResult Of(
        ElectionMethod method, int seats, IReadOnlyList<Candidate> candidates, int due, int present, int issued, IEnumerable<short[]> ballots)
    {
        var votes = new int[candidates.Count + 1];
        var (valid, invalid, blank) = (0, 0, 0);
        foreach (var marks in ballots)
        {
            if (!IsValid(marks, seats, candidates.Count))
            {
                invalid++;
                continue;
            }

            valid++;
            if (marks.Length == 0) blank++;
            foreach (var mark in marks) votes[mark]++;
        }

        var returned = valid + invalid;
        var isVoid = returned > issued;
        var @base = method.BaseOf(present, returned, valid);
        var passed = isVoid
            ? []
            : candidates.Where(c => ElectionMethod.IsMajority(votes[c.Number], @base)).Select(c => votes[c.Number]).OrderDescending().ToArray();

        // More over half than seats: by votes in order. Whoever has as many as the first one left out is tied with them.
        var tiedAt = passed.Length > seats && passed[seats - 1] == passed[seats] ? passed[seats] : (int?)null;
        var lowest = passed.Length > seats ? passed[seats - 1] : 0;

        CandidateResult[] lines =
        [
            .. candidates.OrderByDescending(c => votes[c.Number]).ThenBy(c => c.Number).Select(c =>
            {
                var mine = votes[c.Number];
                var isOver = !isVoid && ElectionMethod.IsMajority(mine, @base);
                return new CandidateResult(c.Number, c.Name, mine,
                    Rank: 1 + candidates.Count(other => votes[other.Number] > mine),
                    Passed: isOver,
                    Elected: isOver && mine >= lowest && mine != tiedAt,
                    Tied: isOver && mine == tiedAt);
            }),
        ];

        var elected = lines.Count(line => line.Elected);
        var outcome = isVoid ? Outcome.Void
            : tiedAt is not null ? Outcome.TieAtLastSeat
            : elected == 0 ? Outcome.NobodyElected
            : elected < seats ? Outcome.SeatsOpen
            : Outcome.AllSeatsFilled;
        return new(due, present, issued, returned, valid, invalid, blank, @base, method.MajorityBase, ElectionMethod.Needed(@base),
            lines, elected, seats - elected, outcome, method.Tie);
    }

    private static bool IsValid(short[] marks, int seats, int candidates)
    {
        if (marks.Length > seats) return false;
        for (var i = 0; i < marks.Length; i++)
        {
            if (marks[i] < 1 || marks[i] > candidates) return false;
            if (Array.IndexOf(marks, marks[i], i + 1) >= 0) return false;
        }

        return true;
    }
}
