using System.Collections.Concurrent;
using StudentUnion.Api;
using StudentUnion.Year.Platform;
using StudentUnion.Year.Telling;
using StudentUnion.Year.Votes;

namespace StudentUnion.Year.Deeds;

/// <summary>What became of the ballots that were to be cast (trust.md, promises 1 and 4).</summary>
/// <param name="Attempted">Voters who set out to vote.</param>
/// <param name="Acknowledged">Ballots the platform said it has, in this run.</param>
/// <param name="Recovered">Ballots whose answer was lost and that turned out to be in the box.</param>
/// <param name="Earlier">Ballots that an interrupted run had cast before.</param>
/// <param name="Refused">Eligible voters who were turned away by a rule.</param>
/// <param name="Unanswered">Voters who gave up without knowing.</param>
/// <param name="Unexpected">Answers that the platform should never give.</param>
/// <param name="Repeats">Calls that were made again after no answer.</param>
/// <param name="Recount">Year's own count of everything known to be in the box.</param>
/// <param name="Oddities">What was refused or unexpected, and how often.</param>
public sealed record CastReport(
    int Attempted, int Acknowledged, int Recovered, int Earlier, int Refused, int Unanswered, int Unexpected, int Repeats, TimeSpan Took,
    Recount Recount, IReadOnlyDictionary<string, int> Oddities)
{
    public int InTheBox => Acknowledged + Recovered + Earlier;

    public double PerSecond => Took > TimeSpan.Zero ? (Acknowledged + Recovered) / Took.TotalSeconds : 0;

    public bool IsComplete => InTheBox == Attempted && Refused == 0 && Unanswered == 0 && Unexpected == 0;

    /// <summary>Acknowledged ballots that the box does not hold.</summary>
    public int Lost(int returned) => Math.Max(0, InTheBox - returned);

    /// <summary>Ballots in the box that nobody cast.</summary>
    public int Duplicated(int returned) => Math.Max(0, returned - InTheBox - Unanswered);
}

/// <summary>Casts one ballot for each voter, many at once, each voter with a token of their own, and keeps asking while the platform recovers from a fall.</summary>
/// <param name="union">The platform.</param>
/// <param name="tenant">Whose election it is.</param>
/// <param name="election">The election.</param>
/// <param name="options">How many lines its ballot has.</param>
public sealed class CastBallots(TheUnion union, Guid tenant, Guid election, int options)
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    private readonly Recount _recount = new(options);
    private readonly ConcurrentDictionary<string, int> _oddities = new();
    private int _acknowledged, _recovered, _earlier, _refused, _unanswered, _unexpected, _repeats;

    /// <summary>How many voters are under way at the same time.</summary>
    public int AtOnce { get; init; } = 64;

    /// <summary>How long one voter keeps trying.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Whether these same ballots may have been cast by a run that was interrupted.</summary>
    public bool Resumes { get; init; }

    /// <summary>Ballots known to be in the box by now: a test that breaks things looks here for the right moment.</summary>
    public int InTheBox => Volatile.Read(ref _acknowledged) + Volatile.Read(ref _recovered) + Volatile.Read(ref _earlier);

    /// <summary>Casts ballot i for voter i.</summary>
    public async Task<CastReport> Run(IReadOnlyList<Guid> voters, IReadOnlyList<int[]> ballots, Counting? counting, CancellationToken ct)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(ballots.Count, voters.Count);
        var began = union.Clock.GetTimestamp();
        var done = 0;
        await Parallel.ForAsync(0, voters.Count, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct }, async (i, stop) =>
        {
            await Cast(voters[i], ballots[i], stop);
            counting?.Reached(Interlocked.Increment(ref done), voters.Count);
        });
        return new(voters.Count, _acknowledged, _recovered, _earlier, _refused, _unanswered, _unexpected, _repeats, union.Clock.GetElapsedTime(began),
            _recount, _oddities);
    }

    private async Task Cast(Guid person, int[] marks, CancellationToken ct)
    {
        var voter = union.AsVoter(Actor.Student(tenant, person)).Elections;
        var began = union.Clock.GetTimestamp();
        var answerLost = false;
        for (var pause = TimeSpan.FromMilliseconds(50); ; pause = pause < LongestPause ? pause * 2 : LongestPause)
        {
            try
            {
                await voter.Cast(election, marks, ct);
                Took(ref _acknowledged, marks);
                return;
            }
            catch (ApiProblemException problem) when (Patiently.IsPassing(problem) && union.Clock.GetElapsedTime(began) < Patience)
            {
                // Told to come later (429), the ballot was not taken; any other silence leaves that open.
                answerLost |= problem.Status != 429;
                Interlocked.Increment(ref _repeats);
                await Task.Delay(problem.RetryAfter is { } asked && asked > pause ? asked : pause, union.Clock, ct);
            }
            catch (ApiProblemException problem)
            {
                Settle(problem, answerLost, marks);
                return;
            }
        }
    }

    private void Settle(ApiProblemException problem, bool answerLost, int[] marks)
    {
        switch (problem)
        {
            case { Rule: "elections.votes-once" } when answerLost:
                Took(ref _recovered, marks);
                break;
            case { Rule: "elections.votes-once" } when Resumes:
                Took(ref _earlier, marks);
                break;
            case { Rule: { } rule }:
                Interlocked.Increment(ref _refused);
                Odd(rule);
                break;
            case var passing when Patiently.IsPassing(passing):
                Interlocked.Increment(ref _unanswered);
                Odd($"{problem.Status} {problem.Title}");
                break;
            default:
                Interlocked.Increment(ref _unexpected);
                Odd($"{problem.Status} {problem.Title}");
                break;
        }
    }

    private void Took(ref int counter, int[] marks)
    {
        Interlocked.Increment(ref counter);
        _recount.Add(marks);
    }

    private void Odd(string what) => _oddities.AddOrUpdate(what, 1, (_, seen) => seen + 1);
}
