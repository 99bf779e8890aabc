using StudentUnion.Elections.Domain;

namespace StudentUnion.Elections.Tests.Domain;

/// <summary>The worked figures of domain.md §2.</summary>
public sealed class ElectionMethodTests
{
    [Theory]
    [InlineData(Quorum.AtLeastTwoThirds, 303, 202, true)]
    [InlineData(Quorum.AtLeastTwoThirds, 303, 201, false)]
    [InlineData(Quorum.MoreThanTwoThirds, 303, 202, false)]
    [InlineData(Quorum.MoreThanTwoThirds, 303, 203, true)]
    [InlineData(Quorum.AtLeastTwoThirds, 100, 66, false)]
    [InlineData(Quorum.AtLeastTwoThirds, 100, 67, true)]
    [InlineData(Quorum.MoreThanTwoThirds, 100, 67, true)]
    [InlineData(Quorum.MoreThanFourFifths, 100, 80, false)]
    [InlineData(Quorum.MoreThanFourFifths, 100, 81, true)]
    [InlineData(Quorum.MoreThanFourFifths, 4, 4, true)]
    [InlineData(Quorum.AtLeastTwoThirds, 0, 0, false)]
    [InlineData(Quorum.AtLeastTwoThirds, 2_000_000_000, 1_333_333_333, false)]
    [InlineData(Quorum.AtLeastTwoThirds, 2_000_000_000, 1_333_333_334, true)]
    public void A_quorum_is_exact(Quorum quorum, int due, int present, bool enough) =>
        Assert.Equal(enough, new ElectionMethod(quorum, MajorityBase.ValidBallots, TieRule.LeaveVacant).HasQuorum(due, present));

    [Theory]
    [InlineData(202, 101, false)]
    [InlineData(202, 102, true)]
    [InlineData(203, 101, false)]
    [InlineData(203, 102, true)]
    [InlineData(1, 1, true)]
    [InlineData(0, 0, false)]
    [InlineData(2_000_000_001, 1_000_000_001, true)]
    public void Exactly_half_is_no_majority(int of, int votes, bool passes)
    {
        Assert.Equal(passes, ElectionMethod.IsMajority(votes, of));
        Assert.Equal(passes, votes >= ElectionMethod.Needed(of));
    }

    [Theory]
    [InlineData(MajorityBase.DelegatesPresent, 202)]
    [InlineData(MajorityBase.BallotsCast, 198)]
    [InlineData(MajorityBase.ValidBallots, 190)]
    public void The_base_is_a_setting(MajorityBase kind, int expected) =>
        Assert.Equal(expected, new ElectionMethod(Quorum.AtLeastTwoThirds, kind, TieRule.LeaveVacant).BaseOf(present: 202, cast: 198, valid: 190));
}
