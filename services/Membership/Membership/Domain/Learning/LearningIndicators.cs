namespace StudentUnion.Membership.Domain.Learning;

/// <summary>How much theory an organization studied in a semester. (measure 4.2)</summary>
/// <param name="OrganizationId">The union or a college of it.</param>
/// <param name="Sessions">Closed sessions of political theory.</param>
/// <param name="Required">At least so many are asked for.</param>
public readonly record struct TheoryFigure(Guid OrganizationId, int Sessions, int Required)
{
    public bool Reached => Sessions >= Required;
}

/// <summary>How many of those in office in one organization attended a training of a semester. (measure 4.3)</summary>
/// <param name="OrganizationId">The union or a college of it.</param>
/// <param name="InOffice">Persons in office in the semester.</param>
/// <param name="Attended">Of these, who attended at least one closed training session of it, held by whichever level.</param>
public readonly record struct CoverageFigure(Guid OrganizationId, int InOffice, int Attended)
{
    /// <summary>All of those in office; where nobody is, nobody is covered.</summary>
    public bool Complete => InOffice > 0 && Attended == InOffice;
}

/// <summary>The same for both levels together. (measure 4.3)</summary>
/// <param name="InOffice">Persons in office; whoever serves at both levels is one.</param>
/// <param name="Attended">Of these, who attended.</param>
/// <param name="Each">The union first, then its colleges by name.</param>
public sealed record Coverage(int InOffice, int Attended, IReadOnlyList<CoverageFigure> Each)
{
    public bool Complete => InOffice > 0 && Attended == InOffice;
}
