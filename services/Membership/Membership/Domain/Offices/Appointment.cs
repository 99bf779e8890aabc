namespace StudentUnion.Membership.Domain.Offices;

/// <summary>How a person came into office.</summary>
public enum AppointmentSource
{
    /// <summary>Elected by a congress.</summary>
    Elected,

    /// <summary>选聘: selected and approved.</summary>
    Selected,

    /// <summary>By another office: the secretary-general.</summary>
    ByOffice,
}

/// <summary>How a term ended.</summary>
public enum Ending
{
    /// <summary>期满.</summary>
    TermEnded,

    /// <summary>辞职.</summary>
    Resigned,

    /// <summary>免职, with its reason.</summary>
    Removed,

    /// <summary>A newer congress elected others.</summary>
    Succeeded,
}

/// <summary>What happened to an appointment, as its history tells it.</summary>
public enum AppointmentChange { Appointed, Suspended, Reinstated, Ended }

/// <summary>One entry of an appointment's history; never rewritten.</summary>
public sealed class AppointmentEvent
{
    public required Guid TenantId { get; init; }
    public required Guid AppointmentId { get; init; }
    public required int Version { get; init; }
    public required DateTimeOffset At { get; init; }
    public required AppointmentChange What { get; init; }
    public string? Reason { get; init; }

    /// <summary>The account that did it; none where an election did.</summary>
    public Guid? By { get; init; }
}

/// <summary>A person holds a post of a union for a term. History is never overwritten: a term ends, it does not vanish.</summary>
public sealed class Appointment
{
    public const int MaxReason = 500;

    private readonly List<AppointmentEvent> _history = [];

    private Appointment()
    {
    }

    public Guid Id { get; private init; }
    public Guid TenantId { get; private init; }

    /// <summary>The union: a member organization or one of its colleges. It stays the same when the organization is renamed or merged.</summary>
    public Guid OrganizationId { get; private init; }

    /// <summary>The department, for posts of one.</summary>
    public Guid? DepartmentId { get; private init; }

    /// <summary>A student; for the secretary-general a <see cref="Supervisor"/>.</summary>
    public Guid PersonId { get; private init; }

    /// <summary>Code of a <see cref="PostTemplate"/>.</summary>
    public string Post { get; private init; } = "";

    public Seat Seat { get; private init; }
    public AppointmentSource Source { get; private init; }

    /// <summary>The certified election it comes from, where elected.</summary>
    public Guid? ElectionId { get; private init; }

    /// <summary>The congress that elected: its elections fill one presidium together.</summary>
    public Guid? CongressId { get; private init; }

    /// <summary>From 1, as certified.</summary>
    public int? Rank { get; private init; }

    /// <summary>The application it comes from, where selected.</summary>
    public Guid? ApplicationId { get; private init; }

    public DateTimeOffset Since { get; private init; }

    /// <summary>The last day the term is meant to last; none where the next congress ends it.</summary>
    public DateOnly? TermEnds { get; private init; }

    public DateTimeOffset? Until { get; private set; }
    public Ending? Ending { get; private set; }

    /// <summary>Suspended from the post since then, by a conduct decision; the post is still held.</summary>
    public DateTimeOffset? SuspendedSince { get; private set; }

    /// <summary>Grows with every change.</summary>
    public int Version { get; private set; }

    public IReadOnlyList<AppointmentEvent> History => _history;

    internal static Appointment Elect(Certificate certificate, Guid person, int rank)
    {
        var appointment = new Appointment
        {
            Id = Guid.CreateVersion7(certificate.At), TenantId = certificate.Tenant, OrganizationId = certificate.Organization,
            PersonId = person, Post = PostTemplate.PresidiumMember, Seat = Seat.Presidium, Source = AppointmentSource.Elected,
            ElectionId = certificate.ElectionId, CongressId = certificate.CongressId, Rank = rank, Since = certificate.At,
        };
        appointment.Note(AppointmentChange.Appointed, null, null, certificate.At);
        return appointment;
    }

