using System.Text.RegularExpressions;

namespace StudentUnion.Web.Tests;

/// <summary>Finds words written into a page itself instead of its resources.</summary>
internal static partial class LiteralText
{
    private static readonly string[] Spoken = ["Title", "Label", "Lead", "Hint", "Text", "BackText", "LineText", "NeededText", "Unit", "aria-label", "placeholder", "alt", "title"];

    private const string ElseIf = "else if (";

    public static IEnumerable<string> In(string page)
    {
        var markup = WithoutCode(page);
        foreach (Match cjk in Cjk().Matches(Comment().Replace(page, " "))) yield return cjk.Value;
        foreach (Match attribute in Attribute().Matches(markup))
            if (Spoken.Contains(attribute.Groups[1].Value) && Word().IsMatch(attribute.Groups[2].Value) && !attribute.Groups[2].Value.Contains('@', StringComparison.Ordinal))
                yield return attribute.Value;
        foreach (var text in Between(markup))
            if (Word().Match(text) is { Success: true } word)
                yield return word.Value;
    }

    private static string WithoutCode(string page)
    {
        var code = page.IndexOf("\n@code", StringComparison.Ordinal);
        if (code >= 0) page = page[..code];
        page = Comment().Replace(page, " ");
        return string.Join('\n', page.Split('\n').Where(line => !Directive().IsMatch(line)));
    }

    /// <summary>What stands between tags, once expressions and the braces of statements are taken out.</summary>
    private static IEnumerable<string> Between(string markup)
    {
        var plain = WithoutExpressions(markup);
        plain = Tag().Replace(plain, "\u0001");
        return plain.Split(['\u0001', '\n', '{', '}']).Select(t => t.Trim()).Where(t => t.Length > 0 && !Statement().IsMatch(t));
    }

    private static string WithoutExpressions(string markup)
    {
        var kept = new System.Text.StringBuilder();
        for (var i = 0; i < markup.Length; i++)
        {
            if (string.CompareOrdinal(markup, i, ElseIf, 0, ElseIf.Length) == 0) { i = Closing(markup, i + ElseIf.Length - 1); continue; }
            if (markup[i] != '@') { kept.Append(markup[i]); continue; }
            i++;
            if (i < markup.Length && markup[i] is '(' or '{') { i = Closing(markup, i); continue; }
            while (i < markup.Length && (char.IsLetterOrDigit(markup[i]) || markup[i] is '_' or '.' or '(' or '[' or '-' or '!'))
            {
                if (markup[i] is '(' or '[') i = Closing(markup, i);
                i++;
            }
            // The head of a statement: what follows it up to its brace is code.
            if (i < markup.Length && markup[i] == ' ' && markup.IndexOf('(', i) == i + 1) i = Closing(markup, i + 1);
            else i--;
        }
        return kept.ToString();
    }

    private static int Closing(string text, int open)
    {
        var depth = 0;
        var quoted = false;
        for (var i = open; i < text.Length; i++)
        {
            if (text[i] == '"' && text[i - 1] != '\\') quoted = !quoted;
            if (quoted) continue;
            if (text[i] is '(' or '[' or '{') depth++;
            if (text[i] is ')' or ']' or '}' && --depth == 0) return i;
        }
        return text.Length - 1;
    }

    [GeneratedRegex(@"[\p{IsCJKUnifiedIdeographs}\p{IsCJKSymbolsandPunctuation}]+")]
    private static partial Regex Cjk();

    [GeneratedRegex("""([\w-]+)="([^"]*)["]""")]
    private static partial Regex Attribute();

    [GeneratedRegex(@"[A-Za-z]{2,}")]
    private static partial Regex Word();

    [GeneratedRegex(@"@\*.*?\*@", RegexOptions.Singleline)]
    private static partial Regex Comment();

    [GeneratedRegex(@"^@(page|inject|attribute|using|inherits|layout|namespace)\b")]
    private static partial Regex Directive();

    [GeneratedRegex("""<!?/?[A-Za-z](?:[^<>"]|"[^"]*")*>""")]
    private static partial Regex Tag();

    [GeneratedRegex(@"^(else|else if.*|case .*|default:|break;|var .*;|switch.*)$")]
    private static partial Regex Statement();
}
