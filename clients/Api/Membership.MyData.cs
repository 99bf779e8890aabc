using System.Text.Json.Serialization;

namespace StudentUnion.Api;

/// <summary>What is kept of a student, corrections, and the yearly roll-over.</summary>
public sealed partial class MembershipApi
{
    /// <summary>Everything that is kept of the caller.</summary>
    public Task<MyRecord> MyRecord(CancellationToken ct = default) => _transport.Get($"{Base}/me/record", ApiJson.Default.MyRecord, ct);

    /// <summary>The same as a file.</summary>
    public Task<byte[]> MyExport(CancellationToken ct = default) => _transport.Bytes($"{Base}/me/export.json", ct);

    public Task<Created> AskCorrection(NewCorrection correction, string? key = null, CancellationToken ct = default) =>
        _transport.Create($"{Base}/me/corrections", correction, ApiJson.Default.NewCorrection, ApiJson.Default.Created, key, ct);

    public Task<Page<Correction>> Corrections(bool decided = false, string? after = null, int? limit = null, CancellationToken ct = default) =>
        _transport.Get(Transport.Query($"{Base}/corrections", ("decided", decided ? "true" : null), ("after", after), ("limit", Transport.Number(limit))),
            ApiJson.Default.PageCorrection, ct);

    public Task DecideCorrection(Guid id, bool accept, string? answer = null, CancellationToken ct = default) =>
        _transport.Done(new Call(HttpMethod.Post, $"{Base}/corrections/{id}/decision")
        {
            Content = () => Transport.Json(new CorrectionDecision(accept, answer), ApiJson.Default.CorrectionDecision),
        }, ct);

    /// <summary>Who would graduate; changes nothing.</summary>
    public Task<RollOver> PreviewRollOver(NewRollOver rollOver, CancellationToken ct = default) => RollOver("roll-over/preview", rollOver, ct);

    public Task<RollOver> RollOver(NewRollOver rollOver, CancellationToken ct = default) => RollOver("roll-over", rollOver, ct);

    private Task<RollOver> RollOver(string path, NewRollOver rollOver, CancellationToken ct) => _transport.Receive(new Call(HttpMethod.Post, $"{Base}/students/{path}")
    {
        Content = () => Transport.Json(rollOver, ApiJson.Default.NewRollOver),
    }, ApiJson.Default.RollOver, ct);
}

[JsonConverter(typeof(CamelCase<RosterColumn>))]
public enum RosterColumn { StudentNumber, Name, College, Major, Grade, ClassName, Level, PoliticalStatus, Category, Status }

[JsonConverter(typeof(CamelCase<StandingScope>))]
public enum StandingScope { Semester, Year, SinceEnrolment }

[JsonConverter(typeof(CamelCase<CorrectionState>))]
public enum CorrectionState { Open, Accepted, Refused }

public sealed record MyRecord(Student Student, IReadOnlyList<Standing> Standings, IReadOnlyList<MyOffice> Offices, IReadOnlyList<Correction> Corrections,
    IReadOnlyList<MyEntry>? Entries = null);

/// <param name="What">application, objection, attendance, certificate, exchange, chair or draw.</param>
/// <param name="Text">What the person wrote, or the reason another gave them.</param>
public sealed record MyEntry(string What, string Title, DateTimeOffset At, string? State, string? Text);

public sealed record Standing(StandingScope Scope, string Semester, int? Rank, int? Size, int FailedCourses);

public sealed record MyOffice(Guid Id, string OrganizationName, string PostName, DateOnly Since, DateOnly? Until);

public sealed record NewCorrection(RosterColumn Item, string Proposed, string Reason);

/// <param name="StudentNumber">For those who keep the roster.</param>
public sealed record Correction(
    Guid Id, Guid PersonId, string? StudentNumber, string? Name, RosterColumn Item, string ItemName, string? Before, string Proposed, string Reason, DateTimeOffset AskedAt,
    CorrectionState State, string? Answer, DateTimeOffset? DecidedAt);

public sealed record CorrectionDecision(bool Accept, string? Answer);

/// <param name="Year">Those graduate whose studies are over by then; the lengths are in years.</param>
public sealed record NewRollOver(int Year, int Undergraduate = 4, int Vocational = 3, int Master = 3, int Doctor = 4);

public sealed record RollOver(int Year, int Students, bool Done, IReadOnlyList<RollOverGroup> Groups);

public sealed record RollOverGroup(string Level, int Grade, int Students);
