using StudentUnion.Api;
using StudentUnion.Year.Platform;
using StudentUnion.Year.Telling;

namespace StudentUnion.Year.Deeds;

/// <summary>
/// Federation staff take over the Ministry's lists of one province, last year's first, so that renamings and new levels show in the history. What was
/// taken over before is left as it is.
/// </summary>
public static class ImportInstitutions
{
    public const string Province = "江苏省";

    private static readonly (string File, DateOnly List)[] Lists =
    [
        ("institutions-jiangsu-2025.csv", new(2025, 6, 20)),
        ("institutions-jiangsu-2026.csv", new(2026, 6, 17)),
    ];

    /// <returns>Who acts for the federation, and the province's university unions by institution code.</returns>
    public static async Task<(Actor Federation, IReadOnlyList<OrganizationRow> Unions)> Run(TheUnion union, Narrator tell, CancellationToken ct)
    {
        var federation = await FederationStaff(union, ct);
        var membership = union.As(federation).Membership;
        var newest = await NewestApplied(membership, ct);
        foreach (var (file, list) in Lists)
        {
            if (newest >= list) continue;
            var import = await tell.Step($"导入 {list:yyyy-MM-dd} 院校名单", $"taking over the institution list of {list:yyyy-MM-dd}", _ => TakeOver(union, membership, file, list, ct));
            tell.Say($"{import.Counts.Rows} 行 rows · 新增 new {import.Counts.New} · 更名 renamed {import.Counts.Renamed} · 层次变更 level changed {import.Counts.LevelChanged} · 撤销 gone {import.Counts.Gone}");
        }

        var unions = new List<OrganizationRow>();
        await foreach (var row in membership.AllOrganizations(new(OrganizationKind.StudentUnion), ct))
            if (row is { Province: Province, Status: OrganizationStatus.Active, InstitutionCode: not null }) unions.Add(row);
        return (federation, [.. unions.OrderBy(row => row.InstitutionCode, StringComparer.Ordinal)]);
    }

    private static async Task<Actor> FederationStaff(TheUnion union, CancellationToken ct)
    {
        // The directory is open to everybody who is signed in, and it alone knows the federation's id.
        var stranger = Actor.Student(Guid.CreateVersion7(), Guid.CreateVersion7());
        var federations = await Patiently.Ask(union.Clock, () => union.As(stranger).Membership.Organizations(new(OrganizationKind.Federation), ct: ct), ct);
        var federation = federations.Items.SingleOrDefault() ?? throw new PlatformMissingException("平台中没有学联。 The platform knows no federation.");

        var seeker = Actor.FederationStaff(Guid.CreateVersion7(), federation.Id);
        await foreach (var account in union.As(seeker).Identity.AllAccounts(ct))
            if (account.Grants?.Any(grant => grant.Role == Roles.FederationStaff) == true) return Actor.FederationStaff(account.Id, federation.Id);
        return seeker;
    }

    private static async Task<DateOnly?> NewestApplied(MembershipApi membership, CancellationToken ct)
    {
        DateOnly? newest = null;
        string? after = null;
        do
        {
            var page = await membership.InstitutionImports(after, 500, ct);
            foreach (var import in page.Items)
                if (import.State == InstitutionImportState.Applied && import.Province is null or "" or Province && !(newest >= import.List)) newest = import.List;
            after = page.Next;
        }
        while (after is not null);
        return newest;
    }

    private static async Task<InstitutionImport> TakeOver(TheUnion union, MembershipApi membership, string file, DateOnly list, CancellationToken ct)
    {
        var preview = await Patiently.Ask(union.Clock, async () =>
        {
            await using var content = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "data", file));
            return await membership.PreviewInstitutions(content, file, list, Province, ct);
        }, ct);
        if (preview.Errors is [var error, ..]) throw new DisagreementException($"{file} 第 {error.Line} 行 line {error.Line}: {error.Message}");
        await Patiently.Ask(union.Clock, () => membership.Apply(preview.Id, ct), ct);
        return preview;
    }
}

/// <summary>The platform did something else than it should have.</summary>
public sealed class DisagreementException(string message) : Exception(message);
