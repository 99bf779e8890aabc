using StudentUnion.Elections.Domain;

namespace StudentUnion.Elections.Tests.Domain;

/// <summary>Congresses and elections for tests of the domain alone.</summary>
internal static class Drafts
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 3, 12, 0, 0, TimeSpan.Zero);
    public static readonly Guid Officer = Guid.CreateVersion7();
    public static readonly ElectionMethod Usual = new(Quorum.AtLeastTwoThirds, MajorityBase.ValidBallots, TieRule.LeaveVacant);

    public static Congress Congress(int due = 3, int present = 2)
    {
        var union = Guid.CreateVersion7();
        var congress = new Congress
        {
            Id = Guid.CreateVersion7(),
            TenantId = union,
            OrganizationId = union,
            Name = "学生代表大会",
            Session = "第一次",
            Level = CongressLevel.School,
            HeldOn = new(2026, 3, 3),
            ConvenedBy = Officer,
            ConvenedAt = Noon,
        };
        congress.Add(due, voting: false);
        congress.Welcome(present);
        return congress;
    }

    public static ElectionTerms Terms(int seats = 2, ElectionMethod? method = null) => new("主席团选举", seats, Noon.AddHours(1), method ?? Usual);

    public static Election Draft(Congress congress, int seats = 2, int candidates = 3, Office office = Office.Presidium, ElectionMethod? method = null)
    {
        var election = Election.Draft(congress, office, Terms(seats, method), mostSeats: 5, Officer, Noon);
        if (candidates > 0)
        {
            Nomination[] names = [.. Enumerable.Range(1, candidates).Select(n => new Nomination($"{n}", office is Office.Poll ? null : Guid.CreateVersion7(), null))];
            election.Name(names, names.Where(n => n.PersonId is not null).Select(n => n.PersonId!.Value).ToHashSet());
        }

        return election;
    }

    /// <summary>An election as it stands in the state asked for; two ballots for candidate 1 are in the box.</summary>
    public static Election In(ElectionState state)
    {
        var congress = Congress();
        var election = Draft(congress);
        if (state >= ElectionState.Open) election.Open(congress, Officer, Noon);
        if (state >= ElectionState.Closed) election.Close(congress, Officer, Noon);
        if (state >= ElectionState.Counted) election.Count([[1], [1]], issued: 2, Officer, Noon);
        if (state >= ElectionState.Certified)
        {
            election.Certify(Guid.CreateVersion7(), null, Noon);
            election.Certify(Guid.CreateVersion7(), null, Noon);
        }

        return election;
    }
}
