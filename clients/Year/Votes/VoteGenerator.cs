namespace StudentUnion.Year.Votes;

/// <summary>
/// Makes ballots shaped like real approval votes: few options gather most approvals (a power law), and most voters use one mark or all of them. The same
/// seed gives the same ballots, and more ballots begin with the fewer.
/// </summary>
public sealed class VoteGenerator
{
    // Shares of ballots with the fewest marks … with all marks, as in a city's vote of 90,494 ballots (pabulib, Łódź 2022).
    private static readonly double[] CitySizes = [0.215, 0.084, 0.088, 0.107, 0.506];

    // Delegates at a congress have the list in hand and mark most of the seats.
    private static readonly double[] CongressSizes = [0.02, 0.04, 0.09, 0.20, 0.65];

    private readonly int _seed;
    private readonly int _mostMarks;
    private readonly double[] _appeal;
    private readonly double[] _sizes;

    private VoteGenerator(int seed, int options, int mostMarks, double steepness, double[] sizes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(mostMarks, 1);
        (_seed, _mostMarks, _sizes) = (seed, Math.Min(mostMarks, options), sizes);
        var ranks = Enumerable.Range(1, options).ToArray();
        new Random(seed).Shuffle(ranks);
        _appeal = [.. ranks.Select(rank => Math.Pow(rank, -steepness))];
    }

    /// <summary>Ballots of a whole city or university on many options.</summary>
    public static VoteGenerator ForAPoll(int seed, int options, int mostMarks) => new(seed, options, mostMarks, 1.1, CitySizes);

    /// <summary>Ballots of delegates who fill seats from a list little longer than the seats.</summary>
    public static VoteGenerator ForACongress(int seed, int candidates, int seats) => new(seed, candidates, seats, 0.9, CongressSizes);

    /// <summary>Marks as numbers on the ballot, from 1, ascending.</summary>
    public IEnumerable<int[]> Ballots(int count)
    {
        var random = new Random(unchecked(_seed * 397) ^ 0x5eed);
        var keys = new double[_appeal.Length];
        var numbers = new int[_appeal.Length];
        for (var ballot = 0; ballot < count; ballot++)
        {
            // Drawing by the smallest exponential waiting times is drawing without putting back, by appeal.
            for (var i = 0; i < keys.Length; i++) (keys[i], numbers[i]) = (-Math.Log(1 - random.NextDouble()) / _appeal[i], i + 1);
            Array.Sort(keys, numbers);
            var marks = numbers[..Marks(random)];
            Array.Sort(marks);
            yield return marks;
        }
    }

    private int Marks(Random random)
    {
        var drawn = random.NextDouble();
        var step = 0;
        while (step < _sizes.Length - 1 && drawn >= _sizes[step]) drawn -= _sizes[step++];
        // The shares speak of five sizes; other limits are stretched to them.
        return step == _sizes.Length - 1 ? _mostMarks : Math.Max(1, (step + 1) * _mostMarks / _sizes.Length);
    }
}
