using Microsoft.EntityFrameworkCore;
using StudentUnion.Membership.Data;
using StudentUnion.Membership.Domain;
using StudentUnion.Membership.Domain.Learning;
using StudentUnion.Membership.Domain.Offices;

namespace StudentUnion.Membership.Features.Learning;

/// <summary>The figures of measures 4.2 and 4.3 for a union and a semester: a few statements for the union and all its colleges together. Runs in the tenant's transaction.</summary>
public static class LearningFigures
{
    /// <summary>How much political theory the union and each active college of it studied. (measure 4.2)</summary>
    public static async Task<IReadOnlyList<TheoryFigure>> Theory(
        this MembershipDb db, Guid tenant, Semester semester, LearningSettings settings, CancellationToken ct)
    {
        var held = await db.StudySessions.Where(s => s.TenantId == tenant && s.Semester == semester && s.Kind == SessionKind.Theory && s.ClosedAt != null)
            .GroupBy(s => s.OrganizationId).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
        return [.. (await db.Levels(tenant, ct)).Select(o => new TheoryFigure(o, held.GetValueOrDefault(o), settings.BranchSessions))];
    }

    /// <summary>How many of those in office attended training: each organization, and both levels together. (measure 4.3)</summary>
    public static async Task<Coverage> Coverage(
        this MembershipDb db, Guid tenant, Semester semester, AcademicCalendar calendar, DateTimeOffset now, CancellationToken ct)
    {
        var trained = db.Trained(tenant, semester);
        var seats = db.InOffice(tenant, semester, calendar, now).Select(a => new { a.OrganizationId, a.PersonId }).Distinct()
            .Select(a => new { a.OrganizationId, a.PersonId, Trained = trained.Contains(a.PersonId) });
        var each = await seats.GroupBy(a => a.OrganizationId)
            .Select(g => new { g.Key, InOffice = g.Count(), Trained = g.Count(a => a.Trained) }).ToDictionaryAsync(g => g.Key, ct);

        // Whoever holds office at both levels is one person.
        var people = await seats.Select(a => new { a.PersonId, a.Trained }).Distinct().GroupBy(a => a.Trained)
            .Select(g => new { Trained = g.Key, Count = g.Count() }).ToListAsync(ct);

        var levels = (await db.Levels(tenant, ct)).Union(each.Keys);
        return new(people.Sum(p => p.Count), people.Where(p => p.Trained).Sum(p => p.Count),
            [.. levels.Select(o => each.TryGetValue(o, out var figure) ? new CoverageFigure(o, figure.InOffice, figure.Trained) : new CoverageFigure(o, 0, 0))]);
    }

    /// <summary>Staff of both levels in office now, or on the last day of a semester that is over. The one place that says who counts.</summary>
    internal static IQueryable<Appointment> InOffice(this MembershipDb db, Guid tenant, Semester semester, AcademicCalendar calendar, DateTimeOffset now)
    {
        var end = AcademicCalendar.Start(calendar.FirstDay(semester.Next)).AddTicks(-1);
        var at = now < end ? now : end;
        return db.Appointments.AsNoTracking().Where(a => a.TenantId == tenant && (a.Seat == Seat.Presidium || a.Seat == Seat.Department)
            && a.Since <= at && (a.Until == null || a.Until > at));
    }

    /// <summary>Who attended a closed training session of the semester, held by whichever level.</summary>
    internal static IQueryable<Guid> Trained(this MembershipDb db, Guid tenant, Semester semester) =>
        from a in db.Attendance
        join s in db.StudySessions on a.SessionId equals s.Id
        where s.TenantId == tenant && s.Semester == semester && s.Kind == SessionKind.Training && s.ClosedAt != null
        select a.PersonId;

    // The union first, then its colleges by name.
    private static Task<List<Guid>> Levels(this MembershipDb db, Guid tenant, CancellationToken ct) => db.Organizations
        .Where(o => o.Id == tenant || (o.ParentId == tenant && o.Kind == OrganizationKind.College && o.Status == OrganizationStatus.Active))
        .OrderByDescending(o => o.Id == tenant).ThenBy(o => o.Name).Select(o => o.Id).ToListAsync(ct);
}
