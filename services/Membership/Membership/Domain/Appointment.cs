namespace StudentUnion.Membership.Domain;

/// <summary>Posts of a presidium. (domain.md §1 allowed-posts, from 2023)</summary>
public enum Post
{
    /// <summary>主席团成员.</summary>
    PresidiumMember,
}

/// <summary>A person holds a post of an organization, by an election. History is never overwritten: a term ends, it does not vanish.</summary>
public sealed class Appointment
{
    public required Guid Id { get; init; }
    public required Guid TenantId { get; init; }
    public required Guid OrganizationId { get; init; }
    public required Guid PersonId { get; init; }
    public required Post Post { get; init; }

    /// <summary>The certified election it comes from.</summary>
    public required Guid ElectionId { get; init; }

    /// <summary>The congress that elected: its elections fill one presidium together.</summary>
    public required Guid CongressId { get; init; }

    /// <summary>From 1, as certified.</summary>
    public required int Rank { get; init; }

    public required DateTimeOffset Since { get; init; }
    public DateTimeOffset? Until { get; private set; }

    internal void End(DateTimeOffset at) => Until = at;
}

/// <summary>The presidium of one organization through the years.</summary>
/// <param name="appointments">All its appointments so far.</param>
public sealed class PresidiumTerms(IReadOnlyCollection<Appointment> appointments)
{
    /// <summary>
    /// Seats those elected. The congress that certified last has the presidium: its first certificate ends the earlier term, its later ones (a run-off)
    /// add to it. A certificate that arrives late never unseats a newer term. A congress that elects nobody changes nothing.
    /// </summary>
    /// <returns>The new appointments; none where the election has been heard before.</returns>
    public IReadOnlyList<Appointment> Seat(Certificate certificate)
    {
        if (certificate.Elected.Count == 0 || appointments.Any(a => a.ElectionId == certificate.ElectionId)) return [];

        var sitting = appointments.Where(a => a.Until is null).ToList();
        var newer = appointments.Where(a => a.CongressId != certificate.CongressId && a.Since > certificate.At).Select(a => a.Since).ToList();
        DateTimeOffset? until = newer.Count == 0 ? null : newer.Min();

        if (until is null)
            foreach (var earlier in sitting.Where(a => a.CongressId != certificate.CongressId)) earlier.End(certificate.At);

        return [.. certificate.Elected
            .Where(e => !sitting.Any(a => a.PersonId == e.Person && a.CongressId == certificate.CongressId))
            .Select(e => Appoint(certificate, e.Person, e.Rank, until))];
    }

    private static Appointment Appoint(Certificate certificate, Guid person, int rank, DateTimeOffset? until)
    {
        var appointment = new Appointment
        {
            Id = Guid.CreateVersion7(certificate.At), TenantId = certificate.Tenant, OrganizationId = certificate.Organization,
            PersonId = person, Post = Post.PresidiumMember, ElectionId = certificate.ElectionId, CongressId = certificate.CongressId,
            Rank = rank, Since = certificate.At,
        };
        if (until is { } end) appointment.End(end);
        return appointment;
    }
}

/// <summary>What a certified election says about the presidium of an organization: a member organization (the tenant) or a college of it.</summary>
public sealed record Certificate(
    Guid ElectionId, Guid CongressId, Guid Tenant, Guid Organization, DateTimeOffset At, IReadOnlyList<(Guid Person, int Rank)> Elected);
