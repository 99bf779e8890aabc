using Microsoft.EntityFrameworkCore;
using StudentUnion.Membership.Domain;
using StudentUnion.Membership.Domain.Offices;
using StudentUnion.Membership.Domain.Recruitment;

namespace StudentUnion.Membership.Data;

/// <summary>Reads what recruitment decides upon. Rows are locked in one order: draw, call, application, organization.</summary>
internal static class RecruitmentRegister
{
    private static readonly OrganizationKind[] Kinds = [OrganizationKind.PartyCommittee, OrganizationKind.LeagueCommittee, OrganizationKind.StudentAffairs];

    /// <summary>The call with its posts, locked: whoever selects, draws or withdraws does so one after the other.</summary>
    public static async Task<RecruitmentCall?> LockCall(this MembershipDb db, Guid id, CancellationToken ct)
    {
        await db.Database.ExecuteSqlAsync($"select from calls where id = {id} for update", ct);
        return await db.Calls.Include(c => c.Posts).SingleOrDefaultAsync(c => c.Id == id, ct);
    }

    /// <summary>The application with its approvals, locked: of two decisions at once the second sees the first.</summary>
    public static async Task<Application?> LockApplication(this MembershipDb db, Guid id, CancellationToken ct)
    {
        await db.Database.ExecuteSqlAsync($"select from applications where id = {id} for update", ct);
        return await db.Applications.Include(a => a.Approvals).SingleOrDefaultAsync(a => a.Id == id, ct);
    }

    /// <summary>The applications of a call, or for one post of it, locked.</summary>
    public static async Task<List<Application>> LockApplications(this MembershipDb db, Guid call, int? post, CancellationToken ct)
    {
        await db.Database.ExecuteSqlAsync($"select from applications where call_id = {call} and ({post}::int is null or post_number = {post}) order by id for update", ct);
        return await db.Applications.Where(a => a.CallId == call && (post == null || a.PostNumber == post)).ToListAsync(ct);
    }

    /// <summary>The bodies of the university that decide approvals.</summary>
    public static async Task<Bodies> BodiesOf(this MembershipDb db, Guid tenant, CancellationToken ct) => new(tenant, await db.Organizations.AsNoTracking()
        .Where(o => o.TenantId == tenant && o.Status == OrganizationStatus.Active && Kinds.Contains(o.Kind)).ToListAsync(ct));

    /// <summary>The approvals a kind of call needs, in their order.</summary>
    public static Task<List<ChainBody>> ChainOf(this MembershipDb db, RecruitmentCall call, CancellationToken ct) => db.ApprovalChains.AsNoTracking()
        .Where(b => b.Kind == call.Kind && b.Level == call.Level).OrderBy(b => b.Step).ThenBy(b => b.Body).ToListAsync(ct);

    /// <summary>The college's union that a student's college is matched with: 文学院 with 文学院学生会; the shortest name where several begin alike.</summary>
    public static async Task<Guid?> CollegeOf(this MembershipDb db, Guid tenant, string college, CancellationToken ct) => college.Length == 0 ? null
        : (await db.Organizations.AsNoTracking()
            .Where(o => o.ParentId == tenant && o.Kind == OrganizationKind.College && o.Status == OrganizationStatus.Active && o.Name.StartsWith(college))
            .OrderBy(o => o.Name.Length).ThenBy(o => o.Id).Select(o => (Guid?)o.Id).FirstOrDefaultAsync(ct));

    /// <summary>Days of a public notice of the union that calls.</summary>
    public static async Task<int> NoticeDays(this MembershipDb db, RecruitmentCall call, Semester now, CancellationToken ct) =>
        (await db.LimitsOf(call.TenantId, now, ct)).Of(Limit.NoticeDays, call.Level) ?? 0;
}
