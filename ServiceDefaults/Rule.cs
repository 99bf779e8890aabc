using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http;

namespace StudentUnion.ServiceDefaults;

/// <summary>One rule, said once, as a positive sentence in both languages, with the source it comes from.</summary>
/// <param name="Code">Public and stable: clients, problem types, unique indexes and tests refer to it.</param>
/// <param name="Zh">The rule in Chinese, as the reader is told it.</param>
/// <param name="En">The same in English.</param>
/// <param name="Source">The row of measures.md, the section of domain.md or the standard it follows.</param>
/// <param name="Status">The HTTP status of a refusal.</param>
public sealed record Rule(string Code, string Zh, string En, string Source, int Status = StatusCodes.Status409Conflict)
{
    /// <summary>Refuses unless the rule holds.</summary>
    /// <param name="holds">Whether it does.</param>
    /// <param name="seen">What the rule saw, in figures or words that need no translation ("202 / 303").</param>
    /// <exception cref="RuleBrokenException">The rule does not hold.</exception>
    public void Require([DoesNotReturnIf(false)] bool holds, string? seen = null)
    {
        if (!holds) throw new RuleBrokenException(this, seen);
    }

    /// <summary>The rule itself where it does not hold: lets one truth decide and explain.</summary>
    public Rule? Unless(bool holds) => holds ? null : this;

    /// <summary>The rule in the language asked for.</summary>
    public string In(Language language) => language == Language.English ? En : Zh;
}

/// <summary>A refusal by a rule. It is an answer, not a fault: it is never retried and never logged as an error.</summary>
public sealed class RuleBrokenException(Rule rule, string? seen = null) : Exception(rule.En)
{
    /// <summary>The rule that refused.</summary>
    public Rule Rule { get; } = rule;

    /// <summary>What it saw.</summary>
    public string? Seen { get; } = seen;
}
