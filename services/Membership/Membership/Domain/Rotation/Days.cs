using System.Globalization;

namespace StudentUnion.Membership.Domain.Rotation;

/// <summary>Days in a row, the first and the last included.</summary>
public readonly record struct Days(DateOnly From, DateOnly To)
{
    /// <summary>How many; none or fewer where they end before they begin.</summary>
    public int Count => To.DayNumber - From.DayNumber + 1;

    public bool Contains(DateOnly day) => From <= day && day <= To;

    public bool Contains(Days other) => From <= other.From && other.To <= To;

    public bool Overlaps(Days other) => From <= other.To && other.From <= To;

    /// <summary>2026-03-02 – 2026-03-08, or one day alone.</summary>
    public override string ToString() => From == To ? Word(From) : $"{Word(From)} – {Word(To)}";

    private static string Word(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
