using Microsoft.EntityFrameworkCore;
using StudentUnion.Elections.Box;
using StudentUnion.Elections.Data;
using StudentUnion.ServiceDefaults;

namespace StudentUnion.Elections.Features;

/// <summary>Closes elections whose time has come, within a second or two. Ballots are refused from the exact moment on all the same.</summary>
public sealed partial class CloseDueElections(
    IServiceScopeFactory scopes, BallotBox box, TimeProvider clock, ILogger<CloseDueElections> log) : BackgroundService
{
    public static void AddTo(IServiceCollection services) => services.AddHostedService<CloseDueElections>();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var everySecond = new PeriodicTimer(TimeSpan.FromSeconds(1), clock);
        while (await everySecond.WaitForNextTickAsync(stoppingToken))
        {
            foreach (var due in await Due(stoppingToken)) await Close(due, stoppingToken);
        }
    }

    private async Task<List<ClosingTime>> Due(CancellationToken ct)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var now = clock.GetUtcNow();
            return await scope.ServiceProvider.GetRequiredService<ElectionsDb>().ClosingTimes.AsNoTracking()
                .Where(c => c.ClosesAt <= now).OrderBy(c => c.ClosesAt).Take(50).ToListAsync(ct);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogFailure(log, e);
            return [];
        }
    }

    private async Task Close(ClosingTime due, CancellationToken ct)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<ElectionsDb>();
            await using var transaction = await db.BeginFor(due.OrganizationId, ct);
            await CloseElection.Close(due.ElectionId, by: null, db, box, clock, ct);
            await transaction.CommitAsync(ct);
        }
        catch (Exception e) when (e is not (OperationCanceledException or RuleBrokenException))
        {
            LogFailure(log, e);
        }
    }

    [LoggerMessage(LogLevel.Error, "An election whose time had come was not closed; the next second tries again")]
    private static partial void LogFailure(ILogger log, Exception e);
}
