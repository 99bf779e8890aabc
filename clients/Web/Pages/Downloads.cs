using System.Globalization;
using Microsoft.Extensions.Localization;
using StudentUnion.Api;
using StudentUnion.Web.Pages.Registers;
using StudentUnion.Web.Resources;
using StudentUnion.Web.SignIn;
using StudentUnion.Web.Surroundings;

namespace StudentUnion.Web.Pages;

/// <summary>Lists to take along, as spreadsheets read them.</summary>
internal static class Downloads
{
    public static void MapDownloads(this IEndpointRouteBuilder app)
    {
        app.MapGet("/organizations/export.csv", (string? search, string? kind, string? level, GatewayClient gateway, IStringLocalizer<Texts> t) =>
            CsvDownload.Of(
                "organizations.csv",
                [t["Organization.Name"], t["Organization.Kind"], t["Organization.Level"], t["Organization.Code"], t["Organization.Province"], t["Organization.City"], t["Organization.Status"]],
                gateway.Membership.AllOrganizations(new(Query.Choice<OrganizationKind>(kind), Query.Choice<InstitutionLevel>(level), search?.Trim())),
                o => [o.Name, t.Of(o.Kind), o.Level is { } l ? t.Of(l) : "", o.InstitutionCode, o.Province, o.City, t.Of(o.Status)]));

        app.MapGet("/roster/imports/{id:guid}/errors.csv", (Guid id, GatewayClient gateway, IStringLocalizer<Texts> t) =>
            CsvDownload.Of(
                "roster-errors.csv",
                [t["Rows.Line"], t["Rows.Column"], t["Rows.Message"]],
                gateway.Membership.AllRosterErrors(id),
                e => [e.Line.ToString(CultureInfo.InvariantCulture), e.Column, e.Message]))
            .RequireAuthorization(Allowed.ElectionRunners);

        app.MapGet("/organizations/{id:guid}/offices/export.csv", async (Guid id, GatewayClient gateway, CancellationToken ct) =>
            Results.File(await gateway.Membership.OfficesExport(id, ct), "text/csv; charset=utf-8", "officers.csv"))
            .RequireAuthorization(Allowed.ElectionRunners);

        app.MapGet("/registers/template/{kind}.csv", (string kind) => Query.Choice<RegisterKind>(kind) is { } of
            ? CsvDownload.Of($"{of.ToString().ToLowerInvariant()}.csv", [.. RegisterTables.Columns(of).Select(c => c.Name)], AsyncEnumerable.Empty<string>(), row => [row])
            : Results.NotFound())
            .RequireAuthorization(Allowed.ElectionRunners);

        app.MapGet("/registers/{id:guid}/errors.csv", async (Guid id, GatewayClient gateway, IStringLocalizer<Texts> t, CancellationToken ct) =>
            CsvDownload.Of(
                "register-errors.csv",
                [t["Rows.Line"], t["Rows.Column"], t["Rows.Message"]],
                (await gateway.Membership.RegisterImport(id, ct)).Errors.ToAsyncEnumerable(),
                e => [e.Line.ToString(CultureInfo.InvariantCulture), e.Column, e.Message]))
            .RequireAuthorization(Allowed.ElectionRunners);

        app.MapGet("/me/export.json", async (GatewayClient gateway, CancellationToken ct) =>
            Results.File(await gateway.Membership.MyExport(ct), "application/json", "my-record.json"))
            .RequireAuthorization(Allowed.Members);

        // Byte for byte: whoever saves it can hash it.
        app.MapGet("/draws/{id:guid}/record.txt", async (Guid id, GatewayClient gateway, CancellationToken ct) =>
            Results.File(await gateway.Membership.DrawRecord(id, ct), "text/plain; charset=utf-8", "draw.txt"));

        app.MapGet("/rotation/{id:guid}/calendar.ics", async (Guid id, GatewayClient gateway, CancellationToken ct) =>
            Results.File(await gateway.Membership.RotationCalendar(id, ct), "text/calendar; charset=utf-8", "rotation.ics"));

        app.MapGet("/exchanges/export.csv", (string? state, Guid? organization, string? semester, GatewayClient gateway, IStringLocalizer<Texts> t) =>
            CsvDownload.Of(
                "exchanges.csv",
                [t["Student.Name"], t["NewExchange.FromId"], t["NewExchange.FromPost"], t["NewExchange.ToId"], t["NewExchange.ToPost"], t["NewExchange.From"], t["NewExchange.To"],
                    t["ExchangeList.State"], t["Exchange.Grade"]],
                gateway.Membership.AllExchanges(new(Query.Choice<ExchangeState>(state), organization, semester?.Trim())),
                e => [e.Name, e.FromOrganization, e.FromPost, e.ToOrganization, e.ToPost, e.From.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                    e.To.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), t.Of(e.State), e.Grade is { } grade ? t.Of(grade) : ""]))
            .RequireAuthorization(Allowed.ElectionRunners);

        app.MapGet("/learning/{id:guid}/attendance.csv", (Guid id, GatewayClient gateway, IStringLocalizer<Texts> t) =>
            CsvDownload.Of(
                "attendance.csv",
                [t["Student.Number"], t["Student.Name"], t["Student.College"], t["SessionAttendance.At"], t["SessionAttendance.BackEntered"], t["BackEntry.Reason"]],
                gateway.Membership.AllSessionAttendance(id),
                a => [a.StudentNumber, a.Name, a.College, Moments.Moment(a.At), t[a.BackEntered ? "Yes" : "No"], a.Reason]))
            .RequireAuthorization(Allowed.ElectionRunners);

        app.MapGet("/indicators/province/export.csv", async (GatewayClient gateway, CancellationToken ct) =>
            Results.File(await gateway.Membership.ProvinceExport(ct: ct), "text/csv; charset=utf-8", "indicators.csv"))
            .RequireAuthorization(Allowed.FederationStaff);

        app.MapGet("/elections/{id:guid}/result.csv", async (Guid id, GatewayClient gateway, IStringLocalizer<Texts> t, CancellationToken ct) =>
        {
            var result = await gateway.Elections.Result(id, ct);
            return CsvDownload.Of(
                "result.csv",
                [t["Candidate.Number"], t["Candidate.Name"], t["Result.Votes"], t["Result.Passed"], t["Result.Elected"]],
                result.Candidates.OrderByDescending(c => c.Votes).ThenBy(c => c.Number).ToAsyncEnumerable(),
                c => [c.Number.ToString(CultureInfo.InvariantCulture), c.Name, c.Votes.ToString(CultureInfo.InvariantCulture),
                    t[c.Passed ? "Yes" : "No"], t[c.Elected ? "Yes" : "No"]]);
        });
    }
}
