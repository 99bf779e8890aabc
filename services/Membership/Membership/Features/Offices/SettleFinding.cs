using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using StudentUnion.Membership.Data;
using StudentUnion.Membership.Domain;
using StudentUnion.Membership.Domain.Offices;
using StudentUnion.ServiceDefaults;

namespace StudentUnion.Membership.Features.Offices;

/// <summary>What no longer holds of those in office, and what a League teacher decides about it: they stay, with a reason, or their office is ended. (measure 6.4)</summary>
public static class SettleFinding
{
    /// <summary>Name and post: none where the finding is about the union as a whole.</summary>
    public sealed record Row(
        Guid Id, Guid OrganizationId, string OrganizationName, Guid? OfficeId, string? Name, string? PostName, string Rule, string Statement, string? Seen,
        DateTimeOffset RaisedAt, DateTimeOffset? SettledAt, FindingOutcome? Outcome, string? Reason);

    public sealed record Request([Required, StringLength(Appointment.MaxReason, MinimumLength = 2)] string Reason);

    public static void Map(RouteGroupBuilder offices)
    {
        offices.MapGet("/findings", List).RequireAnyRole(Roles.UnionOfficer, Roles.LeagueTeacher).WithSummary("任职核查提示 · What no longer holds of those in office");
        offices.MapPost("/findings/{id:guid}/keeping", Keep).RequireAnyRole(Roles.LeagueTeacher).WithSummary("说明理由后留任 · Keep somebody in office, with a reason");
    }

    private sealed record After(Guid Id);

    private static async Task<Page<Row>> List(HttpContext http, MembershipDb db, [AsParameters] PageRequest page, CancellationToken ct, bool settled = false)
    {
        var found = db.OfficeFindings.AsNoTracking().Where(f => (f.SettledAt != null) == settled);
        if (page.Start<After>() is { } start) found = found.Where(f => f.Id < start.Id);
        var rows = await (
            from f in found.OrderByDescending(f => f.Id).Take(page.Size + 1)
            join o in db.Organizations on f.OrganizationId equals o.Id
            from a in db.Appointments.Where(a => a.Id == f.AppointmentId).DefaultIfEmpty()
            from s in db.Students.Where(s => s.Id == a.PersonId).DefaultIfEmpty()
            from t in db.Supervisors.Where(t => t.Id == a.PersonId).DefaultIfEmpty()
            from p in db.PostTemplates.Where(p => p.Code == a.Post).DefaultIfEmpty()
            orderby f.Id descending
            select new { f, o.Name, Person = s.Name ?? t.Name, Post = (string?)p.Zh, PostEn = (string?)p.En }).ToListAsync(ct);
        var language = RequestLanguage.Of(http);
        return http.Page(page, rows.ConvertAll(r => new Row(
            r.f.Id, r.f.OrganizationId, r.Name, r.f.AppointmentId, r.Person, language == Language.English ? r.PostEn : r.Post, r.f.Rule,
            OfficeRules.Named(r.f.Rule).In(language), r.f.Seen, r.f.RaisedAt, r.f.SettledAt, r.f.Outcome, r.f.Reason)), row => new After(row.Id));
    }

    private static async Task<Results<NoContent, NotFound>> Keep(
        Guid id, Request request, ClaimsPrincipal caller, MembershipDb db, TimeProvider clock, CancellationToken ct)
    {
        await db.Database.ExecuteSqlAsync($"select from office_findings where id = {id} for update", ct);
        var finding = await db.OfficeFindings.SingleOrDefaultAsync(f => f.Id == id, ct);
        if (finding is null) return TypedResults.NotFound();

        finding.Keep(request.Reason.Trim(), caller.Account(), clock.GetUtcNow());
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }
}
