using System.Text.Json;

namespace StudentUnion.ServiceDefaults;

/// <summary>One of a few words in a query string, in the same camel case as in JSON; bare query parameters of an enumeration know only its C# names.</summary>
public readonly record struct Choice<T>(T Value) where T : struct, Enum
{
    /// <summary>Reads the word; numbers are no words.</summary>
    public static bool TryParse(string? word, out Choice<T> choice)
    {
        foreach (var value in Enum.GetValues<T>())
        {
            choice = new(value);
            if (JsonNamingPolicy.CamelCase.ConvertName(value.ToString()) == word) return true;
        }

        choice = default;
        return false;
    }
}
