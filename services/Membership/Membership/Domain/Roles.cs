namespace StudentUnion.Membership.Domain;

/// <summary>The roles this service knows, as access tokens name them.</summary>
public static class Roles
{
    /// <summary>学联工作人员: keeps the directory of member organizations.</summary>
    public const string FederationStaff = "federation-staff";

    /// <summary>学生会工作人员: keeps the roster and the colleges of one member organization.</summary>
    public const string UnionOfficer = "union-officer";

    /// <summary>校团委教师: guides one member organization.</summary>
    public const string LeagueTeacher = "league-teacher";

    /// <summary>指导单位人员: decides approvals for one Party committee, League committee or student-affairs department, and is granted there.</summary>
    public const string Supervisor = "supervisor";
}
