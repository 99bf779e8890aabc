using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace StudentUnion.Web.Tests;

/// <summary>An answer as a reader has it: status, headers, text and forms.</summary>
public sealed partial record PageSeen(HttpStatusCode Status, string Html, IReadOnlyDictionary<string, string> Headers)
{
    public static async Task<PageSeen> Of(HttpResponseMessage answer) => new(
        answer.StatusCode, Encoding.UTF8.GetString(await answer.Content.ReadAsByteArrayAsync()),
        answer.Headers.Concat(answer.Content.Headers).ToDictionary(h => h.Key, h => string.Join(", ", h.Value), StringComparer.OrdinalIgnoreCase));

    /// <summary>The words on the page, without markup.</summary>
    public string Text => WebUtility.HtmlDecode(Space().Replace(Tag().Replace(Html, " "), " "));

    /// <summary>Where a form is sent, and what it carries unseen. A form is known by its name, or by its action.</summary>
    public (string? Action, IReadOnlyList<(string Name, string Value)> Hidden) Form(string name)
    {
        var form = Forms().Matches(Html).Select(m => m.Value).FirstOrDefault(f => f.Contains($"value=\"{name}\"", StringComparison.Ordinal) || f.Contains($"action=\"{name}\"", StringComparison.Ordinal));
        Assert.True(form is not null, $"no form {name} on the page: {Text}");
        var action = Attribute(form[..form.IndexOf('>', StringComparison.Ordinal)], "action");
        return (action, [.. Inputs().Matches(form).Select(m => m.Value).Where(i => i.Contains("type=\"hidden\"", StringComparison.Ordinal))
            .Select(i => (Attribute(i, "name") ?? "", Attribute(i, "value") ?? ""))]);
    }

    private static string? Attribute(string element, string name) =>
        Regex.Match(element, $"\\b{name}=\"([^\"]*)\"") is { Success: true } match ? WebUtility.HtmlDecode(match.Groups[1].Value) : null;

    [GeneratedRegex("<(script|style)[^>]*>.*?</\\1>|<[^>]+>", RegexOptions.Singleline)]
    private static partial Regex Tag();

    [GeneratedRegex("\\s+")]
    private static partial Regex Space();

    [GeneratedRegex("<form\\b.*?</form>", RegexOptions.Singleline)]
    private static partial Regex Forms();

    [GeneratedRegex("<input\\b[^>]*>")]
    private static partial Regex Inputs();
}
