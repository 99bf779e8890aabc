namespace StudentUnion.Elections.Features;

/// <summary>The id of what was created.</summary>
public sealed record Created(Guid Id);
