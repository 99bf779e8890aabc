using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace StudentUnion.ServiceDefaults;

/// <summary>One of a few words in a query string, in the same camel case as in JSON; bare query parameters of an enumeration know only its C# names.</summary>
public static class Choice
{
    /// <summary>The choice a word stands for; none where there is no word.</summary>
    /// <exception cref="BadHttpRequestException">The word is none of them: 400.</exception>
    public static T? Of<T>(string? word) where T : struct, Enum
    {
        if (string.IsNullOrEmpty(word)) return null;
        foreach (var value in Enum.GetValues<T>())
            if (JsonNamingPolicy.CamelCase.ConvertName(value.ToString()) == word) return value;
        throw new BadHttpRequestException($"'{word}' is no {typeof(T).Name}.");
    }
}
