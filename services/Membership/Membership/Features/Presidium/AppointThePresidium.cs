using Microsoft.EntityFrameworkCore;
using StudentUnion.Elections.Contracts;
using StudentUnion.Membership.Data;
using StudentUnion.Membership.Domain;
using StudentUnion.ServiceDefaults;

namespace StudentUnion.Membership.Features.Presidium;

/// <summary>A congress has elected and two officers have certified it: those elected hold office from then on. (measure 6.2)</summary>
internal sealed class AppointThePresidium(MembershipDb db) : IHear<ElectionCertified>
{
    private const string PresidiumOffice = "presidium";

    public async Task Hear(ElectionCertified said, CancellationToken ct)
    {
        if (said.Office != PresidiumOffice) return;

        await db.ActFor(said.TenantId, ct);

        // One certificate at a time for an organization: two that cross would each miss the other's term.
        await db.Database.ExecuteSqlAsync($"select from organizations where id = {said.OrganizationId} for update", ct);
        var terms = new PresidiumTerms(await db.Appointments.Where(a => a.OrganizationId == said.OrganizationId).ToListAsync(ct));
        db.AddRange(terms.Seat(new Certificate(
            said.ElectionId, said.CongressId, said.TenantId, said.OrganizationId, said.CertifiedAt, [.. said.Elected.Select(e => (e.PersonId, e.Rank))])));
    }
}
