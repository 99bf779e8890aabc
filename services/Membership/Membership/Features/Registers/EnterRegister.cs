using System.Globalization;
using Microsoft.EntityFrameworkCore;
using StudentUnion.Membership.Data;
using StudentUnion.Membership.Domain;
using StudentUnion.Membership.Domain.Offices;
using StudentUnion.Membership.Domain.Registers;
using StudentUnion.Membership.Features.Directory;
using StudentUnion.Membership.Features.Offices;
using StudentUnion.ServiceDefaults;

namespace StudentUnion.Membership.Features.Registers;

/// <summary>Enters the lines of a table into its register, line by line under the same rules as by hand. The preview enters as well and saves nothing.</summary>
/// <param name="db">With the tenant set and a transaction open.</param>
/// <param name="import">What is entered.</param>
/// <param name="now">When.</param>
/// <param name="semester">The present semester.</param>
internal sealed class EnterRegister(MembershipDb db, RegisterImport import, DateTimeOffset now, Semester semester)
{
    private readonly List<RowFinding> _errors = [];
    private int _accepted;

    /// <summary>What was wrong.</summary>
    public IReadOnlyList<RowFinding> Errors => _errors;

    /// <summary>How many lines can be entered.</summary>
    public int Accepted => _accepted;

    /// <summary>Goes through the lines. Whatever is to change stands in the context, or has been written, when it returns.</summary>
    public Task Run(bool save, CancellationToken ct) => import.Kind switch
    {
        RegisterKind.Standings => Standings(save, ct),
        RegisterKind.Bodies => Bodies(ct),
        RegisterKind.Officers => Officers(ct),
    };

    private async Task Standings(bool save, CancellationToken ct)
    {
        var people = await People(ct);
        var standings = new Dictionary<(Guid, StandingScope, string), Standing>();
        foreach (var row in import.Rows)
        {
            if (Standing(row, people) is not { } standing) continue;
            if (standings.TryAdd((standing.PersonId, standing.Scope, standing.Semester), standing)) _accepted++;
            else Wrong(row, 0, RowRules.StandingStandsOnce, null);
        }

        if (save)
            foreach (var batch in standings.Values.Chunk(5_000)) await Upsert(batch, ct);
    }

    private Standing? Standing(RegisterRow row, Dictionary<string, Guid> people)
    {
        if (!people.TryGetValue(row.Cells[0]!, out var person)) return Wrong<Standing>(row, 0, RowRules.StudentIsOnTheRoster, null);
        StandingScope? scope = row.Cells[1] switch
        {
            "学期" or "最近一学期" or "上学期" or "semester" => StandingScope.Semester,
            "学年" or "最近一学年" or "上学年" or "year" => StandingScope.Year,
            "入学以来" or "累计" or "since enrolment" => StandingScope.SinceEnrolment,
            _ => null,
        };
        if (scope is null) return Wrong<Standing>(row, 1, RowRules.ScopeIsKnown, row.Cells[1]);

        // An academic year is named by its last semester: 2025-2026 means 2025-2026-2.
        var code = scope == StandingScope.Year && row.Cells[2]!.Length == 9 ? $"{row.Cells[2]}-2" : row.Cells[2];
        if (Semester.Of(code) is not { } of || of >= semester) return Wrong<Standing>(row, 2, RowRules.SemesterIsOver, row.Cells[2]);

        var (rank, size, failed) = (Number(row.Cells[3]), Number(row.Cells[4]), Number(row.Cells[5]));
        if (failed is not (>= 0 and < 200)) return Wrong<Standing>(row, 5, RowRules.FailedCoursesAreANumber, row.Cells[5]);
        if (row.Cells[3] is null && row.Cells[4] is null) return Make(null, null);
        return rank >= 1 && size >= rank ? Make(rank, size) : Wrong<Standing>(row, 3, RowRules.RankIsWithinTheSize, $"{row.Cells[3]} / {row.Cells[4]}");

        Standing Make(int? r, int? s) => new()
        {
            TenantId = import.TenantId, PersonId = person, Scope = scope.Value, Semester = of.Code, Rank = r, Size = s, FailedCourses = failed.Value,
        };
    }

