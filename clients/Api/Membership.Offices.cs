namespace StudentUnion.Api;

/// <summary>Offices: who holds which post, by which rule, and how full a union is.</summary>
public sealed partial class MembershipApi
{
    private const string OfficesBase = Base + "/offices";

    public Task CloseOrganization(Guid id, CancellationToken ct = default) => _transport.Act($"{Base}/organizations/{id}/closing", ct);

    public Task MergeOrganization(Guid id, Guid into, CancellationToken ct = default) => _transport.Done(new Call(HttpMethod.Post, $"{Base}/organizations/{id}/merger")
    {
        Content = () => Transport.Json(new Merger(into), ApiJson.Default.Merger),
    }, ct);

    /// <summary>Who is in office in the caller's union, or in a college of it, and how full it is.</summary>
    public Task<Offices> Offices(Guid? organization = null, bool past = false, string? after = null, int? limit = null, CancellationToken ct = default) =>
        _transport.Get(Transport.Query(OfficesBase, ("organizationId", organization?.ToString()), ("past", past ? "true" : null), ("after", after),
            ("limit", Transport.Number(limit))), ApiJson.Default.Offices, ct);

    /// <summary>The staff list in the columns of the disclosure form, as a file.</summary>
    public Task<byte[]> OfficesExport(Guid? organization = null, CancellationToken ct = default) =>
        _transport.Bytes(Transport.Query($"{OfficesBase}/export.csv", ("organizationId", organization?.ToString())), ct);

    public Task<OfficeDetail> Office(Guid id, CancellationToken ct = default) => _transport.Get($"{OfficesBase}/{id}", ApiJson.Default.OfficeDetail, ct);

    public Task<IReadOnlyList<Post>> Posts(CancellationToken ct = default) => _transport.Get($"{OfficesBase}/posts", ApiJson.Default.IReadOnlyListPost, ct);

    /// <summary>What the rules say of a person for a post; changes nothing.</summary>
    public Task<Decision> CheckOffice(NewOffice office, CancellationToken ct = default) => _transport.Receive(new Call(HttpMethod.Post, $"{OfficesBase}/check")
    {
        Content = () => Transport.Json(office, ApiJson.Default.NewOffice), Repeatable = true,
    }, ApiJson.Default.Decision, ct);

    public Task<Created> Appoint(NewOffice office, string? key = null, CancellationToken ct = default) =>
        _transport.Create(OfficesBase, office, ApiJson.Default.NewOffice, ApiJson.Default.Created, key, ct);

    public Task EndOffice(Guid id, Ending how, string reason, CancellationToken ct = default) => _transport.Done(new Call(HttpMethod.Post, $"{OfficesBase}/{id}/ending")
    {
        Content = () => Transport.Json(new OfficeEnding(how, reason), ApiJson.Default.OfficeEnding),
    }, ct);

    public Task SuspendOffice(Guid id, string reason, CancellationToken ct = default) => Because($"{OfficesBase}/{id}/suspension", reason, ct);

    public Task ReinstateOffice(Guid id, string reason, CancellationToken ct = default) => Because($"{OfficesBase}/{id}/reinstatement", reason, ct);

    public Task<Page<OfficeFinding>> OfficeFindings(bool settled = false, string? after = null, int? limit = null, CancellationToken ct = default) =>
        _transport.Get(Transport.Query($"{OfficesBase}/findings", ("settled", settled ? "true" : null), ("after", after), ("limit", Transport.Number(limit))),
            ApiJson.Default.PageOfficeFinding, ct);

    public Task KeepInOffice(Guid finding, string reason, CancellationToken ct = default) => Because($"{OfficesBase}/findings/{finding}/keeping", reason, ct);

    public Task<Limits> Limits(CancellationToken ct = default) => _transport.Get($"{Base}/limits", ApiJson.Default.Limits, ct);

    public Task SetLimit(NewLimit limit, CancellationToken ct = default) => _transport.Done(new Call(HttpMethod.Put, $"{Base}/limits")
    {
        Content = () => Transport.Json(limit, ApiJson.Default.NewLimit), Repeatable = true,
    }, ct);

    public Task StateExemption(int value, string basis, string? key = null, CancellationToken ct = default) =>
        _transport.Create($"{Base}/limits/exception", new ExemptionStatement(value, basis), ApiJson.Default.ExemptionStatement, key, ct);

    public Task<Page<Supervisor>> Supervisors(string? after = null, int? limit = null, CancellationToken ct = default) =>
        _transport.Get(Transport.Query($"{Base}/supervisors", ("after", after), ("limit", Transport.Number(limit))), ApiJson.Default.PageSupervisor, ct);

    public IAsyncEnumerable<Supervisor> AllSupervisors(CancellationToken ct = default) => Paging.All((after, stop) => Supervisors(after, 500, stop), ct);

    public Task<Created> NameSupervisor(NewSupervisor supervisor, string? key = null, CancellationToken ct = default) =>
        _transport.Create($"{Base}/supervisors", supervisor, ApiJson.Default.NewSupervisor, ApiJson.Default.Created, key, ct);

    public Task SupervisorLeaves(Guid id, CancellationToken ct = default) => _transport.Act($"{Base}/supervisors/{id}/leaving", ct);

    private Task Because(string path, string reason, CancellationToken ct) => _transport.Done(new Call(HttpMethod.Post, path)
    {
        Content = () => Transport.Json(new Reason(reason), ApiJson.Default.Reason),
    }, ct);
}
