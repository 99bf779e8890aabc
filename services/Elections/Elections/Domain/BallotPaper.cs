namespace StudentUnion.Elections.Domain;

/// <summary>What a ballot of an open election must look like. It never changes once voting is open.</summary>
public sealed record BallotPaper(Guid TenantId, Guid ElectionId, int Seats, int Candidates, DateTimeOffset ClosesAt)
{
    /// <summary>The marks as they go into the box: at most as many as there are seats, each naming one candidate once, in ascending order.</summary>
    /// <remarks>The order in which a voter ticked the names would be one more thing to recognize a ballot by.</remarks>
    public short[] Fill(IReadOnlyList<int> marks)
    {
        ElectionRules.AtMostSeatsMarks.Require(marks.Count <= Seats, $"{marks.Count} / {Seats}");

        var filled = new short[marks.Count];
        for (var i = 0; i < filled.Length; i++)
        {
            ElectionRules.MarksNameCandidates.Require(marks[i] >= 1 && marks[i] <= Candidates);
            filled[i] = (short)marks[i];
        }

        Array.Sort(filled);
        for (var i = 1; i < filled.Length; i++) ElectionRules.MarksAreDistinct.Require(filled[i] != filled[i - 1]);
        return filled;
    }
}