    private Task<int> Upsert(Standing[] batch, CancellationToken ct)
    {
        var people = Array.ConvertAll(batch, s => s.PersonId);
        var scopes = Array.ConvertAll(batch, s => s.Scope.ToString());
        var semesters = Array.ConvertAll(batch, s => s.Semester);
        var ranks = Array.ConvertAll(batch, s => s.Rank);
        var sizes = Array.ConvertAll(batch, s => s.Size);
        var failed = Array.ConvertAll(batch, s => s.FailedCourses);
        return db.Database.ExecuteSqlAsync(
            $"""
            insert into standings (tenant_id, person_id, scope, semester, rank, size, failed_courses)
            select {import.TenantId}, * from unnest({people}, {scopes}, {semesters}, {ranks}, {sizes}, {failed})
            on conflict (tenant_id, person_id, scope, semester) do update set rank = excluded.rank, size = excluded.size, failed_courses = excluded.failed_courses
            """, ct);
    }

    private async Task Bodies(CancellationToken ct)
    {
        var known = await db.Organizations.Where(o => o.TenantId == import.TenantId && o.Status == OrganizationStatus.Active).ToListAsync(ct);
        var union = known.Single(o => o.Id == import.TenantId);
        var limits = await db.LimitsOf(import.TenantId, semester, ct);
        var keeper = new Registrar(false, import.TenantId);
        await db.LockOrganization(union.Id, ct);
        foreach (var row in import.Rows)
        {
            var (name, parentName) = (row.Cells[0]!, row.Cells[2]);
            var parent = parentName is null || parentName == union.Name || parentName == union.InstitutionName
                ? union : known.FirstOrDefault(o => o.Name == parentName && o.Kind is OrganizationKind.College or OrganizationKind.Department);
            if (parent is null)
                Wrong(row, 2, RowRules.ParentIsKnown, parentName);
            else if (KindOf(row.Cells[1]!) is not { } kind)
                Wrong(row, 1, RowRules.BodyKindIsKnown, row.Cells[1]);
            else if (known.Exists(o => o.ParentId == parent.Id && o.Kind == kind && o.Name == name))
                _accepted++; // it is there already: the same table again says nothing new
            else if (Few.Contains(kind) && known.Exists(o => o.ParentId == parent.Id && o.Kind == kind))
                Wrong(row, 1, OfficeRules.OneOfAKind, null);
            else
                Try(row, 0, () =>
                {
                    if (kind == OrganizationKind.Department)
                        new Staffing(parent, [], [.. known.Where(o => o.ParentId == parent.Id && o.Kind == kind)], limits, semester).RequireRoomForDepartment();
                    var body = Organization.Register(kind, name, parent, keeper, now);
                    known.Add(body);
                    db.Add(body);
                    db.Announce(body, now);
                });
        }
    }

