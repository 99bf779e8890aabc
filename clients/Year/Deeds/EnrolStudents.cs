using StudentUnion.Api;
using StudentUnion.Year.People;
using StudentUnion.Year.Platform;
using StudentUnion.Year.Telling;

namespace StudentUnion.Year.Deeds;

/// <summary>A union's officer uploads the roster and waits until every student is on it.</summary>
public static class EnrolStudents
{
    private const int LookedUpAtOnce = 1000;

    public static async Task Run(TheUnion union, Narrator tell, University university, int count, CancellationToken ct)
    {
        var membership = union.As(university.Officer).Membership;
        var file = $"synthetic-roster-{university.Seed}-{count}.csv";
        var import = await Earlier(membership, file, ct);
        if (import?.State == RosterImportState.Done) return;

        import = await tell.Step($"{university.Name} 导入名册", $"enrolling {Narrator.Number(count)} students", async counting =>
        {
            var id = import?.Id ?? (await Patiently.Ask(union.Clock, async () =>
            {
                await using var csv = university.Roster.Csv(count);
                return await membership.ImportRoster(csv, file, ct);
            }, ct)).Id;

            return await Patiently.Await(union.Clock, async () =>
            {
                var now = await Patiently.Ask(union.Clock, () => membership.RosterImport(id, ct), ct);
                counting.Reached((long)(now.Progress * count), count);
                return now.State is RosterImportState.Done or RosterImportState.Failed ? now : null;
            }, ct, TimeSpan.FromMinutes(10)) ?? throw new DisagreementException($"名册导入没有完成。 The roster of {university.Name} was not merged within ten minutes.");
        });

        if (import.State == RosterImportState.Failed || import.Rejected > 0 || import.Rows != count)
            throw new DisagreementException($"名册未全部导入。 The roster was not taken over whole: {import.Rows} of {count} rows, {import.Rejected} rejected. {import.Problem}");
        tell.Say($"{university.Name}: {Narrator.Number(import.Rows)} 行 rows · 新增 new {Narrator.Number(import.Inserted)} · 更新 updated {Narrator.Number(import.Updated)} · 未变 unchanged {Narrator.Number(import.Unchanged)}");
    }

    /// <summary>Which person each student is, in the order given.</summary>
    public static async Task<IReadOnlyList<Guid>> WhoTheyAre(TheUnion union, University university, IReadOnlyList<SyntheticStudent> students, CancellationToken ct)
    {
        var membership = union.As(university.Officer).Membership;
        var persons = new List<Guid>(students.Count);
        foreach (var chunk in students.Chunk(LookedUpAtOnce))
        {
            var answer = await Patiently.Ask(union.Clock, () => membership.Lookup([.. chunk.Select(student => student.Number)], ct), ct);
            var found = answer.Found.ToDictionary(student => student.StudentNumber, student => student.Id);
            persons.AddRange(chunk.Select(student => found.TryGetValue(student.Number, out var person)
                ? person
                : throw new DisagreementException($"名册上没有 {student.Number}。 Student {student.Number} is not on the roster of {university.Name}.")));
        }

        return persons;
    }

    private static async Task<RosterImport?> Earlier(MembershipApi membership, string file, CancellationToken ct)
    {
        string? after = null;
        do
        {
            var page = await membership.RosterImports(after, 500, ct);
            if (page.Items.FirstOrDefault(import => import.FileName == file && import.State is (RosterImportState.Done or RosterImportState.Merging)) is { } earlier)
                return earlier;
            after = page.Next;
        }
        while (after is not null);
        return null;
    }
}
