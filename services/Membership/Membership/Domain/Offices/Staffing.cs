using System.Globalization;

namespace StudentUnion.Membership.Domain.Offices;

/// <summary>Somebody who is to hold, or holds, a post: a student with their standings, or a person of a supervising body.</summary>
/// <param name="Id">The person.</param>
/// <param name="Student">The student; none where the roster does not know the person.</param>
/// <param name="Standings">The student's standings.</param>
/// <param name="Supervisor">The person of a supervising body.</param>
/// <param name="Body">That body.</param>
public sealed record Holder(Guid Id, Student? Student, IReadOnlyCollection<Standing> Standings, Supervisor? Supervisor = null, Organization? Body = null);

/// <summary>How full a union is: how many hold posts, how many may.</summary>
/// <param name="Key">Key of the <see cref="Limit"/>.</param>
/// <param name="Count">How many there are.</param>
/// <param name="Most">How many there may be; null where nothing is set.</param>
/// <param name="Basis">The stated basis of an exception.</param>
public sealed record Gauge(string Key, int Count, int? Most, string? Basis = null);

/// <summary>The people in office of one union, school or college, and the law of who may join them. Whoever appoints holds the organization's row locked.</summary>
/// <param name="union">The member organization or the college.</param>
/// <param name="open">All its appointments that have not ended.</param>
/// <param name="departments">Its active departments.</param>
/// <param name="limits">The figures in force.</param>
/// <param name="now">The present semester.</param>
public sealed class Staffing(
    Organization union, IReadOnlyCollection<Appointment> open, IReadOnlyCollection<Organization> departments, Limits limits, Semester now)
{
    public UnionLevel Level => union.Kind == OrganizationKind.College ? UnionLevel.College : UnionLevel.School;

    private int Presidium => open.Count(a => a.Seat == Seat.Presidium);
    private int Staff => open.Count(a => a.Seat is Seat.Presidium or Seat.Department);

    /// <summary>How full it is.</summary>
    public IReadOnlyList<Gauge> Gauges => GaugesOf(Level, Presidium, Staff, departments.Count, limits);

    /// <summary>How full a union with so many people and departments is.</summary>
    public static IReadOnlyList<Gauge> GaugesOf(UnionLevel level, int presidium, int staff, int departments, Limits limits) =>
    [
        new(Limit.PresidiumSize, presidium, limits.Of(Limit.PresidiumSize, level)),
        new(Limit.StaffSize, staff, limits.Staff(level), level == UnionLevel.School ? limits.Exception?.Basis : null),
        new(Limit.DepartmentCount, departments, limits.Of(Limit.DepartmentCount, level)),
    ];

    /// <summary>What the rules say of one person for one post: every rule, held or not. Nothing is asked twice: appointing requires this very table.</summary>
    public Decision Decide(PostTemplate post, Holder holder, Guid? department)
    {
        var points = new List<Point> { new(OfficeRules.AllowedPosts, post.IsAllowed(limits.Year, Level), $"{post.Zh} {limits.Year}–{limits.Year + 1}") };
        switch (post.Seat)
        {
            case Seat.Presidium:
                points.Add(new(OfficeRules.ElectedByCongress, false, post.Zh));
                break;
            case Seat.Secretariat:
                points.Add(SecretaryGeneral(holder));
                points.Add(OneHolder(post));
                break;
            case Seat.Branch:
                points.AddRange(Personal(holder));
                points.Add(new(OfficeRules.BranchSecretarySitsOnPresidium, SitsOnPresidium(holder.Id), null));
                points.Add(OneHolder(post));
                break;
            case Seat.Department:
                points.AddRange(Personal(holder));
                points.Add(new(OfficeRules.DepartmentIsOfTheUnion, departments.Any(d => d.Id == department), departments.FirstOrDefault(d => d.Id == department)?.Name));
                points.Add(new(MembershipRules.HoldsOneSeat, !open.Any(a => a.PersonId == holder.Id && (a.Seat is Seat.Presidium or Seat.Department)), null));
                points.Add(Cap(Level == UnionLevel.School ? OfficeRules.StaffSize : OfficeRules.CollegeStaffSize, Staff + 1, limits.Staff(Level)));
                break;
        }

        return new(points);
    }

    /// <summary>What the rules say of somebody who applies for a post of the next term: whether there is a free place is asked once they are appointed.</summary>
    public Decision DecideApplicant(PostTemplate post, Holder holder, Guid? department) =>
        new([.. Decide(post, holder, department).Points.Where(p => p.Rule != MembershipRules.HoldsOneSeat && p.Rule != OfficeRules.StaffSize && p.Rule != OfficeRules.CollegeStaffSize)]);

    /// <summary>What the rules say of somebody who wants to stand for the presidium: the congress elects, and only among those the rules admit.</summary>
    public Decision DecideCandidate(PostTemplate post, Holder holder) =>
        new([new(OfficeRules.AllowedPosts, post.IsAllowed(limits.Year, Level), $"{post.Zh} {limits.Year}–{limits.Year + 1}"), .. Personal(holder)]);

    /// <summary>Appoints where every rule holds.</summary>
    public Appointment Appoint(PostTemplate post, Holder holder, AppointmentTerms terms, Guid by, DateTimeOffset at)
    {
        MembershipRules.OrganizationIsActive.Require(union.Status == OrganizationStatus.Active);
        Decide(post, holder, terms.Department).Require();
        return Appointment.Make(union.TenantId, union.Id, post, holder.Id, terms, by, at);
    }

    /// <summary>A union may have one department more.</summary>
    public void RequireRoomForDepartment() => Require(Cap(OfficeRules.DepartmentCount, departments.Count + 1, limits.Of(Limit.DepartmentCount, Level)));

    /// <summary>What does not hold of those in office now, the appointment it is about first; none where it is about the union as a whole.</summary>
    /// <param name="holders">Who holds the posts.</param>
    public IEnumerable<(Appointment? Appointment, Point Point)> Broken(IReadOnlyDictionary<Guid, Holder> holders)
    {
        foreach (var appointment in open)
        {
            var holder = holders.GetValueOrDefault(appointment.PersonId) ?? new Holder(appointment.PersonId, null, []);
            var points = appointment.Seat switch
            {
                Seat.Secretariat => [SecretaryGeneral(holder)],
                Seat.Branch => [.. Personal(holder), new(OfficeRules.BranchSecretarySitsOnPresidium, SitsOnPresidium(holder.Id), null)],
                Seat.Presidium or Seat.Department => Personal(holder),
            };
            foreach (var point in points.Where(p => !p.Holds)) yield return (appointment, point);
        }

        Point[] whole =
        [
            Cap(OfficeRules.PresidiumSize, Presidium, limits.Of(Limit.PresidiumSize, Level)),
            Cap(Level == UnionLevel.School ? OfficeRules.StaffSize : OfficeRules.CollegeStaffSize, Staff, limits.Staff(Level)),
            Cap(OfficeRules.DepartmentCount, departments.Count, limits.Of(Limit.DepartmentCount, Level)),
        ];
        foreach (var point in whole.Where(p => !p.Holds)) yield return (null, point);
    }

    /// <summary>The personal conditions of office.</summary>
    private IEnumerable<Point> Personal(Holder holder) =>
        holder.Student is null ? [new(OfficeRules.IsEnrolled, false, "—")] : Eligibility.Of(holder.Student, holder.Standings, limits, Level, now);

    private Point SecretaryGeneral(Holder holder) => new(OfficeRules.SecretaryGeneralIsDeputyLeagueSecretary,
        holder is { Supervisor: { Title: SupervisorTitle.DeputySecretary, FullTime: true, Until: null }, Body.Kind: OrganizationKind.LeagueCommittee }
            && holder.Body.ParentId == union.Id,
        holder.Body?.Name);

    private Point OneHolder(PostTemplate post) => new(OfficeRules.OneHolder, !open.Any(a => a.Seat == post.Seat), post.Zh);

    private bool SitsOnPresidium(Guid person) => open.Any(a => a.PersonId == person && a.Seat == Seat.Presidium);

    private static Point Cap(ServiceDefaults.Rule rule, int count, int? most) => new(rule, !(count > most),
        most is null ? count.ToString(CultureInfo.InvariantCulture) : string.Create(CultureInfo.InvariantCulture, $"{count} / {most}"));

    private static void Require(Point point) => point.Rule.Require(point.Holds, point.Seen);
}

