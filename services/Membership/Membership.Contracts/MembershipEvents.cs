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

/// <summary>A student may stand for the presidium of an organization: every body of the chain has agreed. (domain.md §1)</summary>
/// <param name="TenantId">The member organization.</param>
/// <param name="OrganizationId">The union whose presidium it is: the member organization or one of its colleges.</param>
/// <param name="CallId">The call it was applied for; one per congress.</param>
/// <param name="PersonId">The student.</param>
/// <param name="Version">Grows with every change of the application.</param>
public sealed record PresidiumCandidateApproved(Guid TenantId, Guid OrganizationId, Guid CallId, Guid PersonId, int Version);
