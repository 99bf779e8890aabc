using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using StudentUnion.Membership.Data;
using StudentUnion.Membership.Domain;
using StudentUnion.Membership.Domain.Draws;
using StudentUnion.Membership.Domain.Recruitment;
using StudentUnion.ServiceDefaults;

namespace StudentUnion.Membership.Features.Recruitment;

/// <summary>The review's scores select for a post; equals at the last place go into a verifiable draw, whose result is taken the moment it is drawn. (measure 6.4)</summary>
public static class SelectForPost
{
    /// <summary>Take: how many; the post's places where absent.</summary>
    public sealed record Request([Range(0, 100)] int? Take);

    /// <summary>Tied: how many share the last places; Left: how many places these are.</summary>
    public sealed record Response(int OnNotice, int Tied, int Left);

    /// <summary>SeedNotBefore: when the seed's value becomes known.</summary>
    public sealed record DrawRequest([Required, MaxLength(Draw.MaxSeed)] string SeedSource, [Required] DateTimeOffset? SeedNotBefore);

    public sealed record DrawResponse(Guid Id);

    public static void Map(RouteGroupBuilder keepers)
    {
        keepers.MapPost("/{id:guid}/posts/{number:int}/selection", Select).WithSummary("按评分选定 · Select for a post by score");
        keepers.MapPost("/{id:guid}/posts/{number:int}/draw", Commit).RequireAnyRole(Roles.UnionOfficer).Once<MembershipDb>()
            .WithSummary("同等条件人选随机抽签 · Fix the draw among equals");
    }

    private static async Task<Results<Ok<Response>, NotFound>> Select(
        Guid id, int number, Request request, MembershipDb db, AcademicCalendar calendar, TimeProvider clock, CancellationToken ct)
    {
        var call = await db.LockCall(id, ct);
        if (call?.Posts.SingleOrDefault(p => p.Number == number) is not { } post) return TypedResults.NotFound();

        var now = clock.GetUtcNow();
        var applications = await db.LockApplications(id, number, ct);
        call.Select(post, request.Take ?? post.Places, applications, await db.NoticeDays(call, calendar.SemesterOf(now), ct), now);
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(new Response(
            applications.Count(a => a.State == ApplicationState.Notice), applications.Count(a => a.State == ApplicationState.Drawing), post.LeftForDraw ?? 0));
    }

    private static async Task<Results<Created<DrawResponse>, NotFound>> Commit(
        HttpContext http, Guid id, int number, DrawRequest request, ClaimsPrincipal caller, MembershipDb db, TimeProvider clock, CancellationToken ct)
    {
        var call = await db.LockCall(id, ct);
        if (call?.Posts.SingleOrDefault(p => p.Number == number) is not { } post) return TypedResults.NotFound();

        var now = clock.GetUtcNow();
        var people = (await db.LockApplications(id, number, ct)).Where(a => a.State == ApplicationState.Drawing).OrderBy(a => a.Id).Select(a => a.PersonId).ToList();
        var students = await db.Students.AsNoTracking().Where(s => people.Contains(s.Id)).ToDictionaryAsync(s => s.Id, ct);
        var name = await db.PostTemplates.Where(p => p.Code == post.Post).Select(p => p.Zh).SingleAsync(ct);
        var calledOff = await db.Draws.AnyAsync(d => d.Id == post.DrawId && d.State == DrawState.Cancelled, ct);

        var title = $"{call.Title} · {name}";
        var draw = Draw.Commit(
            caller.Tenant(), new(title.Length > Draw.MaxTitle ? title[^Draw.MaxTitle..] : title, post.LeftForDraw ?? post.Places, request.SeedSource.Trim(), request.SeedNotBefore!.Value.ToUniversalTime()),
            [.. people.Select(p => students[p])], caller.Account(), now);
        call.DrawAmong(post, draw.Id, calledOff);
        db.Add(draw);
        await db.SaveChangesAsync(ct);
        return TypedResults.Created($"/api/membership/draws/{draw.Id}", new DrawResponse(draw.Id));
    }

    /// <summary>Takes the result of a draw for the post it was held for, if it was held for one.</summary>
    internal static async Task TakeDrawn(this MembershipDb db, Draw draw, AcademicCalendar calendar, DateTimeOffset now, CancellationToken ct)
    {
        var where = await db.Set<CallPost>().Where(p => p.DrawId == draw.Id).Select(p => new { p.CallId, p.Number }).SingleOrDefaultAsync(ct);
        if (where is null) return;

        var call = (await db.LockCall(where.CallId, ct))!;
        var applications = await db.LockApplications(where.CallId, where.Number, ct);
        call.TakeDrawn(
            call.Posts.Single(p => p.Number == where.Number), draw.Candidates.ToDictionary(c => c.PersonId, c => c.Rank!.Value), applications,
            await db.NoticeDays(call, calendar.SemesterOf(now), ct), now);
        await db.SaveChangesAsync(ct);
    }

    /// <summary>A draw was called off, or an equal has withdrawn: where each of those left has a place and no draw is under way, they take it.</summary>
    internal static async Task SettleEquals(this MembershipDb db, Guid callId, int number, AcademicCalendar calendar, DateTimeOffset now, CancellationToken ct)
    {
        var call = (await db.LockCall(callId, ct))!;
        var post = call.Posts.Single(p => p.Number == number);
        if (post.LeftForDraw is null || await db.Draws.AnyAsync(d => d.Id == post.DrawId && d.State != DrawState.Cancelled, ct)) return;

        RecruitmentCall.TakeWithoutDraw(post, await db.LockApplications(callId, number, ct), await db.NoticeDays(call, calendar.SemesterOf(now), ct), now);
        await db.SaveChangesAsync(ct);
    }
}
