using StudentUnion.Api;

namespace StudentUnion.Year.Deeds;

/// <summary>Asks again while the platform recovers, restarts or has not yet heard of something.</summary>
internal static class Patiently
{
    public static readonly TimeSpan AMinute = TimeSpan.FromMinutes(1);

    /// <summary>Whether an answer says nothing but "not now". What was asked may have happened all the same.</summary>
    public static bool IsPassing(ApiProblemException problem) =>
        problem is GatewayUnreachableException || (problem.Rule is null && problem.Status is 408 or 429 or 500 or 502 or 503 or 504);

    /// <param name="ask">Repeatable.</param>
    /// <param name="alsoWhen">Refusals that pass as well, e.g. while an event is under way.</param>
    public static async Task<T> Ask<T>(
        TimeProvider clock, Func<Task<T>> ask, CancellationToken ct, Func<ApiProblemException, bool>? alsoWhen = null, TimeSpan? patience = null)
    {
        var began = clock.GetTimestamp();
        for (var pause = TimeSpan.FromMilliseconds(100); ; pause = Longer(pause))
        {
            try
            {
                return await ask();
            }
            catch (ApiProblemException problem) when (
                (IsPassing(problem) || alsoWhen?.Invoke(problem) == true) && clock.GetElapsedTime(began) < (patience ?? AMinute))
            {
                await Task.Delay(problem.RetryAfter is { } asked && asked > pause ? asked : pause, clock, ct);
            }
        }
    }

    public static Task Ask(
        TimeProvider clock, Func<Task> ask, CancellationToken ct, Func<ApiProblemException, bool>? alsoWhen = null, TimeSpan? patience = null) =>
        Ask(clock, async () =>
        {
            await ask();
            return true;
        }, ct, alsoWhen, patience);

    /// <summary>Looks until something is there; null when it never came.</summary>
    public static async Task<T?> Await<T>(TimeProvider clock, Func<Task<T?>> look, CancellationToken ct, TimeSpan? patience = null) where T : class
    {
        var began = clock.GetTimestamp();
        for (var pause = TimeSpan.FromMilliseconds(100); ; pause = Longer(pause))
        {
            if (await look() is { } there) return there;
            if (clock.GetElapsedTime(began) > (patience ?? AMinute)) return null;
            await Task.Delay(pause, clock, ct);
        }
    }

    private static TimeSpan Longer(TimeSpan pause) => TimeSpan.FromMilliseconds(Math.Min(pause.TotalMilliseconds * 1.5, 1000));
}
