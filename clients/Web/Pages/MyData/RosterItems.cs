using StudentUnion.Api;

namespace StudentUnion.Web.Pages.MyData;

/// <summary>The items of a student's record, one by one.</summary>
internal static class RosterItems
{
    public static string? Of(Student student, RosterColumn item) => item switch
    {
        RosterColumn.StudentNumber => student.StudentNumber,
        RosterColumn.Name => student.Name,
        RosterColumn.College => student.College,
        RosterColumn.Major => student.Major,
        RosterColumn.Grade => student.Grade,
        RosterColumn.ClassName => student.ClassName,
        RosterColumn.Level => student.Level,
        RosterColumn.PoliticalStatus => student.PoliticalStatus,
        RosterColumn.Category => student.Category,
        RosterColumn.Status => student.Status,
    };
}
