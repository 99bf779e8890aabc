using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using StudentUnion.Membership.Data;
using StudentUnion.Membership.Domain;
using StudentUnion.Membership.Domain.Recruitment;
using StudentUnion.ServiceDefaults;

namespace StudentUnion.Membership.Features.Recruitment;

/// <summary>An officer or teacher drafts a call: for whom, under which conditions, until when. (measures 6.3, 6.5)</summary>
public static class DraftCall
{
    /// <summary>OrganizationId: the union, or a college of it; the union where absent. Kind: staff or candidates.</summary>
    public sealed record Request(
        Guid? OrganizationId, CallKind Kind, [Required, MaxLength(RecruitmentCall.MaxTitle)] string Title, [Required, MaxLength(RecruitmentCall.MaxConditions)] string Conditions,
        [Required] DateTimeOffset? OpensAt, [Required] DateTimeOffset? ClosesAt, [Required, MinLength(1), MaxLength(RecruitmentCall.MaxPosts)] IReadOnlyList<Wanted> Posts,
        [Range(1, 180)] int ProbationDays = RecruitmentCall.UsualProbationDays);

    /// <summary>Post: code of a post template.</summary>
    public sealed record Wanted([Required, MaxLength(40)] string Post, Guid? DepartmentId, [Range(1, 100)] int Places);

    public sealed record Response(Guid Id);

    public static void Map(RouteGroupBuilder keepers) =>
        keepers.MapPost("/", Handle).Once<MembershipDb>().WithSummary("起草选聘公告 · Draft a call");

    private static async Task<Results<Created<Response>, NotFound>> Handle(
        Request request, ClaimsPrincipal caller, MembershipDb db, AcademicCalendar calendar, TimeProvider clock, CancellationToken ct)
    {
        var union = await db.Union(caller.Tenant(), request.OrganizationId ?? caller.Tenant(), ct);
        if (union is null) return TypedResults.NotFound();

        var templates = await db.PostTemplates.AsNoTracking().ToDictionaryAsync(p => p.Code, ct);
        RecruitmentRules.CallHasItsPosts.Require(request.Posts.All(p => templates.ContainsKey(p.Post)));
        var departments = await db.Organizations.AsNoTracking()
            .Where(o => o.ParentId == union.Id && o.Kind == OrganizationKind.Department && o.Status == OrganizationStatus.Active).Select(o => o.Id).ToListAsync(ct);

        var now = clock.GetUtcNow();
        var call = RecruitmentCall.Draft(
            union, request.Kind,
            new(request.Title.Trim(), request.Conditions.Trim(), request.OpensAt!.Value.ToUniversalTime(), request.ClosesAt!.Value.ToUniversalTime(), request.ProbationDays),
            [.. request.Posts.Select(p => new WantedPost(templates[p.Post], p.DepartmentId, p.Places))], departments, calendar.SemesterOf(now).Year, caller.Account(), now);
        db.Add(call);
        await db.SaveChangesAsync(ct);
        return TypedResults.Created($"/api/membership/calls/{call.Id}", new Response(call.Id));
    }
}
