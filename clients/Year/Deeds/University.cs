using System.Globalization;
using StudentUnion.Api;
using StudentUnion.Year.People;
using StudentUnion.Year.Platform;

namespace StudentUnion.Year.Deeds;

/// <summary>A university union with those who run its congress and the invented students it stands for.</summary>
/// <param name="Officer">Prepares the congress and signs its results.</param>
/// <param name="Teacher">The second person who signs.</param>
public sealed record University(OrganizationRow Union, int Seed, Actor Officer, Actor Teacher)
{
    /// <summary>With accounts that exist in this played year only.</summary>
    public static University Of(OrganizationRow union, int seed) => new(
        union, unchecked(seed * 31 + int.Parse(union.InstitutionCode![^5..], CultureInfo.InvariantCulture)),
        Actor.Staff(Guid.CreateVersion7(), union.Id, Roles.UnionOfficer),
        Actor.Staff(Guid.CreateVersion7(), union.Id, Roles.LeagueTeacher));

    public Guid Tenant => Union.Id;

    public string Name => Union.Name.EndsWith("学生会", StringComparison.Ordinal) ? Union.Name[..^3] : Union.Name;

    /// <summary>The Ministry's code in short, as people use it.</summary>
    public string Code => Union.InstitutionCode![^5..];

    public SyntheticRoster Roster => new(Seed, Union.Level == InstitutionLevel.Vocational);
}
