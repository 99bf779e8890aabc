using Microsoft.EntityFrameworkCore;
using StudentUnion.Membership.Data;
using StudentUnion.Membership.Domain;
using StudentUnion.Membership.Sheets;
using StudentUnion.ServiceDefaults;

namespace StudentUnion.Membership.Features.Directory;

/// <summary>The public directory of member organizations, and the same as a file.</summary>
public static class ListOrganizations
{
    /// <summary>ParentName: the member organization a college belongs to, since many universities have a college of the same name.</summary>
    public sealed record Row(
        Guid Id, string Name, OrganizationKind Kind, InstitutionLevel? Level, Guid? ParentId, string? InstitutionCode, string? Province,
        string? City, OrganizationStatus Status, string? ParentName);

    public static void Map(IEndpointRouteBuilder organizations)
    {
        organizations.MapGet("/", Handle).WithSummary("会员团体目录 · The directory of member organizations");
        organizations.MapGet("/export.csv", Export).WithSummary("导出目录 · The directory as a CSV file");
    }

    private static readonly OrganizationKind[] Unions =
    [
        OrganizationKind.Federation, OrganizationKind.StudentUnion, OrganizationKind.GraduateUnion, OrganizationKind.ResearchInstitute, OrganizationKind.College,
    ];

    private sealed record Cursor(string Name, Guid Id);

    private static async Task<Page<Row>> Handle(
        HttpContext http, MembershipDb db, [AsParameters] PageRequest page, CancellationToken ct,
        string? kind = null, string? level = null, string? search = null, Guid? parentId = null)
    {
        var found = Search(db, Choice.Of<OrganizationKind>(kind), Choice.Of<InstitutionLevel>(level), search, parentId);
        if (page.Start<Cursor>() is { } start)
            found = found.Where(o => EF.Functions.GreaterThan(ValueTuple.Create(o.Name, o.Id), ValueTuple.Create(start.Name, start.Id)));

        var rows = await found.OrderBy(o => o.Name).ThenBy(o => o.Id).Take(page.Size + 1)
            .Select(o => new Row(o.Id, o.Name, o.Kind, o.Level, o.ParentId, o.InstitutionCode, o.Province, o.City, o.Status,
                db.Organizations.Where(p => p.Id == o.ParentId && p.Kind != OrganizationKind.Federation).Select(p => p.Name).SingleOrDefault()))
            .ToListAsync(ct);
        return http.Page(page, rows, row => new Cursor(row.Name, row.Id));
    }

    private static Task<IResult> Export(
        HttpContext http, MembershipDb db, CancellationToken ct,
        string? kind = null, string? level = null, string? search = null, Guid? parentId = null) =>
        CsvExport.Write(http, "organizations.csv",
            ["名称", "类别", "学校标识码", "学校名称", "省份", "城市", "办学层次", "主管部门", "状态", "所属会员团体"],
            Search(db, Choice.Of<OrganizationKind>(kind), Choice.Of<InstitutionLevel>(level), search, parentId).OrderBy(o => o.Name).ThenBy(o => o.Id)
                .Select(o => new
                {
                    o.Name, o.Kind, o.InstitutionCode, o.InstitutionName, o.Province, o.City, o.Level, o.Authority, o.Status,
                    Parent = db.Organizations.Where(p => p.Id == o.ParentId && p.Kind != OrganizationKind.Federation).Select(p => p.Name).SingleOrDefault(),
                }).AsAsyncEnumerable(),
            o => [o.Name, Word(o.Kind), o.InstitutionCode, o.InstitutionName, o.Province, o.City,
                o.Level is { } l ? InstitutionWords.Of(l) : null, o.Authority, o.Status == OrganizationStatus.Active ? "在册" : "已撤销", o.Parent],
            ct);

    private static IQueryable<Organization> Search(MembershipDb db, OrganizationKind? kind, InstitutionLevel? level, string? search, Guid? parent)
    {
        var found = db.Organizations.AsNoTracking();
        // The bodies below unions are many; whoever wants them says which.
        if (kind is not null) found = found.Where(o => o.Kind == kind);
        else if (parent is null) found = found.Where(o => Unions.Contains(o.Kind));
        if (parent is not null) found = found.Where(o => o.ParentId == parent);
        if (level is not null) found = found.Where(o => o.Level == level);
        if (search?.Trim() is { Length: > 0 } text)
        {
            var pattern = $"%{text.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal)}%";
            found = found.Where(o => EF.Functions.ILike(o.Name, pattern) || o.InstitutionCode == text);
        }

        return found;
    }

    private static string Word(OrganizationKind kind) => kind switch
    {
        OrganizationKind.Federation => "学联",
        OrganizationKind.StudentUnion => "学生会",
        OrganizationKind.GraduateUnion => "研究生会",
        OrganizationKind.ResearchInstitute => "科研院所学生组织",
        OrganizationKind.College => "院级学生会",
        OrganizationKind.Department => "工作部门",
        OrganizationKind.LeagueBranch => "团支部",
        OrganizationKind.Society => "社团",
        OrganizationKind.ClassBody => "班级",
        OrganizationKind.DormitoryArea => "宿舍区",
        OrganizationKind.PartyCommittee => "党组织",
        OrganizationKind.LeagueCommittee => "团组织",
        OrganizationKind.StudentAffairs => "学生工作部门",
    };
}
