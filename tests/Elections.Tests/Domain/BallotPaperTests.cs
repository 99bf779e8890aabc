using StudentUnion.Elections.Domain;
using StudentUnion.Testing;

namespace StudentUnion.Elections.Tests.Domain;

public sealed class BallotPaperTests
{
    private static readonly BallotPaper Paper = new(Guid.CreateVersion7(), Guid.CreateVersion7(), Seats: 3, Candidates: 4, Drafts.Noon);

    [Theory]
    [InlineData(new int[0], new short[0])]
    [InlineData(new[] { 4 }, new short[] { 4 })]
    [InlineData(new[] { 4, 1, 3 }, new short[] { 1, 3, 4 })]
    public void Marks_go_into_the_box_in_the_order_of_the_ballot(int[] marks, short[] filled) => Assert.Equal(filled, Paper.Fill(marks));

    [Fact]
    public void At_most_as_many_marks_as_seats() => Refused.By(ElectionRules.AtMostSeatsMarks, () => Paper.Fill([1, 2, 3, 4]));

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(5)]
    [InlineData(65_537)]
    [InlineData(int.MaxValue)]
    [InlineData(int.MinValue)]
    public void A_mark_names_a_candidate(int mark) => Refused.By(ElectionRules.MarksNameCandidates, () => Paper.Fill([1, mark]));

    [Fact]
    public void A_candidate_is_marked_once() => Refused.By(ElectionRules.MarksAreDistinct, () => Paper.Fill([2, 1, 2]));
}
