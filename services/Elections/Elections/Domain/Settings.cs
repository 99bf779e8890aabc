namespace StudentUnion.Elections.Domain;

/// <summary>A figure of the field that may change from year to year: kept as data, with the place it was taken from.</summary>
public sealed class Setting
{
    public required string Key { get; init; }
    public required int Value { get; init; }

    /// <summary>Where the figure stands.</summary>
    public required string Source { get; init; }

    /// <summary>The year of that source.</summary>
    public required int Year { get; init; }
}

/// <summary>The settings of this service and what they are until somebody changes them.</summary>
public static class Settings
{
    /// <summary>Most seats of a presidium at the level given.</summary>
    public static string PresidiumSeats(CongressLevel level) => level switch
    {
        CongressLevel.School => "presidium-seats-school",
        CongressLevel.College => "presidium-seats-college",
    };

    public static readonly IReadOnlyList<Setting> Defaults =
    [
        new() { Key = PresidiumSeats(CongressLevel.School), Value = 5, Source = "yearly self-assessment form, presidium (domain.md §1)", Year = 2024 },
        new() { Key = PresidiumSeats(CongressLevel.College), Value = 3, Source = "general knowledge, not verified (domain.md §1)", Year = 2024 },
    ];
}
