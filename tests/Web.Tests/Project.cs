using System.Runtime.CompilerServices;
using System.Xml.Linq;

namespace StudentUnion.Web.Tests;

/// <summary>The web application's source, as tests of the source read it.</summary>
internal static class Project
{
    public static readonly string Root = Path.GetFullPath("../../clients/Web", Path.GetDirectoryName(Here())!);

    public static IEnumerable<(string Path, string Text)> Sources(params string[] endings) =>
        from file in Directory.EnumerateFiles(Root, "*", SearchOption.AllDirectories)
        where endings.Any(e => file.EndsWith(e, StringComparison.Ordinal))
        let path = Path.GetRelativePath(Root, file).Replace('\\', '/')
        where !path.StartsWith("obj/", StringComparison.Ordinal) && !path.StartsWith("bin/", StringComparison.Ordinal)
        select (path, File.ReadAllText(file));

    public static Dictionary<string, string> Texts(string file) =>
        XDocument.Load(Path.Combine(Root, "Resources", file)).Root!.Elements("data").ToDictionary(d => d.Attribute("name")!.Value, d => d.Element("value")!.Value);

    private static string Here([CallerFilePath] string path = "") => path;
}
