using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace StudentUnion.ServiceDefaults;

/// <summary>The answer a request with an <c>Idempotency-Key</c> got, kept with the change it made, in the same transaction.</summary>
public sealed class IdempotentAnswer
{
    public required Guid TenantId { get; init; }
    public required Guid Account { get; init; }
    public required string Key { get; init; }

    /// <summary>SHA-256 of method, path and content.</summary>
    public required byte[] Fingerprint { get; init; }

    public required int Status { get; init; }
    public string? Location { get; init; }
    public string? Body { get; init; }
    public required DateTimeOffset AnsweredAt { get; init; }
}

/// <summary>Makes a creating request take effect once however often it is sent (IETF draft "The Idempotency-Key HTTP Header Field").</summary>
public static class IdempotencyKey
{
    public const string Header = "Idempotency-Key";
    public const int MaxLength = 128;

    /// <summary>
    /// Requires the key. Must be inside <see cref="Tenants.InTenant"/>. Never put it on a secret vote: it would join a person to a request.
    /// </summary>
    public static RouteHandlerBuilder Once<TDb>(this RouteHandlerBuilder route) where TDb : DbContext => route
        .WithMetadata(new RequiresIdempotencyKey())
        .AddEndpointFilter(async (context, next) =>
        {
            var http = context.HttpContext;
            var key = http.Request.Headers[Header].ToString().Trim('"', ' ');
            PlatformRules.IdempotencyKeyIsGiven.Require(key.Length is > 0 and <= MaxLength);

            var db = http.RequestServices.GetRequiredService<TDb>();
            var (tenant, account, ct) = (http.User.Tenant(), http.User.Account(), http.RequestAborted);
            var fingerprint = Fingerprint(context);

            var locked = await db.Database.SqlQuery<bool>(
                $"""select pg_try_advisory_xact_lock(hashtextextended({$"{account}/{key}"}, 0)) as "Value" """).SingleAsync(ct);
            PlatformRules.FirstRequestIsFinished.Require(locked);

            if (await db.Set<IdempotentAnswer>().AsNoTracking()
                    .SingleOrDefaultAsync(a => a.TenantId == tenant && a.Account == account && a.Key == key, ct) is { } before)
            {
                PlatformRules.IdempotencyKeyHasOneRequest.Require(before.Fingerprint.AsSpan().SequenceEqual(fingerprint));
                return new Replay(before);
            }

            var result = await next(context);
            if (AnswerOf(result, http) is { Status: >= 200 and < 300 } answer)
            {
                db.Add(new IdempotentAnswer
                {
                    TenantId = tenant, Account = account, Key = key, Fingerprint = fingerprint, Status = answer.Status,
                    Location = answer.Location, Body = answer.Body, AnsweredAt = http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow(),
                });
                await db.SaveChangesAsync(ct);
            }

            return result;
        });

    private static byte[] Fingerprint(EndpointFilterInvocationContext context)
    {
        var http = context.HttpContext;
        var bodyType = http.GetEndpoint()?.Metadata.GetMetadata<IAcceptsMetadata>()?.RequestType;
        var body = context.Arguments.FirstOrDefault(a => a is not null && a.GetType() == bodyType);
        return SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(new
        {
            http.Request.Method,
            Path = http.Request.Path.Value,
            Query = http.Request.QueryString.Value,
            Body = body is null ? (JsonElement?)null : JsonSerializer.SerializeToElement(body, bodyType!),
        }));
    }

    private static (int Status, string? Location, string? Body)? AnswerOf(object? result, HttpContext http)
    {
        while (result is INestedHttpResult nested) result = nested.Result;
        if (result is not IStatusCodeHttpResult { StatusCode: { } status }) return null;

        var json = http.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        var body = result is IValueHttpResult { Value: { } value } ? JsonSerializer.Serialize(value, value.GetType(), json) : null;

        // Created and Accepted share no interface for it.
        var location = result.GetType().GetProperty("Location")?.GetValue(result) as string;
        return (status, location, body);
    }

    private sealed class Replay(IdempotentAnswer answer) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = answer.Status;
            if (answer.Location is not null) httpContext.Response.Headers.Location = answer.Location;
            if (answer.Body is null) return;
            httpContext.Response.ContentType = "application/json; charset=utf-8";
            await httpContext.Response.WriteAsync(answer.Body, httpContext.RequestAborted);
        }
    }
}

/// <summary>Marks a route whose requests carry an <c>Idempotency-Key</c>; the OpenAPI document says so.</summary>
public sealed record RequiresIdempotencyKey;
