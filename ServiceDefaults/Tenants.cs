using System.Data;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace StudentUnion.ServiceDefaults;

/// <summary>Whose rows a transaction may see. Outside such a transaction row-level security shows none.</summary>
public static class Tenants
{
    /// <summary>The setting that every row-level policy compares with <c>tenant_id</c>.</summary>
    public const string Setting = "app.tenant";

    /// <summary>Runs each request of the group in one transaction of the caller's tenant, committed when the handler returns.</summary>
    public static RouteGroupBuilder InTenant<TDb>(this RouteGroupBuilder group) where TDb : DbContext =>
        group.AddEndpointFilter(async (context, next) =>
        {
            var http = context.HttpContext;
            var db = http.RequestServices.GetRequiredService<TDb>();
            await using var transaction = await db.BeginFor(http.User.Tenant(), http.RequestAborted);

            var result = await next(context);

            // From here on the answer and the database must agree, even if the caller has hung up.
            await transaction.CommitAsync(CancellationToken.None);
            return result;
        });

    /// <summary>Opens a transaction that sees the rows of one tenant.</summary>
    public static async Task<IDbContextTransaction> BeginFor(this DbContext db, Guid tenant, CancellationToken ct)
    {
        var transaction = await db.Database.BeginTransactionAsync(IsolationLevel.ReadCommitted, ct);
        await db.ActFor(tenant, ct);
        return transaction;
    }

    /// <summary>Lets the open transaction see the rows of one tenant. The setting ends with the transaction: a pooled connection carries nothing over.</summary>
    public static Task ActFor(this DbContext db, Guid tenant, CancellationToken ct)
    {
        if (db.Database.CurrentTransaction is null)
            throw new InvalidOperationException("A tenant is set inside a transaction; outside one the setting would be lost at once.");

        return db.Database.ExecuteSqlAsync($"select set_config({Setting}, {tenant.ToString()}, true)", ct);
    }
}
