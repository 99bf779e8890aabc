using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using StudentUnion.ServiceDefaults;

namespace StudentUnion.Architecture.Tests;

/// <summary>
/// Writes docs/rules.md and docs/events.md from the code. A page that was not up to date is rewritten and the test fails once, so that the change is seen
/// and committed.
/// </summary>
public sealed partial class WrittenDocs
{
    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;

    private static readonly Assembly[] Product =
    [
        .. Directory.EnumerateFiles(AppContext.BaseDirectory, "*.dll")
            .Where(f => ProductDll().IsMatch(Path.GetFileName(f)))
            .Select(f => Assembly.LoadFrom(f)),
    ];

    [Fact]
    public void Every_rule_stands_in_docs_rules_md()
    {
        var page = new StringBuilder("# The rules\n\nWritten by a test from the code; do not edit. The code of a rule is public: problems (`urn:student-union:rule:<code>`), indexes and tests refer to it.\n");
        foreach (var catalogue in Catalogues().OrderBy(c => c.Name, StringComparer.Ordinal))
        {
            page.Append(Invariant, $"\n## {catalogue.Name}\n\n| code | rule | in English | status | source |\n|---|---|---|---|---|\n");
            foreach (var rule in Rules(catalogue))
                page.Append(Invariant, $"| `{rule.Code}` | {rule.Zh} | {rule.En} | {rule.Status} | {rule.Source} |\n");
        }

        UpToDate("docs/rules.md", page.ToString());
    }

    [Fact]
    public void Rule_codes_are_unique_and_name_their_service()
    {
        var rules = Catalogues().SelectMany(c => Rules(c).Select(r => (Catalogue: c, Rule: r))).ToList();

        Assert.NotEmpty(rules);
        Assert.Empty(rules.GroupBy(r => r.Rule.Code).Where(g => g.Count() > 1).Select(g => g.Key));
        Assert.All(rules, r => Assert.Matches("^[a-z]+\\.[a-z0-9]+(-[a-z0-9]+)*$", r.Rule.Code));
        Assert.All(rules, r => Assert.All(new[] { r.Rule.Zh, r.Rule.En, r.Rule.Source }, text => Assert.False(string.IsNullOrWhiteSpace(text))));
        Assert.All(rules, r => Assert.InRange(r.Rule.Status, 400, 499));
    }

    [Fact]
    public void Every_event_stands_in_docs_events_md_with_who_hears_it()
    {
        var hearers = (from file in Repository.Files("Program.cs", "services")
                       let service = new DirectoryInfo(Path.GetDirectoryName(file)!).Name
                       from Match ear in Ear().Matches(File.ReadAllText(file))
                       select (Event: ear.Groups[1].Value, Line: $"{service}: {ear.Groups[2].Value} (`{ear.Groups[3].Value}`)"))
            .ToLookup(h => h.Event, h => h.Line);

        var page = new StringBuilder("# The events\n\nWritten by a test from the code; do not edit. Every event leaves through its service's outbox, at least once, in order per key.\n");
        foreach (var contracts in Product.Where(a => a.GetName().Name!.EndsWith(".Contracts", StringComparison.Ordinal)).OrderBy(a => a.FullName, StringComparer.Ordinal))
        {
            page.Append(Invariant, $"\n## {contracts.GetName().Name!.Replace(".Contracts", "", StringComparison.Ordinal)}\n");
            foreach (var type in contracts.GetExportedTypes().Where(t => !t.IsAbstract).OrderBy(t => t.Name, StringComparer.Ordinal))
            {
                var fields = string.Join(", ", type.GetConstructors().MaxBy(c => c.GetParameters().Length)!.GetParameters().Select(p => $"{Name(p)} {p.Name}"));
                page.Append(Invariant, $"\n**{type.Name}**({fields})\n");
                if (hearers[type.Name].Any()) page.Append(Invariant, $"heard by {string.Join(" · ", hearers[type.Name])}\n");
            }
        }

        UpToDate("docs/events.md", page.ToString());
    }

    private static IEnumerable<Type> Catalogues() =>
        from assembly in Product
        from type in assembly.GetTypes()
        where type.Name.EndsWith("Rules", StringComparison.Ordinal) && Rules(type).Any()
        select type;

    private static IEnumerable<Rule> Rules(Type catalogue) =>
        from field in catalogue.GetFields(BindingFlags.Public | BindingFlags.Static)
        where field.FieldType == typeof(Rule)
        select (Rule)field.GetValue(null)!;

    private static string Name(ParameterInfo parameter)
    {
        var optional = new NullabilityInfoContext().Create(parameter).ReadState == NullabilityState.Nullable ? "?" : "";
        var type = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
        return (type.IsGenericType ? $"{type.GenericTypeArguments[0].Name} list" : type.Name) + optional;
    }

    private static void UpToDate(string path, string content)
    {
        var file = Path.Combine(Repository.Root, path);
        var before = File.Exists(file) ? File.ReadAllText(file) : "";
        if (before == content) return;

        File.WriteAllText(file, content);
        Assert.Fail($"{path} was out of date and has been rewritten; look at the change and commit it.");
    }

    [GeneratedRegex(@"^(ServiceDefaults|Identity|Membership|Elections|Projects|Evaluations|Governance)(\.Contracts)?\.dll$")]
    private static partial Regex ProductDll();

    [GeneratedRegex(@"\.Hear<(\w+), (\w+)>\(""([^""]+)""\)")]
    private static partial Regex Ear();
}
