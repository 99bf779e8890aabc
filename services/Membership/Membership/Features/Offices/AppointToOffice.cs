using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using StudentUnion.Membership.Data;
using StudentUnion.Membership.Domain;
using StudentUnion.Membership.Domain.Offices;
using StudentUnion.ServiceDefaults;

namespace StudentUnion.Membership.Features.Offices;

/// <summary>
/// The League committee appoints to a post. Officers and teachers first see the table of rules that decides; the same table refuses. The organization's row is locked meanwhile,
/// so that two appointments at once never break a cap. (measures 6.1, 6.3, 6.5)
/// </summary>
public static class AppointToOffice
{
    /// <summary>PersonId: a student of the union; for the secretary-general a person of its League committee. TermEnds: the last day of the term.</summary>
    public sealed record Request(
        [Required] Guid? OrganizationId, [Required, MaxLength(40)] string Post, [Required] Guid? PersonId, Guid? DepartmentId = null, DateOnly? TermEnds = null);

    public sealed record Response(Guid Id);

    public static void Map(RouteGroupBuilder offices)
    {
        offices.MapPost("/check", Check).RequireAnyRole(Roles.UnionOfficer, Roles.LeagueTeacher).WithSummary("任职条件核对 · What the rules say of one person for one post");
        offices.MapPost("/", Handle).RequireAnyRole(Roles.LeagueTeacher).Once<MembershipDb>().WithSummary("任命 · Appoint to a post");
    }

    private static async Task<Results<Ok<ShownDecision>, NotFound>> Check(
        HttpContext http, Request request, ClaimsPrincipal caller, MembershipDb db, AcademicCalendar calendar, TimeProvider clock, CancellationToken ct)
    {
        if (await Prepare(db, caller.Tenant(), request, calendar, clock.GetUtcNow(), ct) is not { } prepared) return TypedResults.NotFound();
        var (staffing, post, holder) = prepared;
        return TypedResults.Ok(ShownDecision.Of(staffing.Decide(post, holder, request.DepartmentId), RequestLanguage.Of(http)));
    }

    private static async Task<Results<Created<Response>, NotFound>> Handle(
        Request request, ClaimsPrincipal caller, MembershipDb db, AcademicCalendar calendar, TimeProvider clock, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await db.LockOrganization(request.OrganizationId!.Value, ct);
        if (await Prepare(db, caller.Tenant(), request, calendar, now, ct) is not { } prepared) return TypedResults.NotFound();

        var (staffing, post, holder) = prepared;
        var appointment = staffing.Appoint(post, holder, new(request.DepartmentId, request.TermEnds), caller.Account(), now);
        db.Add(appointment);
        db.AnnounceOffices(now);
        await db.SaveChangesAsync(ct);
        return TypedResults.Created($"/api/membership/offices/{appointment.Id}", new Response(appointment.Id));
    }

    private static async Task<(Staffing, PostTemplate, Holder)?> Prepare(
        MembershipDb db, Guid tenant, Request request, AcademicCalendar calendar, DateTimeOffset now, CancellationToken ct)
    {
        var union = await db.Union(tenant, request.OrganizationId!.Value, ct);
        var post = await db.PostTemplates.AsNoTracking().SingleOrDefaultAsync(p => p.Code == request.Post, ct);
        var holder = (await db.Holders([request.PersonId!.Value], ct)).GetValueOrDefault(request.PersonId.Value);
        if (union is null || post is null || holder is null) return null;
        return (await db.StaffingOf(union, calendar.SemesterOf(now), ct), post, holder);
    }
}

/// <summary>A decision as a page shows it: each rule in the reader's language, whether it holds, and what it saw.</summary>
public sealed record ShownDecision(bool Holds, IReadOnlyList<ShownPoint> Points)
{
    internal static ShownDecision Of(Decision decision, Language language) =>
        new(decision.Holds, [.. decision.Points.Select(p => new ShownPoint(p.Rule.Code, p.Rule.In(language), p.Holds, p.Seen, p.Rule.Source))]);
}

/// <summary>One rule of a decision.</summary>
public sealed record ShownPoint(string Rule, string Statement, bool Holds, string? Seen, string Measure);
