namespace StudentUnion.Year.Tests;

/// <summary>The real vote files beside the repository. Nothing here needs them: where they are absent the tests say which file they skipped.</summary>
public static class VoteFiles
{
    public static readonly TheoryData<string> All = new(
        "Poland_Lodz_2022_Nad_Nerem.pb",
        "Poland_Warszawa_2026_Stara_Ochota_Filtry.pb",
        "Poland_Warszawa_2018_Wola.pb",
        "Poland_Warszawa_2021_Praga-Poludnie.pb",
        "Poland_Gdynia_2021.pb",
        "Poland_Lodz_2022.pb");

    /// <summary>Where the file is, in <c>SUP_SHARED</c> or in a folder <c>shared</c> beside the repository or above it.</summary>
    public static string PathOf(string file)
    {
        foreach (var shared in Places())
            if (Path.Combine(shared, "data", "pabulib", file) is var path && File.Exists(path)) return path;
        Assert.Skip($"{file} is not on this machine (../shared/data/pabulib).");
        return "";
    }

    private static IEnumerable<string> Places()
    {
        if (Environment.GetEnvironmentVariable("SUP_SHARED") is { Length: > 0 } named) yield return named;
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            yield return Path.Combine(folder.FullName, "shared");
    }
}
