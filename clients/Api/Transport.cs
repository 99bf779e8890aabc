using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace StudentUnion.Api;

/// <summary>One call: what is asked, and whether asking twice is harmless.</summary>
internal readonly record struct Call(HttpMethod Method, string Path)
{
    public Func<HttpContent>? Content { get; init; }
    public string? IfMatch { get; init; }
    public string? IdempotencyKey { get; init; }
    public bool Repeatable { get; init; }
}

internal sealed class Transport(HttpClient http, AccessToken token, ReaderLanguage language, TimeProvider clock)
{
    private const int Tries = 3;

    public static HttpContent Json<T>(T body, JsonTypeInfo<T> shape) => JsonContent.Create(body, shape);

    public Task<T> Get<T>(string path, JsonTypeInfo<T> shape, CancellationToken ct) =>
        Receive(new Call(HttpMethod.Get, path) { Repeatable = true }, shape, ct);

    /// <summary>Creates something: the key stays the same over all tries, so it is created once.</summary>
    public Task<TMade> Create<TNew, TMade>(
        string path, TNew body, JsonTypeInfo<TNew> sent, JsonTypeInfo<TMade> received, string? key, CancellationToken ct) =>
        Receive(Creating(path, body, sent, key), received, ct);

    public Task Create<TNew>(string path, TNew body, JsonTypeInfo<TNew> sent, string? key, CancellationToken ct) =>
        Done(Creating(path, body, sent, key), ct);

    public Task Act(string path, CancellationToken ct) => Done(new Call(HttpMethod.Post, path), ct);

    public async Task<T> Receive<T>(Call call, JsonTypeInfo<T> shape, CancellationToken ct)
    {
        using var response = await Send(call, ct);
        var body = await response.Content.ReadFromJsonAsync(shape, ct)
                   ?? throw new JsonException($"{call.Method} {call.Path} answered null");
        if (body is Versioned versioned) versioned.ETag = response.Headers.ETag?.ToString() ?? "";
        return body;
    }

    public async Task<byte[]> Bytes(string path, CancellationToken ct)
    {
        using var response = await Send(new Call(HttpMethod.Get, path) { Repeatable = true }, ct);
        return await response.Content.ReadAsByteArrayAsync(ct);
    }

    public async Task Done(Call call, CancellationToken ct) => (await Send(call, ct)).Dispose();

    public static string Query(string path, params ReadOnlySpan<(string Name, string? Value)> parameters)
    {
        var address = new StringBuilder(path);
        var separator = '?';
        foreach (var (name, value) in parameters)
        {
            if (string.IsNullOrEmpty(value)) continue;
            address.Append(separator).Append(name).Append('=').Append(Uri.EscapeDataString(value));
            separator = '&';
        }
        return address.ToString();
    }

    public static string? Number(int? value) => value?.ToString(CultureInfo.InvariantCulture);

    private static Call Creating<TNew>(string path, TNew body, JsonTypeInfo<TNew> shape, string? key) => new(HttpMethod.Post, path)
    {
        Content = () => Json(body, shape),
        IdempotencyKey = key ?? Guid.CreateVersion7().ToString("N"),
        Repeatable = true,
    };

    private async Task<HttpResponseMessage> Send(Call call, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            var (answer, problem) = await Try(call, ct);
            if (answer is not null) return answer;
            if (!call.Repeatable || attempt == Tries || !IsPassing(problem!)) throw problem!;
            await Task.Delay(Pause(problem!, attempt), clock, ct);
        }
    }

    private async Task<(HttpResponseMessage? Answer, ApiProblemException? Problem)> Try(Call call, CancellationToken ct)
    {
        using var request = await Request(call, ct);
        try
        {
            var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
            if (response.IsSuccessStatusCode) return (response, null);
            using (response) return (null, await ApiProblemException.From(response, clock, ct));
        }
        catch (HttpRequestException e)
        {
            return (null, new GatewayUnreachableException(e));
        }
        catch (OperationCanceledException e) when (!ct.IsCancellationRequested)
        {
            return (null, new GatewayUnreachableException(e));
        }
    }

    private async ValueTask<HttpRequestMessage> Request(Call call, CancellationToken ct)
    {
        var request = new HttpRequestMessage(call.Method, call.Path) { Content = call.Content?.Invoke() };
        if (await token(ct) is { Length: > 0 } bearer) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", bearer);
        if (language() is { Length: > 0 } tag) request.Headers.TryAddWithoutValidation("Accept-Language", tag);
        if (call.IdempotencyKey is { } key) request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        if (call.IfMatch is { } etag) request.Headers.TryAddWithoutValidation("If-Match", etag);
        return request;
    }

    // The first try may still be worked on when the second arrives.
    private static bool IsPassing(ApiProblemException problem) => problem is GatewayUnreachableException || (HttpStatusCode)problem.Status switch
    {
        HttpStatusCode.TooManyRequests or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout => true,
        HttpStatusCode.Conflict => problem.Rule == "platform.first-request-is-finished",
        _ => false,
    };

    private static TimeSpan Pause(ApiProblemException problem, int attempt)
    {
        var own = TimeSpan.FromMilliseconds(200 * Math.Pow(4, attempt - 1));
        return problem.RetryAfter is { } asked && asked > own ? TimeSpan.FromSeconds(Math.Min(asked.TotalSeconds, 5)) : own;
    }
}
