using System.Globalization;
using System.Net.Http.Headers;

namespace StudentUnion.Api;

/// <summary>Member organizations, the students enrolled in them, and who is on their presidium.</summary>
public sealed partial class MembershipApi
{
    private const string Base = "/api/membership";
    private readonly Transport _transport;

    internal MembershipApi(Transport transport) => _transport = transport;

    public Task<Page<OrganizationRow>> Organizations(
        OrganizationFilter? filter = null, string? after = null, int? limit = null, CancellationToken ct = default) =>
        _transport.Get(
            Transport.Query($"{Base}/organizations", ("kind", Words.Of(filter?.Kind)), ("level", Words.Of(filter?.Level)),
                ("search", filter?.Search), ("after", after), ("limit", Transport.Number(limit))),
            ApiJson.Default.PageOrganizationRow, ct);

    public IAsyncEnumerable<OrganizationRow> AllOrganizations(OrganizationFilter? filter = null, CancellationToken ct = default) =>
        Paging.All((after, stop) => Organizations(filter, after, 500, stop), ct);

    public Task<Organization> Organization(Guid id, CancellationToken ct = default) =>
        _transport.Get($"{Base}/organizations/{id}", ApiJson.Default.Organization, ct);

    public Task<Created> Register(NewOrganization organization, string? key = null, CancellationToken ct = default) =>
        _transport.Create($"{Base}/organizations", organization, ApiJson.Default.NewOrganization, ApiJson.Default.Created, key, ct);

    public Task Rename(Guid id, string name, string etag, CancellationToken ct = default) =>
        _transport.Done(new Call(HttpMethod.Put, $"{Base}/organizations/{id}")
        {
            Content = () => Transport.Json(new OrganizationName(name), ApiJson.Default.OrganizationName),
            IfMatch = etag,
        }, ct);

