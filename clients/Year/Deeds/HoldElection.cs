using StudentUnion.Api;
using StudentUnion.Year.Platform;

namespace StudentUnion.Year.Deeds;

/// <summary>Leads an election from the draft to the certified result. Each step looks first whether it has been done, so it can be taken again at any time.</summary>
public static class HoldElection
{
    public static async Task<Election> Draft(
        TheUnion union, University university, Guid congress, ElectionDraft draft, IReadOnlyList<NewCandidate> candidates, CancellationToken ct)
    {
        var elections = union.As(university.Officer).Elections;
        var known = (await Patiently.Ask(union.Clock, () => elections.Congress(congress, ct), ct)).Elections?.FirstOrDefault(row => row.Title == draft.Title);
        var (key, candidatesKey) = (Guid.CreateVersion7().ToString("N"), Guid.CreateVersion7().ToString("N"));
        var id = known?.Id ?? (await Patiently.Ask(union.Clock, () => elections.Draft(congress, draft, key, ct), ct)).Id;

        var election = await Read(union, university.Officer, id, ct);
        if (election.Candidates.Count > 0) return election;
        await Patiently.Ask(union.Clock, () => elections.Nominate(id, candidates, candidatesKey, ct), ct);
        return await Read(union, university.Officer, id, ct);
    }

    public static Task<Election> Open(TheUnion union, University university, Guid election, CancellationToken ct) =>
        Reach(union, university.Officer, election, ElectionState.Open, api => api.Open(election, ct), ct);

    public static Task<Election> Close(TheUnion union, University university, Guid election, CancellationToken ct) =>
        Reach(union, university.Officer, election, ElectionState.Closed, api => api.Close(election, ct), ct);

    public static Task<Election> Count(TheUnion union, University university, Guid election, CancellationToken ct) =>
        Reach(union, university.Officer, election, ElectionState.Counted, api => api.Count(election, ct), ct);

    /// <summary>Officer and teacher sign; it takes both.</summary>
    public static async Task<Election> Certify(TheUnion union, University university, Guid election, CancellationToken ct)
    {
        foreach (var signer in new[] { university.Officer, university.Teacher })
        {
            if ((await Read(union, signer, election, ct)).State == ElectionState.Certified) break;
            try
            {
                await Patiently.Ask(union.Clock, () => union.As(signer).Elections.Certify(election, ct), ct);
            }
            catch (ApiProblemException problem) when (problem.Rule is "elections.two-persons-certify" or "elections.result-is-counted")
            {
                // Signed in an interrupted run, or by the call whose answer was lost: what counts is the state that is read next.
            }
        }

        return await Read(union, university.Officer, election, ct) is { State: ElectionState.Certified } certified
            ? certified
            : throw new DisagreementException("两人签署之后选举结果仍未确认。 The result is not certified after both persons signed.");
    }

    public static Task<ElectionResult> Result(TheUnion union, University university, Guid election, CancellationToken ct) =>
        Patiently.Ask(union.Clock, () => union.As(university.Officer).Elections.Result(election, ct), ct);

    private static Task<Election> Read(TheUnion union, Actor reader, Guid election, CancellationToken ct) =>
        Patiently.Ask(union.Clock, () => union.As(reader).Elections.Election(election, ct), ct);

    private static async Task<Election> Reach(
        TheUnion union, Actor actor, Guid id, ElectionState wanted, Func<ElectionsApi, Task> act, CancellationToken ct)
    {
        var began = union.Clock.GetTimestamp();
        while (true)
        {
            var election = await Read(union, actor, id, ct);
            if (election.State >= wanted) return election;
            try
            {
                await act(union.As(actor).Elections);
            }
            catch (ApiProblemException problem) when (Patiently.IsPassing(problem) && union.Clock.GetElapsedTime(began) < Patiently.AMinute)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(200), union.Clock, ct);
            }
        }
    }
}
