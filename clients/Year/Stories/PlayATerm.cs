using StudentUnion.Api;
using StudentUnion.Year.Deeds;
using StudentUnion.Year.People;

namespace StudentUnion.Year.Stories;

/// <summary>A union with an elected presidium in the middle of its semester: registers, posts, learning, rotation, a call that takes applications, indicators.</summary>
internal static class PlayATerm
{
    private const int Standings = 150;
    private const int Colleges = 2;

    /// <param name="play">The platform, and who tells.</param>
    /// <param name="university">Whose semester.</param>
    /// <param name="delegates">The candidates for the presidium first.</param>
    /// <param name="applicants">Students with an account: they meet the conditions of office.</param>
    /// <param name="ct">Stops it.</param>
    /// <returns>The accounts of the supervising bodies, to be opened.</returns>
    public static async Task<IReadOnlyList<DemoAccount>> Run(
        Played play, University university, IReadOnlyList<SyntheticStudent> delegates, IReadOnlyList<SyntheticStudent> applicants, CancellationToken ct)
    {
        var (union, tell, _) = play;
        var officer = union.As(university.Officer).Membership;
        var term = new SchoolTerm((await Patiently.Ask(union.Clock, () => officer.Indicators(ct: ct), ct)).Semester);
        var registers = new FillTheRegisters(union, tell, university, term);

        // The colleges of those who will try to apply, so that a League committee of their own recommends them.
        List<string> colleges = [.. applicants.Concat(delegates).Select(student => student.College).Distinct().Take(Colleges)];
        var candidates = delegates.Take(Ballots.PresidiumCandidates).ToList();
        var standings = SyntheticStanding.Of(
            delegates.Take(Standings).Union(applicants), candidates.Concat(applicants).Select(student => student.Number).ToHashSet(), university.Seed);
        await registers.Bodies(colleges, ct);
        await registers.Standings(standings, ct);
        var (ofSchool, ofColleges) = await registers.Members(
            standings.Where(one => one.IsFit && !candidates.Contains(one.Student) && !applicants.Contains(one.Student)), colleges, ct);
        await registers.Posts(ct);
        if (ofSchool is [var mistaken, ..]) await registers.Correction(mistaken, ct);

        return await tell.Step($"{university.Name} 学习、轮值、选聘", "learning, rotation, recruitment", async _ =>
        {
            await HoldLearning.Run(union, university, term, [.. ofSchool.Concat(ofColleges).Select(one => one.Student.Number)], ct);
            await RotateTheChair.Plan(union, university, term, ct);
            if (ofColleges is [{ Student: var moving }, ..])
            {
                var person = (await EnrolStudents.WhoTheyAre(union, university, [moving], ct))[0];
                await RotateTheChair.Exchange(union, university, person, await College(moving.College), ct);
            }

            var bodies = await registers.BodiesOf(university.Tenant, ct);
            await CallForMembers.Run(union, university, bodies[FillTheRegisters.Departments[0]], term, ct);
            await Patiently.Ask(union.Clock, () => officer.CountIndicators(ct: ct), ct);

            var league = FillTheRegisters.LeagueCommitteeOf(colleges[0]);
            return (IReadOnlyList<DemoAccount>)
            [
                new("学院团委 college League", league, $"league-college-{university.Code}", $"{league}老师", Roles.Supervisor,
                    At: (await registers.BodiesOf(await College(colleges[0]), ct))[league]),
                new("学生工作部 student affairs", university.Name, $"affairs-{university.Code}", $"{university.Name}学生工作部老师", Roles.Supervisor,
                    At: bodies[FillTheRegisters.StudentAffairs]),
                new("校党委 Party committee", university.Name, $"party-{university.Code}", $"{university.Name}党委老师", Roles.Supervisor,
                    At: bodies[FillTheRegisters.PartyCommittee]),
            ];
        });

        async Task<Guid> College(string name) =>
            (await Patiently.Ask(union.Clock, () => officer.Organization(university.Tenant, ct), ct)).Colleges!.First(college => college.Name == name).Id;
    }
}