    /// <summary>Sends the Ministry's list; nothing changes until it is applied.</summary>
    /// <param name="list">The date the list speaks of.</param>
    /// <param name="province">Only this province's rows; all when absent.</param>
    public Task<InstitutionImport> PreviewInstitutions(
        Stream file, string fileName, DateOnly list, string? province = null, CancellationToken ct = default) =>
        _transport.Receive(
            Upload(Transport.Query($"{Base}/institution-imports", ("list", list.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
                ("province", province), ("fileName", fileName)), file, fileName),
            ApiJson.Default.InstitutionImport, ct);

    public Task<InstitutionImport> InstitutionImport(Guid id, CancellationToken ct = default) =>
        _transport.Get($"{Base}/institution-imports/{id}", ApiJson.Default.InstitutionImport, ct);

    public Task<Page<InstitutionImport>> InstitutionImports(string? after = null, int? limit = null, CancellationToken ct = default) =>
        _transport.Get(Transport.Query($"{Base}/institution-imports", ("after", after), ("limit", Transport.Number(limit))),
            ApiJson.Default.PageInstitutionImport, ct);

    public Task<Page<InstitutionDifference>> Differences(
        Guid import, DifferenceKind? kind = null, string? after = null, int? limit = null, CancellationToken ct = default) =>
        _transport.Get(
            Transport.Query($"{Base}/institution-imports/{import}/differences", ("kind", Words.Of(kind)), ("after", after),
                ("limit", Transport.Number(limit))),
            ApiJson.Default.PageInstitutionDifference, ct);

    public IAsyncEnumerable<InstitutionDifference> AllDifferences(Guid import, DifferenceKind? kind = null, CancellationToken ct = default) =>
        Paging.All((after, stop) => Differences(import, kind, after, 500, stop), ct);

    public Task Apply(Guid import, CancellationToken ct = default) => _transport.Act($"{Base}/institution-imports/{import}/apply", ct);

    /// <summary>Sends a student roster as it is read; the file is never held in memory.</summary>
    public Task<Created> ImportRoster(Stream file, string fileName, CancellationToken ct = default) =>
        _transport.Receive(
            Upload(Transport.Query($"{Base}/roster-imports", ("fileName", fileName)), file, fileName), ApiJson.Default.Created, ct);

    public Task<RosterImport> RosterImport(Guid id, CancellationToken ct = default) =>
        _transport.Get($"{Base}/roster-imports/{id}", ApiJson.Default.RosterImport, ct);

    public Task<Page<RosterImport>> RosterImports(string? after = null, int? limit = null, CancellationToken ct = default) =>
        _transport.Get(Transport.Query($"{Base}/roster-imports", ("after", after), ("limit", Transport.Number(limit))),
            ApiJson.Default.PageRosterImport, ct);

    public Task<Page<RowError>> RosterErrors(Guid import, string? after = null, int? limit = null, CancellationToken ct = default) =>
        _transport.Get(
            Transport.Query($"{Base}/roster-imports/{import}/errors", ("after", after), ("limit", Transport.Number(limit))),
            ApiJson.Default.PageRowError, ct);

    public IAsyncEnumerable<RowError> AllRosterErrors(Guid import, CancellationToken ct = default) =>
        Paging.All((after, stop) => RosterErrors(import, after, 500, stop), ct);

    public Task<Page<Student>> Students(
        string? search = null, string? college = null, string? after = null, int? limit = null, CancellationToken ct = default) =>
        _transport.Get(
            Transport.Query($"{Base}/students", ("search", search), ("college", college), ("after", after), ("limit", Transport.Number(limit))),
            ApiJson.Default.PageStudent, ct);

    public IAsyncEnumerable<Student> AllStudents(string? search = null, string? college = null, CancellationToken ct = default) =>
        Paging.All((after, stop) => Students(search, college, after, 500, stop), ct);

    /// <summary>Whose student numbers these are; at most 1,000 at a time.</summary>
    public Task<StudentLookup> Lookup(IReadOnlyList<string> studentNumbers, CancellationToken ct = default) =>
        _transport.Receive(new Call(HttpMethod.Post, $"{Base}/students/lookup")
        {
            Content = () => Transport.Json(new StudentNumbers(studentNumbers), ApiJson.Default.StudentNumbers),
            Repeatable = true,
        }, ApiJson.Default.StudentLookup, ct);

    public Task<Student> Me(CancellationToken ct = default) => _transport.Get($"{Base}/me", ApiJson.Default.Student, ct);

    /// <summary>The presidium of the caller's union, or of the college of it that is named.</summary>
    public Task<Presidium> Presidium(Guid? organization = null, CancellationToken ct = default) =>
        _transport.Get(Transport.Query($"{Base}/presidium", ("organizationId", organization?.ToString())), ApiJson.Default.Presidium, ct);

    /// <summary>Fixes a draw among equals and publishes its commitment.</summary>
    public Task<Created> CommitDraw(NewDraw draw, string? key = null, CancellationToken ct = default) =>
        _transport.Create($"{Base}/draws", draw, ApiJson.Default.NewDraw, ApiJson.Default.Created, key, ct);

    public Task<Page<DrawRow>> Draws(string? after = null, int? limit = null, CancellationToken ct = default) =>
        _transport.Get(Transport.Query($"{Base}/draws", ("after", after), ("limit", Transport.Number(limit))), ApiJson.Default.PageDrawRow, ct);

    public Task<Draw> Draw(Guid id, CancellationToken ct = default) => _transport.Get($"{Base}/draws/{id}", ApiJson.Default.Draw, ct);

    /// <summary>The record as it was fixed, byte for byte.</summary>
    public Task<byte[]> DrawRecord(Guid id, CancellationToken ct = default) => _transport.Bytes($"{Base}/draws/{id}/record.txt", ct);

    public Task<SeedEntered> EnterSeed(Guid id, string seed, CancellationToken ct = default) =>
        _transport.Receive(new Call(HttpMethod.Post, $"{Base}/draws/{id}/seed")
        {
            Content = () => Transport.Json(new SeedEntry(seed), ApiJson.Default.SeedEntry),
            Repeatable = true,
        }, ApiJson.Default.SeedEntered, ct);

    public Task CancelDraw(Guid id, string reason, CancellationToken ct = default) =>
        _transport.Done(new Call(HttpMethod.Post, $"{Base}/draws/{id}/cancellation")
        {
            Content = () => Transport.Json(new DrawCancellation(reason), ApiJson.Default.DrawCancellation),
        }, ct);

    // A stream can be sent once only, so an upload is never repeated.
    private static Call Upload(string path, Stream file, string fileName) => new(HttpMethod.Post, path)
    {
        Content = () =>
        {
            var content = new StreamContent(file, 64 * 1024);
            content.Headers.ContentType = new MediaTypeHeaderValue(
                fileName.EndsWith(".xlsx", StringComparison.OrdinalIgnoreCase)
                    ? "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
                    : "text/csv");
            return content;
        },
    };
}