    internal static Appointment Make(Guid tenant, Guid organization, PostTemplate post, Guid person, AppointmentTerms terms, Guid by, DateTimeOffset now)
    {
        var today = AcademicCalendar.Day(now);
        OfficeRules.TermEndsLater.Require(terms.TermEnds is null || (terms.TermEnds > today && terms.TermEnds <= today.AddYears(2)));
        var appointment = new Appointment
        {
            Id = Guid.CreateVersion7(now), TenantId = tenant, OrganizationId = organization, DepartmentId = terms.Department, PersonId = person,
            Post = post.Code, Seat = post.Seat, Source = post.Seat == Seat.Secretariat ? AppointmentSource.ByOffice : AppointmentSource.Selected,
            ApplicationId = terms.Application, Since = now, TermEnds = terms.TermEnds,
        };
        appointment.Note(AppointmentChange.Appointed, null, by, now);
        return appointment;
    }

    /// <summary>Ends the term: resignation, removal or the term's end, with a reason for all to read later.</summary>
    public void End(Ending how, string? reason, Guid? by, DateTimeOffset at)
    {
        OfficeRules.IsInOffice.Require(Until is null);
        (Until, Ending) = (at, how);
        Note(AppointmentChange.Ended, reason, by, at);
    }

    /// <summary>Takes the person out of the work of the post by a conduct decision; the post stays theirs until it is ended.</summary>
    public void Suspend(string basis, Guid by, DateTimeOffset at)
    {
        OfficeRules.IsInOffice.Require(Until is null);
        OfficeRules.SuspensionStands.Require(SuspendedSince is null);
        SuspendedSince = at;
        Note(AppointmentChange.Suspended, basis, by, at);
    }

    /// <summary>Ends a suspension.</summary>
    public void Reinstate(string reason, Guid by, DateTimeOffset at)
    {
        OfficeRules.IsInOffice.Require(Until is null);
        OfficeRules.SuspensionStands.Require(SuspendedSince is not null);
        SuspendedSince = null;
        Note(AppointmentChange.Reinstated, reason, by, at);
    }

    private void Note(AppointmentChange what, string? reason, Guid? by, DateTimeOffset at) =>
        _history.Add(new() { TenantId = TenantId, AppointmentId = Id, Version = ++Version, At = at, What = what, Reason = reason, By = by });
}

/// <summary>What is fixed of an appointment besides post and person.</summary>
/// <param name="Department">The department, for its posts.</param>
/// <param name="TermEnds">The last day of the term.</param>
/// <param name="Application">The application it comes from.</param>
public sealed record AppointmentTerms(Guid? Department = null, DateOnly? TermEnds = null, Guid? Application = null);

/// <summary>The presidium of one organization through the years.</summary>
/// <param name="appointments">All appointments to its presidium so far.</param>
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
            foreach (var earlier in sitting.Where(a => a.CongressId != certificate.CongressId)) earlier.End(Ending.Succeeded, null, null, certificate.At);

        return [.. certificate.Elected
            .Where(e => !sitting.Any(a => a.PersonId == e.Person && a.CongressId == certificate.CongressId))
            .Select(e => Appoint(certificate, e.Person, e.Rank, until))];
    }

    private static Appointment Appoint(Certificate certificate, Guid person, int rank, DateTimeOffset? until)
    {
        var appointment = Appointment.Elect(certificate, person, rank);
        if (until is { } end) appointment.End(Ending.Succeeded, null, null, end);
        return appointment;
    }
}

/// <summary>What a certified election says about the presidium of an organization: a member organization (the tenant) or a college of it.</summary>
public sealed record Certificate(
    Guid ElectionId, Guid CongressId, Guid Tenant, Guid Organization, DateTimeOffset At, IReadOnlyList<(Guid Person, int Rank)> Elected);
