using System.Text.RegularExpressions;

namespace StudentUnion.Architecture.Tests;

/// <summary>The parts of the house style that a machine can check.</summary>
public sealed partial class HouseRules
{
    [Fact]
    public void Domain_code_knows_no_framework() => Assert.Empty(
        from file in Repository.Files("*.cs", "services")
        where file.Replace('\\', '/').Contains("/Domain/", StringComparison.Ordinal)
        from line in File.ReadLines(file)
        where Framework().IsMatch(line)
        select $"{Repository.Relative(file)}: {line}");

    [Fact]
    public void A_service_sees_of_another_only_its_contracts() => Assert.Empty(
        from project in Repository.Files("*.csproj", "services")
        from Match reference in Reference().Matches(File.ReadAllText(project))
        let target = Path.GetFileNameWithoutExtension(reference.Groups[1].Value.Replace('\\', '/'))
        where target != "ServiceDefaults" && !target.EndsWith(".Contracts", StringComparison.Ordinal)
        select $"{Path.GetFileName(project)} -> {target}");

    [Fact]
    public void Contracts_depend_on_nothing() => Assert.Empty(
        from project in Repository.Files("*.Contracts.csproj", "services")
        where File.ReadAllText(project).Contains("Reference", StringComparison.Ordinal)
        select Path.GetFileName(project));

    [Fact]
    public void Every_rule_is_refused_by_some_test()
    {
        var tests = string.Concat(Repository.Files("*.cs", "tests").Select(File.ReadAllText));

        Assert.Empty(
            from file in Repository.Files("*Rules.cs", "services", "ServiceDefaults")
            let catalogue = Path.GetFileNameWithoutExtension(file)
            from Match rule in RuleField().Matches(File.ReadAllText(file))
            let name = $"{catalogue}.{rule.Groups[1].Value}"
            where !Regex.IsMatch(tests, $@"\b{Regex.Escape(name)}\b")
            select name);
    }

    [Fact]
    public void What_every_service_shares_holds_no_word_of_the_union() => Assert.Empty(
        from file in Repository.Files("*.cs", "ServiceDefaults")
        from line in File.ReadLines(file)
        let said = line.Replace("StudentUnion", "", StringComparison.Ordinal).Replace("student-union", "", StringComparison.Ordinal)
        where UnionWord().IsMatch(said)
        select $"{Repository.Relative(file)}: {line.Trim()}");

    [Fact]
    public void Names_say_what_a_thing_is_for() => Assert.Empty(
        from file in Repository.Files("*.cs", "services", "gateway", "clients", "ServiceDefaults", "AppHost")
        from Match type in TypeName().Matches(File.ReadAllText(file))
        where VagueName().IsMatch(type.Groups[1].Value)
        select $"{Repository.Relative(file)}: {type.Groups[1].Value}");

    [Fact]
    public void No_drawer_collects_what_has_no_home() => Assert.Empty(
        from file in Repository.Files("*.cs", "services", "gateway", "clients", "ServiceDefaults", "AppHost")
        where Drawer().IsMatch(Repository.Relative(file))
        select Repository.Relative(file));

    [Fact]
    public void A_default_build_asks_for_no_package_that_is_not_served() => Assert.Empty(
        from file in Repository.Files("packages.lock.json", ".")
        where Regex.IsMatch(File.ReadAllText(file), "\"(Aspire\\.|MassTransit\\.EntityFrameworkCore)")
        select Repository.Relative(file));

    [Fact]
    public void The_guards_above_see_red()
    {
        Assert.Matches(Framework(), "using Microsoft.EntityFrameworkCore;");
        Assert.Matches(UnionWord(), "public Guid CongressId { get; }");
        Assert.Matches(VagueName(), "ElectionService");
        Assert.DoesNotMatch(VagueName(), "ServiceHost");
        Assert.Matches(Drawer(), "services/X/Common/Thing.cs");
        Assert.Matches(RuleField(), "public static readonly Rule VotesOnce = new(");
        Assert.Matches(TypeName(), "public sealed class Election");
    }

    [GeneratedRegex(@"^using (static )?(Microsoft|MassTransit|Npgsql|System\.Net)\.")]
    private static partial Regex Framework();

    [GeneratedRegex("<ProjectReference Include=\"([^\"]+)\"")]
    private static partial Regex Reference();

    [GeneratedRegex(@"static readonly Rule (\w+)")]
    private static partial Regex RuleField();

    [GeneratedRegex("(?i)congress|ballot|presidium|roster|election|university|league|candidate|\\bvoter")]
    private static partial Regex UnionWord();

    [GeneratedRegex(@"\b(?:class|record|interface|struct|enum) (?:struct )?(\w+)")]
    private static partial Regex TypeName();

    [GeneratedRegex(@"(Manager|Dto|Impl|Helper|Utils|[a-z]Service)$")]
    private static partial Regex VagueName();

    [GeneratedRegex(@"(^|/)(Common|Core|Utils|Helpers|Shared)/|/(Extensions|Constants|Helpers|Utils)\.cs$")]
    private static partial Regex Drawer();
}
