using Microsoft.EntityFrameworkCore;
using StudentUnion.Identity.Data;
using StudentUnion.Membership.Contracts;
using StudentUnion.ServiceDefaults;

namespace StudentUnion.Identity.Features;

/// <summary>Keeps in mind which organizations exist, so that accounts and grants name real ones.</summary>
public sealed class KnowTheOrganizations(IdentityDb db) : IHear<OrganizationRegistered>
{
    public Task Hear(OrganizationRegistered said, CancellationToken ct) => db.Database.ExecuteSqlAsync(
        $"""
        insert into organizations as o (id, name, kind, tenant, active, version)
        values ({said.OrganizationId}, {said.Name}, {said.Kind}, {said.TenantId}, {said.Active}, {said.Version})
        on conflict (id) do update
            set name = excluded.name, kind = excluded.kind, tenant = excluded.tenant, active = excluded.active, version = excluded.version
            where o.version < excluded.version
        """, ct);
}
