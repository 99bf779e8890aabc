using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using StudentUnion.Membership.Contracts;
using StudentUnion.Membership.Data;
using StudentUnion.Membership.Domain;
using StudentUnion.Membership.Domain.Students;
using StudentUnion.Membership.Features.Offices;
using StudentUnion.ServiceDefaults;

namespace StudentUnion.Membership.Features.Roster;

/// <summary>
/// The yearly roll-over: those whose studies are over graduate. Shown in numbers first; a League teacher confirms. Those who stay longer are set back by the next roster.
/// Those in office among them are found, not removed.
/// </summary>
public static class RollOver
{
    private const int MembersPerEvent = 500;

    /// <summary>Year: those who graduate in it or should have before. The lengths of study are in years; those of the usual regulations unless told.</summary>
    public sealed record Request(
        [Range(2000, 2100)] int Year, [Range(1, 8)] int Undergraduate = 4, [Range(1, 8)] int Vocational = 3, [Range(1, 8)] int Master = 3, [Range(1, 8)] int Doctor = 4);

    /// <summary>Counts by level and year of enrolment. Done: whether they have graduated now, or would.</summary>
    public sealed record Response(int Year, int Students, bool Done, IReadOnlyList<Group> Groups);

    public sealed record Group(string Level, int Grade, int Students);

    public static void Map(RouteGroupBuilder students)
    {
        students.MapPost("/roll-over/preview", Preview).WithSummary("学年结转预览 · Who would graduate");
        students.MapPost("/roll-over", Handle).RequireAnyRole(Roles.LeagueTeacher).WithSummary("学年结转 · Those whose studies are over graduate");
    }

    private static async Task<Response> Preview(Request request, MembershipDb db, TimeProvider clock, CancellationToken ct) =>
        await Counted(request, db, clock, done: false, ct);

    private static async Task<Response> Handle(
        Request request, ClaimsPrincipal caller, MembershipDb db, AcademicCalendar calendar, TimeProvider clock, CancellationToken ct)
    {
        var (tenant, now) = (caller.Tenant(), clock.GetUtcNow());
        var number = await db.NextMerge(tenant, ct);
        var response = await Counted(request, db, clock, done: true, ct);
        var gone = await db.Database.SqlQuery<Graduate>(
            $"""
            update students set status = {RosterTerms.Graduated}, as_of = {number}, version = version + 1
            where tenant_id = {tenant} and (status is null or status = {RosterTerms.Enrolled}) and grade + case level
                when '本科' then {request.Undergraduate} when '专科' then {request.Vocational} when '硕士' then {request.Master} when '博士' then {request.Doctor} end <= {request.Year}
            returning id, college
            """).ToListAsync(ct);
        foreach (var batch in gone.Chunk(MembersPerEvent))
            db.Publish(new MembersEnrolled(tenant, Guid.CreateVersion7(now), number, [.. batch.Select(g => new EnrolledMember(g.Id, g.College, false))]), tenant, now);
        await db.SaveChangesAsync(ct);
        await db.Recheck(tenant, calendar, now, ct);
        return response;
    }

    private static async Task<Response> Counted(Request request, MembershipDb db, TimeProvider clock, bool done, CancellationToken ct)
    {
        StudentRules.RollOverIsDue.Require(request.Year <= AcademicCalendar.Day(clock.GetUtcNow()).Year, $"{request.Year}");
        var groups = await db.Students.Where(s => (s.Status == null || s.Status == RosterTerms.Enrolled) && s.Grade != null && s.Level != null)
            .GroupBy(s => new { s.Level, s.Grade }).Select(g => new { g.Key.Level, g.Key.Grade, Count = g.Count() }).ToListAsync(ct);
        var over = groups.Select(g => new Group(g.Level!, g.Grade!.Value, g.Count)).Where(g => g.Grade + Years(request, g.Level) <= request.Year)
            .OrderBy(g => g.Level, StringComparer.Ordinal).ThenBy(g => g.Grade).ToList();
        return new(request.Year, over.Sum(g => g.Students), done, over);
    }

    private static int Years(Request request, string level) => level switch
    {
        "本科" => request.Undergraduate,
        "专科" => request.Vocational,
        "硕士" => request.Master,
        _ => request.Doctor,
    };

    private sealed record Graduate(Guid Id, string College);
}
