using System.Net.Http.Json;
using Microsoft.AspNetCore.Mvc;
using StudentUnion.ServiceDefaults;
using Xunit;

namespace StudentUnion.Testing;

/// <summary>Asserts which rule refused, never by its text.</summary>
public static class Refused
{
    /// <summary>The answer is the refusal by this rule, as RFC 9457 problem details.</summary>
    public static async Task<ProblemDetails> By(Rule rule, HttpResponseMessage response)
    {
        var body = await response.Content.ReadAsStringAsync();
        Assert.True((int)response.StatusCode == rule.Status, $"Expected {rule.Status} by {rule.Code}, got {(int)response.StatusCode}: {body}");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = (await response.Content.ReadFromJsonAsync<ProblemDetails>())!;
        Assert.Equal(Problems.RuleType + rule.Code, problem.Type);
        return problem;
    }

    /// <summary>The domain refused by this rule, having seen this.</summary>
    public static void By(Rule rule, Action act, string? seen = null)
    {
        var broken = Assert.Throws<RuleBrokenException>(act);
        Assert.Equal(rule, broken.Rule);
        if (seen is not null) Assert.Equal(seen, broken.Seen);
    }
}
