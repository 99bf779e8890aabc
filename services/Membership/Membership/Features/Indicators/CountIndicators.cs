using Microsoft.EntityFrameworkCore;
using StudentUnion.Membership.Contracts;
using StudentUnion.Membership.Data;
using StudentUnion.Membership.Domain;
using StudentUnion.Membership.Domain.Indicators;
using StudentUnion.Membership.Domain.Learning;
using StudentUnion.Membership.Domain.Offices;
using StudentUnion.Membership.Features.Learning;
using StudentUnion.Membership.Features.Rotation;
using StudentUnion.ServiceDefaults;

namespace StudentUnion.Membership.Features.Indicators;

/// <summary>
/// Counts the indicators of one member organization from its registers: a dozen statements, whatever its size. A figure that says something new is stored and told to the
/// other services.
/// </summary>
/// <param name="db">With the tenant set and a transaction open.</param>
/// <param name="calendar">Gives the days of the semester.</param>
/// <param name="learning">How many sessions are asked for.</param>
/// <param name="now">When.</param>
internal sealed class CountIndicators(MembershipDb db, AcademicCalendar calendar, LearningSettings learning, DateTimeOffset now)
{
    /// <returns>How many figures say something new.</returns>
    public async Task<int> Of(Guid member, Semester semester, CancellationToken ct)
    {
        // One count of a member at a time: two would each take the other's for old.
        await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtextextended({member.ToString()}, 4))", ct);

        var (school, colleges, trained) = await Facts(member, semester, ct);
        var known = await db.Indicators.Where(i => i.MemberId == member && i.Semester == semester.Code).ToDictionaryAsync(i => (i.OrganizationId, i.Measure), ct);
        var changed = 0;
        foreach (var figure in Counting.Of(school, colleges, trained))
        {
            if (!known.TryGetValue((figure.Organization, figure.Measure), out var indicator))
                db.Add(indicator = new() { OrganizationId = figure.Organization, MemberId = member, Semester = semester.Code, Measure = figure.Measure });
            if (!indicator.Take(figure, now)) continue;

            changed++;
            db.Announce(indicator, now);
        }

