using System.Globalization;
using System.Linq.Expressions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using StudentUnion.Membership.Data;
using StudentUnion.Membership.Domain;
using StudentUnion.Membership.Domain.Exchanges;
using StudentUnion.Membership.Sheets;
using StudentUnion.ServiceDefaults;

namespace StudentUnion.Membership.Features.Exchanges;

/// <summary>The post exchanges of a union, for its officers and teachers: filtered by state, organization and semester; and the same as a file.</summary>
public static class ShowExchanges
{
    /// <summary>Name: as the roster has it now; none where it does not know the person.</summary>
    public sealed record Row(
        Guid Id, string? Name, string FromOrganization, string FromPost, string ToOrganization, string ToPost, DateOnly From, DateOnly To, ExchangeState State,
        ExchangeGrade? Grade);

    public sealed record Response(
        Guid Id, string? Name, string? College, string FromOrganization, string FromPost, string ToOrganization, string ToPost, DateOnly From, DateOnly To, string Purpose,
        ExchangeState State, DateTimeOffset ProposedAt, DateTimeOffset? ApprovedAt, ExchangeGrade? Grade, string? Outcome, DateTimeOffset? ConcludedAt, string? CancelReason);

    public static void Map(IEndpointRouteBuilder keepers)
    {
        keepers.MapGet("/", List).WithSummary("岗位交流 · Post exchanges");
        keepers.MapGet("/export.csv", Export).WithSummary("导出岗位交流 · Post exchanges as a CSV file");
        keepers.MapGet("/{id:guid}", Show).WithSummary("一次岗位交流 · One post exchange");
    }

    private sealed record After(DateOnly From, Guid Id);

    private static async Task<Page<Row>> List(
        HttpContext http, [AsParameters] PageRequest page, MembershipDb db, AcademicCalendar calendar, CancellationToken ct,
        string? state = null, Guid? organizationId = null, string? semester = null)
    {
        var found = Search(db, calendar, state, organizationId, semester);
        if (page.Start<After>() is { } start) found = found.Where(e => e.From < start.From || (e.From == start.From && e.Id < start.Id));
        return http.Page(page, await found.OrderByDescending(e => e.From).ThenByDescending(e => e.Id).Take(page.Size + 1).Select(AsRow(db)).ToListAsync(ct),
            row => new After(row.From, row.Id));
    }

    private static Task<IResult> Export(
        HttpContext http, MembershipDb db, AcademicCalendar calendar, CancellationToken ct, string? state = null, Guid? organizationId = null, string? semester = null) =>
        CsvExport.Write(http, "exchanges.csv",
            ["姓名", "原组织", "原岗位", "交流组织", "交流岗位", "起", "止", "状态", "结果"],
            Search(db, calendar, state, organizationId, semester).OrderByDescending(e => e.From).ThenByDescending(e => e.Id).Select(AsRow(db)).AsAsyncEnumerable(),
            e => [e.Name, e.FromOrganization, e.FromPost, e.ToOrganization, e.ToPost, Day(e.From), Day(e.To), Word(e.State), e.Grade is { } grade ? Word(grade) : null],
            ct);

    private static async Task<Results<Ok<Response>, NotFound>> Show(Guid id, MembershipDb db, CancellationToken ct)
    {
        var found = await db.PostExchanges.AsNoTracking().Where(e => e.Id == id).Select(e => new
        {
            Exchange = e,
            Person = db.Students.Where(s => s.Id == e.PersonId).Select(s => new { s.Name, s.College }).SingleOrDefault(),
            From = db.Organizations.Single(o => o.Id == e.FromOrganizationId).Name,
            To = db.Organizations.Single(o => o.Id == e.ToOrganizationId).Name,
        }).SingleOrDefaultAsync(ct);
        if (found is null) return TypedResults.NotFound();

        var e = found.Exchange;
        return TypedResults.Ok(new Response(e.Id, found.Person?.Name, found.Person?.College, found.From, e.FromPost, found.To, e.ToPost, e.From, e.To, e.Purpose,
            e.State, e.ProposedAt, e.ApprovedAt, e.Grade, e.Outcome, e.ConcludedAt, e.CancelReason));
    }

    private static IQueryable<PostExchange> Search(MembershipDb db, AcademicCalendar calendar, string? state, Guid? organization, string? semester)
    {
        var found = db.PostExchanges.AsNoTracking();
        if (Choice.Of<ExchangeState>(state) is { } wanted) found = found.Where(e => e.State == wanted);
        if (organization is { } place) found = found.Where(e => e.FromOrganizationId == place || e.ToOrganizationId == place);
        if (!string.IsNullOrEmpty(semester))
        {
            var named = Semester.Of(semester) ?? throw new BadHttpRequestException($"'{semester}' is no semester.");
            var (first, last) = (calendar.FirstDay(named), calendar.LastDay(named));
            found = found.Where(e => e.From >= first && e.From <= last);
        }

        return found;
    }

    private static Expression<Func<PostExchange, Row>> AsRow(MembershipDb db) => e => new Row(
        e.Id, db.Students.Where(s => s.Id == e.PersonId).Select(s => s.Name).SingleOrDefault(),
        db.Organizations.Single(o => o.Id == e.FromOrganizationId).Name, e.FromPost, db.Organizations.Single(o => o.Id == e.ToOrganizationId).Name, e.ToPost,
        e.From, e.To, e.State, e.Grade);

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Word(ExchangeState state) => state switch
    {
        ExchangeState.Proposed => "待审批",
        ExchangeState.Approved => "已批准",
        ExchangeState.Concluded => "已完成",
        ExchangeState.Cancelled => "已撤销",
    };

    private static string Word(ExchangeGrade grade) => grade switch
    {
        ExchangeGrade.Excellent => "优秀",
        ExchangeGrade.Qualified => "合格",
        ExchangeGrade.Unqualified => "不合格",
    };
}
