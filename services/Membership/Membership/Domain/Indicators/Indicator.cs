namespace StudentUnion.Membership.Domain.Indicators;

/// <summary>One fact behind a figure: so many of so many.</summary>
/// <param name="Key">Stable name of the fact.</param>
/// <param name="Part">How many.</param>
/// <param name="Whole">Of how many; none where it is a bare count.</param>
public sealed record IndicatorFact(string Key, int Part, int? Whole = null);

/// <summary>What was found of one union and one measure: integers only, never a typed percentage.</summary>
/// <param name="Organization">The member organization, with both its levels, or one college.</param>
/// <param name="Measure">Number of the measure.</param>
/// <param name="Part">How much of it is there.</param>
/// <param name="Whole">Of how much.</param>
/// <param name="Met">Whether the measure is met; none where it asks for no figure.</param>
/// <param name="Facts">What it was counted from.</param>
public sealed record Figure(Guid Organization, string Measure, int Part, int Whole, bool? Met, IReadOnlyList<IndicatorFact> Facts);

/// <summary>A figure as it stands for one semester, until a later count says otherwise. Public fact within the federation: it holds counts and no persons.</summary>
public sealed class Indicator
{
    /// <summary>The measures this service counts, in their order.</summary>
    public static readonly IReadOnlyList<string> Measures = ["2.4", "2.5", "2.6", "4.2", "4.3", "6.1", "6.3", "6.6", "6.7"];

    public required Guid OrganizationId { get; init; }

    /// <summary>The member organization. Not named <c>tenant_id</c>, since the federation looks through all of them.</summary>
    public required Guid MemberId { get; init; }

    /// <summary>2026-2027-1.</summary>
    public required string Semester { get; init; }

    public required string Measure { get; init; }
    public int Part { get; private set; }
    public int Whole { get; private set; }
    public bool? Met { get; private set; }
    public List<IndicatorFact> Facts { get; private set; } = [];
    public DateTimeOffset CountedAt { get; private set; }

    /// <summary>Grows whenever the figure changes.</summary>
    public int Version { get; private set; }

    /// <summary>Takes a new count over.</summary>
    /// <returns>Whether it says something new.</returns>
    public bool Take(Figure figure, DateTimeOffset now)
    {
        if (Version > 0 && (Part, Whole, Met) == (figure.Part, figure.Whole, figure.Met) && Facts.SequenceEqual(figure.Facts)) return false;

        (Part, Whole, Met, Facts, CountedAt) = (figure.Part, figure.Whole, figure.Met, [.. figure.Facts], now);
        Version++;
        return true;
    }
}
