using StudentUnion.Api;
using StudentUnion.Year.Platform;
using StudentUnion.Year.Telling;

namespace StudentUnion.Year.Deeds;

/// <summary>An officer convenes the congress, enters its delegates and records that all of them came. What is there already is kept.</summary>
public static class ConveneCongress
{
    private const int AddedAtOnce = 1000;

    // Elections hears of enrolled students a moment after Membership has them, of a hundred thousand in some two hundred messages.
    private static readonly TimeSpan UntilElectionsKnowsThem = TimeSpan.FromMinutes(5);

    public static async Task<Congress> Run(
        TheUnion union, Narrator tell, University university, NewCongress wanted, IReadOnlyList<DelegateEntry> delegates, CancellationToken ct)
    {
        var elections = union.As(university.Officer).Elections;
        var key = Guid.CreateVersion7().ToString("N");
        var id = await Known(elections, wanted.Name, ct) ?? (await Patiently.Ask(union.Clock, () => elections.Convene(wanted, key, ct), ct)).Id;

        var congress = await Patiently.Ask(union.Clock, () => elections.Congress(id, ct), ct);
        if (congress.Due < delegates.Count)
            await tell.Step($"{university.Name} 登记代表", $"entering {Narrator.Number(delegates.Count)} delegates", async counting =>
            {
                var entered = 0;
                foreach (var chunk in delegates.Chunk(AddedAtOnce))
                {
                    var chunkKey = Guid.CreateVersion7().ToString("N");
                    await Patiently.Ask(union.Clock, () => elections.AddDelegates(id, chunk, chunkKey, ct), ct,
                        problem => problem.Rule == "elections.delegate-is-a-member", UntilElectionsKnowsThem);
                    counting.Reached(entered += chunk.Length, delegates.Count);
                }
            });
        if (congress.Present < delegates.Count) await Patiently.Ask(union.Clock, () => elections.RecordEveryonePresent(id, ct), ct);

        congress = await Patiently.Ask(union.Clock, () => elections.Congress(id, ct), ct);
        if (congress.Due != delegates.Count || congress.Present != delegates.Count)
            throw new DisagreementException($"{wanted.Name}: 应到 due {congress.Due}, 实到 present {congress.Present}, 登记 entered {delegates.Count}");
        return congress;
    }

    /// <summary>How many congresses of this union carry a name that begins like this.</summary>
    public static async Task<int> CountOf(TheUnion union, University university, string name, CancellationToken ct) =>
        await union.As(university.Officer).Elections.AllCongresses(ct).CountAsync(row => row.Name.StartsWith(name, StringComparison.Ordinal), ct);

    private static async Task<Guid?> Known(ElectionsApi elections, string name, CancellationToken ct) =>
        (await elections.AllCongresses(ct).FirstOrDefaultAsync(row => row.Name == name, ct))?.Id;
}
