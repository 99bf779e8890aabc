using System.Text.Json.Serialization;

namespace StudentUnion.Benchmarks.Measuring;

/// <summary>What was found: the measured series, their ratios to the limits, and what the reader has to know beside them.</summary>
internal sealed record Finding(string Name, string Zh, string En, IReadOnlyList<Series> Series, IReadOnlyList<Judgement> Verdicts, IReadOnlyList<string> Notes);

/// <summary>One thing measured once a round.</summary>
internal sealed record Series(string Name, string Unit, IReadOnlyList<double> Rounds)
{
    [JsonIgnore] public double Median => Middle(Rounds);
    [JsonIgnore] public double Least => Rounds.Min();
    [JsonIgnore] public double Most => Rounds.Max();

    public static double Middle(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[sorted.Length / 2 - 1] + sorted[sorted.Length / 2]) / 2;
    }
}

/// <summary>A figure against its target.</summary>
/// <param name="What">What the figure is, for instance a ratio of two medians.</param>
/// <param name="Value">The figure.</param>
/// <param name="Spread">Least and most over the rounds; absent where it makes no sense.</param>
/// <param name="Target">What it should reach.</param>
/// <param name="AtLeast">Whether more is better.</param>
/// <param name="Unit">Empty for a ratio.</param>
internal sealed record Judgement(string What, double Value, (double Least, double Most)? Spread, double Target, bool AtLeast, string Unit = "")
{
    [JsonIgnore] public bool Met => AtLeast ? Value >= Target : Value <= Target;

    /// <summary>The ratio of two series that were measured in turn: of the medians, with the spread of the ratios within each round.</summary>
    public static Judgement Ratio(Series thing, Series limit, double target)
    {
        var each = thing.Rounds.Zip(limit.Rounds, (t, l) => t / l).ToArray();
        return new($"{thing.Name} ÷ {limit.Name}", thing.Median / limit.Median, (each.Min(), each.Max()), target, AtLeast: true);
    }
}
