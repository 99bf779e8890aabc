namespace StudentUnion.Membership.Domain;

/// <summary>A student on a member organization's roster. Rows come by import only; none is made by hand.</summary>
public sealed class Student
{
    /// <summary>The person, in every service.</summary>
    public Guid Id { get; init; }

    /// <summary>The member organization.</summary>
    public Guid TenantId { get; init; }

    /// <summary>学号.</summary>
    public string StudentNumber { get; init; } = "";

    public string Name { get; init; } = "";
    public string College { get; init; } = "";
    public string? Major { get; init; }

    /// <summary>Year of enrolment.</summary>
    public short? Grade { get; init; }

    public string? ClassName { get; init; }

    /// <summary>培养层次.</summary>
    public string? Level { get; init; }

    /// <summary>政治面貌, in the words of GB/T 4762.</summary>
    public string? PoliticalStatus { get; init; }

    /// <summary>学生类别.</summary>
    public string? Category { get; init; }

    /// <summary>学籍状态; what no roster has said yet is 在籍.</summary>
    public string? Status { get; init; }

    /// <summary>Whether the student is at the university now.</summary>
    public bool IsEnrolled => Status is null or RosterTerms.Enrolled;

    /// <summary>Whether the student has not graduated or left: whoever is on leave stays a member.</summary>
    public bool IsMember => Status is not (RosterTerms.Graduated or RosterTerms.Left);

    /// <summary>The merge that last said who this is and in which college; other services were told so.</summary>
    public long AsOf { get; init; }

    /// <summary>Grows with every change.</summary>
    public long Version { get; init; }
}
