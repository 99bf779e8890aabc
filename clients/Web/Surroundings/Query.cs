using Microsoft.AspNetCore.WebUtilities;

namespace StudentUnion.Web.Surroundings;

/// <summary>Addresses that carry a choice, and the choice they carry; nonsense in an address is no choice.</summary>
public static class Query
{
    public static string With(string path, params IEnumerable<(string Name, string? Value)> parameters) =>
        QueryHelpers.AddQueryString(path, parameters.Where(p => !string.IsNullOrEmpty(p.Value)).ToDictionary(p => p.Name, p => p.Value));

    public static T? Choice<T>(string? text) where T : struct, Enum =>
        Enum.TryParse<T>(text, ignoreCase: true, out var choice) && Enum.IsDefined(choice) ? choice : null;
}
