using Microsoft.EntityFrameworkCore;
using StudentUnion.Membership.Data;
using StudentUnion.Membership.Domain;

namespace StudentUnion.Membership.Features.Rotation;

/// <summary>How well an organization's chair rotated in a semester. (measure 6.6)</summary>
/// <param name="OrganizationId">The member organization or a college.</param>
/// <param name="TermDays">Days on which it had a presidium.</param>
/// <param name="CoveredDays">Days of these that a published plan covered; at most all of them.</param>
/// <param name="HandOversDue">Shifts that ended and were followed by another person's.</param>
/// <param name="HandOversConfirmed">Of these, those whose hand-over was confirmed.</param>
public sealed record RotationFigure(Guid OrganizationId, int TermDays, int CoveredDays, int HandOversDue, int HandOversConfirmed);

/// <summary>Exchanges that began in a semester, by the organization people came from. (measure 6.7)</summary>
/// <param name="OrganizationId">Where they came from.</param>
/// <param name="Begun">Approved ones that began.</param>
/// <param name="BetweenLevels">Of these, between the member organization and a college.</param>
/// <param name="BetweenDepartments">Of these, within one organization.</param>
/// <param name="WithOutcome">Of these, those whose outcome is recorded.</param>
public sealed record ExchangeFigure(Guid OrganizationId, int Begun, int BetweenLevels, int BetweenDepartments, int WithOutcome);

/// <summary>The figures of measures 6.6 and 6.7, per organization of the open transaction's tenant, each by one statement.</summary>
public static class RotationFigures
{
    /// <summary>A running semester counts up to today.</summary>
    public static Task<List<RotationFigure>> Rotations(MembershipDb db, Semester semester, AcademicCalendar calendar, DateOnly today, CancellationToken ct)
    {
        var (first, end) = Window(semester, calendar, today);
        var zone = AcademicCalendar.ChinaTime;
        return db.Database.SqlQuery<RotationFigure>(
            $"""
            with semester as (select daterange({first}, {end}, '[)') as days),
            terms as (
              select a.organization_id, range_agg(daterange(((a.since at time zone 'UTC') + {zone})::date, ((a.until at time zone 'UTC') + {zone})::date, '[]')) * multirange(s.days) as days
              from appointments a cross join semester s where a.seat = 'Presidium' group by a.organization_id, s.days),
            plans as (
              select p.organization_id, range_agg(daterange(p.first_day, p.last_day + 1, '[)')) as days from rotation_plans p where p.state <> 'Draft' group by p.organization_id),
            turns as (
              select p.organization_id, s.id, s.person_id, s.last_day, lead(s.person_id) over (partition by p.organization_id order by s.first_day) as next
              from rotation_shifts s join rotation_plans p on p.id = s.plan_id where p.state <> 'Draft' and not s.dropped),
            handed as (
              select t.organization_id, count(*)::int as due, count(h.confirmed_at)::int as confirmed
              from turns t cross join semester s left join hand_overs h on h.shift_id = t.id
              where s.days @> t.last_day and t.last_day < {today} and t.next <> t.person_id group by t.organization_id)
            select t.organization_id,
              coalesce((select sum(upper(d) - lower(d)) from unnest(t.days) d), 0)::int as term_days,
              coalesce((select sum(upper(d) - lower(d)) from unnest(t.days * p.days) d), 0)::int as covered_days,
              coalesce(h.due, 0) as hand_overs_due, coalesce(h.confirmed, 0) as hand_overs_confirmed
            from terms t left join plans p using (organization_id) left join handed h using (organization_id)
            where not isempty(t.days) order by t.organization_id
            """).ToListAsync(ct);
    }

    public static Task<List<ExchangeFigure>> Exchanges(MembershipDb db, Semester semester, AcademicCalendar calendar, DateOnly today, CancellationToken ct)
    {
        var (first, end) = Window(semester, calendar, today);
        return db.Database.SqlQuery<ExchangeFigure>(
            $"""
            select e.from_organization_id as organization_id, count(*)::int as begun,
              (count(*) filter (where (e.from_organization_id = e.tenant_id) <> (e.to_organization_id = e.tenant_id)))::int as between_levels,
              (count(*) filter (where e.from_organization_id = e.to_organization_id))::int as between_departments,
              (count(*) filter (where e.state = 'Concluded'))::int as with_outcome
            from post_exchanges e where e.first_day >= {first} and e.first_day < {end} and e.state in ('Approved', 'Concluded')
            group by e.from_organization_id order by e.from_organization_id
            """).ToListAsync(ct);
    }

    // The end is the first day that no longer counts; a semester to come has no days yet.
    private static (DateOnly First, DateOnly End) Window(Semester semester, AcademicCalendar calendar, DateOnly today)
    {
        var (first, end) = (calendar.FirstDay(semester), calendar.FirstDay(semester.Next));
        return (first, today < first ? first : today < end ? today.AddDays(1) : end);
    }
}
