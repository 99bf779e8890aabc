using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using StudentUnion.Membership.Data;
using StudentUnion.Membership.Domain;
using StudentUnion.Membership.Domain.Offices;
using StudentUnion.Membership.Domain.Recruitment;
using StudentUnion.Membership.Features.Offices;
using StudentUnion.ServiceDefaults;

namespace StudentUnion.Membership.Features.Recruitment;

/// <summary>A student sees what the rules say of them for a post, and applies; the very table they saw decides and is kept. (measures 6.4, 6.5)</summary>
public static class ApplyForPost
{
    /// <summary>Post: its number in the call.</summary>
    public sealed record Request([Range(1, RecruitmentCall.MaxPosts)] int Post, [Required, StringLength(Application.MaxStatement, MinimumLength = 10)] string Statement);

    public sealed record Response(Guid Id);

    public static void Map(RouteGroupBuilder calls)
    {
        calls.MapGet("/{id:guid}/posts/{number:int}/eligibility", Check).RequirePerson().WithSummary("我的报名条件核对 · What the rules say of me for a post");
        calls.MapPost("/{id:guid}/applications", Handle).RequirePerson().Once<MembershipDb>().WithSummary("报名 · Apply for a post");
    }

    private static async Task<Results<Ok<ShownDecision>, NotFound>> Check(
        HttpContext http, Guid id, int number, ClaimsPrincipal caller, MembershipDb db, AcademicCalendar calendar, TimeProvider clock, CancellationToken ct)
    {
        var call = await db.Calls.AsNoTracking().Include(c => c.Posts).SingleOrDefaultAsync(c => c.Id == id && c.State != CallState.Draft, ct);
        if (call?.Posts.SingleOrDefault(p => p.Number == number) is not { } post) return TypedResults.NotFound();

        var (decision, _) = await Decide(db, call, post, caller.Person(), calendar, clock.GetUtcNow(), ct);
        return TypedResults.Ok(ShownDecision.Of(decision, RequestLanguage.Of(http)));
    }

    private static async Task<Results<Created<Response>, NotFound>> Handle(
        Guid id, Request request, ClaimsPrincipal caller, MembershipDb db, AcademicCalendar calendar, TimeProvider clock, CancellationToken ct)
    {
        var call = await db.Calls.AsNoTracking().Include(c => c.Posts).SingleOrDefaultAsync(c => c.Id == id && c.State != CallState.Draft, ct);
        if (call?.Posts.SingleOrDefault(p => p.Number == request.Post) is not { } post) return TypedResults.NotFound();

        var (now, tenant) = (clock.GetUtcNow(), caller.Tenant());
        var (decision, college) = await Decide(db, call, post, caller.Person(), calendar, now, ct);
        var application = Application.Send(
            call, post, new(caller.Person(), college, request.Statement.Trim(), decision), await db.ChainOf(call, ct), await db.BodiesOf(tenant, ct), now);
        db.Add(application);
        await db.SaveChangesAsync(ct);
        return TypedResults.Created($"/api/membership/applications/{application.Id}", new Response(application.Id));
    }

    private static async Task<(Decision Decision, Guid? College)> Decide(
        MembershipDb db, RecruitmentCall call, CallPost post, Guid person, AcademicCalendar calendar, DateTimeOffset now, CancellationToken ct)
    {
        var union = await db.Organizations.AsNoTracking().SingleAsync(o => o.Id == call.OrganizationId, ct);
        var template = await db.PostTemplates.AsNoTracking().SingleAsync(p => p.Code == post.Post, ct);
        var holder = (await db.Holders([person], ct)).GetValueOrDefault(person) ?? new Holder(person, null, []);
        var staffing = await db.StaffingOf(union, calendar.SemesterOf(now), ct);
        var decision = call.Kind == CallKind.Candidates ? staffing.DecideCandidate(template, holder) : staffing.DecideApplicant(template, holder, post.DepartmentId);
        return (decision, await db.CollegeOf(call.TenantId, holder.Student?.College ?? "", ct));
    }
}
