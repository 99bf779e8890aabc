using System.Runtime.CompilerServices;

namespace StudentUnion.Architecture.Tests;

/// <summary>The source tree these tests read.</summary>
internal static class Repository
{
    public static readonly string Root = Path.GetFullPath("../..", Path.GetDirectoryName(Here())!);

    /// <summary>Source files of the product: what is generated or built is left out.</summary>
    public static IEnumerable<string> Files(string pattern, params string[] folders) =>
        from folder in folders
        let top = Path.Combine(Root, folder)
        where Directory.Exists(top)
        from file in Directory.EnumerateFiles(top, pattern, SearchOption.AllDirectories)
        let path = file.Replace('\\', '/')
        where !path.Contains("/obj/", StringComparison.Ordinal) && !path.Contains("/bin/", StringComparison.Ordinal)
           && !path.Contains("/Migrations/", StringComparison.Ordinal)
        select file;

    public static string Relative(string file) => Path.GetRelativePath(Root, file).Replace('\\', '/');

    private static string Here([CallerFilePath] string path = "") => path;
}
