using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using StudentUnion.Membership.Data;
using StudentUnion.Membership.Domain;
using StudentUnion.Membership.Domain.Learning;
using StudentUnion.ServiceDefaults;

namespace StudentUnion.Membership.Features.Learning;

/// <summary>An officer says what the union or a college of it studies in a semester: who, how often, what.</summary>
public static class MakeStudyPlan
{
    public sealed record Request(
        Guid OrganizationId, [Required, MaxLength(11)] string Semester, [Required, MaxLength(StudyPlan.MaxTitle)] string Title, StudyAudience Audience,
        [Range(1, StudyPlan.MaxSessions)] int Sessions, [Required, MinLength(1), MaxLength(StudyPlan.MaxContents)] IReadOnlyList<string> Contents);

    public sealed record Response(Guid Id);

    public static void Map(IEndpointRouteBuilder learning) => learning.MapPost("/plans", Handle)
        .RequireAnyRole(Roles.UnionOfficer).Once<MembershipDb>().WithSummary("制定学习计划 · Make a study plan");

    private static async Task<Results<Created<Response>, NotFound>> Handle(
        Request request, ClaimsPrincipal caller, MembershipDb db, AcademicCalendar calendar, LearningSettings settings, TimeProvider clock, CancellationToken ct)
    {
        var organization = await db.Organizations.AsNoTracking().SingleOrDefaultAsync(o => o.Id == request.OrganizationId, ct);
        if (organization is null) return TypedResults.NotFound();

        var now = clock.GetUtcNow();
        var plan = StudyPlan.Make(organization, SemesterAsked.Named(request.Semester), calendar.SemesterOf(now),
            Terms(request.Title, request.Audience, request.Sessions, request.Contents), settings, caller.AsLearningOfficer(), now);
        db.Add(plan);
        await db.SaveChangesAsync(ct);
        return TypedResults.Created($"/api/membership/learning/plans/{plan.Id}", new Response(plan.Id));
    }

    /// <exception cref="BadHttpRequestException">There is no line, or one is too long: 400.</exception>
    internal static StudyTerms Terms(string title, StudyAudience audience, int sessions, IReadOnlyList<string> contents)
    {
        List<string> lines = [.. contents.Select(line => line?.Trim() ?? "").Where(line => line.Length > 0)];
        if (lines.Count == 0 || lines.Exists(line => line.Length > StudyPlan.MaxContent)) throw new BadHttpRequestException("A plan says what is studied, in lines.");
        return new(title.Trim(), audience, sessions, lines);
    }

    internal static LearningOfficer AsLearningOfficer(this ClaimsPrincipal caller) => new(caller.Tenant(), caller.Account());
}
