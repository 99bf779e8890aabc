using Microsoft.EntityFrameworkCore;
using StudentUnion.Elections.Data;
using StudentUnion.Membership.Contracts;
using StudentUnion.ServiceDefaults;

namespace StudentUnion.Elections.Features;

/// <summary>Keeps note of who is on the roster and still at the university, since only they can be delegates and candidates. Older news than what is known is ignored.</summary>
public sealed class KeepTheRoll(ElectionsDb db) : IHear<MembersEnrolled>
{
    public async Task Hear(MembersEnrolled said, CancellationToken ct)
    {
        await db.ActFor(said.TenantId, ct);

        var people = said.Members.Select(m => m.PersonId).ToArray();
        var colleges = said.Members.Select(m => m.College).ToArray();
        var active = said.Members.Select(m => m.Active ?? true).ToArray();
        await db.Database.ExecuteSqlAsync(
            $"""
            insert into members (tenant_id, person_id, college, active, as_of)
            select distinct on (person) {said.TenantId}, person, college, active, {said.AsOf}
            from unnest({people}, {colleges}, {active}) said(person, college, active) order by person
            on conflict (tenant_id, person_id) do update set college = excluded.college, active = excluded.active, as_of = excluded.as_of
                where members.as_of < excluded.as_of
            """, ct);
    }
}
