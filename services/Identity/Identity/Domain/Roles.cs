namespace StudentUnion.Identity.Domain;

/// <summary>The offices an account may be entrusted with, each in one organization. Being a member is not a role: every account with a person is one.</summary>
public static class Roles
{
    /// <summary>学联工作人员: works for the federation itself.</summary>
    public const string FederationStaff = "federation-staff";

    /// <summary>学生会工作人员: runs a union's congresses, rosters and elections.</summary>
    public const string UnionOfficer = "union-officer";

    /// <summary>校团委教师: guides a union on behalf of the League committee and is the second pair of eyes.</summary>
    public const string LeagueTeacher = "league-teacher";

    /// <summary>指导单位人员: decides approvals for one Party committee, League committee or student-affairs department; granted at that body.</summary>
    public const string Supervisor = "supervisor";

    public static readonly IReadOnlyList<string> All = [FederationStaff, UnionOfficer, LeagueTeacher, Supervisor];
}
