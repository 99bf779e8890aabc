namespace StudentUnion.Benchmarks.Rigs;

/// <summary>Where the sources and what was built of them lie.</summary>
internal static class Repository
{
    private static readonly string Root = Find(new DirectoryInfo(AppContext.BaseDirectory));

    public static string At(string path) => Path.Combine(Root, path);

    /// <summary>The built program of a project in the same configuration as this one.</summary>
    public static string Program(string projectFolder, string assembly)
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        var program = At(Path.Combine(projectFolder, "bin", configuration, "net10.0", $"{assembly}.dll"));
        return File.Exists(program) ? program : throw new FileNotFoundException($"{program} is not built: run ./bench, which builds it.");
    }

    private static string Find(DirectoryInfo? folder)
    {
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Directory.Packages.props"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("This program must lie inside its repository.");
    }
}