    private async Task Officers(CancellationToken ct)
    {
        var numbers = await People(ct);
        var unions = await db.Organizations.Where(o => o.TenantId == import.TenantId && o.Status == OrganizationStatus.Active
            && (o.Id == import.TenantId || o.Kind == OrganizationKind.College)).OrderBy(o => o.Id).ToListAsync(ct);
        var departments = await db.Organizations.AsNoTracking()
            .Where(o => o.TenantId == import.TenantId && o.Status == OrganizationStatus.Active && o.Kind == OrganizationKind.Department).ToListAsync(ct);
        foreach (var union in unions) await db.LockOrganization(union.Id, ct);

        var ids = unions.ConvertAll(u => u.Id);
        var open = await db.Appointments.Where(a => ids.Contains(a.OrganizationId) && a.Until == null).ToListAsync(ct);
        var limits = await db.LimitsOf(import.TenantId, semester, ct);
        var posts = await db.PostTemplates.AsNoTracking().ToListAsync(ct);
        var holders = await db.Holders([.. import.Rows.Select(r => numbers.GetValueOrDefault(r.Cells[0]!)).Where(id => id != Guid.Empty).Distinct()], ct);
        foreach (var row in import.Rows)
        {
            var union = row.Cells[3] is { } name && name != unions.Find(u => u.Id == import.TenantId)!.Name ? unions.Find(u => u.Name == name || u.Name == $"{name}{Organization.UnionSuffix}")
                : unions.Find(u => u.Id == import.TenantId);
            var post = posts.Find(p => p.Zh == row.Cells[1] || p.En.Equals(row.Cells[1], StringComparison.OrdinalIgnoreCase));
            var department = union is null ? null : departments.Find(d => d.ParentId == union.Id && d.Name == row.Cells[2]);
            DateOnly? ends = DateOnly.TryParse(row.Cells[4], CultureInfo.InvariantCulture, out var day) ? day : null;
            if (!numbers.TryGetValue(row.Cells[0]!, out var person)) Wrong(row, 0, RowRules.StudentIsOnTheRoster, null);
            else if (union is null) Wrong(row, 3, RowRules.ParentIsKnown, row.Cells[3]);
            else if (post is null) Wrong(row, 1, RowRules.PostIsKnown, row.Cells[1]);
            else if (row.Cells[2] is not null && department is null) Wrong(row, 2, RowRules.DepartmentIsKnown, row.Cells[2]);
            else if (row.Cells[4] is not null && ends is null) Wrong(row, 4, RowRules.DayIsADay, row.Cells[4]);
            else if (open.Exists(a => a.PersonId == person && a.OrganizationId == union.Id && a.Post == post.Code && a.DepartmentId == department?.Id)) _accepted++;
            else
                Try(row, 1, () =>
                {
                    var staffing = new Staffing(union, open.FindAll(a => a.OrganizationId == union.Id), departments.FindAll(d => d.ParentId == union.Id), limits, semester);
                    var appointment = staffing.Appoint(post, holders[person], new(department?.Id, ends), import.By, now);
                    open.Add(appointment);
                    db.Add(appointment);
                });
        }

        db.AnnounceOffices(now);
    }

    private async Task<Dictionary<string, Guid>> People(CancellationToken ct)
    {
        var people = new Dictionary<string, Guid>();
        foreach (var numbers in import.Rows.Select(r => r.Cells[0]!).Distinct().Chunk(10_000))
            foreach (var student in await db.Students.Where(s => s.TenantId == import.TenantId && numbers.Contains(s.StudentNumber))
                .Select(s => new { s.StudentNumber, s.Id }).ToListAsync(ct))
                people[student.StudentNumber] = student.Id;
        return people;
    }

    private void Try(RegisterRow row, int column, Action act)
    {
        try
        {
            act();
            _accepted++;
        }
        catch (RuleBrokenException broken)
        {
            Wrong(row, column, broken.Rule, broken.Seen);
        }
    }

    private T? Wrong<T>(RegisterRow row, int column, Rule rule, string? seen) where T : class
    {
        Wrong(row, column, rule, seen);
        return null;
    }

    private void Wrong(RegisterRow row, int column, Rule rule, string? seen)
    {
        if (_errors.Count < RowFinding.MaxKept)
            _errors.Add(new(row.Line, RegisterColumns.Of(import.Kind)[column].Name, rule.Code, seen is { Length: > 60 } ? seen[..60] : seen));
    }

    private static int? Number(string? cell) => int.TryParse(cell, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static readonly OrganizationKind[] Few =
        [OrganizationKind.LeagueBranch, OrganizationKind.PartyCommittee, OrganizationKind.LeagueCommittee, OrganizationKind.StudentAffairs];

    private static OrganizationKind? KindOf(string word) => word switch
    {
        "院级学生会" or "学院学生会" or "学院" => OrganizationKind.College,
        "工作部门" or "部门" => OrganizationKind.Department,
        "团支部" => OrganizationKind.LeagueBranch,
        "社团" or "学生社团" => OrganizationKind.Society,
        "班级" => OrganizationKind.ClassBody,
        "宿舍区" => OrganizationKind.DormitoryArea,
        "党组织" or "党委" or "党总支" => OrganizationKind.PartyCommittee,
        "团组织" or "团委" or "团总支" => OrganizationKind.LeagueCommittee,
        "学生工作部门" or "学工部" or "学生处" => OrganizationKind.StudentAffairs,
        _ => null,
    };
}
