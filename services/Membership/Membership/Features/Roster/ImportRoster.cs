using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;
using StudentUnion.Membership.Data;
using StudentUnion.Membership.Domain;
using StudentUnion.Membership.Features.InstitutionList;
using StudentUnion.Membership.Sheets;
using StudentUnion.ServiceDefaults;

namespace StudentUnion.Membership.Features.Roster;

/// <summary>
/// A union sends its student roster. The lines go from the network straight into a staging table by COPY; merging them into the roster is
/// <see cref="MergeRosters"/>' work and needs nobody to wait.
/// </summary>
public static class ImportRoster
{
    public sealed record Response(Guid Id);

    public static void Map(IEndpointRouteBuilder imports) => imports.MapPost("/", Handle)
        .RequireAnyRole(Roles.UnionOfficer)
        .WithMetadata(new RequestSizeLimitAttribute(Sheet.MaxBytes))
        .WithSummary("上传学生名单 · Upload a student roster");

    private static async Task<Accepted<Response>> Handle(
        HttpRequest request, Stream body, ClaimsPrincipal caller, MembershipDb db, IServiceScopeFactory scopes, UploadSlots slots, MergeRosters merging,
        TimeProvider clock, CancellationToken ct, string? fileName = null)
    {
        var now = clock.GetUtcNow();
        var tenant = caller.Tenant();
        var import = new RosterImport
        {
            Id = Guid.CreateVersion7(now), TenantId = tenant, FileName = PreviewInstitutionList.Shown(fileName), ReceivedAt = now,
        };

        using var slot = await slots.Take(ct);
        await using var receiving = await db.BeginFor(tenant, ct);
        await db.HoldUpload(import.Id, ct);
        await Aside(scopes, tenant, side =>
        {
            side.Add(import);
            side.Add(new RosterJob { ImportId = import.Id, OrganizationId = tenant });
            return side.SaveChangesAsync(ct);
        });

        try
        {
            var counted = new CappedStream(body, Sheet.MaxBytes);
            await using var sheet = await Sheet.Open(counted, ct);
            var columns = await Stage(db, sheet, import, rows => Tell(rows, counted.Given), ct);
            await TakeOver(db, columns, import, tenant, ct);
            await receiving.CommitAsync(ct);
        }
        catch (Exception broken)
        {
            await receiving.DisposeAsync();
            var refusal = broken as RuleBrokenException ?? new RuleBrokenException(MembershipRules.UploadIsComplete);
            await Aside(scopes, tenant, side => side.Abandon(import.Id, refusal));
            throw;
        }

        merging.Wake();
        return TypedResults.Accepted($"/api/membership/roster-imports/{import.Id}", new Response(import.Id));

        // Whoever looks meanwhile sees how far the upload is; the transaction that receives shows nothing until it ends.
        Task Tell(int rows, long bytes)
        {
            var progress = request.ContentLength is > 0 and var all ? RosterImport.Receiving * bytes / all : 0;
            return Aside(scopes, tenant, side => side.RosterImports.Where(i => i.Id == import.Id)
                .ExecuteUpdateAsync(i => i.SetProperty(r => r.Rows, rows).SetProperty(r => r.Progress, progress), ct));
        }
    }

    private static async Task<RosterColumns> Stage(MembershipDb db, Sheet sheet, RosterImport import, Func<int, Task> tell, CancellationToken ct)
    {
        var columns = await RosterColumns.Find(sheet, ct);
        var persons = new PersonIds(import.ReceivedAt);
        await using var copy = await ((NpgsqlConnection)db.Database.GetDbConnection()).BeginBinaryImportAsync(
            """
            copy roster_staging (import_id, line, person_id, student_number, name, college, major, grade, class_name, level, political_status, category, status)
            from stdin (format binary)
            """, ct);
        while (await sheet.Read(ct))
        {
            if (columns.Row() is not { } row) continue;

            await copy.StartRowAsync(ct);
            await copy.WriteAsync(import.Id, NpgsqlDbType.Uuid, ct);
            await copy.WriteAsync(sheet.Line, NpgsqlDbType.Integer, ct);
            await copy.WriteAsync(persons.Next(), NpgsqlDbType.Uuid, ct);
            await copy.WriteAsync(row.StudentNumber, NpgsqlDbType.Text, ct);
            await Text(row.Name);
            await Text(row.College);
            await Text(row.Major);
            if (row.Grade is { } grade) await copy.WriteAsync(grade, NpgsqlDbType.Smallint, ct);
            else await copy.WriteNullAsync(ct);
            await Text(row.ClassName);
            await Text(row.Level);
            await Text(row.PoliticalStatus);
            await Text(row.Category);
            await Text(row.Status);

            if (columns.Rows % 65_536 == 0) await tell(columns.Rows);
        }

        await copy.CompleteAsync(ct);
        return columns;

        Task Text(string? value) => value is null ? copy.WriteNullAsync(ct) : copy.WriteAsync(value, NpgsqlDbType.Text, ct);
    }

    private static async Task TakeOver(MembershipDb db, RosterColumns columns, RosterImport import, Guid tenant, CancellationToken ct)
    {
        if (columns.MayRepeat)
        {
            var repeated = await db.Database.SqlQuery<Repeated>(
                $"""
                with numbered as (
                    select ctid as place, row_number() over same as nth, first_value(line) over same as first_line from roster_staging
                    where import_id = {import.Id} window same as (partition by student_number order by line))
                delete from roster_staging s using numbered n where s.ctid = n.place and n.nth > 1 returning s.line, n.first_line
                """).ToListAsync(ct);
            foreach (var (line, firstLine) in repeated)
                columns.Reject(line, RosterColumn.StudentNumber, RowRules.StudentNumberStandsOnce, $"↑ {firstLine}");
        }

        db.Attach(import).State = EntityState.Unchanged;
        import.Received(columns.Rows, columns.Rejected, [.. columns.Ignored]);
        db.AddFindings(import, columns.Findings);
        await db.SaveChangesAsync(ct);
        await db.Queue(import.Id, tenant, columns.HasGaps, ct);
    }

    private sealed record Repeated(int Line, int FirstLine);

    internal static void AddFindings(this MembershipDb db, RosterImport import, IEnumerable<RowFinding> findings, int from = 0) =>
        db.AddRange(findings.OrderBy(f => f.Line).Select((f, n) => new StoredFinding
        {
            ImportId = import.Id, TenantId = import.TenantId, Line = f.Line, Ordinal = from + n, Column = f.Column, Code = f.Code, Seen = f.Seen,
        }));

    private static async Task Aside(IServiceScopeFactory scopes, Guid tenant, Func<MembershipDb, Task> act)
    {
        await using var scope = scopes.CreateAsyncScope();
        var side = scope.ServiceProvider.GetRequiredService<MembershipDb>();
        await using var transaction = await side.BeginFor(tenant, CancellationToken.None);
        await act(side);
        await transaction.CommitAsync(CancellationToken.None);
    }
}
