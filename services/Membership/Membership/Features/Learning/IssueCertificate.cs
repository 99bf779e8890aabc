using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using StudentUnion.Membership.Data;
using StudentUnion.Membership.Domain;
using StudentUnion.Membership.Domain.Learning;
using StudentUnion.ServiceDefaults;

namespace StudentUnion.Membership.Features.Learning;

/// <summary>Who attended the training of a semester takes a certificate of it; whoever in the union is shown it can check its code. (measure 4.3)</summary>
public static class IssueCertificate
{
    public sealed record Response(string Semester, string Name, string College, string Code, DateTimeOffset IssuedAt, IReadOnlyList<Attended> Sessions);

    public sealed record Attended(string Title, string OrganizationName, DateTimeOffset StartsAt);

    public static void Map(IEndpointRouteBuilder learning)
    {
        learning.MapPost("/certificates/{semester}", Issue).RequirePerson().WithSummary("领取培训证书 · Take my certificate of a semester's training");
        learning.MapGet("/certificates/{semester}", Show).RequirePerson().WithSummary("我的培训证书 · My certificate of a semester's training");
        learning.MapGet("/certificates/check/{code}", Check).WithSummary("核验培训证书 · Check a certificate by its code");
    }

    private static async Task<Ok<Response>> Issue(string semester, ClaimsPrincipal caller, MembershipDb db, TimeProvider clock, CancellationToken ct)
    {
        var (asked, tenant, me) = (SemesterAsked.Named(semester), caller.Tenant(), caller.Person());
        var made = TrainingCertificate.Issue(tenant, me, asked, await Sessions(db, me, asked).CountAsync(ct), clock.GetUtcNow());

        // Asked twice, also at once: the first stands.
        await db.Database.ExecuteSqlAsync(
            $"""
            insert into training_certificates (tenant_id, person_id, semester, code, issued_at)
            values ({made.TenantId}, {made.PersonId}, {made.Semester.Code}, {made.Code}, {made.IssuedAt}) on conflict (tenant_id, person_id, semester) do nothing
            """, ct);
        return TypedResults.Ok((await Of(db, db.TrainingCertificates.Where(c => c.PersonId == me && c.Semester == asked), ct))!);
    }

    private static async Task<Results<Ok<Response>, NotFound>> Show(string semester, ClaimsPrincipal caller, MembershipDb db, CancellationToken ct)
    {
        var (asked, me) = (SemesterAsked.Named(semester), caller.Person());
        return await Of(db, db.TrainingCertificates.Where(c => c.PersonId == me && c.Semester == asked), ct) is { } mine ? TypedResults.Ok(mine) : TypedResults.NotFound();
    }

    private static async Task<Results<Ok<Response>, NotFound>> Check(string code, MembershipDb db, CancellationToken ct)
    {
        var plain = TrainingCertificate.Plain(code);
        return await Of(db, db.TrainingCertificates.Where(c => c.Code == plain), ct) is { } found ? TypedResults.Ok(found) : TypedResults.NotFound();
    }

    private static async Task<Response?> Of(MembershipDb db, IQueryable<TrainingCertificate> certificates, CancellationToken ct)
    {
        var found = await (
            from c in certificates.AsNoTracking()
            join s in db.Students on c.PersonId equals s.Id
            select new { Certificate = c, s.Name, s.College }).SingleOrDefaultAsync(ct);
        if (found is not { Certificate: var certificate }) return null;

        return new(certificate.Semester.Code, found.Name, found.College, certificate.Code, certificate.IssuedAt,
            await Sessions(db, certificate.PersonId, certificate.Semester).ToListAsync(ct));
    }

    private static IQueryable<Attended> Sessions(MembershipDb db, Guid person, Semester semester) =>
        from a in db.Attendance.AsNoTracking()
        where a.PersonId == person
        join s in db.StudySessions on a.SessionId equals s.Id
        where s.Semester == semester && s.Kind == SessionKind.Training && s.ClosedAt != null
        join o in db.Organizations on s.OrganizationId equals o.Id
        orderby s.StartsAt
        select new Attended(s.Title, o.Name, s.StartsAt);
}
