using Microsoft.EntityFrameworkCore;
using StudentUnion.Membership.Data;
using StudentUnion.Membership.Domain;
using StudentUnion.Membership.Domain.Offices;
using StudentUnion.Membership.Domain.Rotation;
using StudentUnion.ServiceDefaults;

namespace StudentUnion.Membership.Features.Rotation;

/// <summary>What the features of rotation and exchange ask alike: who sits, whose turn it is, what people are called.</summary>
internal static class SittingPresidium
{
    /// <summary>People in office of the caller's union now; the presidium is those with a seat on it.</summary>
    public static IQueryable<Appointment> InOffice(this MembershipDb db) => db.Appointments.AsNoTracking().Where(a => a.Until == null);

    public static async Task<HashSet<Guid>> Presidium(this MembershipDb db, Guid organization, CancellationToken ct) =>
        [.. await db.InOffice().Where(a => a.OrganizationId == organization && a.Seat == Seat.Presidium)
            .OrderBy(a => a.Since).ThenBy(a => a.Rank).Select(a => a.PersonId).ToListAsync(ct)];

    /// <summary>The union itself or a college of it; null where the organization is neither.</summary>
    public static Task<Organization?> OrganizationOf(this MembershipDb db, Guid tenant, Guid? organization, CancellationToken ct)
    {
        var wanted = organization ?? tenant;
        return db.Organizations.AsNoTracking()
            .SingleOrDefaultAsync(o => o.Id == wanted && (o.Id == tenant || (o.ParentId == tenant && o.Kind == OrganizationKind.College)), ct);
    }

    /// <summary>The plan with all that belongs to it, locked until the transaction ends.</summary>
    public static async Task<RotationPlan?> LockPlan(this MembershipDb db, Guid id, CancellationToken ct)
    {
        await db.Database.ExecuteSqlAsync($"select from rotation_plans where id = {id} for update", ct);
        return await db.RotationPlans.Include(p => p.Shifts).Include(p => p.Swaps).Include(p => p.History).AsSplitQuery().SingleOrDefaultAsync(p => p.Id == id, ct);
    }

    /// <summary>The published turns of an organization in order, those that end on a day or later.</summary>
    public static Task<List<Turn>> Turns(this MembershipDb db, Guid organization, DateOnly since, CancellationToken ct) => (
        from s in db.RotationShifts.AsNoTracking()
        join p in db.RotationPlans on s.PlanId equals p.Id
        where p.OrganizationId == organization && p.State != RotationState.Draft && !s.Dropped && s.To >= since
        join h in db.HandOvers on s.Id equals h.ShiftId into notes
        from h in notes.DefaultIfEmpty()
        orderby s.From
        select new Turn(s.PlanId, s.Id, s.PersonId, s.From, s.To, h != null, h != null && h.ConfirmedAt != null)).ToListAsync(ct);

    /// <summary>What people are called on the roster.</summary>
    public static async Task<Func<Guid, string>> Names(this MembershipDb db, IEnumerable<Guid> people, HttpContext http, CancellationToken ct)
    {
        var ids = people.Distinct().ToArray();
        var names = await db.Students.AsNoTracking().Where(s => ids.Contains(s.Id)).Select(s => new { s.Id, s.Name }).ToDictionaryAsync(s => s.Id, s => s.Name, ct);
        var unknown = RequestLanguage.Of(http) == Language.English ? "(not on the roster)" : "（名册中暂无）";
        return id => names.GetValueOrDefault(id, unknown);
    }
}

/// <summary>One turn of the chair, and how its hand-over stands.</summary>
internal sealed record Turn(Guid PlanId, Guid ShiftId, Guid PersonId, DateOnly From, DateOnly To, bool Written, bool Confirmed)
{
    /// <summary>The turn that comes after, in this plan or the next.</summary>
    public Turn? Next(IEnumerable<Turn> turns) => turns.FirstOrDefault(t => t.From > To);

    /// <summary>How the hand-over to the next stands; none where nobody follows or the same person goes on.</summary>
    public HandOverState? HandOver(IEnumerable<Turn> turns, DateOnly today) =>
        Next(turns) is { } next && next.PersonId != PersonId
            ? Confirmed ? HandOverState.Confirmed
                : Written ? HandOverState.Written
                : today > To ? HandOverState.Overdue
                : today >= From ? HandOverState.Open
                : HandOverState.Ahead
            : null;
}

/// <summary>How a hand-over stands.</summary>
public enum HandOverState
{
    /// <summary>Its shift has not begun.</summary>
    Ahead,

    /// <summary>Its shift is on; due on the last day.</summary>
    Open,

    Overdue,
    Written,
    Confirmed,
}
