using StudentUnion.Api;

namespace StudentUnion.Web.Surroundings;

/// <summary>How many must be present, in whole people: what the settings mean before the services decide.</summary>
public static class Quorums
{
    /// <summary>The fewest present of <paramref name="due"/> that satisfy the quorum.</summary>
    public static int Needed(Quorum quorum, int due) => quorum switch
    {
        Quorum.AtLeastTwoThirds => (2 * due + 2) / 3,
        Quorum.MoreThanTwoThirds => 2 * due / 3 + 1,
        Quorum.MoreThanFourFifths => 4 * due / 5 + 1,
    };

    public static bool Holds(Quorum quorum, int due, int present) => due > 0 && present >= Needed(quorum, due);
}
