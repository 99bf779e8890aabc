namespace StudentUnion.Year.Votes;

/// <summary>
/// Year's own count of what the platform acknowledged, kept while casting and independent of the platform's: the two must agree to the last vote.
/// Safe to add to from many voters at once.
/// </summary>
public sealed class Recount(int options)
{
    private readonly int[] _votes = new int[options + 1];
    private int _ballots;
    private int _blank;

    public int Ballots => _ballots;

    public int Blank => _blank;

    public int Options => _votes.Length - 1;

    public static Recount Of(int options, IEnumerable<int[]> ballots)
    {
        var count = new Recount(options);
        foreach (var marks in ballots) count.Add(marks);
        return count;
    }

    public void Add(IReadOnlyList<int> marks)
    {
        Interlocked.Increment(ref _ballots);
        if (marks.Count == 0) Interlocked.Increment(ref _blank);
        foreach (var mark in marks) Interlocked.Increment(ref _votes[mark]);
    }

    /// <summary>Votes for a number on the ballot, from 1.</summary>
    public int VotesFor(int number) => _votes[number];

    /// <summary>The numbers that more than half of the base marked: exactly half is not enough.</summary>
    public IReadOnlyList<int> OverHalf(int @base) => [.. Enumerable.Range(1, Options).Where(number => 2L * _votes[number] > @base)];
}
