namespace StudentUnion.Api;

/// <summary>Indicators of a union and of the province.</summary>
public sealed partial class MembershipApi
{
    /// <param name="member">Another member organization; for the federation only.</param>
    /// <param name="semester">2026-2027-1; this semester unless told.</param>
    /// <param name="ct">Stops it.</param>
    public Task<Indicators> Indicators(Guid? member = null, string? semester = null, CancellationToken ct = default) =>
        _transport.Get(Transport.Query($"{Base}/indicators", ("memberId", member?.ToString()), ("semester", semester)), ApiJson.Default.Indicators, ct);

    public Task<IndicatorsCounted> CountIndicators(string? semester = null, CancellationToken ct = default) => Count($"{Base}/indicators/count", semester, ct);

    public Task<IndicatorsCounted> CountProvince(string? semester = null, CancellationToken ct = default) => Count($"{Base}/indicators/province/count", semester, ct);

    public Task<Province> Province(string? semester = null, CancellationToken ct = default) =>
        _transport.Get(Transport.Query($"{Base}/indicators/province", ("semester", semester)), ApiJson.Default.Province, ct);

    public Task<Page<ProvinceRow>> ProvinceRows(string measure, string? semester = null, string? after = null, int? limit = null, CancellationToken ct = default) =>
        _transport.Get(Transport.Query($"{Base}/indicators/province/rows", ("measure", measure), ("semester", semester), ("after", after), ("limit", Transport.Number(limit))),
            ApiJson.Default.PageProvinceRow, ct);

    public Task<byte[]> ProvinceExport(string? semester = null, CancellationToken ct = default) =>
        _transport.Bytes(Transport.Query($"{Base}/indicators/province/export.csv", ("semester", semester)), ct);

    private Task<IndicatorsCounted> Count(string path, string? semester, CancellationToken ct) => _transport.Receive(new Call(HttpMethod.Post, path)
    {
        Content = () => Transport.Json(new CountRequest(semester), ApiJson.Default.CountRequest),
        Repeatable = true,
    }, ApiJson.Default.IndicatorsCounted, ct);
}

/// <summary>Figures of a member organization, both levels together, and of each college.</summary>
public sealed record Indicators(Guid OrganizationId, string OrganizationName, string Semester, IReadOnlyList<IndicatorFigure> Figures, IReadOnlyList<CollegeIndicators> Colleges);

public sealed record CollegeIndicators(Guid OrganizationId, string Name, IReadOnlyList<IndicatorFigure> Figures);

/// <param name="Whole">0 where it is a bare count.</param>
/// <param name="Met">Absent where nothing was to be counted.</param>
public sealed record IndicatorFigure(string Measure, int Part, int Whole, bool? Met, IReadOnlyList<IndicatorFact> Facts, DateTimeOffset CountedAt);

public sealed record IndicatorFact(string Key, int Part, int? Whole);

public sealed record CountRequest(string? Semester);

public sealed record IndicatorsCounted(string Semester, int Members, int Changed, double Seconds);

public sealed record Province(string Semester, int Members, IReadOnlyList<ProvinceMeasure> Measures);

public sealed record ProvinceMeasure(string Number, int Counted, int Met, int NotMet);

public sealed record ProvinceRow(Guid OrganizationId, string OrganizationName, string Measure, int Part, int Whole, bool? Met);