/// <summary>How a finding was settled.</summary>
public enum FindingOutcome
{
    /// <summary>The rule holds again, or the appointment has ended.</summary>
    Resolved,

    /// <summary>Kept in office with a stated reason.</summary>
    Kept,
}

/// <summary>Something in a register has changed so that a rule no longer holds of somebody in office. It asks people to decide; nobody is removed by it. (measures 2.6, 6.4)</summary>
public sealed class OfficeFinding
{
    public required Guid Id { get; init; }
    public required Guid TenantId { get; init; }
    public required Guid OrganizationId { get; init; }

    /// <summary>None where it is about the union as a whole.</summary>
    public Guid? AppointmentId { get; init; }

    /// <summary>Code of the rule.</summary>
    public required string Rule { get; init; }

    /// <summary>What it saw.</summary>
    public string? Seen { get; set; }

    public required DateTimeOffset RaisedAt { get; init; }
    public DateTimeOffset? SettledAt { get; private set; }
    public FindingOutcome? Outcome { get; private set; }
    public string? Reason { get; private set; }
    public Guid? SettledBy { get; private set; }

    /// <summary>A League teacher decides that the person stays, and says why.</summary>
    public void Keep(string reason, Guid by, DateTimeOffset now)
    {
        OfficeRules.FindingIsOpen.Require(SettledAt is null);
        (SettledAt, Outcome, Reason, SettledBy) = (now, FindingOutcome.Kept, reason, by);
    }

    internal void Resolve(DateTimeOffset now) => (SettledAt, Outcome) = (now, FindingOutcome.Resolved);
}
