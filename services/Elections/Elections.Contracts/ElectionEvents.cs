namespace StudentUnion.Elections.Contracts;

/// <summary>Two officers have certified the result of an election: it stands. (measure 6.2)</summary>
/// <param name="ElectionId">The election.</param>
/// <param name="TenantId">The member organization whose congress elected.</param>
/// <param name="OrganizationId">Whose offices were filled: that member organization itself, or the college of it whose congress elected.</param>
/// <param name="CongressId">The congress.</param>
/// <param name="Office">What was elected: presidium or poll.</param>
/// <param name="Title">The election's title, as on the ballot.</param>
/// <param name="CertifiedAt">When the second officer certified.</param>
/// <param name="Elected">Who is elected, by rank from 1; none where nobody passed the majority.</param>
/// <param name="OpenSeats">Seats that remain open.</param>
public sealed record ElectionCertified(
    Guid ElectionId, Guid TenantId, Guid OrganizationId, Guid CongressId, string Office, string Title, DateTimeOffset CertifiedAt,
    IReadOnlyList<ElectedPerson> Elected, int OpenSeats);

/// <summary>One elected person, with the votes the certified result states.</summary>
public sealed record ElectedPerson(Guid PersonId, int Rank, int Votes);
