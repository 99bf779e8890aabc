using StudentUnion.Membership.Domain.Offices;

namespace StudentUnion.Membership.Domain;

/// <summary>What kind of body it is.</summary>
public enum OrganizationKind
{
    /// <summary>学联.</summary>
    Federation,

    /// <summary>校学生会 of an institution on the Ministry's list.</summary>
    StudentUnion,

    /// <summary>研究生会.</summary>
    GraduateUnion,

    /// <summary>The student organization of a research institute.</summary>
    ResearchInstitute,

    /// <summary>院级学生会, below a member organization.</summary>
    College,

    /// <summary>工作部门 of a union or a college's union.</summary>
    Department,

    /// <summary>团支部 of a union or a college's union. (measure 2.5)</summary>
    LeagueBranch,

    /// <summary>社团: can bid for projects. (measure 7.4)</summary>
    Society,

    /// <summary>班级: can bid for projects. (measure 7.4)</summary>
    ClassBody,

    /// <summary>宿舍区: can bid for projects.</summary>
    DormitoryArea,

    /// <summary>党组织 that leads: 校党委, 学院党委. (measure 1.2)</summary>
    PartyCommittee,

    /// <summary>团组织 that guides: 校团委, 学院团委. (measure 1.2)</summary>
    LeagueCommittee,

    /// <summary>学生工作部门.</summary>
    StudentAffairs,
}

/// <summary>Whether it still exists.</summary>
public enum OrganizationStatus { Active, Closed }

/// <summary>What happened to an organization, as its history tells it.</summary>
public enum OrganizationChange { Registered, Renamed, LevelChanged, Closed, Reopened, Moved, Merged }

/// <summary>One entry of an organization's history; never rewritten.</summary>
/// <remarks>Version: the organization's version that it made. List: date of the Ministry's list that told it; none where a person did it.</remarks>
public sealed record OrganizationEvent(long Version, DateTimeOffset At, DateOnly? List, OrganizationChange What, string? Before, string? After);

/// <summary>The federation, a member organization, a college's union or a body below one of these, with its past. (measures 1.2, 7.4)</summary>
public sealed class Organization
{
    /// <summary>Longest name that is taken.</summary>
    public const int MaxName = 120;

    /// <summary>What a student union is called after its institution.</summary>
    public const string UnionSuffix = "学生会";

    private readonly List<OrganizationEvent> _history = [];

    private Organization()
    {
    }

    public Guid Id { get; private init; }
    public OrganizationKind Kind { get; private init; }
    public string Name { get; private set; } = "";

    /// <summary>The organization above: none for the federation.</summary>
    public Guid? ParentId { get; private init; }

    public OrganizationStatus Status { get; private set; }

    /// <summary>Grows with every change.</summary>
    public long Version { get; private set; }

    public string? InstitutionCode { get; private init; }
    public string? InstitutionName { get; private set; }
    public InstitutionLevel? Level { get; private set; }
    public string? Province { get; private set; }
    public string? City { get; private set; }

    /// <summary>主管部门 by the newest list.</summary>
    public string? Authority { get; private set; }

    public IReadOnlyList<OrganizationEvent> History => _history;

    /// <summary>The tenant its rows belong to: itself, or the member organization it stands under. Not named <c>tenant_id</c> in the database, since the directory is public.</summary>
    public Guid TenantId { get; private init; }

    /// <summary>The member organization that it was merged into.</summary>
    public Guid? SuccessorId { get; private set; }

    /// <summary>Whether it is the federation's member: the organization of an institution.</summary>
    public bool IsMember => Kind is OrganizationKind.StudentUnion or OrganizationKind.GraduateUnion or OrganizationKind.ResearchInstitute;

    /// <summary>The federation itself.</summary>
    public static Organization Federation(Guid id, string name, DateTimeOffset now) =>
        new Organization { Id = id, TenantId = id, Kind = OrganizationKind.Federation, Name = name }.Registered(now);

    /// <summary>Registers what no list brings: a graduate union, a research institute's organization, a college's union or a body below a union or a college.</summary>
    /// <param name="kind">Which of these.</param>
    /// <param name="name">Its official name.</param>
    /// <param name="parent">The federation for a member organization, the member organization for a college, either of the latter for a body.</param>
    /// <param name="by">Who registers it.</param>
    /// <param name="now">When.</param>
    public static Organization Register(OrganizationKind kind, string name, Organization parent, Registrar by, DateTimeOffset now)
    {
        MembershipRules.InstitutionComesFromTheList.Require(kind is not (OrganizationKind.Federation or OrganizationKind.StudentUnion));
        var id = Guid.CreateVersion7(now);
        var tenant = parent.TenantId;
        switch (kind)
        {
            case OrganizationKind.GraduateUnion or OrganizationKind.ResearchInstitute:
                MembershipRules.FederationRegistersMembers.Require(by.KeepsFederation && parent.Kind == OrganizationKind.Federation);
                tenant = id;
                break;
            case OrganizationKind.College:
                MembershipRules.UnionKeepsItsColleges.Require(by.KeepsUnion == parent.Id && parent.IsMember);
                break;
            default:
                if (kind == OrganizationKind.Department) OfficeRules.TwoLayers.Require(parent.Kind != OrganizationKind.Department, parent.Name);
                OfficeRules.BodyHasItsPlace.Require(parent.IsMember || parent.Kind == OrganizationKind.College);
                MembershipRules.UnionKeepsItsColleges.Require(by.KeepsUnion == parent.TenantId);
                break;
        }

        MembershipRules.OrganizationIsActive.Require(parent.Status == OrganizationStatus.Active);
        return new Organization { Id = id, TenantId = tenant, Kind = kind, Name = name, ParentId = parent.Id }.Registered(now);
    }

