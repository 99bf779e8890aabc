using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using StudentUnion.Membership.Data;
using StudentUnion.Membership.Domain;
using StudentUnion.Membership.Domain.Indicators;
using StudentUnion.Membership.Domain.Learning;
using StudentUnion.Membership.Sheets;
using StudentUnion.ServiceDefaults;

namespace StudentUnion.Membership.Features.Indicators;

/// <summary>
/// The indicators of the caller's union, with what they were counted from; and for the federation those of the whole province. They are counted every hour and
/// whenever somebody asks. (measures 2.4 to 6.7)
/// </summary>
public static class ShowIndicators
{
    /// <summary>Figures of the member organization, both levels together, and of each college.</summary>
    public sealed record Response(Guid OrganizationId, string OrganizationName, string Semester, IReadOnlyList<Figure> Figures, IReadOnlyList<College> Colleges);

    public sealed record College(Guid OrganizationId, string Name, IReadOnlyList<Figure> Figures);

    public sealed record Figure(string Measure, int Part, int Whole, bool? Met, IReadOnlyList<IndicatorFact> Facts, DateTimeOffset CountedAt);

    /// <summary>One measure in the province: how many members meet it, and the first of those who have a figure, those who do not meet it before the others.</summary>
    public sealed record Province(string Semester, int Members, IReadOnlyList<Measure> Measures);

    /// <summary>Met of Counted members; NotMet among the rest, others have nothing to count.</summary>
    public sealed record Measure(string Number, int Counted, int Met, int NotMet);

    public sealed record Row(Guid OrganizationId, string OrganizationName, string Measure, int Part, int Whole, bool? Met);

    public sealed record Request([RegularExpression("^[0-9]{4}-[0-9]{4}-[12]$")] string? Semester = null);

    /// <summary>Members: how many were counted. Changed: figures that say something new. Seconds: how long it took.</summary>
    public sealed record Counted(string Semester, int Members, int Changed, double Seconds);

    public static void Map(RouteGroupBuilder membership)
    {
        var own = membership.MapGroup("/indicators").InTenant<MembershipDb>();
        own.MapGet("/", Show).WithSummary("本会指标 · The indicators of my union");
        own.MapPost("/count", CountMine).RequireAnyRole(Roles.UnionOfficer, Roles.LeagueTeacher).WithSummary("重新计算本会指标 · Count my union's indicators anew");

        var province = membership.MapGroup("/indicators/province").RequireAnyRole(Roles.FederationStaff);
        province.MapGet("/", Overview).WithSummary("全省指标概览 · How many members meet each measure");
        province.MapGet("/rows", Rows).WithSummary("全省指标明细 · The members' figures of one measure");
        province.MapGet("/export.csv", Export).WithSummary("导出全省指标 · All figures of the province");
        province.MapPost("/count", CountAll).WithSummary("重新计算全省指标 · Count the whole province anew");
    }

    private static async Task<Results<Ok<Response>, NotFound>> Show(
        ClaimsPrincipal caller, MembershipDb db, AcademicCalendar calendar, TimeProvider clock, CancellationToken ct, Guid? memberId = null, string? semester = null)
    {
        // The federation looks through its members; everybody else at their own.
        var member = memberId is { } asked && caller.Holds(Roles.FederationStaff) ? asked : caller.Tenant();
        var name = await db.Organizations.Where(o => o.Id == member && o.TenantId == member).Select(o => o.Name).SingleOrDefaultAsync(ct);
        if (name is null) return TypedResults.NotFound();

        var of = SemesterOf(semester, calendar, clock);
        var all = (await (
            from i in db.Indicators.AsNoTracking()
            where i.MemberId == member && i.Semester == of.Code
            join o in db.Organizations on i.OrganizationId equals o.Id
            orderby o.Name
            select new { i, o.Name }).ToListAsync(ct)).ToLookup(x => (x.i.OrganizationId, x.Name), x => x.i);
        return TypedResults.Ok(new Response(member, name, of.Code, Shown(all.Where(g => g.Key.OrganizationId == member).SelectMany(g => g)),
            [.. all.Where(g => g.Key.OrganizationId != member).Select(g => new College(g.Key.OrganizationId, g.Key.Name, Shown(g)))]));
    }

    private static List<Figure> Shown(IEnumerable<Indicator> figures) =>
        [.. figures.OrderBy(i => i.Measure, StringComparer.Ordinal).Select(i => new Figure(i.Measure, i.Part, i.Whole, i.Met, i.Facts, i.CountedAt))];

    private static async Task<Ok<Counted>> CountMine(
        Request request, ClaimsPrincipal caller, MembershipDb db, AcademicCalendar calendar, LearningSettings learning, TimeProvider clock, CancellationToken ct)
    {
        var (semester, begun) = (SemesterOf(request.Semester, calendar, clock), clock.GetTimestamp());
        var changed = await new CountIndicators(db, calendar, learning, clock.GetUtcNow()).Of(caller.Tenant(), semester, ct);
        return TypedResults.Ok(new Counted(semester.Code, 1, changed, clock.GetElapsedTime(begun).TotalSeconds));
    }

    private static async Task<Ok<Counted>> CountAll(
        Request request, CountTheProvince province, AcademicCalendar calendar, TimeProvider clock, CancellationToken ct) =>
        TypedResults.Ok(await province.Count(SemesterOf(request.Semester, calendar, clock), ct));

