using System.Globalization;
using System.Net.Http.Headers;
using StudentUnion.Api;
using StudentUnion.Benchmarks.Measuring;
using StudentUnion.Benchmarks.Rigs;
using StudentUnion.Membership.Contracts;

namespace StudentUnion.Benchmarks;

/// <summary>How long the indicators of a whole province take: 170 universities with 12 colleges each, a million students, 58,000 in office, sessions, attendance and rotations.</summary>
internal sealed class ProvinceIndicators : IBenchmark
{
    private const double MostSeconds = 10;
    private const int Universities = 170;

    public IReadOnlyList<string> Names => ["indicators"];

    public async Task<IReadOnlyList<Finding>> Run(Options options, CancellationToken ct)
    {
        var students = options.Quick ? 34_000 : 1_000_000;
        Say.Line(string.Create(CultureInfo.InvariantCulture, $"全省指标 Indicators of the province: {Universities} universities, {students:N0} students"));
        await using var rig = new Rig();
        await rig.StartServers(postgres: true, messaging: true, cache: true, ct);
        await rig.StartIdentity(ct);
        var membership = await rig.StartMembership(ct);
        foreach (var statement in Province(students)) await rig.Execute("membershipdb", statement, ct);
        await rig.Execute("membershipdb", "analyze", ct);
        await rig.Settle(ct);
        var inOffice = await rig.Scalar<long>("membershipdb", "select count(*) from appointments", ct);

        using var tokens = new DevelopmentTokens(rig.Keys, rig.Gateway);
        using var http = new HttpClient { BaseAddress = rig.Of("membership"), Timeout = TimeSpan.FromMinutes(10) };
        http.DefaultRequestHeaders.Authorization =
            new AuthenticationHeaderValue("Bearer", tokens.Mint(TheFederation.Id, Guid.CreateVersion7(), grants: ["federation-staff"], lifetime: TimeSpan.FromHours(1)));
        var api = new GatewayClient(http).Membership;

        var first = await Count(api, ct); // compiles the path, and every figure is new
        Say.Line(string.Create(CultureInfo.InvariantCulture, $"  first count, every figure new: {first.Seconds:0.0} s, {first.Changed:N0} figures"));
        var series = await Rounds.Play(options.Rounds,
        [
            new("counting the province anew", "s", async _ =>
            {
                await rig.Execute("membershipdb", "update indicators set part = part + 1", ct); // so that every figure says something new again
                await rig.Settle(ct);
                return (await Count(api, ct)).Seconds;
            }),
        ], ct);
        return
        [
            new("indicators", "全省指标", "Indicators of the province", series,
                [new("counting the province anew", series[0].Median, (series[0].Least, series[0].Most), MostSeconds, AtLeast: false, "s")],
            [
                string.Create(CultureInfo.InvariantCulture, $"{Universities} 所学校 universities, 2,040 个学院 colleges, {students:N0} 名学生 students, {inOffice:N0} 项任职 offices; {first.Changed:N0} 项指标，每轮全部变动、入库并发出事件。 figures, all of which change, are stored and announced in every round."),
                string.Create(CultureInfo.InvariantCulture, $"首次 First count: {first.Seconds:0.0} s. 服务内存 Memory of the service at its peak: {Usage.PeakMb(membership.Pid):0} MB (RSS)."),
            ]),
        ];
    }

    private static async Task<IndicatorsCounted> Count(MembershipApi api, CancellationToken ct)
    {
        var counted = await api.CountProvince(ct: ct);
        return counted.Members == Universities ? counted : throw new InvalidOperationException($"{counted.Members} of {Universities} members were counted.");
    }

