namespace StudentUnion.Elections.Domain.Counting;

/// <summary>How an election ended.</summary>
public enum Outcome
{
    AllSeatsFilled,
    SeatsOpen,

    /// <summary>Several have the same votes for the last seats: none of them is elected here; the method says what follows.</summary>
    TieAtLastSeat,

    NobodyElected,

    /// <summary>More ballots came back than were issued: the election is repeated.</summary>
    Void,
}

/// <summary>The counted result, with every figure it rests on.</summary>
/// <param name="Due">Delegates of the congress.</param>
/// <param name="Present">Delegates who came.</param>
/// <param name="Issued">Delegates who could vote.</param>
/// <param name="Returned">Ballots in the box: valid and invalid together.</param>
/// <param name="Valid">Ballots that follow the method; a blank one does, it abstains.</param>
/// <param name="Invalid">Ballots with more marks than seats, a name twice or a name that is not on the ballot.</param>
/// <param name="Blank">Valid ballots without a mark.</param>
/// <param name="Base">The number of which more than half is needed.</param>
/// <param name="BaseKind">What that number counts.</param>
/// <param name="Needed">The fewest votes that are more than half.</param>
/// <param name="Candidates">By votes, then by place on the ballot.</param>
/// <param name="Elected">How many are elected.</param>
/// <param name="OpenSeats">Seats that remain open.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Tie">What follows a tie at the last seat.</param>
public sealed record ElectionResult(
    int Due, int Present, int Issued, int Returned, int Valid, int Invalid, int Blank, int Base, MajorityBase BaseKind, int Needed,
    IReadOnlyList<CandidateResult> Candidates, int Elected, int OpenSeats, Outcome Outcome, TieRule Tie);

/// <summary>One line of the result.</summary>
/// <param name="Number">Place on the ballot.</param>
/// <param name="Name">As on the ballot.</param>
/// <param name="Votes">Valid ballots that mark it.</param>
/// <param name="Rank">From 1; equal votes share a rank.</param>
/// <param name="Passed">More than half of the base.</param>
/// <param name="Elected">Passed, and among the seats.</param>
/// <param name="Tied">As many votes as another at the last seat, and so not elected.</param>
public sealed record CandidateResult(int Number, string Name, int Votes, int Rank, bool Passed, bool Elected, bool Tied);
