using System.Collections.Frozen;

namespace StudentUnion.Gateway;

/// <summary>Drops what a client may not say about itself: only its token says who it is, and only the connection where it comes from.</summary>
public static class ForgedHeaders
{
    private static readonly FrozenSet<string> Names = FrozenSet.ToFrozenSet(
        ["Forwarded", "Remote-User", "Remote-Addr", "True-Client-IP", "CF-Connecting-IP", "Fastly-Client-IP", "Baggage"], StringComparer.OrdinalIgnoreCase);

    private static readonly string[] Beginnings =
    [
        "X-Forwarded", "X-Tenant", "X-User", "X-Person", "X-Account", "X-Role", "X-Grant", "X-Original", "X-Rewrite", "X-Real-", "X-Client", "X-Cluster-Client",
        "X-Remote", "X-Auth", "X-ProxyUser", "X-MS-Client", "X-HTTP-Method", "X-Method-Override",
    ];

    public static void UseNoForgedHeaders(this IApplicationBuilder app) => app.Use(static (http, next) =>
    {
        var headers = http.Request.Headers;
        List<string>? forged = null;
        foreach (var (name, _) in headers)
            if (IsForged(name)) (forged ??= []).Add(name);

        forged?.ForEach(name => headers.Remove(name));
        return next(http);
    });

    private static bool IsForged(string name)
    {
        if (name is ['X' or 'x', '-', ..])
        {
            foreach (var beginning in Beginnings)
                if (name.StartsWith(beginning, StringComparison.OrdinalIgnoreCase)) return true;
            return false;
        }

        return Names.Contains(name);
    }
}
