using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using StudentUnion.Membership.Data;
using StudentUnion.Membership.Domain;
using StudentUnion.Membership.Domain.Learning;
using StudentUnion.ServiceDefaults;

namespace StudentUnion.Membership.Features.Learning;

/// <summary>How far training covers the staff of both levels in a semester, how much theory was studied, and who is missing; for officers and teachers. (measures 4.2, 4.3)</summary>
public static class ShowCoverage
{
    /// <summary>InOffice and Attended: persons, who count once where they serve at both levels.</summary>
    public sealed record Response(string Semester, int InOffice, int Attended, int TheoryRequired, IReadOnlyList<Row> Organizations);

    /// <summary>Theory: closed sessions of political theory.</summary>
    public sealed record Row(Guid OrganizationId, string OrganizationName, int InOffice, int Attended, int Theory);

    public sealed record MissingRow(string StudentNumber, string Name, string College, string OrganizationName);

    public static void Map(IEndpointRouteBuilder learning)
    {
        var coverage = learning.MapGroup("/coverage").RequireAnyRole(Roles.UnionOfficer, Roles.LeagueTeacher);
        coverage.MapGet("/", Handle).WithSummary("培训覆盖和理论学习次数 · Coverage by training, and theory sessions");
        coverage.MapGet("/missing", Missing).WithSummary("尚未参加培训的工作人员 · Who in office has not attended training");
    }

    private static async Task<Response> Handle(
        ClaimsPrincipal caller, MembershipDb db, AcademicCalendar calendar, LearningSettings settings, TimeProvider clock, CancellationToken ct, string? semester = null)
    {
        var asked = calendar.Asked(semester, clock.GetUtcNow());
        var coverage = await db.Coverage(caller.Tenant(), asked, calendar, clock.GetUtcNow(), ct);
        var theory = (await db.Theory(caller.Tenant(), asked, settings, ct)).ToDictionary(f => f.OrganizationId, f => f.Sessions);
        var ids = coverage.Each.Select(f => f.OrganizationId).ToArray();
        var names = await db.Organizations.Where(o => ids.Contains(o.Id)).ToDictionaryAsync(o => o.Id, o => o.Name, ct);
        return new(asked.Code, coverage.InOffice, coverage.Attended, settings.BranchSessions, [.. coverage.Each.Select(f => new Row(
            f.OrganizationId, names[f.OrganizationId], f.InOffice, f.Attended, theory.GetValueOrDefault(f.OrganizationId)))]);
    }

    private sealed record After(string Organization, string StudentNumber);

    private static async Task<Page<MissingRow>> Missing(
        [AsParameters] PageRequest page, HttpContext http, ClaimsPrincipal caller, MembershipDb db, AcademicCalendar calendar, TimeProvider clock, CancellationToken ct,
        string? semester = null)
    {
        var now = clock.GetUtcNow();
        var asked = calendar.Asked(semester, now);
        var trained = db.Trained(caller.Tenant(), asked);
        var (organization, number) = page.Start<After>() is { } start ? (start.Organization, start.StudentNumber) : ("", "");
        var rows = await (
            from a in db.InOffice(caller.Tenant(), asked, calendar, now).Select(a => new { a.OrganizationId, a.PersonId }).Distinct()
            where !trained.Contains(a.PersonId)
            join o in db.Organizations on a.OrganizationId equals o.Id
            join s in db.Students on a.PersonId equals s.Id
            where o.Name.CompareTo(organization) > 0 || (o.Name == organization && s.StudentNumber.CompareTo(number) > 0)
            orderby o.Name, s.StudentNumber
            select new MissingRow(s.StudentNumber, s.Name, s.College, o.Name)).Take(page.Size + 1).ToListAsync(ct);
        return http.Page(page, rows, row => new After(row.OrganizationName, row.StudentNumber));
    }
}
