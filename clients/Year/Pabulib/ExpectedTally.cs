using System.Text.Json;
using System.Text.Json.Serialization;

namespace StudentUnion.Year.Pabulib;

/// <summary>What an independent recount of a vote file found (<c>expected.json</c> beside the file).</summary>
/// <param name="Tallies">Approvals by project id.</param>
/// <param name="OverHalf">Projects approved on more than half of the ballots.</param>
public sealed record ExpectedTally(
    [property: JsonPropertyName("file")] string File,
    [property: JsonPropertyName("ballots")] int Ballots,
    [property: JsonPropertyName("projects")] int Projects,
    [property: JsonPropertyName("tallies")] IReadOnlyDictionary<string, int> Tallies,
    [property: JsonPropertyName("approved_by_more_than_half_of_ballots")] IReadOnlyList<string> OverHalf)
{
    /// <summary>The entry for this vote file; null where there is no expected.json or it does not know the file.</summary>
    public static ExpectedTally? Beside(string votes)
    {
        var path = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(votes))!, "expected.json");
        if (!System.IO.File.Exists(path)) return null;
        using var json = System.IO.File.OpenRead(path);
        var name = Path.GetFileName(votes);
        return JsonSerializer.Deserialize<List<ExpectedTally>>(json)?.Find(entry => entry.File == name);
    }
}