    // By SQL: the way in is measured elsewhere. Every university has 12 colleges; 40 serve at the school, 25 at each college, nine in ten were trained.
    private static IEnumerable<string> Province(int students)
    {
        var federation = TheFederation.Id;
        yield return $"""
            create function u(int) returns uuid immutable parallel safe language sql as $$ select md5('u' || $1)::uuid $$;
            create function c(int, int) returns uuid immutable parallel safe language sql as $$ select case $2 when 0 then md5('u' || $1)::uuid else md5('c' || $1 || '.' || $2)::uuid end $$;
            create function d(int, int) returns uuid immutable parallel safe language sql as $$ select md5('d' || $1 || '.' || $2)::uuid $$;
            create function s(int) returns uuid immutable parallel safe language sql as $$ select md5('s' || $1)::uuid $$;
            insert into organizations (id, kind, name, parent_id, status, version, member_id)
              select u(i), 'StudentUnion', '大学 ' || i, '{federation}', 'Active', 1, u(i) from generate_series(1, {Universities}) i
              union all select c(i, j), 'College', '学院 ' || j, u(i), 'Active', 1, u(i) from generate_series(1, {Universities}) i, generate_series(1, 12) j
              union all select d(i, j), 'Department', '部门', c(i, j), 'Active', 1, u(i) from generate_series(1, {Universities}) i, generate_series(0, 12) j
              union all select md5('b' || i || '.' || j)::uuid, 'LeagueBranch', '团支部', c(i, j), 'Active', 1, u(i) from generate_series(1, {Universities}) i, generate_series(0, 12) j;
            """;
        yield return $"""
            insert into students (id, tenant_id, student_number, name, college, grade, level, political_status, as_of, version)
              select s(n), u(1 + n % {Universities}), n::text, '学生 ' || n, '学院 ' || (1 + n % 12), 2023, '本科', case when n % 50 = 0 then '群众' else '共青团员' end, 1, 1
              from generate_series(0, {students - 1}) n;
            """;

        // The k-th person of university i is student (i - 1) + k * universities.
        yield return $"""
            insert into appointments (id, tenant_id, organization_id, department_id, person_id, post, seat, source, since, version)
              select md5('a' || i || '.' || j || '.' || k)::uuid, u(i), c(i, j), case when k > p then d(i, j) end, s(i - 1 + (j * 40 + k) % {students / Universities} * {Universities}),
                case when k > p then 'DepartmentMember' else 'PresidiumMember' end, case when k > p then 'Department' else 'Presidium' end,
                case when k > p then 'Selected' else 'Elected' end, now() - interval '20 days', 1
              from generate_series(1, {Universities}) i, generate_series(0, 12) j, lateral (select case j when 0 then 5 else 3 end as p, case j when 0 then 40 else 25 end as n) x, generate_series(1, n) k;
            """;
        yield return $"""
            insert into study_sessions (id, tenant_id, organization_id, semester, kind, title, place, starts_at, ends_at, check_in_from, secret, announced_by, closed_at, version)
              select md5('t' || i || '.' || j || '.' || k)::uuid, u(i), c(i, j), {Semester}, case k when 1 then 'Training' else 'Theory' end, '学习', '礼堂', now() - interval '2 hours', now() - interval '1 hour',
                now() - interval '2 hours', '\x00'::bytea, u(i), now(), 1 from generate_series(1, {Universities}) i, generate_series(0, 12) j, generate_series(1, 3) k;
            insert into study_attendance (session_id, person_id, tenant_id, at)
              select md5('t' || i || '.' || j || '.1')::uuid, a.person_id, a.tenant_id, now() from generate_series(1, {Universities}) i cross join generate_series(0, 12) j
              join appointments a on a.organization_id = c(i, j) where abs(hashtext(a.id::text)) % 10 > 0;
            insert into rotation_plans (id, tenant_id, organization_id, first_day, last_day, state, version, made_by, made_at)
              select md5('p' || i)::uuid, u(i), u(i), current_date - 20, current_date + 60, 'Published', 1, u(i), now() from generate_series(1, {Universities}) i;
            insert into rotation_shifts (id, tenant_id, plan_id, person_id, first_day, last_day, sequence, dropped)
              select md5('h' || i || '.' || k)::uuid, u(i), md5('p' || i)::uuid, s(i - 1 + (1 + k % 5) * {Universities}), current_date - 20 + k * 9, current_date - 12 + k * 9, k, false
              from generate_series(1, {Universities}) i, generate_series(0, 8) k;
            """;
    }

    // The semester it is in China now, as the service reckons it.
    private const string Semester = """
        (select case when m >= 9 then y || '-' || y + 1 || '-1' when m >= 2 then y - 1 || '-' || y || '-2' else y - 1 || '-' || y || '-1' end
         from (select extract(year from now() at time zone 'Asia/Shanghai')::int as y, extract(month from now() at time zone 'Asia/Shanghai')::int as m) x)
        """;
}
