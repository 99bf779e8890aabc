using Microsoft.EntityFrameworkCore;
using StudentUnion.Membership.Domain.Students;
using StudentUnion.ServiceDefaults;

namespace StudentUnion.Membership.Data;

/// <summary>Rosters that are being received or wait to be merged; merges of one organization run one after the other, in the order they became complete.</summary>
internal static class RosterQueue
{
    /// <summary>Marks the upload as alive for as long as the open transaction lasts: an upload without this mark has broken off.</summary>
    public static Task HoldUpload(this MembershipDb db, Guid import, CancellationToken ct) =>
        db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtextextended({import.ToString()}, 1))", ct);

    /// <summary>The file is staged, whole: gives it its number.</summary>
    public static async Task Queue(this MembershipDb db, Guid import, Guid organization, bool hasGaps, CancellationToken ct)
    {
        // Numbers of one organization become visible in their order, so that a lower one never turns up after a higher one has begun.
        await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtextextended({organization.ToString()}, 2))", ct);
        await db.Database.ExecuteSqlAsync(
            $"""
            update roster_jobs set merge_number = nextval('roster_merges'), has_gaps = {hasGaps}, next_page = 0,
                end_page = pg_relation_size('roster_staging') / current_setting('block_size')::bigint
            where import_id = {import}
            """, ct);
    }

    /// <summary>A number as a merge has one, for a change that came otherwise: what bears a higher one is newer.</summary>
    /// <exception cref="RuleBrokenException">A roster of the organization is being merged: its lower number would come after this one.</exception>
    public static async Task<long> NextMerge(this MembershipDb db, Guid organization, CancellationToken ct)
    {
        await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtextextended({organization.ToString()}, 2))", ct);
        StudentRules.RosterIsAtRest.Require(!await db.RosterJobs.AnyAsync(j => j.OrganizationId == organization && j.MergeNumber != null, ct));
        return await db.Database.SqlQuery<long>($"""select nextval('roster_merges') as "Value" """).SingleAsync(ct);
    }

    /// <summary>Takes the next piece of work that no other instance holds; it is held until the open transaction ends.</summary>
    public static Task<RosterJob?> NextJob(this MembershipDb db, DateTimeOffset now, CancellationToken ct) => db.RosterJobs.FromSql(
        $"""
        select * from roster_jobs j
        where merge_number is not null and due_at <= {now}
          and not exists (select from roster_jobs e where e.organization_id = j.organization_id and e.merge_number < j.merge_number)
        order by merge_number limit 1 for update skip locked
        """).AsNoTracking().SingleOrDefaultAsync(ct);

    /// <summary>Uploads that nobody is receiving any more.</summary>
    public static Task<List<RosterJob>> BrokenUploads(this MembershipDb db, CancellationToken ct) => db.RosterJobs.FromSql(
        $"""
        select * from roster_jobs where merge_number is null and pg_try_advisory_xact_lock(hashtextextended(import_id::text, 1))
        for update skip locked
        """).AsNoTracking().ToListAsync(ct);

    /// <summary>Ends an import by a rule. What it has merged stays: sending the file again enters nothing twice.</summary>
    public static async Task Abandon(this MembershipDb db, Guid import, RuleBrokenException why)
    {
        var abandoned = await db.RosterImports.SingleAsync(i => i.Id == import);
        abandoned.Fail(why.Rule.Code, why.Seen);
        await db.SaveChangesAsync();
        await db.RosterJobs.Where(j => j.ImportId == import).ExecuteDeleteAsync();
    }

    /// <summary>Clears staged lines that no import waits for.</summary>
    public static Task ClearStaging(this MembershipDb db, CancellationToken ct) =>
        db.Database.ExecuteSqlAsync($"delete from roster_staging where import_id not in (select import_id from roster_jobs)", ct);
}
