using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using StudentUnion.Membership.Data;
using StudentUnion.Membership.Domain;
using StudentUnion.Membership.Domain.Offices;
using StudentUnion.ServiceDefaults;

namespace StudentUnion.Membership.Features.Presidium;

/// <summary>Who is on the presidium of the caller's union, or of a college of it, now, by the order they were elected in.</summary>
public static class ShowPresidium
{
    public sealed record Response(Guid OrganizationId, string OrganizationName, IReadOnlyList<Member> Members);

    /// <summary>One seat. Name: as the roster has it now, or that the roster does not know the person. Since: day of the certificate, in China.</summary>
    public sealed record Member(Guid PersonId, string Name, string? College, string Post, DateOnly Since, Guid? ElectionId);

    public static void Map(IEndpointRouteBuilder membership) =>
        membership.MapGet("/presidium", Handle).WithSummary("本校或本校某学院的主席团 · The presidium of my union, or of one of its colleges");

    private static async Task<Results<Ok<Response>, NotFound>> Handle(
        HttpContext http, ClaimsPrincipal caller, MembershipDb db, CancellationToken ct, Guid? organizationId = null)
    {
        var (tenant, wanted) = (caller.Tenant(), organizationId ?? caller.Tenant());
        var organization = await db.Organizations
            .Where(o => o.Id == wanted && (o.Id == tenant || (o.ParentId == tenant && o.Kind == OrganizationKind.College))).Select(o => new { o.Id, o.Name }).SingleOrDefaultAsync(ct);
        if (organization is null) return TypedResults.NotFound();

        var seats = await (
            from a in db.Appointments.AsNoTracking()
            where a.OrganizationId == organization.Id && a.Until == null && a.Seat == Seat.Presidium
            join s in db.Students on a.PersonId equals s.Id into known
            from s in known.DefaultIfEmpty()
            join p in db.PostTemplates on a.Post equals p.Code
            orderby a.Since, a.Rank
            select new { a.PersonId, Name = (string?)s.Name, College = (string?)s.College, p.Zh, p.En, a.Since, a.ElectionId }).ToListAsync(ct);

        var english = RequestLanguage.Of(http) == Language.English;
        return TypedResults.Ok(new Response(organization.Id, organization.Name,
        [
            .. seats.Select(s => new Member(s.PersonId, s.Name ?? (english ? "(not on the roster)" : "（名册中暂无）"), s.College, english ? s.En : s.Zh,
                AcademicCalendar.Day(s.Since), s.ElectionId)),
        ]));
    }
}