    private static async Task<Ok<Province>> Overview(MembershipDb db, AcademicCalendar calendar, TimeProvider clock, CancellationToken ct, string? semester = null)
    {
        var of = SemesterOf(semester, calendar, clock);
        var members = await db.Organizations.CountAsync(o => o.Id == o.TenantId && o.Kind != OrganizationKind.Federation && o.Status == OrganizationStatus.Active, ct);
        var counts = await Members(db, of).GroupBy(i => i.Measure)
            .Select(g => new Measure(g.Key, g.Count(), g.Count(i => i.Met == true), g.Count(i => i.Met == false))).ToListAsync(ct);
        return TypedResults.Ok(new Province(of.Code, members, [.. counts.OrderBy(m => m.Number, StringComparer.Ordinal)]));
    }

    private sealed record After(bool Met, string Name, Guid Id);

    private static async Task<Page<Row>> Rows(
        HttpContext http, MembershipDb db, AcademicCalendar calendar, TimeProvider clock, [AsParameters] PageRequest page, string measure, CancellationToken ct, string? semester = null)
    {
        var found = from i in Members(db, SemesterOf(semester, calendar, clock))
                    where i.Measure == measure
                    join o in db.Organizations on i.OrganizationId equals o.Id
                    select new { o.Id, o.Name, i.Measure, i.Part, i.Whole, i.Met, Good = i.Met != false };
        if (page.Start<After>() is { } start)
            found = found.Where(r => EF.Functions.GreaterThan(ValueTuple.Create(r.Good, r.Name, r.Id), ValueTuple.Create(start.Met, start.Name, start.Id)));
        var rows = await found.OrderBy(r => r.Good).ThenBy(r => r.Name).ThenBy(r => r.Id).Take(page.Size + 1).ToListAsync(ct);
        return http.Page(page, rows.ConvertAll(r => new Row(r.Id, r.Name, r.Measure, r.Part, r.Whole, r.Met)),
            row => new After(row.Met != false, row.OrganizationName, row.OrganizationId));
    }

    private static Task<IResult> Export(HttpContext http, MembershipDb db, AcademicCalendar calendar, TimeProvider clock, CancellationToken ct, string? semester = null) =>
        CsvExport.Write(http, "indicators.csv", ["会员团体", "学期", "条款", "达到", "总数", "是否达标"],
            (from i in Members(db, SemesterOf(semester, calendar, clock))
             join o in db.Organizations on i.OrganizationId equals o.Id
             orderby o.Name, i.Measure
             select new { o.Name, i.Semester, i.Measure, i.Part, i.Whole, i.Met }).AsAsyncEnumerable(),
            r => [r.Name, r.Semester, r.Measure, r.Part.ToString(System.Globalization.CultureInfo.InvariantCulture), r.Whole.ToString(System.Globalization.CultureInfo.InvariantCulture),
                r.Met switch { true => "达标", false => "未达标", null => "—" }], ct);

    private static IQueryable<Indicator> Members(MembershipDb db, Semester semester) =>
        db.Indicators.AsNoTracking().Where(i => i.Semester == semester.Code && i.OrganizationId == i.MemberId);

    private static Semester SemesterOf(string? code, AcademicCalendar calendar, TimeProvider clock) => Semester.Of(code) ?? calendar.SemesterOf(clock.GetUtcNow());
}

/// <summary>Counts the indicators of every member, one transaction each, so that nobody waits for the whole province: every hour by itself, and when the federation asks.</summary>
public sealed partial class CountTheProvince(
    IServiceScopeFactory scopes, AcademicCalendar calendar, LearningSettings learning, TimeProvider clock, ILogger<CountTheProvince> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromHours(1);

    /// <summary>Counts one semester of every active member.</summary>
    public async Task<ShowIndicators.Counted> Count(Semester semester, CancellationToken ct)
    {
        var begun = clock.GetTimestamp();
        List<Guid> members;
        await using (var scope = scopes.CreateAsyncScope())
        {
            members = await scope.ServiceProvider.GetRequiredService<MembershipDb>().Organizations
                .Where(o => o.Id == o.TenantId && o.Kind != OrganizationKind.Federation && o.Status == OrganizationStatus.Active).OrderBy(o => o.Id).Select(o => o.Id).ToListAsync(ct);
        }

        var changed = 0;
        await Parallel.ForEachAsync(members, new ParallelOptions { MaxDegreeOfParallelism = 2, CancellationToken = ct }, async (member, stop) =>
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<MembershipDb>();
            await using var transaction = await db.BeginFor(member, stop);
            Interlocked.Add(ref changed, await new CountIndicators(db, calendar, learning, clock.GetUtcNow()).Of(member, semester, stop));
            await transaction.CommitAsync(stop);
        });
        var counted = new ShowIndicators.Counted(semester.Code, members.Count, changed, clock.GetElapsedTime(begun).TotalSeconds);
        LogCounted(log, counted.Semester, counted.Members, counted.Changed, counted.Seconds);
        return counted;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(Every, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (stoppingToken.IsCancellationRequested) return;
            try
            {
                await Count(calendar.SemesterOf(clock.GetUtcNow()), stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                LogFailure(log, e);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Indicators of {Semester}: {Members} members counted, {Changed} figures new, {Seconds:0.0} s")]
    private static partial void LogCounted(ILogger log, string semester, int members, int changed, double seconds);

    [LoggerMessage(Level = LogLevel.Error, Message = "Indicators could not be counted; the next hour tries again")]
    private static partial void LogFailure(ILogger log, Exception e);
}
