namespace StudentUnion.Membership.Contracts;

/// <summary>A member organization exists as stated from now on: it was registered, renamed, re-levelled, closed or reopened.</summary>
/// <param name="OrganizationId">The organization.</param>
/// <param name="TenantId">The member organization whose rows it belongs with: itself, or the one a college belongs to.</param>
/// <param name="ParentId">The organization above it; none for the federation.</param>
/// <param name="Kind">federation, studentUnion, graduateUnion, researchInstitute or college.</param>
/// <param name="Name">Its official name.</param>
/// <param name="Active">Whether it still exists.</param>
/// <param name="Version">Grows with every change of the organization: what is older is ignored.</param>
public sealed record OrganizationRegistered(
    Guid OrganizationId, Guid TenantId, Guid? ParentId, string Kind, string Name, bool Active, long Version);

/// <summary>Students are on the roster of a member organization as stated. Holds neither names nor student numbers.</summary>
/// <param name="TenantId">The member organization.</param>
/// <param name="RosterImportId">The import that said so.</param>
/// <param name="AsOf">Grows with every import of the tenant: what is older is ignored.</param>
/// <param name="Members">At most 500.</param>
public sealed record MembersEnrolled(Guid TenantId, Guid RosterImportId, long AsOf, IReadOnlyList<EnrolledMember> Members);

/// <summary>One student on the roster.</summary>
/// <param name="PersonId">The student.</param>
/// <param name="College">The college, as the roster names it.</param>
/// <param name="Active">False once the student has graduated or left; absent while they are a member.</param>
public sealed record EnrolledMember(Guid PersonId, string College, bool? Active = null);

/// <summary>A person holds, or held, a post of a union as stated: appointed, suspended, reinstated or ended.</summary>
/// <param name="AppointmentId">The appointment.</param>
/// <param name="TenantId">The member organization.</param>
/// <param name="OrganizationId">The union: the member organization or one of its colleges.</param>
/// <param name="PersonId">Who holds it.</param>
/// <param name="Post">PresidiumMember, DepartmentMember, LeagueBranchSecretary, SecretaryGeneral, or a post of years before 2023.</param>
/// <param name="Seat">presidium, department, branch or secretariat.</param>
/// <param name="Source">elected, selected or byOffice.</param>
/// <param name="Since">When it began.</param>
/// <param name="Until">When it ended; absent while it lasts.</param>
/// <param name="SuspendedSince">Since when the person is suspended; absent unless they are.</param>
/// <param name="Version">Grows with every change of the appointment: what is older is ignored.</param>
public sealed record OfficeHeld(
    Guid AppointmentId, Guid TenantId, Guid OrganizationId, Guid PersonId, string Post, string Seat, string Source, DateTimeOffset Since, DateTimeOffset? Until,
    DateTimeOffset? SuspendedSince, int Version);

/// <summary>A rotation plan of the executive chair is in force as stated: it was published, or ended early. Names nobody.</summary>
/// <param name="TenantId">The member organization.</param>
/// <param name="OrganizationId">Whose presidium: the member organization's or a college's.</param>
/// <param name="PlanId">The plan.</param>
/// <param name="From">First day.</param>
/// <param name="To">Last day; before the first where the plan was taken back before it began.</param>
/// <param name="Shifts">How many shifts cover these days.</param>
/// <param name="Version">Grows with every change of the plan: what is older is ignored.</param>
public sealed record ChairRotationPublished(Guid TenantId, Guid OrganizationId, Guid PlanId, DateOnly From, DateOnly To, int Shifts, long Version);

/// <summary>A post exchange stands as stated. Names nobody.</summary>
/// <param name="TenantId">The member organization.</param>
/// <param name="ExchangeId">The exchange.</param>
/// <param name="FromOrganizationId">Where the person comes from: the member organization or a college.</param>
/// <param name="ToOrganizationId">Where the person goes.</param>
/// <param name="From">First day.</param>
/// <param name="To">Last day.</param>
/// <param name="State">proposed, approved, concluded or cancelled.</param>
/// <param name="Version">Grows with every change of the exchange: what is older is ignored.</param>
public sealed record PostExchanged(
    Guid TenantId, Guid ExchangeId, Guid FromOrganizationId, Guid ToOrganizationId, DateOnly From, DateOnly To, string State, long Version);

/// <summary>A session of learning was held: its organizer has closed it, or attendance was entered after that. Names nobody.</summary>
/// <param name="TenantId">The member organization.</param>
/// <param name="OrganizationId">Who held it: the member organization or a college of it.</param>
/// <param name="SessionId">The session.</param>
/// <param name="Semester">As on transcripts: 2026-2027-1 is the autumn of 2026.</param>
/// <param name="Kind">theory (政治理论学习) or training (培训).</param>
/// <param name="Attended">How many were there.</param>
/// <param name="BackEntered">How many of these were entered afterwards.</param>
/// <param name="HeldAt">When it began.</param>
/// <param name="Version">Grows whenever the counts are announced again: what is older is ignored.</param>
public sealed record SessionHeld(
    Guid TenantId, Guid OrganizationId, Guid SessionId, string Semester, string Kind, int Attended, int BackEntered, DateTimeOffset HeldAt, long Version);

/// <summary>A figure of a union says something new for a semester. It holds counts and no persons.</summary>
/// <param name="TenantId">The member organization.</param>
/// <param name="OrganizationId">The member organization with both its levels, or one college.</param>
/// <param name="Semester">2026-2027-1.</param>
/// <param name="Measure">Number of the measure: 2.4, 2.5, 2.6, 4.2, 4.3, 6.1, 6.3, 6.6 or 6.7.</param>
/// <param name="Part">How much of it is there.</param>
/// <param name="Whole">Of how much; 0 where it is a bare count.</param>
/// <param name="Met">Whether the measure is met; absent where nothing was to be counted.</param>
/// <param name="CountedAt">When.</param>
/// <param name="Version">Grows with every change of the figure: what is older is ignored.</param>
public sealed record IndicatorCounted(
    Guid TenantId, Guid OrganizationId, string Semester, string Measure, int Part, int Whole, bool? Met, DateTimeOffset CountedAt, int Version);
/// <summary>A student may stand for the presidium of an organization: every body of the chain has agreed. (domain.md §1)</summary>
/// <param name="TenantId">The member organization.</param>
/// <param name="OrganizationId">The union whose presidium it is: the member organization or one of its colleges.</param>
/// <param name="CallId">The call it was applied for; one per congress.</param>
/// <param name="PersonId">The student.</param>
/// <param name="Version">Grows with every change of the application.</param>
public sealed record PresidiumCandidateApproved(Guid TenantId, Guid OrganizationId, Guid CallId, Guid PersonId, int Version);
