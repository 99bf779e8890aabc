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
public sealed record EnrolledMember(Guid PersonId, string College);

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
