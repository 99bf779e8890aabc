using System.Text.Json;
using System.Text.Json.Serialization;

namespace StudentUnion.Api;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(ProblemBody))]
[JsonSerializable(typeof(Created))]
[JsonSerializable(typeof(Page<OrganizationRow>))]
[JsonSerializable(typeof(Organization))]
[JsonSerializable(typeof(NewOrganization))]
[JsonSerializable(typeof(OrganizationName))]
[JsonSerializable(typeof(InstitutionImport))]
[JsonSerializable(typeof(Page<InstitutionImport>))]
[JsonSerializable(typeof(Page<InstitutionDifference>))]
[JsonSerializable(typeof(RosterImport))]
[JsonSerializable(typeof(Page<RosterImport>))]
[JsonSerializable(typeof(Page<RowError>))]
[JsonSerializable(typeof(Student))]
[JsonSerializable(typeof(Page<Student>))]
[JsonSerializable(typeof(StudentNumbers))]
[JsonSerializable(typeof(StudentLookup))]
[JsonSerializable(typeof(Presidium))]
[JsonSerializable(typeof(NewDraw))]
[JsonSerializable(typeof(Page<DrawRow>))]
[JsonSerializable(typeof(Draw))]
[JsonSerializable(typeof(SeedEntry))]
[JsonSerializable(typeof(SeedEntered))]
[JsonSerializable(typeof(DrawCancellation))]
[JsonSerializable(typeof(NewStudyPlan))]
[JsonSerializable(typeof(StudyPlanRevision))]
[JsonSerializable(typeof(StudyPlan))]
[JsonSerializable(typeof(Page<StudyPlan>))]
[JsonSerializable(typeof(NewStudySession))]
[JsonSerializable(typeof(StudySession))]
[JsonSerializable(typeof(Page<StudySessionRow>))]
[JsonSerializable(typeof(SessionCancellation))]
[JsonSerializable(typeof(CheckInCode))]
[JsonSerializable(typeof(CheckInEntry))]
[JsonSerializable(typeof(CheckedIn))]
[JsonSerializable(typeof(BackEntries))]
[JsonSerializable(typeof(BackEntered))]
[JsonSerializable(typeof(Page<Attendee>))]
[JsonSerializable(typeof(Page<MyLearning>))]
[JsonSerializable(typeof(LearningCoverage))]
[JsonSerializable(typeof(Page<Untrained>))]
[JsonSerializable(typeof(Certificate))]
[JsonSerializable(typeof(NewCongress))]
[JsonSerializable(typeof(Page<CongressRow>))]
[JsonSerializable(typeof(Congress))]
[JsonSerializable(typeof(DelegateEntries))]
[JsonSerializable(typeof(DelegatesAdded))]
[JsonSerializable(typeof(Page<DelegateRow>))]
[JsonSerializable(typeof(PresenceRecord))]
[JsonSerializable(typeof(Attendance))]
[JsonSerializable(typeof(ElectionDraft))]
[JsonSerializable(typeof(NewCandidates))]
[JsonSerializable(typeof(Page<ElectionRow>))]
[JsonSerializable(typeof(Election))]
[JsonSerializable(typeof(Ballot))]
[JsonSerializable(typeof(Turnout))]
[JsonSerializable(typeof(ElectionResult))]
[JsonSerializable(typeof(NewAccount))]
[JsonSerializable(typeof(RoleGrant))]
[JsonSerializable(typeof(Page<Account>))]
internal sealed partial class ApiJson : JsonSerializerContext;

/// <summary>Enumerations travel as words, never as numbers.</summary>
public sealed class CamelCase<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.CamelCase, allowIntegerValues: false)
    where T : struct, Enum;

internal static class Words
{
    /// <summary>The word a query carries for a choice; null for no choice.</summary>
    public static string? Of<T>(T? choice) where T : struct, Enum =>
        choice is { } made ? JsonNamingPolicy.CamelCase.ConvertName(made.ToString()) : null;
}
