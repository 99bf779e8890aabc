using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using StudentUnion.Membership.Contracts;
using StudentUnion.Membership.Data;
using StudentUnion.Membership.Domain;
using StudentUnion.Membership.Domain.Students;
using StudentUnion.Membership.Features.Offices;
using StudentUnion.ServiceDefaults;

namespace StudentUnion.Membership.Features.Roster;

/// <summary>A student asks for a correction of the own record; whoever keeps the roster decides. An accepted one is on the roster at once, and those in office are checked again.</summary>
public static class CorrectMyData
{
    public sealed record Request(
        RosterColumn Item, [Required, MaxLength(RosterRow.MaxText)] string Proposed, [Required, StringLength(Correction.MaxReason, MinimumLength = 2)] string Reason);

    public sealed record Response(Guid Id);

    public sealed record Decision(bool Accept, [MaxLength(Correction.MaxReason)] string? Answer);

    /// <summary>Student number and name: for those who keep the roster.</summary>
    public sealed record Row(
        Guid Id, Guid PersonId, string? StudentNumber, string? Name, RosterColumn Item, string ItemName, string? Before, string Proposed, string Reason, DateTimeOffset AskedAt,
        CorrectionState State, string? Answer, DateTimeOffset? DecidedAt)
    {
        internal static Row Of(Correction c, Student? s) => new(
            c.Id, c.PersonId, s?.StudentNumber, s?.Name, c.Item, RosterCells.NameOf(c.Item), c.Before, c.Proposed, c.Reason, c.AskedAt, c.State, c.Answer, c.DecidedAt);
    }

    public static void Map(RouteGroupBuilder own)
    {
        own.MapPost("/me/corrections", Ask).RequirePerson().Once<MembershipDb>().WithSummary("申请更正我的信息 · Ask for a correction of my record");
        var keepers = own.MapGroup("/corrections").RequireAnyRole(Roles.UnionOfficer, Roles.LeagueTeacher);
        keepers.MapGet("/", List).WithSummary("更正申请 · Requests for corrections");
        keepers.MapPost("/{id:guid}/decision", Decide).WithSummary("办理更正申请 · Decide a request");
    }

    private static async Task<Results<Created<Response>, NotFound>> Ask(
        Request request, ClaimsPrincipal caller, MembershipDb db, TimeProvider clock, CancellationToken ct)
    {
        var person = caller.Person();
        var me = await db.Students.AsNoTracking().SingleOrDefaultAsync(s => s.Id == person, ct);
        if (me is null) return TypedResults.NotFound();

        var correction = Correction.Ask(me, request.Item, request.Proposed, request.Reason.Trim(), clock.GetUtcNow());
        db.Add(correction);
        await db.SaveChangesAsync(ct);
        return TypedResults.Created($"/api/membership/me/corrections/{correction.Id}", new Response(correction.Id));
    }

    private sealed record After(Guid Id);

    private static async Task<Page<Row>> List(HttpContext http, MembershipDb db, [AsParameters] PageRequest page, CancellationToken ct, bool decided = false)
    {
        var found = db.Corrections.AsNoTracking().Where(c => (c.State != CorrectionState.Open) == decided);
        if (page.Start<After>() is { } start) found = found.Where(c => c.Id > start.Id);
        var rows = await (
            from c in found.OrderBy(c => c.Id).Take(page.Size + 1)
            from s in db.Students.Where(s => s.Id == c.PersonId).DefaultIfEmpty()
            orderby c.Id
            select new { c, s }).AsNoTracking().ToListAsync(ct);
        return http.Page(page, rows.ConvertAll(r => Row.Of(r.c, r.s)), row => new After(row.Id));
    }

    private static async Task<Results<NoContent, NotFound>> Decide(
        Guid id, Decision request, ClaimsPrincipal caller, MembershipDb db, AcademicCalendar calendar, TimeProvider clock, CancellationToken ct)
    {
        await db.Database.ExecuteSqlAsync($"select from corrections where id = {id} for update", ct);
        var correction = await db.Corrections.SingleOrDefaultAsync(c => c.Id == id, ct);
        if (correction is null) return TypedResults.NotFound();

        var now = clock.GetUtcNow();
        correction.Decide(request.Accept, request.Answer?.Trim(), caller.Account(), now);
        if (request.Accept)
        {
            await Enter(db, correction, now, ct);
            await db.SaveChangesAsync(ct);
            await db.Recheck(caller.Tenant(), calendar, now, ct);
        }
        else
        {
            await db.SaveChangesAsync(ct);
        }

        return TypedResults.NoContent();
    }

    private static async Task Enter(MembershipDb db, Correction correction, DateTimeOffset now, CancellationToken ct)
    {
        var value = correction.Proposed;
        var student = db.Students.Where(s => s.Id == correction.PersonId);
        await (correction.Item switch
        {
            RosterColumn.Name => student.ExecuteUpdateAsync(s => s.SetProperty(x => x.Name, value).SetProperty(x => x.Version, x => x.Version + 1), ct),
            RosterColumn.Major => student.ExecuteUpdateAsync(s => s.SetProperty(x => x.Major, value).SetProperty(x => x.Version, x => x.Version + 1), ct),
            RosterColumn.Grade => student.ExecuteUpdateAsync(
                s => s.SetProperty(x => x.Grade, short.Parse(value, CultureInfo.InvariantCulture)).SetProperty(x => x.Version, x => x.Version + 1), ct),
            RosterColumn.ClassName => student.ExecuteUpdateAsync(s => s.SetProperty(x => x.ClassName, value).SetProperty(x => x.Version, x => x.Version + 1), ct),
            RosterColumn.Level => student.ExecuteUpdateAsync(s => s.SetProperty(x => x.Level, value).SetProperty(x => x.Version, x => x.Version + 1), ct),
            RosterColumn.PoliticalStatus => student.ExecuteUpdateAsync(s => s.SetProperty(x => x.PoliticalStatus, value).SetProperty(x => x.Version, x => x.Version + 1), ct),
            RosterColumn.Category => student.ExecuteUpdateAsync(s => s.SetProperty(x => x.Category, value).SetProperty(x => x.Version, x => x.Version + 1), ct),
            RosterColumn.College => EnterForAll(s => s.SetProperty(x => x.College, value)),
            RosterColumn.Status => EnterForAll(s => s.SetProperty(x => x.Status, value)),
            RosterColumn.StudentNumber => throw new InvalidOperationException("A student number is never corrected by request."),
        });

        // What other services know of a student too gets a number, as a roster's piece does.
        async Task<int> EnterForAll(Action<Microsoft.EntityFrameworkCore.Query.UpdateSettersBuilder<Student>> set)
        {
            var number = await db.NextMerge(correction.TenantId, ct);
            var entered = await student.ExecuteUpdateAsync(s =>
            {
                set(s);
                s.SetProperty(x => x.AsOf, number).SetProperty(x => x.Version, x => x.Version + 1);
            }, ct);
            var current = await student.AsNoTracking().SingleAsync(ct);
            db.Publish(new MembersEnrolled(current.TenantId, correction.Id, number, [new(current.Id, current.College, current.IsMember ? null : false)]), current.TenantId, now);
            return entered;
        }
    }
}
