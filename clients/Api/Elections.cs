namespace StudentUnion.Api;

/// <summary>Congresses of student delegates, the elections they hold, the ballots they cast, and what was decided.</summary>
public sealed class ElectionsApi
{
    private const string Base = "/api/elections";
    private readonly Transport _transport;

    internal ElectionsApi(Transport transport) => _transport = transport;

    public Task<Created> Convene(NewCongress congress, string? key = null, CancellationToken ct = default) =>
        _transport.Create($"{Base}/congresses", congress, ApiJson.Default.NewCongress, ApiJson.Default.Created, key, ct);

    public Task<Page<CongressRow>> Congresses(string? after = null, int? limit = null, CancellationToken ct = default) =>
        _transport.Get(Transport.Query($"{Base}/congresses", ("after", after), ("limit", Transport.Number(limit))),
            ApiJson.Default.PageCongressRow, ct);

    public IAsyncEnumerable<CongressRow> AllCongresses(CancellationToken ct = default) =>
        Paging.All((after, stop) => Congresses(after, 500, stop), ct);

    public Task<Congress> Congress(Guid id, CancellationToken ct = default) =>
        _transport.Get($"{Base}/congresses/{id}", ApiJson.Default.Congress, ct);

    /// <summary>At most 1,000 delegates at a time; who is one already is counted, not refused.</summary>
    public Task<DelegatesAdded> AddDelegates(
        Guid congress, IReadOnlyList<DelegateEntry> delegates, string? key = null, CancellationToken ct = default) =>
        _transport.Create($"{Base}/congresses/{congress}/delegates", new DelegateEntries(delegates), ApiJson.Default.DelegateEntries,
            ApiJson.Default.DelegatesAdded, key, ct);

    public Task<Page<DelegateRow>> Delegates(Guid congress, string? after = null, int? limit = null, CancellationToken ct = default) =>
        _transport.Get(
            Transport.Query($"{Base}/congresses/{congress}/delegates", ("after", after), ("limit", Transport.Number(limit))),
            ApiJson.Default.PageDelegateRow, ct);

    public IAsyncEnumerable<DelegateRow> AllDelegates(Guid congress, CancellationToken ct = default) =>
        Paging.All((after, stop) => Delegates(congress, after, 500, stop), ct);

    public Task<Attendance> RecordPresence(Guid congress, IReadOnlyList<Guid> personIds, CancellationToken ct = default) =>
        Present(congress, new PresenceRecord(personIds, null), ct);

    public Task<Attendance> RecordEveryonePresent(Guid congress, CancellationToken ct = default) =>
        Present(congress, new PresenceRecord(null, true), ct);

    public Task<Created> Draft(Guid congress, ElectionDraft election, string? key = null, CancellationToken ct = default) =>
        _transport.Create($"{Base}/congresses/{congress}/elections", election, ApiJson.Default.ElectionDraft, ApiJson.Default.Created, key, ct);

    public Task Redraft(Guid election, ElectionDraft draft, string etag, CancellationToken ct = default) =>
        _transport.Done(new Call(HttpMethod.Put, $"{Base}/elections/{election}")
        {
            Content = () => Transport.Json(draft, ApiJson.Default.ElectionDraft),
            IfMatch = etag,
        }, ct);

    public Task Nominate(Guid election, IReadOnlyList<NewCandidate> candidates, string? key = null, CancellationToken ct = default) =>
        _transport.Create($"{Base}/elections/{election}/candidates", new NewCandidates(candidates), ApiJson.Default.NewCandidates, key, ct);

    public Task Open(Guid election, CancellationToken ct = default) => _transport.Act($"{Base}/elections/{election}/opening", ct);

    public Task Close(Guid election, CancellationToken ct = default) => _transport.Act($"{Base}/elections/{election}/closing", ct);

    public Task Count(Guid election, CancellationToken ct = default) => _transport.Act($"{Base}/elections/{election}/count", ct);

    /// <summary>One person's signature under the result; the second makes it final.</summary>
    public Task Certify(Guid election, CancellationToken ct = default) => _transport.Act($"{Base}/elections/{election}/certifications", ct);

    public Task<Page<ElectionRow>> Elections(
        ElectionState? state = null, string? after = null, int? limit = null, CancellationToken ct = default) =>
        _transport.Get(
            Transport.Query($"{Base}/elections", ("state", Words.Of(state)), ("after", after), ("limit", Transport.Number(limit))),
            ApiJson.Default.PageElectionRow, ct);

    public IAsyncEnumerable<ElectionRow> AllElections(ElectionState? state = null, CancellationToken ct = default) =>
        Paging.All((after, stop) => Elections(state, after, 500, stop), ct);

    public Task<Election> Election(Guid id, CancellationToken ct = default) =>
        _transport.Get($"{Base}/elections/{id}", ApiJson.Default.Election, ct);

    /// <summary>
    /// Puts a ballot into the box; no marks is a blank ballot. Returns once it is safely inside. Never repeated by itself: who gets no answer asks
    /// <see cref="Election(Guid, CancellationToken)"/> whether the ballot arrived.
    /// </summary>
    public Task Cast(Guid election, IReadOnlyList<int> marks, CancellationToken ct = default) =>
        _transport.Done(new Call(HttpMethod.Post, $"{Base}/elections/{election}/ballots")
        {
            Content = () => Transport.Json(new Ballot(marks), ApiJson.Default.Ballot),
        }, ct);

    public Task<Turnout> Turnout(Guid election, CancellationToken ct = default) =>
        _transport.Get($"{Base}/elections/{election}/turnout", ApiJson.Default.Turnout, ct);

    public Task<ElectionResult> Result(Guid election, CancellationToken ct = default) =>
        _transport.Get($"{Base}/elections/{election}/result", ApiJson.Default.ElectionResult, ct);

    private Task<Attendance> Present(Guid congress, PresenceRecord record, CancellationToken ct) =>
        _transport.Receive(new Call(HttpMethod.Post, $"{Base}/congresses/{congress}/presence")
        {
            Content = () => Transport.Json(record, ApiJson.Default.PresenceRecord),
            Repeatable = true,
        }, ApiJson.Default.Attendance, ct);
}
