namespace StudentUnion.Elections.Features;

/// <summary>Who runs elections in a member organization.</summary>
public static class Roles
{
    /// <summary>Officer of the student union (学生会工作人员).</summary>
    public const string UnionOfficer = "union-officer";

    /// <summary>Teacher of the university's League committee (校团委教师).</summary>
    public const string LeagueTeacher = "league-teacher";
}
