using StudentUnion.Elections.Contracts;
using StudentUnion.Testing;

namespace StudentUnion.Membership.Tests.Features;

/// <summary>A union with three students on its presidium, each with an account.</summary>
internal sealed record PresidiumOfThree(Union Union, TestCaller Ada, TestCaller Bo, TestCaller Chen)
{
    public static readonly string[] Names = ["赵一", "钱二", "孙三"];

    public static async Task<PresidiumOfThree> Seated(MembershipApp app)
    {
        var union = await app.NewUnion();
        await app.Import(union, string.Concat(Names.Select((name, n) => $"{n + 1},{name},文学院,,,,,,\n")));
        var people = (await app.Api(union.Officer).AllStudents().ToListAsync()).OrderBy(s => s.StudentNumber, StringComparer.Ordinal).Select(s => s.Id).ToArray();
        await Elect(app, union, union.Id, people);
        return new(union, TestCaller.Student(union.Id, people[0]), TestCaller.Student(union.Id, people[1]), TestCaller.Student(union.Id, people[2]));
    }

    /// <summary>A congress elects; whoever is not among them has left the presidium.</summary>
    public static Task Elect(MembershipApp app, Union union, Guid organization, params Guid[] people) => app.Hears(new ElectionCertified(
        Guid.CreateVersion7(), union.Id, organization, Guid.CreateVersion7(), "presidium", "主席团选举", app.Clock.GetUtcNow(),
        [.. people.Select((p, n) => new ElectedPerson(p, n + 1, 100 - n))], 0));
}
