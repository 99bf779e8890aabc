using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using StudentUnion.Identity.Data;
using StudentUnion.Identity.Features.Sessions;
using StudentUnion.ServiceDefaults;

namespace StudentUnion.Identity.Features.Accounts;

/// <summary>The accounts of the caller's own tenant, oldest first.</summary>
public static class ListAccounts
{
    /// <summary>One account. <c>LockedUntil</c> says when it may sign in again after too many wrong passwords; it is absent where it may now.</summary>
    public sealed record Row(
        Guid Id, string UserName, string DisplayName, Guid TenantId, Guid? PersonId, bool MustChangePassword, IReadOnlyList<Grant> Grants, DateTimeOffset? LockedUntil);

    private sealed record Cursor(Guid Id);

    public static void Map(RouteGroupBuilder accounts)
    {
        accounts.MapGet("/", Handle);
        accounts.MapGet("/{id:guid}", HandleOne);
    }

    private static async Task<Page<Row>> Handle(
        [AsParameters] PageRequest page, HttpContext http, ClaimsPrincipal caller, IdentityDb db, CountTheTries tries, CancellationToken ct)
    {
        var tenant = caller.Tenant();
        var after = page.Start<Cursor>()?.Id ?? Guid.Empty;
        var rows = await Rows(db.Accounts.Where(a => a.TenantId == tenant && a.Id > after).OrderBy(a => a.Id).Take(page.Size + 1), tries, ct);
        return http.Page(page, rows, row => new Cursor(row.Id));
    }

    private static async Task<Results<Ok<Row>, NotFound>> HandleOne(
        Guid id, ClaimsPrincipal caller, IdentityDb db, CountTheTries tries, CancellationToken ct)
    {
        var tenant = caller.Tenant();
        var rows = await Rows(db.Accounts.Where(a => a.TenantId == tenant && a.Id == id), tries, ct);
        return rows is [var row] ? TypedResults.Ok(row) : TypedResults.NotFound();
    }

    private static async Task<List<Row>> Rows(IQueryable<Account> accounts, CountTheTries tries, CancellationToken ct)
    {
        var found = await accounts
            .Select(a => new
            {
                a.NormalizedUserName,
                Row = new Row(a.Id, a.UserName!, a.DisplayName, a.TenantId, a.PersonId, a.MustChangePassword,
                    a.Grants.OrderBy(g => g.Role).Select(g => new Grant(g.Role, g.OrganizationId)).ToList(), null),
            })
            .AsNoTracking().ToListAsync(ct);

        var locked = await tries.Locked([.. found.Select(f => f.NormalizedUserName!)], ct);
        return [.. found.Select(f => locked.TryGetValue(f.NormalizedUserName!, out var until) ? f.Row with { LockedUntil = until } : f.Row)];
    }
}
