using Microsoft.EntityFrameworkCore;
using StudentUnion.Elections.Contracts;
using StudentUnion.Membership.Data;
using StudentUnion.Membership.Domain;
using StudentUnion.Membership.Domain.Offices;
using StudentUnion.Membership.Features.Offices;
using StudentUnion.ServiceDefaults;

namespace StudentUnion.Membership.Features.Presidium;

/// <summary>
/// A congress has elected and two officers have certified it: those elected hold office from then on. The congress is sovereign: a presidium that it made too large, or
/// somebody whose conditions do not hold, is raised as a finding and not turned away. (measure 6.2)
/// </summary>
internal sealed class AppointThePresidium(MembershipDb db, AcademicCalendar calendar, TimeProvider clock) : IHear<ElectionCertified>
{
    private const string PresidiumOffice = "presidium";

    public async Task Hear(ElectionCertified said, CancellationToken ct)
    {
        if (said.Office != PresidiumOffice) return;

        await db.ActFor(said.TenantId, ct);

        // One certificate at a time for an organization: two that cross would each miss the other's term.
        await db.LockOrganization(said.OrganizationId, ct);
        var terms = new PresidiumTerms(await db.Appointments.Include(a => a.History)
            .Where(a => a.OrganizationId == said.OrganizationId && a.Seat == Seat.Presidium).ToListAsync(ct));
        db.AddRange(terms.Seat(new Certificate(
            said.ElectionId, said.CongressId, said.TenantId, said.OrganizationId, said.CertifiedAt, [.. said.Elected.Select(e => (e.PersonId, e.Rank))])));

        var now = clock.GetUtcNow();
        db.AnnounceOffices(now);
        await db.SaveChangesAsync(ct);
        await db.Recheck(said.TenantId, calendar, now, ct, said.OrganizationId);
    }
}
