using System.Text.Json;
using System.Text.Json.Serialization;

namespace StudentUnion.Api;

/// <summary>A refusal as the platform words it (RFC 9457): which rule or check said no, and what it saw.</summary>
public class ApiProblemException : Exception
{
    private const string RulePrefix = "urn:student-union:rule:";

    internal ApiProblemException(int status, ProblemBody body, TimeSpan? retryAfter = null, Exception? cause = null)
        : base(body.Detail is null ? body.Title : $"{body.Title} {body.Detail}", cause)
    {
        Status = status;
        Type = body.Type ?? "about:blank";
        Title = body.Title ?? "";
        Detail = body.Detail;
        Measure = body.Measure;
        Errors = body.Errors ?? new Dictionary<string, string[]>();
        RetryAfter = retryAfter;
    }

    /// <summary>The HTTP status; 0 when no answer came.</summary>
    public int Status { get; }

    public string Type { get; }

    /// <summary>For a rule: its statement, in the reader's language.</summary>
    public string Title { get; }

    /// <summary>What was seen, e.g. "202 of 303 present".</summary>
    public string? Detail { get; }

    /// <summary>The union's measure a rule comes from.</summary>
    public string? Measure { get; }

    /// <summary>Malformed fields and what is wrong with each.</summary>
    public IReadOnlyDictionary<string, string[]> Errors { get; }

    public TimeSpan? RetryAfter { get; }

    /// <summary>The public code of the rule that refused; null when it was no rule.</summary>
    public string? Rule => Type.StartsWith(RulePrefix, StringComparison.Ordinal) ? Type[RulePrefix.Length..] : null;

    internal static async Task<ApiProblemException> From(HttpResponseMessage response, TimeProvider clock, CancellationToken ct)
    {
        var status = (int)response.StatusCode;
        var wait = response.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - clock.GetUtcNow(),
            _ => (TimeSpan?)null,
        };
        return new ApiProblemException(status, await Body(response, status, ct), wait);
    }

    private static async Task<ProblemBody> Body(HttpResponseMessage response, int status, CancellationToken ct)
    {
        var bare = new ProblemBody { Title = response.ReasonPhrase is { Length: > 0 } phrase ? phrase : $"HTTP {status}" };
        if (response.Content.Headers.ContentType?.MediaType is not ("application/problem+json" or "application/json")) return bare;
        try
        {
            var body = await JsonSerializer.DeserializeAsync(await response.Content.ReadAsStreamAsync(ct), ApiJson.Default.ProblemBody, ct);
            return body?.Title is null ? bare : body;
        }
        catch (JsonException)
        {
            return bare;
        }
    }
}

/// <summary>No answer came: whether a change was made is not known, so only repeatable calls may be repeated.</summary>
public sealed class GatewayUnreachableException : ApiProblemException
{
    internal GatewayUnreachableException(Exception cause)
        : base(0, new ProblemBody { Type = "urn:student-union:unreachable", Title = "No answer from the gateway." }, cause: cause)
    {
    }
}

internal sealed record ProblemBody
{
    public string? Type { get; init; }
    public string? Title { get; init; }
    public string? Detail { get; init; }
    public string? Measure { get; init; }
    [JsonObjectCreationHandling(JsonObjectCreationHandling.Replace)]
    public Dictionary<string, string[]>? Errors { get; init; }
}
