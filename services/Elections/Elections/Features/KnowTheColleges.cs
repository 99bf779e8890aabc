using Microsoft.EntityFrameworkCore;
using StudentUnion.Elections.Data;
using StudentUnion.Membership.Contracts;
using StudentUnion.ServiceDefaults;

namespace StudentUnion.Elections.Features;

/// <summary>Keeps note of the colleges, since only they hold congresses of their own below the university's. Older news than what is known is ignored.</summary>
public sealed class KnowTheColleges(ElectionsDb db) : IHear<OrganizationRegistered>
{
    private const string College = "college";

    public async Task Hear(OrganizationRegistered said, CancellationToken ct)
    {
        if (said.Kind != College) return;

        await db.ActFor(said.TenantId, ct);
        await db.Database.ExecuteSqlAsync(
            $"""
            insert into colleges (id, tenant_id, active, version) values ({said.OrganizationId}, {said.TenantId}, {said.Active}, {said.Version})
            on conflict (id) do update set active = excluded.active, version = excluded.version where colleges.version < excluded.version
            """, ct);
    }
}
