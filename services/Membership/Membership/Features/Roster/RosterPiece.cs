using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using StudentUnion.Membership.Contracts;
using StudentUnion.Membership.Data;
using StudentUnion.Membership.Domain;
using StudentUnion.ServiceDefaults;

namespace StudentUnion.Membership.Features.Roster;

/// <summary>Some pages of a staged roster on their way into the register: set by set, never row by row.</summary>
/// <param name="db">Carries the tenant, the open transaction and the events.</param>
/// <param name="transaction">That transaction.</param>
/// <param name="import">What is merged.</param>
/// <param name="job">How far it is.</param>
/// <param name="endPage">First page after the piece.</param>
/// <param name="now">When.</param>
internal sealed class RosterPiece(
    MembershipDb db, IDbContextTransaction transaction, RosterImport import, RosterJob job, long endPage, DateTimeOffset now)
{
    private const int MembersPerEvent = 500;

    // A piece is a range of pages: finding it needs no index, which would cost COPY a third of its speed.
    private const string Piece = "import_id = @import and ctid >= @begin::tid and ctid < @end::tid";
    private const string Whole = $"select * from roster_staging where {Piece} and name is not null and college is not null";

    private const string Gaps = $"""
        select r.import_id, r.line, r.person_id, r.student_number, coalesce(r.name, k.name) as name, coalesce(r.college, k.college) as college,
               r.major, r.grade, r.class_name, r.level, r.political_status, r.category, r.status
        from (select * from roster_staging where {Piece} and (name is null or college is null)) r
        join students k on k.tenant_id = @tenant and k.student_number = r.student_number
        """;

    private readonly List<EnrolledMember> _enrolled = [];
    private readonly HashSet<string> _colleges = []; // few, and one string each is enough

    public async Task Merge(CancellationToken ct)
    {
        var rows = await Scalar($"select count(*) from roster_staging where {Piece}", ct);
        var (inserted, updated) = await Merge(Whole, ct);
        var rejected = 0;
        if (job.HasGaps)
        {
            rejected = await RejectUnknown(ct);
            var (_, filled) = await Merge(Gaps, ct);
            updated += filled;
        }

        var share = job.EndPage == 0 ? 1 : (double)endPage / job.EndPage;
        import.Merged(new MergedPiece(inserted, updated, rows - inserted - updated - rejected, rejected), share);
        foreach (var batch in _enrolled.Chunk(MembersPerEvent))
            db.Publish(new MembersEnrolled(job.OrganizationId, job.ImportId, job.MergeNumber!.Value, batch), job.OrganizationId, now);
    }

    /// <summary>A blank cell keeps what is known, and a row that says nothing new is not touched.</summary>
    private async Task<(int Inserted, int Updated)> Merge(string rows, CancellationToken ct)
    {
        await using var command = Command(
            $"""
            insert into students as s (id, tenant_id, student_number, name, college, major, grade, class_name, level, political_status, category, status, as_of, version)
            select person_id, @tenant, student_number, name, college, major, grade, class_name, level, political_status, category, status, @merge, 1 from ({rows}) r
            on conflict (tenant_id, student_number) do update set
                name = excluded.name, college = excluded.college, major = coalesce(excluded.major, s.major), grade = coalesce(excluded.grade, s.grade),
                class_name = coalesce(excluded.class_name, s.class_name), level = coalesce(excluded.level, s.level),
                political_status = coalesce(excluded.political_status, s.political_status), category = coalesce(excluded.category, s.category),
                status = coalesce(excluded.status, s.status),
                as_of = case when s.college = excluded.college and s.status is not distinct from coalesce(excluded.status, s.status) then s.as_of else @merge end,
                version = s.version + 1
            where (s.name, s.college, s.major, s.grade, s.class_name, s.level, s.political_status, s.category, s.status) is distinct from
                (excluded.name, excluded.college, coalesce(excluded.major, s.major), coalesce(excluded.grade, s.grade),
                 coalesce(excluded.class_name, s.class_name), coalesce(excluded.level, s.level),
                 coalesce(excluded.political_status, s.political_status), coalesce(excluded.category, s.category), coalesce(excluded.status, s.status))
            returning s.version = 1, s.as_of = @merge, s.id, s.college, s.status
            """);
        var (inserted, updated) = (0, 0);
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            if (reader.GetBoolean(0)) inserted++;
            else updated++;
            if (reader.GetBoolean(1)) _enrolled.Add(new(reader.GetGuid(2), College(reader.GetString(3)), Stays(reader.IsDBNull(4) ? null : reader.GetString(4))));
        }

        return (inserted, updated);
    }

    // Whoever is on leave stays a member; whoever has graduated or left does not.
    private static bool? Stays(string? status) => status is RosterTerms.Graduated or RosterTerms.Left ? false : null;

    private string College(string name)
    {
        if (_colleges.TryGetValue(name, out var known)) return known;
        _colleges.Add(name);
        return name;
    }

    private async Task<int> RejectUnknown(CancellationToken ct)
    {
        await using var command = Command(
            $"""
            select line, name is null from roster_staging r where {Piece} and (name is null or college is null)
            and not exists (select from students k where k.tenant_id = @tenant and k.student_number = r.student_number) order by line
            """);
        var findings = new List<RowFinding>();
        var count = 0;
        await using (var reader = await command.ExecuteReaderAsync(ct))
        {
            while (await reader.ReadAsync(ct))
            {
                count++;
                var (column, rule) = reader.GetBoolean(1)
                    ? (RosterColumn.Name, RowRules.StudentNameIsGiven)
                    : (RosterColumn.College, RowRules.CollegeIsGiven);
                findings.Add(new(reader.GetInt32(0), RosterCells.NameOf(column), rule.Code));
            }
        }

        db.AddFindings(import, findings.Take(Math.Max(0, RowFinding.MaxKept - import.Rejected)), from: import.Rejected);
        return count;
    }

    private async Task<int> Scalar(string sql, CancellationToken ct)
    {
        await using var command = Command(sql);
        return (int)(long)(await command.ExecuteScalarAsync(ct))!;
    }

    private NpgsqlCommand Command(string sql)
    {
        var open = (NpgsqlTransaction)transaction.GetDbTransaction();
        return new NpgsqlCommand(sql, open.Connection, open)
        {
            Parameters =
            {
                new("import", job.ImportId), new("tenant", job.OrganizationId), new("merge", job.MergeNumber!.Value),
                new("begin", $"({job.NextPage},0)"), new("end", $"({endPage},0)"),
            },
        };
    }
}
