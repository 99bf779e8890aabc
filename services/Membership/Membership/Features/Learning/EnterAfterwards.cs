using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using StudentUnion.Membership.Data;
using StudentUnion.Membership.Domain;
using StudentUnion.Membership.Domain.Learning;
using StudentUnion.ServiceDefaults;

namespace StudentUnion.Membership.Features.Learning;

/// <summary>An officer or teacher enters afterwards who was there without checking in (补录): marked as such, with the reason and by whom.</summary>
public static class EnterAfterwards
{
    public const int MaxNumbers = 500;

    public sealed record Request(
        [Required, MinLength(1), MaxLength(MaxNumbers)] IReadOnlyList<string> StudentNumbers, [Required, MaxLength(StudySession.MaxReason)] string Reason);

    /// <summary>How many were entered, how many had been there before, and the numbers the roster does not have, as they were sent.</summary>
    public sealed record Response(int Entered, int ThereBefore, IReadOnlyList<string> Missing);

    public static void Map(IEndpointRouteBuilder learning) => learning.MapPost("/sessions/{id:guid}/back-entries", Handle)
        .RequireAnyRole(Roles.UnionOfficer, Roles.LeagueTeacher).WithSummary("补录出席并说明原因 · Enter attendance afterwards, with the reason");

    private static async Task<Results<Ok<Response>, NotFound>> Handle(
        Guid id, Request request, ClaimsPrincipal caller, MembershipDb db, LearningSettings settings, TimeProvider clock, CancellationToken ct)
    {
        if (await db.LockSession(id, ct) is not { } session) return TypedResults.NotFound();

        var asked = request.StudentNumbers.Select(number => number?.Trim() ?? "").Where(number => number.Length > 0).Distinct().ToArray();
        var found = await db.Students.Where(s => asked.Contains(s.StudentNumber)).Select(s => new { s.Id, s.StudentNumber }).ToListAsync(ct);
        var people = found.ConvertAll(s => s.Id);
        var before = await db.Attendance.Where(a => a.SessionId == id && people.Contains(a.PersonId)).Select(a => a.PersonId).ToListAsync(ct);

        var now = clock.GetUtcNow();
        var entered = people.Except(before)
            .Select(person => session.EnterAfterwards(person, request.Reason.Trim(), caller.Account(), caller.PersonIfAny(), settings, now)).ToList();
        db.AddRange(entered);
        await db.SaveChangesAsync(ct);

        if (entered.Count > 0 && session.ClosedAt is not null)
        {
            session.Recounted();
            await db.Announce(session, now, ct);
            await db.SaveChangesAsync(ct);
        }

        return TypedResults.Ok(new Response(entered.Count, before.Count, [.. asked.Except(found.Select(s => s.StudentNumber))]));
    }
}
