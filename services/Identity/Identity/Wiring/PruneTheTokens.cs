using OpenIddict.Abstractions;

namespace StudentUnion.Identity.Wiring;

/// <summary>Removes tokens, authorizations and sign-in counts that no longer decide anything, so that the tables do not grow with every refresh.</summary>
internal sealed partial class PruneTheTokens(IServiceScopeFactory scopes, TimeProvider clock, ILogger<PruneTheTokens> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var tick = new PeriodicTimer(Every, clock);
        while (await tick.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                // A day is longer than any token except mobile refresh tokens, which the managers keep while they are valid.
                var threshold = clock.GetUtcNow().AddDays(-1);
                var tokens = await scope.ServiceProvider.GetRequiredService<IOpenIddictTokenManager>().PruneAsync(threshold, stoppingToken);
                var authorizations = await scope.ServiceProvider.GetRequiredService<IOpenIddictAuthorizationManager>().PruneAsync(threshold, stoppingToken);
                var tries = await scope.ServiceProvider.GetRequiredService<Features.Sessions.CountTheTries>().Forget(stoppingToken);
                LogPruned(log, tokens, authorizations, tries);
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                LogFault(log, fault);
            }
        }
    }

    [LoggerMessage(LogLevel.Information, "Removed {Tokens} tokens, {Authorizations} authorizations and {Tries} sign-in counts that had expired")]
    private static partial void LogPruned(ILogger log, long tokens, long authorizations, int tries);

    [LoggerMessage(LogLevel.Warning, "Expired tokens were not removed; the next round tries again")]
    private static partial void LogFault(ILogger log, Exception fault);
}
