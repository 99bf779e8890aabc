using System.Buffers.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Mvc;

namespace StudentUnion.ServiceDefaults;

/// <summary>Which page is asked for: <c>after</c> is the cursor the page before gave out, <c>limit</c> is 1 to 500, 50 unless told.</summary>
public sealed record PageRequest([FromQuery(Name = "after")] string? After, [FromQuery(Name = "limit")] int? Limit)
{
    public const int MaxLimit = 500;

    /// <summary>Rows on the page.</summary>
    public int Size => Math.Clamp(Limit ?? 50, 1, MaxLimit);

    /// <summary>The sort key after which the page begins; null on the first page.</summary>
    /// <exception cref="RuleBrokenException">The cursor is not one of ours.</exception>
    public TKey? Start<TKey>() where TKey : class
    {
        if (string.IsNullOrEmpty(After)) return null;
        try
        {
            return JsonSerializer.Deserialize<TKey>(Base64Url.DecodeFromChars(After)) ?? throw new JsonException();
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            throw new RuleBrokenException(PlatformRules.CursorIsOurs);
        }
    }
}

/// <summary>One page of a list in a stable order; <c>next</c> is the cursor of the page after, null on the last.</summary>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next);

/// <summary>Keyset paging: a page begins after the last row seen, so rows that come or go meanwhile shift nothing.</summary>
public static class Paging
{
    /// <summary>Cuts a page from <paramref name="rows"/>, which holds one row more than the page where there is a next one, and sets the <c>Link</c> header.</summary>
    public static Page<T> Page<T>(this HttpContext http, PageRequest request, List<T> rows, Func<T, object> key)
    {
        if (rows.Count <= request.Size) return new(rows, null);

        rows.RemoveRange(request.Size, rows.Count - request.Size);
        var last = key(rows[^1]);
        var cursor = Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(last, last.GetType()));

        var query = new QueryBuilder(http.Request.Query.Where(q => q.Key is not "after").SelectMany(q => q.Value, (q, v) => KeyValuePair.Create(q.Key, v ?? "")))
        {
            { "after", cursor },
        };
        http.Response.Headers.Link = $"<{http.Request.PathBase}{http.Request.Path}{query.ToQueryString()}>; rel=\"next\"";
        return new(rows, cursor);
    }
}
