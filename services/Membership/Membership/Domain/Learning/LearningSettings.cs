namespace StudentUnion.Membership.Domain.Learning;

/// <summary>What may be set of learning. (settings <c>Learning:…</c>; domain.md: every number is a parameter)</summary>
/// <param name="BranchSessions">Sessions of political theory a League branch holds each semester at least. (measure 4.2)</param>
/// <param name="CheckInMinutes">How long before its start a session can be checked in to, unless the session says otherwise.</param>
/// <param name="WrongCodes">Wrong codes a person may enter for a session.</param>
/// <param name="BackEntryDays">Days after its end within which attendance is entered afterwards.</param>
public sealed record LearningSettings(int BranchSessions = 2, int CheckInMinutes = 15, int WrongCodes = 10, int BackEntryDays = 14);
