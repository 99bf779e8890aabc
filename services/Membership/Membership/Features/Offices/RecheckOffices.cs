using Microsoft.EntityFrameworkCore;
using StudentUnion.Membership.Data;
using StudentUnion.Membership.Domain;
using StudentUnion.Membership.Domain.Offices;

namespace StudentUnion.Membership.Features.Offices;

/// <summary>
/// A register has changed: those in office are checked again by the rules that appointed them. What no longer holds is raised as a finding for people to decide;
/// what holds again settles its finding. Nobody is removed silently. (measures 2.6, 6.4)
/// </summary>
internal static class RecheckOffices
{
    /// <param name="db">With the tenant set and a transaction open; everything that changed is saved.</param>
    /// <param name="tenant">The member organization.</param>
    /// <param name="calendar">Gives the semester.</param>
    /// <param name="now">When.</param>
    /// <param name="ct">Stops it.</param>
    /// <param name="only">Only this union of the tenant; all of them where null.</param>
    public static async Task Recheck(this MembershipDb db, Guid tenant, AcademicCalendar calendar, DateTimeOffset now, CancellationToken ct, Guid? only = null)
    {
        // One check of a tenant at a time: two would raise the same finding twice.
        await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtextextended({tenant.ToString()}, 3))", ct);

        var semester = calendar.SemesterOf(now);
        var limits = await db.LimitsOf(tenant, semester, ct);
        var unions = await db.Organizations.AsNoTracking()
            .Where(o => o.TenantId == tenant && (o.Id == tenant || o.Kind == OrganizationKind.College) && (only == null || o.Id == only)).ToListAsync(ct);
        var ids = unions.ConvertAll(u => u.Id);
        var departments = (await db.Organizations.AsNoTracking()
            .Where(o => o.TenantId == tenant && o.Kind == OrganizationKind.Department && o.Status == OrganizationStatus.Active).ToListAsync(ct)).ToLookup(o => o.ParentId);
        var open = (await db.Appointments.AsNoTracking().Where(a => ids.Contains(a.OrganizationId) && a.Until == null).ToListAsync(ct)).ToLookup(a => a.OrganizationId);
        var holders = await db.Holders([.. open.SelectMany(a => a).Select(a => a.PersonId).Distinct()], ct);
        var known = await db.OfficeFindings.Where(f => ids.Contains(f.OrganizationId)).ToListAsync(ct);

        foreach (var union in unions)
        {
            var staffing = new Staffing(union, [.. open[union.Id]], [.. departments[union.Id]], limits, semester);
            var broken = staffing.Broken(holders).ToList();
            foreach (var (appointment, point) in broken)
            {
                var earlier = known.Where(f => f.OrganizationId == union.Id && f.AppointmentId == appointment?.Id && f.Rule == point.Rule.Code)
                    .OrderByDescending(f => f.SettledAt is null).ThenByDescending(f => f.RaisedAt).FirstOrDefault();
                if (earlier is { SettledAt: null }) earlier.Seen = point.Seen;
                else if (earlier is not { Outcome: FindingOutcome.Kept } || earlier.Seen != point.Seen)
                {
                    db.Add(new OfficeFinding
                    {
                        Id = Guid.CreateVersion7(now), TenantId = tenant, OrganizationId = union.Id, AppointmentId = appointment?.Id, Rule = point.Rule.Code,
                        Seen = point.Seen, RaisedAt = now,
                    });
                }
            }

            foreach (var finding in known.Where(f => f.OrganizationId == union.Id && f.SettledAt is null
                && !broken.Any(b => b.Appointment?.Id == f.AppointmentId && b.Point.Rule.Code == f.Rule)))
                finding.Resolve(now);
        }

        await db.SaveChangesAsync(ct);
    }
}
