using System.Globalization;
using System.Resources;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace StudentUnion.Identity.Tests.Wiring;

public sealed partial class TextsTests
{
    private static readonly string Service = Path.GetFullPath("../../../services/Identity/Identity", Path.GetDirectoryName(Here())!);

    [Fact]
    public void Every_text_of_the_pages_exists_in_both_languages()
    {
        var resources = new ResourceManager("StudentUnion.Identity.Resources.Texts", typeof(Texts).Assembly);
        var used = Directory.EnumerateFiles(Path.Combine(Service, "Pages"))
            .SelectMany(file => TextKey().Matches(File.ReadAllText(file)).Select(m => m.Groups[1].Value)).Distinct().ToList();

        Assert.NotEmpty(used);
        Assert.All(used, key =>
        {
            var (zh, en) = (resources.GetString(key, CultureInfo.InvariantCulture), resources.GetString(key, CultureInfo.GetCultureInfo("en")));
            Assert.False(string.IsNullOrWhiteSpace(zh), $"{key} is missing in Chinese");
            Assert.False(string.IsNullOrWhiteSpace(en) || en == zh, $"{key} is missing in English");
        });
    }

    [Fact]
    public void No_page_holds_text_of_its_own() => Assert.Empty(
        from page in Directory.EnumerateFiles(Path.Combine(Service, "Pages"), "*.cshtml")
        from Match literal in Literal().Matches(File.ReadAllText(page))
        select $"{Path.GetFileName(page)}: {literal.Value.Trim()}");

    private static string Here([CallerFilePath] string path = "") => path;

    [GeneratedRegex(@"(?:\bT|\btexts)\[""(\w+)""\]")]
    private static partial Regex TextKey();

    [GeneratedRegex(@"[\u4e00-\u9fff]+|(?<=<(?:h1|h2|p|b|li|label|button|a)[^>@]*>)\s*[A-Za-z][^<@]*(?=<)")]
    private static partial Regex Literal();
}
