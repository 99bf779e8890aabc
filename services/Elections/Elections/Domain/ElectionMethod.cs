namespace StudentUnion.Elections.Domain;

/// <summary>How many of the delegates due must be present for an election to be valid (到会人数). Universities differ; 202 of 303 is enough for the first and not for the second.</summary>
public enum Quorum
{
    AtLeastTwoThirds,
    MoreThanTwoThirds,
    MoreThanFourFifths,
}

/// <summary>Of what number more than half elects.</summary>
public enum MajorityBase
{
    DelegatesPresent,
    BallotsCast,
    ValidBallots,
}

/// <summary>What the method says about equal votes for the last seat. Either way nobody of the tied is elected by this count.</summary>
public enum TieRule
{
    LeaveVacant,
    RunOff,
}

/// <summary>The election method (选举办法) as the congress adopted it; frozen when voting opens. Integer arithmetic only. (domain.md §2)</summary>
public sealed record ElectionMethod(Quorum Quorum, MajorityBase MajorityBase, TieRule Tie)
{
    /// <summary>Whether enough of the delegates due are present.</summary>
    public bool HasQuorum(long due, long present) => present > 0 && Quorum switch
    {
        Quorum.AtLeastTwoThirds => 3 * present >= 2 * due,
        Quorum.MoreThanTwoThirds => 3 * present > 2 * due,
        Quorum.MoreThanFourFifths => 5 * present > 4 * due,
    };

    /// <summary>The number of which more than half is needed.</summary>
    public int BaseOf(int present, int cast, int valid) => MajorityBase switch
    {
        MajorityBase.DelegatesPresent => present,
        MajorityBase.BallotsCast => cast,
        MajorityBase.ValidBallots => valid,
    };

    /// <summary>More than half: exactly half is not enough.</summary>
    public static bool IsMajority(long votes, long @base) => 2 * votes > @base;

    /// <summary>The fewest votes that are more than half.</summary>
    public static int Needed(int @base) => @base / 2 + 1;
}
