using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using StudentUnion.Membership.Data;
using StudentUnion.Membership.Domain;
using StudentUnion.Membership.Domain.Learning;
using StudentUnion.ServiceDefaults;

namespace StudentUnion.Membership.Features.Learning;

/// <summary>An officer changes a study plan under which nothing was held yet.</summary>
public static class ReviseStudyPlan
{
    public sealed record Request(
        [Required, MaxLength(StudyPlan.MaxTitle)] string Title, StudyAudience Audience, [Range(1, StudyPlan.MaxSessions)] int Sessions,
        [Required, MinLength(1), MaxLength(StudyPlan.MaxContents)] IReadOnlyList<string> Contents);

    public static void Map(IEndpointRouteBuilder learning) => learning.MapPut("/plans/{id:guid}", Handle)
        .RequireAnyRole(Roles.UnionOfficer).WithSummary("修改学习计划 · Revise a study plan");

    private static async Task<Results<NoContent, NotFound>> Handle(
        HttpContext http, Guid id, Request request, MembershipDb db, LearningSettings settings, CancellationToken ct)
    {
        if (await db.LockPlan(id, ct) is not { } plan) return TypedResults.NotFound();

        http.RequireVersion((uint)plan.Version);
        plan.Revise(MakeStudyPlan.Terms(request.Title, request.Audience, request.Sessions, request.Contents), settings);
        await db.SaveChangesAsync(ct);
        http.SetVersion((uint)plan.Version);
        return TypedResults.NoContent();
    }
}
