using Microsoft.Extensions.Localization;

namespace StudentUnion.Web.Resources;

/// <summary>Every word a reader sees lives in the resource files of this name.</summary>
public sealed class Texts;

internal static class TextsByChoice
{
    /// <summary>The word for one of a fixed set of choices, by the key <c>Type.Member</c>.</summary>
    public static string Of<T>(this IStringLocalizer<Texts> texts, T choice) where T : struct, Enum => texts[$"{typeof(T).Name}.{choice}"];
}
