using System.Runtime.CompilerServices;
using System.Text.Json.Serialization;

namespace StudentUnion.Api;

/// <summary>One stretch of a long list, and the cursor the next one starts after.</summary>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next);

/// <summary>What can be changed only by someone who has seen its present state.</summary>
public abstract record Versioned
{
    /// <summary>Names the state that was read; handed back with a change.</summary>
    [JsonIgnore]
    public string ETag { get; internal set; } = "";
}

internal static class Paging
{
    /// <summary>The whole list, fetched as it is consumed.</summary>
    public static async IAsyncEnumerable<T> All<T>(
        Func<string?, CancellationToken, Task<Page<T>>> page, [EnumeratorCancellation] CancellationToken ct = default)
    {
        string? after = null;
        do
        {
            var stretch = await page(after, ct);
            foreach (var item in stretch.Items) yield return item;
            after = stretch.Next;
        }
        while (after is not null);
    }
}
