using System.Diagnostics;
using System.Globalization;

namespace StudentUnion.Benchmarks.Measuring;

/// <summary>One leg of a round: a thing or its limit.</summary>
internal sealed record Leg(string Name, string Unit, Func<int, Task<double>> Measure);

/// <summary>Measures the legs in turn, round after round, so that whatever else the machine does falls on all of them alike.</summary>
internal static class Rounds
{
    public static async Task<IReadOnlyList<Series>> Play(int rounds, IReadOnlyList<Leg> legs, CancellationToken ct)
    {
        var measured = legs.Select(_ => new List<double>()).ToArray();
        for (var round = 1; round <= rounds; round++)
        {
            // Each round starts with another leg: none is always the one that finds the caches warm or the disk busy.
            foreach (var leg in Enumerable.Range(0, legs.Count).Select(n => (n + round - 1) % legs.Count))
            {
                ct.ThrowIfCancellationRequested();
                var value = await legs[leg].Measure(round);
                measured[leg].Add(value);
                Say.Line($"  {round}/{rounds} {legs[leg].Name,-44} {Say.Figure(value),12} {legs[leg].Unit}");
            }
        }

        return [.. legs.Select((leg, n) => new Series(leg.Name, leg.Unit, measured[n]))];
    }
}

/// <summary>Progress, for whoever watches.</summary>
internal static class Say
{
    private static readonly long Began = Stopwatch.GetTimestamp();

    public static void Line(string words) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"[{Stopwatch.GetElapsedTime(Began).TotalSeconds,5:0} s] {words}"));

    public static string Figure(double value) => Math.Abs(value) switch
    {
        >= 1_000 => value.ToString("#,0", CultureInfo.InvariantCulture),
        >= 10 => value.ToString("0.0", CultureInfo.InvariantCulture),
        _ => value.ToString("0.00", CultureInfo.InvariantCulture),
    };
}
