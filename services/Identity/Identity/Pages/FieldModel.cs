using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace StudentUnion.Identity.Pages;

/// <summary>One question on a page: its label, what helps to answer it, and what was wrong with the answer.</summary>
public sealed class FieldModel(ModelStateDictionary state, string name, string label, string? hint, string? value, string type, string autocomplete)
{
    public string Name => name;
    public string Label => label;
    public string? Hint => hint;

    /// <summary>Entered data stays; passwords never come back.</summary>
    public string? Value => value;
    public string Type => type;
    public string Autocomplete => autocomplete;
    public string? Error => state.TryGetValue(name, out var entry) && entry.Errors is [var first, ..] ? first.ErrorMessage : null;

    public string? DescribedBy => (Hint, Error) switch
    {
        (null, null) => null,
        (_, null) => $"{name}-hint",
        (null, _) => $"{name}-error",
        _ => $"{name}-hint {name}-error",
    };
}
