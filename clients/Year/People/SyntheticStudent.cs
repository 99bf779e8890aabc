namespace StudentUnion.Year.People;

/// <summary>A student who does not exist: made from lists of common names, for demonstrations, tests and load.</summary>
/// <param name="Number">学号: year of enrolment, college and running number, e.g. 2023010123.</param>
public sealed record SyntheticStudent(
    string Number, string Name, string College, string Major, int Grade, string ClassName, string Level, string PoliticalStatus)
{
    /// <summary>Whether union staff may be chosen from such. (measure 2.6)</summary>
    public bool IsOfPartyOrLeague => PoliticalStatus is "中共党员" or "中共预备党员" or "共青团员";
}
