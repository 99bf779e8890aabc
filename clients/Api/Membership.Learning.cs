using System.Globalization;

namespace StudentUnion.Api;

/// <summary>Study plans, sessions with attendance, coverage and certificates.</summary>
public sealed partial class MembershipApi
{
    private const string Learning = $"{Base}/learning";

    public Task<Page<StudyPlan>> StudyPlans(string? semester = null, string? after = null, int? limit = null, CancellationToken ct = default) =>
        _transport.Get(Transport.Query($"{Learning}/plans", ("semester", semester), ("after", after), ("limit", Transport.Number(limit))), ApiJson.Default.PageStudyPlan, ct);

    public IAsyncEnumerable<StudyPlan> AllStudyPlans(string? semester = null, CancellationToken ct = default) =>
        Paging.All((after, stop) => StudyPlans(semester, after, 500, stop), ct);

    public Task<StudyPlan> StudyPlan(Guid id, CancellationToken ct = default) => _transport.Get($"{Learning}/plans/{id}", ApiJson.Default.StudyPlan, ct);

    public Task<Created> MakeStudyPlan(NewStudyPlan plan, string? key = null, CancellationToken ct = default) =>
        _transport.Create($"{Learning}/plans", plan, ApiJson.Default.NewStudyPlan, ApiJson.Default.Created, key, ct);

    public Task ReviseStudyPlan(Guid id, StudyPlanRevision plan, string etag, CancellationToken ct = default) =>
        _transport.Done(new Call(HttpMethod.Put, $"{Learning}/plans/{id}")
        {
            Content = () => Transport.Json(plan, ApiJson.Default.StudyPlanRevision),
            IfMatch = etag,
        }, ct);

    public Task EndStudyPlan(Guid id, CancellationToken ct = default) => _transport.Act($"{Learning}/plans/{id}/end", ct);

    public Task<Page<StudySessionRow>> StudySessions(SessionFilter? filter = null, string? after = null, int? limit = null, CancellationToken ct = default) =>
        _transport.Get(
            Transport.Query($"{Learning}/sessions", ("semester", filter?.Semester), ("kind", Words.Of(filter?.Kind)), ("from", Day(filter?.From)), ("to", Day(filter?.To)),
                ("after", after), ("limit", Transport.Number(limit))),
            ApiJson.Default.PageStudySessionRow, ct);

    public IAsyncEnumerable<StudySessionRow> AllStudySessions(SessionFilter? filter = null, CancellationToken ct = default) =>
        Paging.All((after, stop) => StudySessions(filter, after, 500, stop), ct);

    public Task<StudySession> StudySession(Guid id, CancellationToken ct = default) => _transport.Get($"{Learning}/sessions/{id}", ApiJson.Default.StudySession, ct);

    public Task<Created> AnnounceStudySession(NewStudySession session, string? key = null, CancellationToken ct = default) =>
        _transport.Create($"{Learning}/sessions", session, ApiJson.Default.NewStudySession, ApiJson.Default.Created, key, ct);

    public Task CancelStudySession(Guid id, string reason, CancellationToken ct = default) =>
        _transport.Done(new Call(HttpMethod.Post, $"{Learning}/sessions/{id}/cancellation")
        {
            Content = () => Transport.Json(new SessionCancellation(reason), ApiJson.Default.SessionCancellation),
        }, ct);

    /// <summary>It was held: it counts from now on.</summary>
    public Task CloseStudySession(Guid id, CancellationToken ct = default) =>
        _transport.Done(new Call(HttpMethod.Post, $"{Learning}/sessions/{id}/closing") { Repeatable = true }, ct);

    /// <summary>The code shown in the room now.</summary>
    public Task<CheckInCode> CheckInCode(Guid session, CancellationToken ct = default) =>
        _transport.Get($"{Learning}/sessions/{session}/code", ApiJson.Default.CheckInCode, ct);

    /// <summary>Asked twice, the answer is the same.</summary>
    public Task<CheckedIn> CheckIn(Guid session, string code, CancellationToken ct = default) =>
        _transport.Receive(new Call(HttpMethod.Post, $"{Learning}/sessions/{session}/check-in")
        {
            Content = () => Transport.Json(new CheckInEntry(code), ApiJson.Default.CheckInEntry),
            Repeatable = true,
        }, ApiJson.Default.CheckedIn, ct);

    /// <summary>Enters afterwards who was there; at most 500 at a time.</summary>
    public Task<BackEntered> EnterAfterwards(Guid session, IReadOnlyList<string> studentNumbers, string reason, CancellationToken ct = default) =>
        _transport.Receive(new Call(HttpMethod.Post, $"{Learning}/sessions/{session}/back-entries")
        {
            Content = () => Transport.Json(new BackEntries(studentNumbers, reason), ApiJson.Default.BackEntries),
            Repeatable = true,
        }, ApiJson.Default.BackEntered, ct);

    public Task<Page<Attendee>> SessionAttendance(Guid session, string? after = null, int? limit = null, CancellationToken ct = default) =>
        _transport.Get(Transport.Query($"{Learning}/sessions/{session}/attendance", ("after", after), ("limit", Transport.Number(limit))), ApiJson.Default.PageAttendee, ct);

    public IAsyncEnumerable<Attendee> AllSessionAttendance(Guid session, CancellationToken ct = default) =>
        Paging.All((after, stop) => SessionAttendance(session, after, 500, stop), ct);

    public Task<Page<MyLearning>> MyLearning(string? after = null, int? limit = null, CancellationToken ct = default) =>
        _transport.Get(Transport.Query($"{Learning}/mine", ("after", after), ("limit", Transport.Number(limit))), ApiJson.Default.PageMyLearning, ct);

    public Task<LearningCoverage> LearningCoverage(string? semester = null, CancellationToken ct = default) =>
        _transport.Get(Transport.Query($"{Learning}/coverage", ("semester", semester)), ApiJson.Default.LearningCoverage, ct);

    public Task<Page<Untrained>> Untrained(string? semester = null, string? after = null, int? limit = null, CancellationToken ct = default) =>
        _transport.Get(Transport.Query($"{Learning}/coverage/missing", ("semester", semester), ("after", after), ("limit", Transport.Number(limit))), ApiJson.Default.PageUntrained, ct);

    /// <summary>My certificate of a semester's training; the first time it is issued.</summary>
    public Task<Certificate> TakeCertificate(string semester, CancellationToken ct = default) =>
        _transport.Receive(new Call(HttpMethod.Post, $"{Learning}/certificates/{Uri.EscapeDataString(semester)}") { Repeatable = true }, ApiJson.Default.Certificate, ct);

    public Task<Certificate> Certificate(string semester, CancellationToken ct = default) =>
        _transport.Get($"{Learning}/certificates/{Uri.EscapeDataString(semester)}", ApiJson.Default.Certificate, ct);

    public Task<Certificate> CheckCertificate(string code, CancellationToken ct = default) =>
        _transport.Get($"{Learning}/certificates/check/{Uri.EscapeDataString(code)}", ApiJson.Default.Certificate, ct);

    private static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
