using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace StudentUnion.ServiceDefaults;

/// <summary>Entity tags: a change names the version it was made from, so that nobody overwrites what they have not seen.</summary>
public static class Versions
{
    /// <summary>Tells the reader which version they see.</summary>
    public static void SetVersion(this HttpContext http, uint version) =>
        http.Response.Headers.ETag = string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");

    /// <summary>Requires <c>If-Match</c> with the version given.</summary>
    /// <exception cref="RuleBrokenException">428 where it is missing, 412 where it names another version.</exception>
    public static void RequireVersion(this HttpContext http, uint version)
    {
        var named = http.Request.GetTypedHeaders().IfMatch;
        PlatformRules.VersionIsNamed.Require(named.Count > 0);
        PlatformRules.VersionIsCurrent.Require(named.Any(tag =>
            tag.Tag == "*" || tag.Tag.AsSpan().Trim('"').SequenceEqual(version.ToString(CultureInfo.InvariantCulture))));
    }
}
