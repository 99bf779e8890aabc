using System.Text.Json.Serialization;

namespace StudentUnion.Api;

/// <summary>Tables for a union's registers: previewed, then entered.</summary>
public sealed partial class MembershipApi
{
    public Task<RegisterImport> PreviewRegister(RegisterKind kind, Stream file, string fileName, CancellationToken ct = default) => _transport.Receive(
        Upload(Transport.Query($"{Base}/register-imports", ("kind", Words.Of<RegisterKind>(kind)), ("fileName", fileName)), file, fileName),
        ApiJson.Default.RegisterImport, ct);

    public Task<RegisterImport> ApplyRegister(Guid id, CancellationToken ct = default) =>
        _transport.Receive(new Call(HttpMethod.Post, $"{Base}/register-imports/{id}/apply") { Repeatable = true }, ApiJson.Default.RegisterImport, ct);

    public Task<RegisterImport> RegisterImport(Guid id, CancellationToken ct = default) =>
        _transport.Get($"{Base}/register-imports/{id}", ApiJson.Default.RegisterImport, ct);

    public Task<Page<RegisterImport>> RegisterImports(string? after = null, int? limit = null, CancellationToken ct = default) =>
        _transport.Get(Transport.Query($"{Base}/register-imports", ("after", after), ("limit", Transport.Number(limit))), ApiJson.Default.PageRegisterImport, ct);
}

[JsonConverter(typeof(CamelCase<RegisterKind>))]
public enum RegisterKind { Standings, Bodies, Officers }

[JsonConverter(typeof(CamelCase<RegisterImportState>))]
public enum RegisterImportState { Preview, Applied }

/// <param name="Accepted">Lines that will be, or were, entered.</param>
/// <param name="Errors">The first 500.</param>
public sealed record RegisterImport(
    Guid Id, RegisterKind Kind, RegisterImportState State, string? FileName, DateTimeOffset At, int Lines, int Accepted, int Rejected, IReadOnlyList<RowError> Errors);
