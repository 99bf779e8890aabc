using Microsoft.EntityFrameworkCore;
using StudentUnion.Membership.Domain;
using StudentUnion.Membership.Domain.Offices;

namespace StudentUnion.Membership.Data;

/// <summary>Offices as they are stored. Limits and posts are public fact and the same for all; everything else is a tenant's.</summary>
internal static class OfficeTables
{
    public static void MapOffices(this ModelBuilder model)
    {
        model.Entity<Appointment>(appointment =>
        {
            appointment.ToTable("appointments").HasKey(a => a.Id);
            appointment.Property(a => a.Id).ValueGeneratedNever();
            appointment.Property(a => a.Seat).HasConversion<string>().HasDefaultValue(Seat.Presidium).HasSentinel((Seat)(-1));
            appointment.Property(a => a.Source).HasConversion<string>().HasDefaultValue(AppointmentSource.Elected).HasSentinel((AppointmentSource)(-1));
            appointment.Property(a => a.Ending).HasConversion<string>();
            appointment.Property(a => a.Version).IsConcurrencyToken();
            appointment.HasMany(a => a.History).WithOne().HasForeignKey(e => e.AppointmentId);
            appointment.HasOne<Organization>().WithMany().HasForeignKey(a => a.DepartmentId);
            appointment.HasIndex(a => new { a.ElectionId, a.PersonId }).IsUnique().HasDatabaseName(MembershipRules.AppointedOncePerElection.Code);
            appointment.HasIndex(a => new { a.OrganizationId, a.PersonId }).IsUnique().HasDatabaseName(MembershipRules.HoldsOneSeat.Code)
                .HasFilter("until is null and seat in ('Presidium', 'Department')");
            appointment.HasIndex(a => new { a.OrganizationId, a.Seat }).IsUnique().HasDatabaseName(OfficeRules.OneHolder.Code)
                .HasFilter("until is null and seat in ('Branch', 'Secretariat')");
            appointment.HasIndex(a => new { a.TenantId, a.OrganizationId, a.Since, a.Id });
            appointment.HasIndex(a => a.PersonId);
        });
        model.Entity<AppointmentEvent>(entry =>
        {
            entry.ToTable("appointment_history").HasKey(e => new { e.AppointmentId, e.Version });
            entry.Property(e => e.Version).ValueGeneratedNever();
            entry.Property(e => e.What).HasConversion<string>();
        });
        model.Entity<PostTemplate>(post =>
        {
            post.ToTable("post_templates").HasKey(p => p.Code);
            post.Property(p => p.Seat).HasConversion<string>();
            post.HasData(PostTemplate.Defaults);
        });
        model.Entity<Limit>(limit =>
        {
            limit.ToTable("limits").HasKey(l => new { l.Key, l.Level, l.FromYear, l.SizeFrom });
            limit.Property(l => l.Level).HasConversion<string>();
            limit.HasData(Limit.Defaults);
        });
        model.Entity<Exemption>(exception =>
        {
            exception.ToTable("exemptions").HasKey(e => e.Id);
            exception.Property(e => e.Id).ValueGeneratedNever();
            exception.HasIndex(e => new { e.OrganizationId, e.Key, e.Year });
        });
        model.Entity<Standing>(standing =>
        {
            standing.ToTable("standings").HasKey(s => new { s.TenantId, s.PersonId, s.Scope, s.Semester });
            standing.Property(s => s.Scope).HasConversion<string>();
        });
        model.Entity<Supervisor>(supervisor =>
        {
            supervisor.ToTable("supervisors").HasKey(s => s.Id);
            supervisor.Property(s => s.Id).ValueGeneratedNever();
            supervisor.Property(s => s.Title).HasConversion<string>();
            supervisor.HasOne<Organization>().WithMany().HasForeignKey(s => s.BodyId);
            supervisor.HasIndex(s => new { s.TenantId, s.BodyId, s.Name });
        });
        model.Entity<OfficeFinding>(finding =>
        {
            finding.ToTable("office_findings").HasKey(f => f.Id);
            finding.Property(f => f.Id).ValueGeneratedNever();
            finding.Property(f => f.Outcome).HasConversion<string>();
            finding.HasIndex(f => new { f.TenantId, f.SettledAt, f.Id });
            finding.HasIndex(f => new { f.OrganizationId, f.AppointmentId, f.Rule });
        });
    }
}
