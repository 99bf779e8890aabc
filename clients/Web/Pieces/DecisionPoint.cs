namespace StudentUnion.Web.Pieces;

/// <summary>One rule of a decision: whether it holds (null: not known yet), and the fact that says so.</summary>
public sealed record DecisionPoint(bool? Holds, string Rule, string? Fact = null);
