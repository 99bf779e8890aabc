using Microsoft.EntityFrameworkCore;
using StudentUnion.Membership.Domain;
using StudentUnion.Membership.Domain.Offices;

namespace StudentUnion.Membership.Data;

/// <summary>Reads what the law of offices decides upon: who is in office, which figures hold, who somebody is.</summary>
internal static class OfficeRegister
{
    /// <summary>Nobody else appoints to, ends an office of, or sets up a department of the organization until the transaction ends.</summary>
    public static Task LockOrganization(this MembershipDb db, Guid id, CancellationToken ct) =>
        db.Database.ExecuteSqlAsync($"select from organizations where id = {id} for update", ct);

    /// <summary>The union, school or college, of the tenant; null where there is none.</summary>
    public static Task<Organization?> Union(this MembershipDb db, Guid tenant, Guid id, CancellationToken ct) =>
        db.Organizations.SingleOrDefaultAsync(o => o.Id == id && o.TenantId == tenant && (o.Id == tenant || o.Kind == OrganizationKind.College), ct);

    /// <summary>The figures that hold for a member organization in the academic year of a semester.</summary>
    public static async Task<Limits> LimitsOf(this MembershipDb db, Guid tenant, Semester semester, CancellationToken ct)
    {
        var all = await db.Limits.AsNoTracking().ToListAsync(ct);
        // Counting a large roster costs; nobody needs it unless some figure depends on the size.
        var students = all.Any(l => l.SizeFrom > 0) ? await db.Students.CountAsync(s => s.TenantId == tenant && (s.Status == null || s.Status == RosterTerms.Enrolled), ct) : 0;
        var exception = await db.Exemptions.AsNoTracking().Where(e => e.OrganizationId == tenant && e.Key == Limit.StaffSize && e.Year == semester.Year)
            .OrderByDescending(e => e.Id).FirstOrDefaultAsync(ct);
        return new(all, semester.Year, students, exception);
    }

    /// <summary>Who is in office in a union now, with the figures that hold. Lock the organization first where something is to be changed.</summary>
    public static async Task<Staffing> StaffingOf(this MembershipDb db, Organization union, Semester now, CancellationToken ct)
    {
        var open = await db.Appointments.Where(a => a.OrganizationId == union.Id && a.Until == null).ToListAsync(ct);
        var departments = await db.Organizations.AsNoTracking()
            .Where(o => o.ParentId == union.Id && o.Kind == OrganizationKind.Department && o.Status == OrganizationStatus.Active).ToListAsync(ct);
        return new(union, open, departments, await db.LimitsOf(union.TenantId, now, ct), now);
    }

    /// <summary>Who these people are: students with their standings, or persons of a supervising body.</summary>
    public static async Task<Dictionary<Guid, Holder>> Holders(this MembershipDb db, IReadOnlyCollection<Guid> people, CancellationToken ct)
    {
        var students = await db.Students.AsNoTracking().Where(s => people.Contains(s.Id)).ToListAsync(ct);
        var standings = (await db.Standings.AsNoTracking().Where(s => people.Contains(s.PersonId)).ToListAsync(ct)).ToLookup(s => s.PersonId);
        var supervisors = await (
            from s in db.Supervisors.AsNoTracking()
            where people.Contains(s.Id)
            join body in db.Organizations.AsNoTracking() on s.BodyId equals body.Id
            select new { Supervisor = s, Body = body }).ToListAsync(ct);
        return students.Select(s => new Holder(s.Id, s, [.. standings[s.Id]]))
            .Concat(supervisors.Select(s => new Holder(s.Supervisor.Id, null, [], s.Supervisor, s.Body)))
            .ToDictionary(h => h.Id);
    }
}