        await db.SaveChangesAsync(ct);
        return changed;
    }

    private async Task<(UnionFacts School, List<UnionFacts> Colleges, (int, int) Trained)> Facts(Guid member, Semester semester, CancellationToken ct)
    {
        var limits = await db.LimitsOf(member, semester, ct);
        var bodies = await db.Organizations.AsNoTracking().Where(o => o.TenantId == member && o.Status == OrganizationStatus.Active
                && (o.Kind == OrganizationKind.College || o.Kind == OrganizationKind.Department || o.Kind == OrganizationKind.LeagueBranch))
            .Select(o => new { o.Id, o.ParentId, o.Kind, o.Name }).ToListAsync(ct);

        // A semester that is over is counted as it stood on its last day.
        var end = AcademicCalendar.Start(calendar.FirstDay(semester.Next)).AddTicks(-1);
        var at = now < end ? now : end;
        var begin = AcademicCalendar.Start(calendar.FirstDay(semester));
        var seats = await (
            from a in db.Appointments.AsNoTracking()
            where a.TenantId == member && a.Since <= at && (a.Until == null || a.Until > at)
            from s in db.Students.Where(s => s.Id == a.PersonId).DefaultIfEmpty()
            group s.PoliticalStatus by new { a.OrganizationId, a.Seat } into g
            select new { g.Key.OrganizationId, g.Key.Seat, Count = g.Count(), Fit = g.Count(p => p == "中共党员" || p == "中共预备党员" || p == "共青团员") }).ToListAsync(ct);
        var secretaries = await db.Appointments.Where(b => b.TenantId == member && b.Seat == Seat.Branch && b.Since <= at && (b.Until == null || b.Until > at)
                && db.Appointments.Any(p => p.OrganizationId == b.OrganizationId && p.PersonId == b.PersonId && p.Seat == Seat.Presidium && p.Since <= at && (p.Until == null || p.Until > at)))
            .Select(b => b.OrganizationId).ToListAsync(ct);
        var general = await (
            from a in db.Appointments
            where a.OrganizationId == member && a.Seat == Seat.Secretariat && a.Since <= at && (a.Until == null || a.Until > at)
            join s in db.Supervisors on a.PersonId equals s.Id
            join o in db.Organizations on s.BodyId equals o.Id
            where s.FullTime && s.Title == SupervisorTitle.DeputySecretary && (s.Until == null || s.Until > at) && o.Kind == OrganizationKind.LeagueCommittee && o.ParentId == member
            select a.Id).AnyAsync(ct);
        var selected = await db.Appointments.Where(a => a.TenantId == member && a.Source == AppointmentSource.Selected && a.Seat == Seat.Department && a.Since >= begin && a.Since <= at)
            .GroupBy(a => a.OrganizationId).Select(g => new { g.Key, All = g.Count(), ByCall = g.Count(a => a.ApplicationId != null) }).ToDictionaryAsync(g => g.Key, ct);

        var theory = (await db.Theory(member, semester, learning, ct)).ToDictionary(f => f.OrganizationId);
        var coverage = await db.Coverage(member, semester, calendar, now, ct);
        var trained = coverage.Each.ToDictionary(f => f.OrganizationId);
        var rotations = (await RotationFigures.Rotations(db, semester, calendar, AcademicCalendar.Day(now), ct)).ToDictionary(f => f.OrganizationId);
        var exchanges = (await RotationFigures.Exchanges(db, semester, calendar, AcademicCalendar.Day(now), ct)).ToDictionary(f => f.OrganizationId);

        return (Union(member, UnionLevel.School), [.. bodies.Where(b => b.Kind == OrganizationKind.College).OrderBy(b => b.Name).Select(b => Union(b.Id, UnionLevel.College))],
            (coverage.InOffice, coverage.Attended));

        UnionFacts Union(Guid id, UnionLevel level)
        {
            int Seats(params Seat[] of) => seats.Where(s => s.OrganizationId == id && of.Contains(s.Seat)).Sum(s => s.Count);
            var (rotation, exchange) = (rotations.GetValueOrDefault(id), exchanges.GetValueOrDefault(id));
            return new()
            {
                Organization = id,
                Level = level,
                Gauges = Staffing.GaugesOf(level, Seats(Seat.Presidium), Seats(Seat.Presidium, Seat.Department), bodies.Count(b => b.ParentId == id && b.Kind == OrganizationKind.Department), limits),
                SecretaryGeneral = general,
                Branch = bodies.Exists(b => b.ParentId == id && b.Kind == OrganizationKind.LeagueBranch),
                BranchSecretary = secretaries.Contains(id),
                Staff = Seats(Seat.Presidium, Seat.Department),
                StaffOfPartyAndLeague = seats.Where(s => s.OrganizationId == id && s.Seat is (Seat.Presidium or Seat.Department)).Sum(s => s.Fit),
                TheorySessions = theory.TryGetValue(id, out var t) ? t.Sessions : 0,
                TheorySessionsAsked = learning.BranchSessions,
                Trainable = trained.TryGetValue(id, out var c) ? c.InOffice : 0,
                Trained = trained.TryGetValue(id, out c) ? c.Attended : 0,
                Selected = selected.TryGetValue(id, out var x) ? x.All : 0,
                SelectedByCall = selected.TryGetValue(id, out x) ? x.ByCall : 0,
                PresidiumDays = rotation?.TermDays ?? 0,
                RotationDays = rotation?.CoveredDays ?? 0,
                HandOversDue = rotation?.HandOversDue ?? 0,
                HandOversConfirmed = rotation?.HandOversConfirmed ?? 0,
                ExchangesBetweenLevels = exchange?.BetweenLevels ?? 0,
                ExchangesBetweenDepartments = exchange?.BetweenDepartments ?? 0,
            };
        }
    }
}

/// <summary>Tells the other services a figure.</summary>
internal static class AnnounceIndicator
{
    public static void Announce(this MembershipDb db, Indicator i, DateTimeOffset now) => db.Publish(
        new IndicatorCounted(i.MemberId, i.OrganizationId, i.Semester, i.Measure, i.Part, i.Whole, i.Met, i.CountedAt, i.Version), i.MemberId, now);
}
