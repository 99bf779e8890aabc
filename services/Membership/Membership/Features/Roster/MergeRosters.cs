using Microsoft.EntityFrameworkCore;
using StudentUnion.Membership.Data;
using StudentUnion.Membership.Domain;
using StudentUnion.Membership.Features.Offices;
using StudentUnion.ServiceDefaults;

namespace StudentUnion.Membership.Features.Roster;

/// <summary>
/// Puts received rosters on the register, piece by piece, each piece with its events in one transaction. A killed instance loses the piece at hand and nothing
/// else: whoever looks next goes on from there.
/// </summary>
public sealed partial class MergeRosters(IServiceScopeFactory scopes, AcademicCalendar calendar, TimeProvider clock, ILogger<MergeRosters> log) : BackgroundService
{
    /// <summary>Pages of the staging table in one transaction: about 30,000 lines.</summary>
    private const int PagesAtOnce = 512;

    private const int MaxAttempts = 5;

    private readonly SemaphoreSlim _wake = new(0, 1);

    /// <summary>There is something to merge.</summary>
    public void Wake()
    {
        if (_wake.CurrentCount == 0) _wake.Release();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var worked = false;
            try
            {
                worked = await MergePiece(stoppingToken);
                if (!worked) await CleanUp(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception e)
            {
                LogFailure(log, e);
            }

            // Another instance may have received a roster and died: a look is taken every two seconds all the same.
            if (!worked) await ((Task)_wake.WaitAsync(TimeSpan.FromSeconds(2), stoppingToken)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Merges one piece of the roster whose turn it is.</summary>
    /// <returns>Whether there was one.</returns>
    private async Task<bool> MergePiece(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<MembershipDb>();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await db.NextJob(clock.GetUtcNow(), ct) is not { } job) return false;

        try
        {
            await db.ActFor(job.OrganizationId, ct);
            var import = await db.RosterImports.SingleAsync(i => i.Id == job.ImportId, ct);
            var end = Math.Min(job.NextPage + PagesAtOnce, job.EndPage);
            await new RosterPiece(db, transaction, import, job, end, clock.GetUtcNow()).Merge(ct);

            if (end < job.EndPage)
                await db.RosterJobs.Where(j => j.ImportId == job.ImportId).ExecuteUpdateAsync(j => j.SetProperty(x => x.NextPage, end).SetProperty(x => x.Attempts, 0), ct);
            else
                await Finish(db, import, ct);
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
            return true;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogPiece(log, job.ImportId, job.NextPage, e);
            await transaction.RollbackAsync(CancellationToken.None);
            await Postpone(job, CancellationToken.None);
            return true;
        }
    }

    private async Task Finish(MembershipDb db, RosterImport import, CancellationToken ct)
    {
        try
        {
            import.Complete();
        }
        catch (RuleBrokenException lost)
        {
            import.Fail(lost.Rule.Code, lost.Seen);
        }

        await db.RosterJobs.Where(j => j.ImportId == import.Id).ExecuteDeleteAsync(ct);
        await db.Recheck(import.TenantId, calendar, clock.GetUtcNow(), ct);
        LogDone(log, import.Id, import.Rows, import.Inserted, import.Updated, import.Rejected);
    }

    private async Task Postpone(RosterJob job, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<MembershipDb>();
        await using var transaction = await db.BeginFor(job.OrganizationId, ct);
        if (job.Attempts + 1 >= MaxAttempts)
        {
            await db.Abandon(job.ImportId, new RuleBrokenException(MembershipRules.MergeGoesThrough));
        }
        else
        {
            var due = clock.GetUtcNow() + TimeSpan.FromSeconds(1 << job.Attempts);
            await db.RosterJobs.Where(j => j.ImportId == job.ImportId)
                .ExecuteUpdateAsync(j => j.SetProperty(x => x.Attempts, job.Attempts + 1).SetProperty(x => x.DueAt, due), ct);
        }

        await transaction.CommitAsync(ct);
    }

    private async Task CleanUp(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<MembershipDb>();
        await using (var transaction = await db.Database.BeginTransactionAsync(ct))
        {
            foreach (var job in await db.BrokenUploads(ct))
            {
                await db.ActFor(job.OrganizationId, ct);
                await db.Abandon(job.ImportId, new RuleBrokenException(MembershipRules.UploadIsComplete));
            }

            await transaction.CommitAsync(ct);
        }

        await db.ClearStaging(ct);
    }

    public override void Dispose()
    {
        _wake.Dispose();
        base.Dispose();
    }

    [LoggerMessage(LogLevel.Error, "Rosters could not be merged; the next look tries again")]
    private static partial void LogFailure(ILogger log, Exception e);

    [LoggerMessage(LogLevel.Warning, "Roster import {Import} failed at page {Page}; it is tried again")]
    private static partial void LogPiece(ILogger log, Guid import, long page, Exception e);

    [LoggerMessage(LogLevel.Information, "Roster import {Import}: {Rows} rows, {Inserted} inserted, {Updated} updated, {Rejected} rejected")]
    private static partial void LogDone(ILogger log, Guid import, int rows, int inserted, int updated, int rejected);
}
