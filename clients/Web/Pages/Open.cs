using StudentUnion.Api;
using StudentUnion.Web.Surroundings;

namespace StudentUnion.Web.Pages;

/// <summary>How many things wait, told from their first page: "7", or "50+" where there are more.</summary>
internal static class Open
{
    public const int Most = 50;

    public static string Count<T>(Page<T> page) => Share.Count(page.Items.Count) + (page.Next is null ? "" : "+");
}
