using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using StudentUnion.Membership.Data;
using StudentUnion.Membership.Domain;
using StudentUnion.Membership.Domain.Recruitment;
using StudentUnion.ServiceDefaults;

namespace StudentUnion.Membership.Features.Recruitment;

/// <summary>Any member objects to somebody on public notice; a League teacher answers every objection with a reason. (measure 6.5)</summary>
public static class RaiseObjection
{
    public sealed record Request([Required, StringLength(Objection.MaxText, MinimumLength = 10)] string Text);

    public sealed record Response(Guid Id);

    /// <summary>Answer: upheld or dismissed.</summary>
    public sealed record AnswerRequest(ObjectionAnswer Answer, [Required, StringLength(Application.MaxReason, MinimumLength = 2)] string Reason);

    public static void Map(RouteGroupBuilder applications)
    {
        applications.MapPost("/{id:guid}/objections", Handle).RequirePerson().Once<MembershipDb>().WithSummary("公示期提出异议 · Object during the public notice");
        applications.MapPost("/{id:guid}/objections/{objection:guid}/answer", Answer).RequireAnyRole(Roles.LeagueTeacher).WithSummary("答复异议 · Answer an objection");
    }

    private static async Task<Results<Created<Response>, NotFound>> Handle(
        Guid id, Request request, ClaimsPrincipal caller, MembershipDb db, TimeProvider clock, CancellationToken ct)
    {
        // Locked: the notice does not end while an objection to it is on its way.
        if (await db.LockApplication(id, ct) is not { } application) return TypedResults.NotFound();

        var objection = Objection.Raise(application, caller.Person(), request.Text.Trim(), clock.GetUtcNow());
        db.Add(objection);
        await db.SaveChangesAsync(ct);
        return TypedResults.Created($"/api/membership/applications/{id}", new Response(objection.Id));
    }

    private static async Task<Results<NoContent, NotFound>> Answer(
        Guid id, Guid objection, AnswerRequest request, ClaimsPrincipal caller, MembershipDb db, TimeProvider clock, CancellationToken ct)
    {
        var application = await db.LockApplication(id, ct);
        var raised = await db.Objections.SingleOrDefaultAsync(o => o.Id == objection && o.ApplicationId == id, ct);
        if (application is null || raised is null) return TypedResults.NotFound();

        raised.Settle(application, request.Answer, request.Reason.Trim(), caller.Account(), clock.GetUtcNow());
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }
}
