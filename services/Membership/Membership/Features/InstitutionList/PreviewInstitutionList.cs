using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using StudentUnion.Membership.Data;
using StudentUnion.Membership.Domain;
using StudentUnion.Membership.Sheets;
using StudentUnion.ServiceDefaults;

namespace StudentUnion.Membership.Features.InstitutionList;

/// <summary>The federation uploads a list of the Ministry and sees what it would change; nothing changes yet.</summary>
public static class PreviewInstitutionList
{
    private const int MaxBytes = 32 << 20;

    public static void Map(IEndpointRouteBuilder imports) => imports.MapPost("/", Handle)
        .WithMetadata(new RequestSizeLimitAttribute(MaxBytes))
        .WithSummary("上传教育部名单并预览 · Upload the Ministry's list and see its differences");

    // The list's date is the day it speaks of; without a province the whole list is read.
    private static async Task<Created<ShowInstitutionImport.Response>> Handle(
        HttpContext http, Stream body, DateOnly list, MembershipDb db, TimeProvider clock, CancellationToken ct, string? province = null, string? fileName = null)
    {
        province = string.IsNullOrWhiteSpace(province) ? null : province.Trim();
        await using var sheet = await Sheet.Open(new CappedStream(body, MaxBytes), ct);
        var (rows, errors) = await InstitutionColumns.Read(sheet, ct);
        if (errors.Count == 0)
            MembershipRules.ListCoversTheProvince.Require(rows.Any(row => province is null || row.Province == province), province ?? "0 rows");

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.LockTheRegister(ct);
        await db.RequireNotOlder(list, province, ct);

        var registered = await db.Organizations.AsNoTracking().Where(o => o.InstitutionCode != null).ToListAsync(ct);
        // A faulty list is compared with nothing: a line left out would look like a closed institution.
        var compared = new Domain.InstitutionList(rows, errors.Count == 0 ? registered : [], province);
        var now = clock.GetUtcNow();
        var import = new InstitutionImport
        {
            Id = Guid.CreateVersion7(now), List = list, Province = province, FileName = Shown(fileName), ReceivedAt = now, Rows = rows, Errors = errors,
            Counts = errors.Count == 0 ? InstitutionCounts.Of(compared) : new(compared.Rows, 0, 0, 0, 0, 0, 0),
            ComparedWith = await db.AppliedLists(ct),
        }.Judged();
        db.Add(import);
        if (errors.Count == 0)
        {
            db.AddRange(compared.Differences.Select((d, n) => new StoredDifference
            {
                ImportId = import.Id, Ordinal = n, Kind = d.Kind, Code = d.Code, Name = d.Name, Before = d.Before, After = d.After,
                Province = d.Province, City = d.City,
            }));
        }

        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return TypedResults.Created($"/api/membership/institution-imports/{import.Id}", ShowInstitutionImport.Show(import, RequestLanguage.Of(http)));
    }

    /// <summary>A file's own name, without a path and not longer than a page can show.</summary>
    internal static string? Shown(string? fileName) =>
        fileName?.Split('/', '\\')[^1].Trim() is { Length: > 0 } name ? name[..Math.Min(name.Length, 120)] : null;

    /// <summary>One list at a time is compared or applied.</summary>
    internal static Task LockTheRegister(this MembershipDb db, CancellationToken ct) =>
        db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtext('institution register'))", ct);

    internal static Task<int> AppliedLists(this MembershipDb db, CancellationToken ct) =>
        db.InstitutionImports.CountAsync(i => i.State == InstitutionImportState.Applied, ct);

    internal static async Task RequireNotOlder(this MembershipDb db, DateOnly list, string? province, CancellationToken ct)
    {
        var newest = await db.InstitutionImports
            .Where(i => i.State == InstitutionImportState.Applied && (province == null || i.Province == null || i.Province == province))
            .MaxAsync(i => (DateOnly?)i.List, ct);
        MembershipRules.ListIsNotOlder.Require(newest is null || list >= newest, $"{list:O} < {newest:O}");
    }
}
