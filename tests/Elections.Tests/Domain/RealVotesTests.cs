using System.Text.Json;
using StudentUnion.Elections.Domain;
using StudentUnion.Elections.Domain.Counting;

namespace StudentUnion.Elections.Tests.Domain;

/// <summary>The count against real votes whose results were published: the files lie beside the repository and are not part of it.</summary>
public sealed class RealVotesTests
{
    [Theory]
    [InlineData("Poland_Lodz_2022_Nad_Nerem.pb")]
    [InlineData("Poland_Warszawa_2026_Stara_Ochota_Filtry.pb")]
    [InlineData("Poland_Warszawa_2018_Wola.pb")]
    [InlineData("Poland_Warszawa_2021_Praga-Poludnie.pb")]
    [InlineData("Poland_Gdynia_2021.pb")]
    [InlineData("Poland_Lodz_2022.pb")]
    public void The_count_equals_the_published_tallies(string file)
    {
        var folder = Folder();
        if (folder is null) Assert.Skip($"{file} is not here: set SUP_SHARED to the folder that holds data/pabulib.");

        using var all = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "expected.json")));
        var expected = all.RootElement.EnumerateArray().Single(e => e.GetProperty("file").GetString() == file);
        var tallies = expected.GetProperty("tallies").EnumerateObject().ToDictionary(t => t.Name, t => t.Value.GetInt32());
        var overHalf = expected.GetProperty("approved_by_more_than_half_of_ballots").EnumerateArray().Select(e => e.GetString()!).ToHashSet();

        var options = tallies.Keys.ToList();
        var numbers = options.Select((name, i) => (name, i)).ToDictionary(o => o.name, o => (short)(o.i + 1));
        var ballots = Votes(Path.Combine(folder, file)).Select(vote => vote.Select(name => numbers[name]).ToArray()).ToList();
        Candidate[] candidates =
        [
            .. options.Select((name, i) => new Candidate
            {
                TenantId = Guid.Empty, ElectionId = Guid.Empty, Number = (short)(i + 1), Name = name, PersonId = null, Statement = null,
            }),
        ];

        var result = BallotCount.Of(Drafts.Usual, options.Count, candidates, ballots.Count, ballots.Count, ballots.Count, ballots);

        Assert.Equal(expected.GetProperty("ballots").GetInt32(), result.Valid);
        Assert.Equal(tallies, result.Candidates.ToDictionary(c => c.Name, c => c.Votes));
        Assert.Equal(overHalf, result.Candidates.Where(c => c.Elected).Select(c => c.Name).ToHashSet());
        if (overHalf.Count == 0) Assert.Equal(Outcome.NobodyElected, result.Outcome);
    }

    private static IEnumerable<string[]> Votes(string path)
    {
        using var lines = File.ReadLines(path).SkipWhile(line => line != "VOTES").Skip(1).GetEnumerator();
        lines.MoveNext();
        var column = Array.IndexOf(lines.Current.Split(';'), "vote");
        while (lines.MoveNext()) yield return lines.Current.Split(';')[column].Split(',');
    }

    private static string? Folder()
    {
        var given = Environment.GetEnvironmentVariable("SUP_SHARED");
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            var folder = Path.Combine(given ?? Path.Combine(at.FullName, "shared"), "data", "pabulib");
            if (Directory.Exists(folder)) return folder;
        }

        return null;
    }
}
