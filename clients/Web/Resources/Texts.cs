using Microsoft.Extensions.Localization;
using StudentUnion.Api;

namespace StudentUnion.Web.Resources;

/// <summary>Every word a reader sees lives in the resource files of this name.</summary>
public sealed class Texts;

internal static class TextsByChoice
{
    /// <summary>The word for one of a fixed set of choices, by the key <c>Type.Member</c>.</summary>
    public static string Of<T>(this IStringLocalizer<Texts> texts, T choice) where T : struct, Enum => texts[$"{typeof(T).Name}.{choice}"];

    /// <summary>What is said of an election of persons is said of options where the delegates decide a matter.</summary>
    public static string For(this IStringLocalizer<Texts> texts, ElectionOffice office, string key, params object[] facts) =>
        texts[office == ElectionOffice.Poll ? $"Poll.{key}" : key, facts];
}
