using System.Text.RegularExpressions;
using StudentUnion.Api;

namespace StudentUnion.Web.Tests;

/// <summary>Every word comes from the resource files, in both languages, and none stands there for nothing.</summary>
public sealed partial class TextTests
{
    private static readonly Dictionary<string, string> Chinese = Project.Texts("Texts.resx");
    private static readonly Dictionary<string, string> English = Project.Texts("Texts.en.resx");

    [Fact]
    public void Both_languages_say_everything()
    {
        Assert.Empty(Chinese.Keys.Except(English.Keys));
        Assert.Empty(English.Keys.Except(Chinese.Keys));
        Assert.Empty(Chinese.Concat(English).Where(t => string.IsNullOrWhiteSpace(t.Value)).Select(t => t.Key));
        Assert.Empty(English.Where(t => t.Key != "Shell.OtherLanguage" && Cjk().IsMatch(t.Value.Replace("学号", "", StringComparison.Ordinal))).Select(t => t.Key));
    }

    [Fact]
    public void Both_languages_have_room_for_the_same_facts() =>
        Assert.Empty(from key in Chinese.Keys
                     where !Places(Chinese[key]).SetEquals(Places(English[key]))
                     select key);

    [Fact]
    public void Every_key_that_is_asked_for_exists() =>
        Assert.Empty(from source in Project.Sources(".razor", ".cs")
                     from Match use in LiteralKey().Matches(source.Text)
                     let key = use.Groups[1].Value
                     where !Chinese.ContainsKey(key)
                     select $"{source.Path}: {key}");

    [Fact]
    public void What_is_said_of_persons_is_said_of_options_too() =>
        Assert.Empty(from source in Project.Sources(".razor", ".cs")
                     from Match use in KeyByOffice().Matches(source.Text)
                     from key in (string[])[use.Groups[1].Value, $"Poll.{use.Groups[1].Value}"]
                     where !Chinese.ContainsKey(key)
                     select $"{source.Path}: {key}");

    [Fact]
    public void Every_choice_has_its_word() =>
        Assert.Empty(from choice in (Type[])[typeof(OrganizationKind), typeof(InstitutionLevel), typeof(OrganizationStatus), typeof(OrganizationChange), typeof(DifferenceKind),
                         typeof(InstitutionImportState), typeof(RosterImportState), typeof(CongressLevel), typeof(ElectionOffice), typeof(ElectionState), typeof(Quorum), typeof(MajorityBase), typeof(TieRule), typeof(DrawState),
                         typeof(RotationState), typeof(RotationPeriod), typeof(RotationChange), typeof(HandOverState), typeof(ExchangeState), typeof(ExchangeGrade),
                         typeof(StudyAudience), typeof(SessionKind), typeof(SessionState),
                         typeof(CallKind), typeof(CallState), typeof(ApplicationState), typeof(Verdict), typeof(ObjectionAnswer),
                         typeof(UnionLevel), typeof(Seat), typeof(AppointmentSource), typeof(AppointmentChange), typeof(Ending), typeof(FindingOutcome), typeof(SupervisorTitle), typeof(RegisterKind),
                         typeof(RegisterImportState), typeof(StandingScope), typeof(CorrectionState), typeof(RosterColumn)]
                     from member in Enum.GetNames(choice)
                     where !Chinese.ContainsKey($"{choice.Name}.{member}")
                     select $"{choice.Name}.{member}");

    [Fact]
    public void No_text_is_left_over()
    {
        var sources = string.Concat(Project.Sources(".razor", ".cs").Select(s => s.Text));
        var families = DynamicKey().Matches(sources).Select(m => new Regex("^" + Regex.Replace(Regex.Escape(m.Groups[1].Value), @"\\\{[^}]*}", ".+") + "$")).ToList();
        var enums = typeof(GatewayClient).Assembly.GetTypes().Where(t => t.IsEnum).Select(t => t.Name + ".").ToList();

        Assert.Empty(from key in Chinese.Keys
                     where !sources.Contains($"\"{key}\"", StringComparison.Ordinal)
                         && !families.Any(f => f.IsMatch(key))
                         && !enums.Any(e => key.StartsWith(e, StringComparison.Ordinal))
                     select key);
    }

    [Fact]
    public void No_page_holds_words_of_its_own() =>
        Assert.Empty(Project.Sources(".razor").SelectMany(s => LiteralText.In(s.Text).Select(t => $"{s.Path}: {t}")));

    // A guard is trusted once it was seen red.
    [Theory]
    [InlineData("<p>投票</p>")]
    [InlineData("<p>@T[\"Vote\"] now</p>")]
    [InlineData("<button>Save</button>")]
    [InlineData("<Field Name=\"x\" Label=\"Your name\" />")]
    [InlineData("<input placeholder=\"Search\" />")]
    [InlineData("@if (true)\n{\n    <b>Done</b>\n}")]
    public void Words_on_a_page_are_found(string page) => Assert.NotEmpty(LiteralText.In(page));

    [Theory]
    [InlineData("<p class=\"soft\">@T[\"Vote\"] · @Share.Of(1, 2)</p>")]
    [InlineData("@if (x is { } y)\n{\n    <Icon Name=\"home\" />\n}\nelse if (z)\n{\n    <b>@y</b>\n}")]
    [InlineData("@page \"/\"\n@inject Thing Thing\n<p>@T[\"A\"]</p>\n@code {\n    private string Words = \"x\";\n}")]
    public void Code_on_a_page_is_not_mistaken_for_words(string page) => Assert.Empty(LiteralText.In(page));

    private static HashSet<string> Places(string text) => [.. Place().Matches(text).Select(m => m.Value)];

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Place();

    [GeneratedRegex(@"\p{IsCJKUnifiedIdeographs}")]
    private static partial Regex Cjk();

    [GeneratedRegex("""\b[Tt]\[\s*"([^"$]+)"\s*[\],]""")]
    private static partial Regex LiteralKey();

    [GeneratedRegex("""\bT\.For\([\w.]+, "([^"]+)""")]
    private static partial Regex KeyByOffice();

    [GeneratedRegex("""\$"([A-Z]\w*[.\w]*\{[^"]*)["]""")]
    private static partial Regex DynamicKey();
}
