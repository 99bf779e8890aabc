using StudentUnion.Api;
using StudentUnion.Year.Deeds;
using StudentUnion.Year.People;
using StudentUnion.Year.Platform;
using StudentUnion.Year.Telling;

namespace StudentUnion.Year.Stories;

/// <summary>What every story needs: the platform, who tells, and what was asked for.</summary>
public sealed record Played(TheUnion Union, Narrator Tell, CommandLine Asked)
{
    /// <summary>The province's university unions that have undergraduates, by the Ministry's code.</summary>
    public static IReadOnlyList<OrganizationRow> Undergraduate(IReadOnlyList<OrganizationRow> unions) =>
        [.. unions.Where(row => row.Level == InstitutionLevel.Undergraduate)];
}

/// <summary>A congress with its delegates in a fixed order: delegate i casts ballot i.</summary>
public sealed record Delegates(IReadOnlyList<SyntheticStudent> Students, IReadOnlyList<Guid> Persons)
{
    public IReadOnlyList<DelegateEntry> Entries => [.. Students.Zip(Persons, (student, person) => new DelegateEntry(person, student.College))];

    /// <summary>The first of the roster, which chance has put into all colleges.</summary>
    public static async Task<Delegates> Of(TheUnion union, University university, int count, CancellationToken ct)
    {
        var students = university.Roster.Students(count).ToList();
        return new(students, await EnrolStudents.WhoTheyAre(union, university, students, ct));
    }
}