    /// <summary>The student union of an institution that a list names for the first time.</summary>
    public static Organization FromList(ListedInstitution row, Guid federation, DateOnly list, DateTimeOffset now)
    {
        var id = Guid.CreateVersion7(now);
        return new Organization
        {
            Id = id, TenantId = id, Kind = OrganizationKind.StudentUnion, Name = row.Name + UnionSuffix, ParentId = federation,
            InstitutionCode = row.Code, InstitutionName = row.Name, Level = row.Level, Province = row.Province, City = row.City, Authority = row.Authority,
        }.Registered(now, list);
    }

    /// <summary>Gives it another name by hand.</summary>
    public void Rename(string name, Registrar by, DateTimeOffset now)
    {
        RequireKeeper(by);
        if (name == Name) return;

        Note(OrganizationChange.Renamed, Name, name, null, now);
        Name = name;
    }

    /// <summary>Closes a college or a body by hand; what a list brought is closed by a list.</summary>
    public void CloseByHand(Registrar by, DateTimeOffset now)
    {
        MembershipRules.InstitutionComesFromTheList.Require(Kind is not (OrganizationKind.Federation or OrganizationKind.StudentUnion));
        RequireKeeper(by);
        Note(OrganizationChange.Closed, Name, null, null, now);
        Status = OrganizationStatus.Closed;
    }

    /// <summary>The federation notes that this member has been merged into another. Its rows, its officers and its history stay where they are.</summary>
    public void MergeInto(Organization successor, Registrar by, DateTimeOffset now)
    {
        RequireKeeper(by);
        MembershipRules.MergedIntoAnotherMember.Require(IsMember && successor is { IsMember: true, Status: OrganizationStatus.Active } && successor.Id != Id);
        Note(OrganizationChange.Merged, Name, successor.Name, null, now);
        (Status, SuccessorId) = (OrganizationStatus.Closed, successor.Id);
    }

    private void RequireKeeper(Registrar by)
    {
        if (IsMember || Kind == OrganizationKind.Federation) MembershipRules.FederationRegistersMembers.Require(by.KeepsFederation);
        else MembershipRules.UnionKeepsItsColleges.Require(by.KeepsUnion == TenantId);
        MembershipRules.OrganizationIsActive.Require(Status == OrganizationStatus.Active);
    }

    /// <summary>What a list says differently about this institution.</summary>
    public IEnumerable<InstitutionDifference> DifferencesFrom(ListedInstitution row)
    {
        if (Status == OrganizationStatus.Closed)
            yield return Differs(DifferenceKind.New, InstitutionName, row.Name);
        if (row.Name != InstitutionName)
            yield return Differs(DifferenceKind.Renamed, InstitutionName, row.Name);
        if (row.Level != Level)
            yield return Differs(DifferenceKind.LevelChanged, Level is { } level ? InstitutionWords.Of(level) : null, InstitutionWords.Of(row.Level));
        if (row.Province != Province || row.City != City)
            yield return Differs(DifferenceKind.Moved, Seat(Province, City), Seat(row.Province, row.City));

        InstitutionDifference Differs(DifferenceKind kind, string? before, string? after) =>
            new(kind, row.Code, row.Name, before, after, row.Province, row.City);
    }

    /// <summary>Takes over what a list says.</summary>
    /// <returns>Whether something changed that others must hear of.</returns>
    public bool Follow(ListedInstitution row, DateOnly list, DateTimeOffset now)
    {
        var version = Version;
        foreach (var difference in DifferencesFrom(row).ToList())
        {
            var what = difference.Kind switch
            {
                DifferenceKind.New => OrganizationChange.Reopened,
                DifferenceKind.Renamed => OrganizationChange.Renamed,
                DifferenceKind.LevelChanged => OrganizationChange.LevelChanged,
                DifferenceKind.Moved => OrganizationChange.Moved,
                DifferenceKind.Gone => OrganizationChange.Closed,
            };
            Note(what, difference.Before, difference.After, list, now);
        }

        // A name given by hand keeps what was added to the institution's.
        if (InstitutionName is { Length: > 0 } old) Name = Name.Replace(old, row.Name, StringComparison.Ordinal);
        (Status, InstitutionName, Level, Province, City, Authority) =
            (OrganizationStatus.Active, row.Name, row.Level, row.Province, row.City, row.Authority);
        SuccessorId = null;
        return Version != version;
    }

    /// <summary>Closes it: the list no longer names it. Its rows and its history stay.</summary>
    public void Close(DateOnly list, DateTimeOffset now)
    {
        Note(OrganizationChange.Closed, InstitutionName ?? Name, null, list, now);
        Status = OrganizationStatus.Closed;
    }

    private static string? Seat(string? province, string? city) => city is null ? province : $"{province} {city}";

    private Organization Registered(DateTimeOffset now, DateOnly? list = null)
    {
        Note(OrganizationChange.Registered, null, Name, list, now);
        return this;
    }

    private void Note(OrganizationChange what, string? before, string? after, DateOnly? list, DateTimeOffset now)
    {
        Version++;
        _history.Add(new OrganizationEvent(Version, now, list, what, before, after));
    }
}

/// <summary>Who keeps the directory: what the caller may register and rename.</summary>
/// <param name="KeepsFederation">Acts for the federation.</param>
/// <param name="KeepsUnion">The member organization whose colleges the caller keeps, if any.</param>
public sealed record Registrar(bool KeepsFederation, Guid? KeepsUnion);
