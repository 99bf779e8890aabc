namespace StudentUnion.Web.Pieces;

/// <summary>One possible answer, and what choosing it means.</summary>
public sealed record Choice(string Value, string Text, string? Hint = null);
