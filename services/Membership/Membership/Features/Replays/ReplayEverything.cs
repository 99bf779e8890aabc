using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using StudentUnion.Membership.Contracts;
using StudentUnion.Membership.Data;
using StudentUnion.Membership.Domain;
using StudentUnion.Membership.Domain.Recruitment;
using StudentUnion.Membership.Domain.Rotation;
using StudentUnion.Membership.Features.Directory;
using StudentUnion.Membership.Features.Exchanges;
using StudentUnion.Membership.Features.Indicators;
using StudentUnion.Membership.Features.Learning;
using StudentUnion.Membership.Features.Offices;
using StudentUnion.Membership.Features.Rotation;
using StudentUnion.ServiceDefaults;

namespace StudentUnion.Membership.Features.Replays;

/// <summary>The federation lets this service say everything once more, so that a new service fills up. (issue 3, Events)</summary>
public static class ReplayEverything
{
    public sealed record Row(Guid Id, DateTimeOffset AskedAt, int Organizations, int OfOrganizations, long Events, DateTimeOffset? DoneAt);

    public sealed record Response(Guid Id);

    public static void Map(RouteGroupBuilder replays)
    {
        replays.MapPost("/", Ask).WithSummary("重放全部事件 · Say everything once more, for a new service");
        replays.MapGet("/", List).WithSummary("重放进度 · How far replays are");
    }

    private static async Task<Accepted<Response>> Ask(ClaimsPrincipal caller, MembershipDb db, ReplayToAll worker, TimeProvider clock, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var replay = new Replay { Id = Guid.CreateVersion7(now), AskedBy = caller.Account(), AskedAt = now };
        db.Add(replay);
        await db.SaveChangesAsync(ct);
        worker.Wake();
        return TypedResults.Accepted("/api/membership/replays", new Response(replay.Id));
    }

    private sealed record NewestFirst(Guid Id);

    private static async Task<Page<Row>> List(HttpContext http, MembershipDb db, [AsParameters] PageRequest page, CancellationToken ct)
    {
        var all = await db.Organizations.CountAsync(o => o.Id == o.TenantId, ct);
        var found = db.Replays.AsNoTracking();
        if (page.Start<NewestFirst>() is { } start) found = found.Where(r => r.Id < start.Id);
        var rows = await found.OrderByDescending(r => r.Id).Take(page.Size + 1)
            .Select(r => new Row(r.Id, r.AskedAt, r.Organizations, all, r.Events, r.DoneAt)).ToListAsync(ct);
        return http.Page(page, rows, row => new NewestFirst(row.Id));
    }
}

/// <summary>Tells one member organization after the other, each in one transaction with the place it has come to: a killed instance tells one of them twice, which is harmless.</summary>
public sealed partial class ReplayToAll(IServiceScopeFactory scopes, TimeProvider clock, ILogger<ReplayToAll> log) : BackgroundService
{
    private const int MembersPerEvent = 500;
    private readonly SemaphoreSlim _wake = new(0, 1);

    /// <summary>There is something to replay.</summary>
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
                worked = await TellOne(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception e)
            {
                LogFailure(log, e);
            }

            // Another instance may have been asked and died: a look is taken every ten seconds all the same.
            if (!worked) await ((Task)_wake.WaitAsync(TimeSpan.FromSeconds(10), stoppingToken)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<bool> TellOne(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<MembershipDb>();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var replay = await db.Replays.FromSql($"select * from replays where done_at is null order by id limit 1 for update skip locked").SingleOrDefaultAsync(ct);
        if (replay is null) return false;

        var now = clock.GetUtcNow();
        var next = await db.Organizations.AsNoTracking().Where(o => o.Id == o.TenantId && (replay.After == null || o.Id > replay.After)).OrderBy(o => o.Id).FirstOrDefaultAsync(ct);
        if (next is null) replay.Complete(now);
        else replay.Told(next.Id, await Tell(db, next.Id, replay.Id, now, ct));
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return true;
    }

    private static async Task<long> Tell(MembershipDb db, Guid tenant, Guid replay, DateTimeOffset now, CancellationToken ct)
    {
        await db.ActFor(tenant, ct);
        var events = 0L;
        foreach (var organization in await db.Organizations.AsNoTracking().Where(o => o.TenantId == tenant).ToListAsync(ct))
        {
            db.Announce(organization, now);
            events++;
        }

        foreach (var appointment in await db.Appointments.AsNoTracking().Where(a => a.TenantId == tenant).ToListAsync(ct))
        {
            db.Announce(appointment, now);
            events++;
        }

        foreach (var plan in await db.RotationPlans.AsNoTracking().Include(p => p.Shifts).Where(p => p.TenantId == tenant && p.State != RotationState.Draft).AsSplitQuery().ToListAsync(ct))
        {
            db.Announce(plan, now);
            events++;
        }

        foreach (var exchange in await db.PostExchanges.AsNoTracking().Where(e => e.TenantId == tenant).ToListAsync(ct))
        {
            db.Announce(exchange, now);
            events++;
        }

        foreach (var session in await db.StudySessions.AsNoTracking().Where(x => x.TenantId == tenant && x.ClosedAt != null).ToListAsync(ct))
        {
            await db.Announce(session, now, ct);
            events++;
        }

        foreach (var indicator in await db.Indicators.AsNoTracking().Where(i => i.MemberId == tenant).ToListAsync(ct))
        {
            db.Announce(indicator, now);
            events++;
        }

        foreach (var approved in await db.Applications.AsNoTracking().Where(a => a.TenantId == tenant && a.Kind == CallKind.Candidates && a.State == ApplicationState.Confirmed)
            .Join(db.Calls, a => a.CallId, c => c.Id, (a, c) => new PresidiumCandidateApproved(a.TenantId, c.OrganizationId, a.CallId, a.PersonId, a.Version)).ToListAsync(ct))
        {
            db.Publish(approved, approved.OrganizationId, now);
            events++;
        }

        // Students as the merge that last spoke of them said, so that nobody takes an old word for a new one.
        var batch = new List<EnrolledMember>(MembersPerEvent);
        var asOf = 0L;
        await foreach (var s in db.Students.AsNoTracking().Where(s => s.TenantId == tenant).OrderBy(s => s.AsOf)
            .Select(s => new { s.Id, s.College, s.Status, s.AsOf }).AsAsyncEnumerable().WithCancellation(ct))
        {
            if (batch.Count > 0 && (s.AsOf != asOf || batch.Count == MembersPerEvent)) Say();
            asOf = s.AsOf;
            batch.Add(new(s.Id, s.College, s.Status is RosterTerms.Graduated or RosterTerms.Left ? false : null));
        }

        if (batch.Count > 0) Say();
        return events;

        void Say()
        {
            db.Publish(new MembersEnrolled(tenant, replay, asOf, [.. batch]), tenant, now);
            batch.Clear();
            events++;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A replay stopped; it goes on from where it was")]
    private static partial void LogFailure(ILogger log, Exception e);
}
