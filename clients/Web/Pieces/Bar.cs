namespace StudentUnion.Web.Pieces;

/// <summary>
/// One bar of a chart: its name, its length, and how it is filled (empty, <c>good</c>, <c>half</c> or <c>alarm</c>). Of: its own whole, where bars are parts of different ones.
/// </summary>
public sealed record Bar(string Name, int Value, string Fill = "", string? Word = null, string Sign = "check", int? Of = null);
