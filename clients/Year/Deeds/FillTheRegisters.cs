using StudentUnion.Api;
using StudentUnion.Year.People;
using StudentUnion.Year.Platform;
using StudentUnion.Year.Telling;

namespace StudentUnion.Year.Deeds;

/// <summary>The registers of a union: its bodies, how its students stand, who guides it and who serves in it. What is there already is kept.</summary>
/// <param name="union">The platform.</param>
/// <param name="tell">Tells it.</param>
/// <param name="university">Whose registers.</param>
/// <param name="term">The semester that runs.</param>
internal sealed class FillTheRegisters(TheUnion union, Narrator tell, University university, SchoolTerm term)
{
    public const string PartyCommittee = "校党委";
    public const string LeagueCommittee = "校团委";
    public const string StudentAffairs = "学生工作部";
    public const string CollegeDepartment = "综合部";

    /// <summary>Of the school level.</summary>
    public static readonly IReadOnlyList<string> Departments = ["学习部", "宣传部", "权益部"];

    private const string Member = "部门成员";
    private const int MembersOfADepartment = 4;
    private const int MembersOfACollege = 3;

    private MembershipApi Officer => union.As(university.Officer).Membership;
    private MembershipApi Teacher => union.As(university.Teacher).Membership;

    public static string LeagueCommitteeOf(string college) => $"{college}团委";

    /// <summary>Departments, League branches and supervising bodies of the school and of some colleges.</summary>
    public Task Bodies(IEnumerable<string> colleges, CancellationToken ct) => Enter(RegisterKind.Bodies, "组织机构.csv",
    [
        "名称,类别,上级组织",
        .. Departments.Select(name => $"{name},部门,"),
        "校学生会团支部,团支部,", $"{PartyCommittee},党委,", $"{LeagueCommittee},团委,", $"{StudentAffairs},学工部,",
        .. colleges.SelectMany(college => (string[])
        [
            $"{LeagueCommitteeOf(college)},团委,{college}", $"{college}党委,党委,{college}", $"{CollegeDepartment},部门,{college}", $"{college}学生会团支部,团支部,{college}",
        ]),
    ], ct);

    /// <summary>Ranks and failed courses of the last semester.</summary>
    public Task Standings(IEnumerable<SyntheticStanding> standings, CancellationToken ct) => Enter(RegisterKind.Standings, $"综合成绩-{term.Previous.Code}.csv",
        [SyntheticStanding.Header, .. standings.Select(standing => standing.Row(term.Previous.Code))], ct);

    /// <summary>One who serves turns out to have failed a course: the correction raises a finding, and people decide.</summary>
    public Task Correction(SyntheticStanding standing, CancellationToken ct) => Enter(RegisterKind.Standings, $"成绩更正-{term.Previous.Code}.csv",
        [SyntheticStanding.Header, (standing with { Failed = 1 }).Row(term.Previous.Code)], ct);

    /// <summary>Some of those who meet the conditions serve in the departments of the school and of the colleges.</summary>
    /// <returns>Those who serve at the school, and those of each college.</returns>
    public async Task<(IReadOnlyList<SyntheticStanding> School, IReadOnlyList<SyntheticStanding> Colleges)> Members(
        IEnumerable<SyntheticStanding> fit, IReadOnlyList<string> colleges, CancellationToken ct)
    {
        var all = fit.ToList();
        List<SyntheticStanding> ofColleges = [.. colleges.SelectMany(college => all.Where(one => one.Student.College == college).Take(MembersOfACollege))];
        List<SyntheticStanding> ofSchool = [.. all.Except(ofColleges).Take(MembersOfADepartment * Departments.Count)];
        await Enter(RegisterKind.Officers, "部门成员.csv",
        [
            "学号,岗位,部门,组织,任期至",
            .. ofSchool.Select((one, i) => $"{one.Student.Number},{Member},{Departments[i % Departments.Count]},,{term.YearEnds:yyyy-MM-dd}"),
            .. ofColleges.Select(one => $"{one.Student.Number},{Member},{CollegeDepartment},{one.Student.College},{term.YearEnds:yyyy-MM-dd}"),
        ], ct);
        return (ofSchool, ofColleges);
    }

    /// <summary>The League committee's full-time deputy secretary is secretary-general, and one of the presidium secretary of the League branch. (measures 2.4, 2.5)</summary>
    public async Task Posts(CancellationToken ct)
    {
        var bodies = await BodiesOf(university.Tenant, ct);
        var random = new Random(university.Seed);
        var deputy = await Supervisor(bodies[LeagueCommittee], GivenNames.Full(random), SupervisorTitle.DeputySecretary, ct);
        await Supervisor(bodies[StudentAffairs], GivenNames.Full(random), SupervisorTitle.Staff, ct);
        await Supervisor(bodies[PartyCommittee], GivenNames.Full(random), SupervisorTitle.DeputySecretary, ct);

        var held = (await Patiently.Ask(union.Clock, () => Officer.Offices(limit: 200, ct: ct), ct)).Officers.Items.Select(office => office.Seat).ToHashSet();
        if (!held.Contains(Seat.Secretariat)) await Appoint(new(university.Tenant, "SecretaryGeneral", deputy), ct);
        if (held.Contains(Seat.Branch)) return;

        foreach (var one in (await Patiently.Ask(union.Clock, () => Officer.Presidium(ct: ct), ct)).Members)
        {
            var secretary = new NewOffice(university.Tenant, "LeagueBranchSecretary", one.PersonId);
            if (!(await Patiently.Ask(union.Clock, () => Officer.CheckOffice(secretary, ct), ct)).Holds) continue;
            await Appoint(secretary, ct);
            return;
        }

        throw new DisagreementException($"{university.Name}: 主席团中无人符合团支部书记条件。 Nobody on the presidium may be secretary of the League branch.");
    }

    /// <summary>The bodies directly below a union or a college of it, by name.</summary>
    public async Task<IReadOnlyDictionary<string, Guid>> BodiesOf(Guid organization, CancellationToken ct) =>
        ((await Patiently.Ask(union.Clock, () => Officer.Organization(organization, ct), ct)).Bodies ?? [])
        .DistinctBy(body => body.Name).ToDictionary(body => body.Name, body => body.Id);

    private async Task<Guid> Supervisor(Guid body, string name, SupervisorTitle title, CancellationToken ct)
    {
        if (await Teacher.AllSupervisors(ct).FirstOrDefaultAsync(one => one.BodyId == body && one.Name == name, ct) is { } known) return known.Id;
        var key = Guid.CreateVersion7().ToString("N");
        return (await Patiently.Ask(union.Clock, () => Teacher.NameSupervisor(new(body, name, title, FullTime: true), key, ct), ct)).Id;
    }

    private Task<Created> Appoint(NewOffice office, CancellationToken ct)
    {
        var key = Guid.CreateVersion7().ToString("N");
        return Patiently.Ask(union.Clock, () => Teacher.Appoint(office, key, ct), ct);
    }

    private Task<bool> Enter(RegisterKind kind, string file, IReadOnlyCollection<string> rows, CancellationToken ct) => EnterTable.Run(union, tell, university, kind, file, rows, ct);
}
