using StudentUnion.Api;

namespace StudentUnion.Year.Platform;

/// <summary>Somebody who acts in the played year: an account, its tenant, the student behind it and what it is charged with.</summary>
public sealed record Actor(Guid Account, Guid Tenant, Guid? Person, IReadOnlyList<string> Grants)
{
    public static Actor Staff(Guid account, Guid tenant, string role) => new(account, tenant, null, [$"{role}@{tenant}"]);

    /// <summary>A voter without an account of their own: the person stands for it.</summary>
    public static Actor Student(Guid tenant, Guid person) => new(person, tenant, person, []);

    public static Actor FederationStaff(Guid account, Guid federation) => Staff(account, federation, Roles.FederationStaff);
}
