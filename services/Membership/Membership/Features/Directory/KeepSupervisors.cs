using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using StudentUnion.Membership.Data;
using StudentUnion.Membership.Domain;
using StudentUnion.Membership.Domain.Offices;
using StudentUnion.ServiceDefaults;

namespace StudentUnion.Membership.Features.Directory;

/// <summary>Who guides a union: the people of its Party committee, League committee and student-affairs department. (measures 1.2, 2.4)</summary>
public static class KeepSupervisors
{
    public sealed record Row(Guid Id, Guid BodyId, string BodyName, OrganizationKind BodyKind, string Name, SupervisorTitle Title, bool FullTime, DateTimeOffset? Until);

    public sealed record Request(
        [Required] Guid? BodyId, [Required, MaxLength(Supervisor.MaxName)] string Name, SupervisorTitle Title, bool FullTime);

    public sealed record Response(Guid Id);

    public static void Map(RouteGroupBuilder membership)
    {
        membership.MapGet("/supervisors", List).WithSummary("指导单位人员 · The people of the supervising bodies");
        membership.MapPost("/supervisors", Name).RequireAnyRole(Roles.LeagueTeacher).Once<MembershipDb>().WithSummary("登记指导人员 · Name a person of a supervising body");
        membership.MapPost("/supervisors/{id:guid}/leaving", Leave).RequireAnyRole(Roles.LeagueTeacher).WithSummary("指导人员离任 · A person leaves a supervising body");
    }

    private sealed record After(Guid Id);

    private static async Task<Page<Row>> List(HttpContext http, MembershipDb db, [AsParameters] PageRequest page, CancellationToken ct)
    {
        var found = db.Supervisors.AsNoTracking().Where(s => s.Until == null);
        if (page.Start<After>() is { } start) found = found.Where(s => s.Id > start.Id);
        var rows = await (
            from s in found
            join body in db.Organizations on s.BodyId equals body.Id
            orderby s.Id
            select new Row(s.Id, s.BodyId, body.Name, body.Kind, s.Name, s.Title, s.FullTime, s.Until)).Take(page.Size + 1).ToListAsync(ct);
        return http.Page(page, rows, row => new After(row.Id));
    }

    private static async Task<Created<Response>> Name(Request request, ClaimsPrincipal caller, MembershipDb db, TimeProvider clock, CancellationToken ct)
    {
        var tenant = caller.Tenant();
        OfficeRules.SupervisorBelongsToABody.Require(await db.Organizations.AnyAsync(o => o.Id == request.BodyId && o.TenantId == tenant
            && o.Status == OrganizationStatus.Active && Bodies.Contains(o.Kind), ct));
        var supervisor = new Supervisor
        {
            Id = Guid.CreateVersion7(clock.GetUtcNow()), TenantId = tenant, BodyId = request.BodyId!.Value, Name = request.Name.Trim(), Title = request.Title,
            FullTime = request.FullTime,
        };
        db.Add(supervisor);
        await db.SaveChangesAsync(ct);
        return TypedResults.Created($"/api/membership/supervisors/{supervisor.Id}", new Response(supervisor.Id));
    }

    private static async Task<Results<NoContent, NotFound>> Leave(
        Guid id, ClaimsPrincipal caller, MembershipDb db, AcademicCalendar calendar, TimeProvider clock, CancellationToken ct)
    {
        var supervisor = await db.Supervisors.SingleOrDefaultAsync(s => s.Id == id, ct);
        if (supervisor is null) return TypedResults.NotFound();

        var now = clock.GetUtcNow();
        supervisor.Leave(now);
        await db.SaveChangesAsync(ct);
        await Offices.RecheckOffices.Recheck(db, caller.Tenant(), calendar, now, ct);
        return TypedResults.NoContent();
    }

    internal static readonly OrganizationKind[] Bodies = [OrganizationKind.PartyCommittee, OrganizationKind.LeagueCommittee, OrganizationKind.StudentAffairs];
}
