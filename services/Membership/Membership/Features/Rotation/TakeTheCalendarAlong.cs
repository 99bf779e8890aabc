using System.Text;
using Ical.Net;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Ical.Net.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using StudentUnion.Membership.Data;
using StudentUnion.Membership.Domain;
using StudentUnion.Membership.Domain.Rotation;
using StudentUnion.ServiceDefaults;

namespace StudentUnion.Membership.Features.Rotation;

/// <summary>A published plan as a file that calendars read (RFC 5545): whoever reads it again later sees swaps in place and what fell away as cancelled.</summary>
public static class TakeTheCalendarAlong
{
    public static void Map(IEndpointRouteBuilder rotation) =>
        rotation.MapGet("/{id:guid}/calendar.ics", Handle).WithSummary("轮值日历文件 · The rotation for a calendar");

    private static async Task<Results<FileContentHttpResult, NotFound>> Handle(HttpContext http, Guid id, MembershipDb db, TimeProvider clock, CancellationToken ct)
    {
        var plan = await db.RotationPlans.AsNoTracking().Include(p => p.Shifts).Include(p => p.History).AsSplitQuery()
            .SingleOrDefaultAsync(p => p.Id == id && p.State != RotationState.Draft, ct);
        if (plan is null) return TypedResults.NotFound();

        var today = AcademicCalendar.Day(clock.GetUtcNow());
        var presidium = await db.Presidium(plan.OrganizationId, ct);
        var organization = await db.Organizations.Where(o => o.Id == plan.OrganizationId).Select(o => o.Name).SingleAsync(ct);
        var name = await db.Names(plan.Shifts.Select(s => s.PersonId), http, ct);
        var english = RequestLanguage.Of(http) == Language.English;
        var changed = new CalDateTime(plan.History.Max(e => e.At).UtcDateTime, CalDateTime.UtcTzId);

        var calendar = new Calendar { ProductId = "-//Student Union Platform//Rotation//ZH" };
        calendar.AddProperty("X-WR-CALNAME", english ? $"{organization}: executive chair" : $"{organization}执行主席轮值");
        calendar.Events.AddRange(plan.Shifts.OrderBy(s => s.From).Select(s => new CalendarEvent
        {
            Uid = $"{s.Id}@student-union-platform",
            Sequence = s.Sequence,
            DtStamp = changed,
            Start = new CalDateTime(s.From),
            End = new CalDateTime(s.To.AddDays(1)),
            Summary = Summary(s),
            Description = organization,
            Status = s.Dropped ? EventStatus.Cancelled : EventStatus.Confirmed,
            Transparency = TransparencyType.Transparent,
        }));
        return TypedResults.File(Encoding.UTF8.GetBytes(new CalendarSerializer().SerializeToString(calendar)!), "text/calendar; charset=utf-8", "rotation.ics");

        string Summary(RotationShift shift)
        {
            var who = shift.To < today || presidium.Contains(shift.PersonId) ? name(shift.PersonId) : english ? "to be named" : "人选待定";
            return english ? $"Executive chair: {who}" : $"执行主席：{who}";
        }
    }
}
