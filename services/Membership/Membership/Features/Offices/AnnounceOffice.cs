using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using StudentUnion.Membership.Contracts;
using StudentUnion.Membership.Data;
using StudentUnion.Membership.Domain.Offices;
using StudentUnion.ServiceDefaults;

namespace StudentUnion.Membership.Features.Offices;

/// <summary>Tells the other services how every appointment that is about to be saved stands.</summary>
internal static class AnnounceOffice
{
    public static void AnnounceOffices(this MembershipDb db, DateTimeOffset now)
    {
        db.ChangeTracker.DetectChanges();
        foreach (var entry in db.ChangeTracker.Entries<Appointment>().Where(e => e.State is EntityState.Added or EntityState.Modified).ToList())
            db.Announce(entry.Entity, now);
    }

    public static void Announce(this MembershipDb db, Appointment a, DateTimeOffset now) => db.Publish(
        new OfficeHeld(a.Id, a.TenantId, a.OrganizationId, a.PersonId, a.Post, JsonNamingPolicy.CamelCase.ConvertName(a.Seat.ToString()), JsonNamingPolicy.CamelCase.ConvertName(a.Source.ToString()),
            a.Since, a.Until, a.SuspendedSince, a.Version),
        a.OrganizationId, now);
}
