using System.Text.Json;
using System.Text.Json.Nodes;

namespace StudentUnion.Gateway;

/// <summary>One OpenAPI document out of those of the services. A service that does not answer is named in it instead of spoiling it.</summary>
public sealed partial class MergedApi(IHttpClientFactory clients, IConfiguration configuration, TimeProvider clock, ILogger<MergedApi> log) : IDisposable
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan FreshWhilePartial = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private readonly SemaphoreSlim _one = new(1, 1);
    private (byte[] Document, DateTimeOffset Until) _kept = ([], DateTimeOffset.MinValue);

    public static void Map(IEndpointRouteBuilder app) =>
        app.MapGet("/openapi/v1.json", async (MergedApi api, CancellationToken ct) => Results.Bytes(await api.Document(ct), "application/json")).AllowAnonymous();

    /// <summary>The merged document, at most a minute old.</summary>
    public async Task<byte[]> Document(CancellationToken ct)
    {
        if (clock.GetUtcNow() < _kept.Until) return _kept.Document;

        await _one.WaitAsync(ct);
        try
        {
            if (clock.GetUtcNow() < _kept.Until) return _kept.Document;

            var parts = await Task.WhenAll(Routes.Services.Select(async s => (Service: s, Document: await Read(s, ct))));
            string[] away = [.. parts.Where(p => p.Document is null).Select(p => p.Service)];
            var merged = Merge([.. parts.Where(p => p.Document is not null).Select(p => (p.Service, p.Document!))], away);
            _kept = (JsonSerializer.SerializeToUtf8Bytes(merged), clock.GetUtcNow() + (away.Length == 0 ? Fresh : FreshWhilePartial));
            return _kept.Document;
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    /// <summary>Joins the documents. Names of schemas are made unique by the service's name in front.</summary>
    public static JsonObject Merge(IReadOnlyList<(string Service, JsonObject Document)> parts, IReadOnlyList<string> away)
    {
        var (paths, schemas, tags) = (new JsonObject(), new JsonObject(), new JsonArray());
        foreach (var (service, document) in parts)
        {
            tags.Add(new JsonObject { ["name"] = service, ["description"] = document["info"]?["description"]?.GetValue<string>() ?? "" });
            Rename(document, service);

            foreach (var (path, item) in Detach(document["paths"]))
            {
                foreach (var (_, operation) in item!.AsObject())
                    if (operation is JsonObject o) o["tags"] = new JsonArray(service);
                paths[path] = item;
            }

            foreach (var (name, schema) in Detach(document["components"]?["schemas"])) schemas[$"{service}.{name}"] = schema;
        }

        var merged = new JsonObject
        {
            ["openapi"] = "3.1.1",
            ["info"] = new JsonObject
            {
                ["title"] = "学联学生会工作平台 · Student Union Platform",
                ["version"] = "v1",
                ["description"] = away.Count == 0
                    ? "所有服务的接口。 The interfaces of all services."
                    : $"暂缺以下服务，请稍后刷新。 Not answering at the moment, reload shortly: {string.Join(", ", away)}",
            },
            ["paths"] = paths,
            ["components"] = new JsonObject
            {
                ["schemas"] = schemas,
                ["securitySchemes"] = new JsonObject { ["bearer"] = new JsonObject { ["type"] = "http", ["scheme"] = "bearer", ["bearerFormat"] = "JWT" } },
            },
            ["security"] = new JsonArray(new JsonObject { ["bearer"] = new JsonArray() }),
            ["tags"] = tags,
        };
        if (away.Count > 0) merged["x-not-answering"] = new JsonArray([.. away.Select(a => (JsonNode)a)]);
        return merged;
    }

    private async Task<JsonObject?> Read(string service, CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(Patience);
        try
        {
            if (Routes.Addresses(service, configuration) is not [var address, ..]) throw new HttpRequestException($"No address of '{service}' is configured.");
            using var client = clients.CreateClient("openapi");
            await using var body = await client.GetStreamAsync(new Uri(new Uri(address), "/openapi/v1.json"), patience.Token);
            return (JsonObject?)await JsonNode.ParseAsync(body, cancellationToken: patience.Token);
        }
        catch (Exception away) when (away is HttpRequestException or JsonException or OperationCanceledException && !ct.IsCancellationRequested)
        {
            LogAway(log, service, away.Message);
            return null;
        }
    }

    private static void Rename(JsonNode? node, string service)
    {
        const string schemas = "#/components/schemas/";
        switch (node)
        {
            case JsonObject o:
                foreach (var (key, value) in o.ToList())
                {
                    if (key == "$ref" && value is JsonValue v && v.GetValue<string>() is { } reference && reference.StartsWith(schemas, StringComparison.Ordinal))
                        o[key] = $"{schemas}{service}.{reference[schemas.Length..]}";
                    else
                        Rename(value, service);
                }

                break;
            case JsonArray a:
                foreach (var value in a) Rename(value, service);
                break;
        }
    }

    private static List<KeyValuePair<string, JsonNode?>> Detach(JsonNode? node)
    {
        if (node is not JsonObject o) return [];

        var content = o.ToList();
        o.Clear();
        return content;
    }

    [LoggerMessage(LogLevel.Warning, "The API description of {Service} is missing from the merged one: {Why}")]
    private static partial void LogAway(ILogger log, string service, string why);
}
