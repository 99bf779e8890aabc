namespace StudentUnion.Membership.Domain;

/// <summary>The Ministry's level of an institution: 本科 or 专科.</summary>
public enum InstitutionLevel { Undergraduate, Vocational }

/// <summary>One institution as a list of the Ministry of Education states it.</summary>
/// <param name="Code">学校标识码: stays when the name changes.</param>
/// <param name="Name">Official name.</param>
/// <param name="Province">The section of the list, which need not be the city's province.</param>
/// <param name="City">Seat.</param>
/// <param name="Level">本科 or 专科.</param>
/// <param name="Authority">主管部门, the body in charge.</param>
public sealed record ListedInstitution(
    string Code, string Name, string Province, string? City, InstitutionLevel Level, string? Authority)
{
    /// <summary>Longest name, province, city or authority that is taken.</summary>
    public const int MaxText = 100;
}

/// <summary>How an institution of a list differs from what is registered.</summary>
public enum DifferenceKind { New, Renamed, LevelChanged, Gone, Moved }

/// <summary>One difference between a list and the register, in the list's own words.</summary>
public sealed record InstitutionDifference(
    DifferenceKind Kind, string Code, string Name, string? Before, string? After, string? Province, string? City);

/// <summary>Words of the Ministry's list.</summary>
public static class InstitutionWords
{
    /// <summary>The level as the list writes it.</summary>
    public static string Of(InstitutionLevel level) => level switch
    {
        InstitutionLevel.Undergraduate => "本科",
        InstitutionLevel.Vocational => "专科",
    };

    /// <summary>The level a cell means; null where it means none.</summary>
    public static InstitutionLevel? LevelOf(ReadOnlySpan<char> cell) => cell switch
    {
        "本科" or "普通本科" or "本科层次" or "undergraduate" => InstitutionLevel.Undergraduate,
        "专科" or "高职" or "高职（专科）" or "高职(专科)" or "专科层次" or "vocational" => InstitutionLevel.Vocational,
        _ => null,
    };
}
