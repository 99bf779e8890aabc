using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using StudentUnion.Membership.Data;
using StudentUnion.Membership.Domain;
using StudentUnion.Membership.Domain.Offices;
using StudentUnion.ServiceDefaults;

namespace StudentUnion.Membership.Features.Offices;

/// <summary>The figures of the structure rules: everybody may read them, the federation sets them by academic year, a university states why it needs more staff. (measure 6.5)</summary>
public static class SetLimits
{
    /// <summary>Mine: what holds for the caller's university this academic year, an exception included.</summary>
    public sealed record Response(int Year, IReadOnlyList<Row> Limits, Exempt? Mine);

    public sealed record Row(string Key, UnionLevel Level, int FromYear, int SizeFrom, int Value, string Source);

    public sealed record Exempt(int Year, int Value, string Basis, DateTimeOffset StatedAt);

    /// <summary>FromYear: the year in which the first academic year it holds for begins. SizeFrom: for institutions with at least so many students.</summary>
    public sealed record Request(
        [Required, AllowedValues(Limit.PresidiumSize, Limit.DepartmentCount, Limit.StaffSize, Limit.StaffSizeException, Limit.AcademicRank, Limit.FailedCourses, Limit.NoticeDays)]
        string Key,
        UnionLevel Level, [Range(2020, 2100)] int FromYear, [Range(0, 1_000_000)] int SizeFrom, [Range(0, 10_000)] int Value, [Required, MaxLength(200)] string Source);

    public sealed record Statement([Range(1, 1000)] int Value, [Required, StringLength(Exemption.MaxBasis, MinimumLength = 2)] string Basis);

    public static void Map(RouteGroupBuilder membership)
    {
        membership.MapGet("/limits", Show).WithSummary("结构与条件的规定数值 · The figures of the structure rules");
        membership.MapPut("/limits", Set).RequireAnyRole(Roles.FederationStaff).WithSummary("制定规定数值 · Set a figure from an academic year on");
        membership.MapPost("/limits/exception", State).RequireAnyRole(Roles.LeagueTeacher).Once<MembershipDb>()
            .WithSummary("说明超员依据 · State why this university needs more staff");
    }

    private static async Task<Ok<Response>> Show(ClaimsPrincipal caller, MembershipDb db, AcademicCalendar calendar, TimeProvider clock, CancellationToken ct)
    {
        var semester = calendar.SemesterOf(clock.GetUtcNow());
        var mine = (await db.LimitsOf(caller.Tenant(), semester, ct)).Exception;
        var rows = await db.Limits.AsNoTracking().OrderBy(l => l.Key).ThenBy(l => l.Level).ThenBy(l => l.FromYear).ThenBy(l => l.SizeFrom)
            .Select(l => new Row(l.Key, l.Level, l.FromYear, l.SizeFrom, l.Value, l.Source)).ToListAsync(ct);
        return TypedResults.Ok(new Response(semester.Year, rows, mine is null ? null : new(mine.Year, mine.Value, mine.Basis, mine.StatedAt)));
    }

    private static async Task<NoContent> Set(
        Request request, ClaimsPrincipal caller, MembershipDb db, AcademicCalendar calendar, TimeProvider clock, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var limit = Limit.Set(request.Key, request.Level, request.FromYear, request.SizeFrom, request.Value, request.Source.Trim(), caller.Account(),
            calendar.SemesterOf(now).Year, now);
        await db.Database.ExecuteSqlAsync(
            $"""
            insert into limits (key, level, from_year, size_from, value, source, set_by, set_at)
            values ({limit.Key}, {limit.Level.ToString()}, {limit.FromYear}, {limit.SizeFrom}, {limit.Value}, {limit.Source}, {limit.SetBy}, {limit.SetAt})
            on conflict (key, level, from_year, size_from) do update
                set value = excluded.value, source = excluded.source, set_by = excluded.set_by, set_at = excluded.set_at
            """, ct);
        return TypedResults.NoContent();
    }

    private static async Task<Created> State(
        Statement request, ClaimsPrincipal caller, MembershipDb db, AcademicCalendar calendar, TimeProvider clock, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var semester = calendar.SemesterOf(now);
        var limits = await db.LimitsOf(caller.Tenant(), semester, ct);
        db.Add(Exemption.State(caller.Tenant(), semester.Year, request.Value, request.Basis.Trim(), limits, caller.Account(), now));
        await db.SaveChangesAsync(ct);
        return TypedResults.Created("/api/membership/limits");
    }
}
