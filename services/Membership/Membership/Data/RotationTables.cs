using Microsoft.EntityFrameworkCore;
using StudentUnion.Membership.Domain.Exchanges;
using StudentUnion.Membership.Domain.Rotation;

namespace StudentUnion.Membership.Data;

/// <summary>The tables of rotation and post exchange.</summary>
internal static class RotationTables
{
    /// <summary>
    /// What the model cannot say; the migration runs it as it stands here. Days count from the first to the last; a plan taken back before it began has none.
    /// </summary>
    public const string Constraints = """
        create extension if not exists btree_gist;
        alter table rotation_plans add constraint "membership.rotation-plans-do-not-overlap"
          exclude using gist (organization_id with =, daterange(first_day, last_day + 1, '[)') with &&) where (state <> 'Draft');
        alter table post_exchanges add constraint "membership.exchanges-of-a-person-do-not-overlap"
          exclude using gist (person_id with =, daterange(first_day, last_day + 1, '[)') with &&) where (state <> 'Cancelled');
        """;

    public static void MapRotation(this ModelBuilder model)
    {
        model.Entity<RotationPlan>(plan =>
        {
            plan.ToTable("rotation_plans").HasKey(p => p.Id);
            plan.Property(p => p.Id).ValueGeneratedNever();
            plan.Property(p => p.From).HasColumnName("first_day");
            plan.Property(p => p.To).HasColumnName("last_day");
            plan.Property(p => p.State).HasConversion<string>();
            plan.Ignore(p => p.Days).Ignore(p => p.Standing);
            plan.HasIndex(p => new { p.TenantId, p.From, p.Id });
            plan.HasMany(p => p.Shifts).WithOne().HasForeignKey(s => s.PlanId);
            plan.HasMany(p => p.Swaps).WithOne().HasForeignKey(s => s.PlanId);
            plan.HasMany(p => p.History).WithOne().HasForeignKey(e => e.PlanId);
        });
        model.Entity<RotationShift>(shift =>
        {
            shift.ToTable("rotation_shifts").HasKey(s => s.Id);
            shift.Property(s => s.Id).ValueGeneratedNever();
            shift.Property(s => s.From).HasColumnName("first_day");
            shift.Property(s => s.To).HasColumnName("last_day");
            shift.Ignore(s => s.Days);
            shift.HasIndex(s => new { s.TenantId, s.PersonId });
        });
        model.Entity<RotationSwap>(swap =>
        {
            swap.ToTable("rotation_swaps").HasKey(s => s.Id);
            swap.Property(s => s.Id).ValueGeneratedNever();
            swap.Property(s => s.State).HasConversion<string>();
            swap.HasIndex(s => new { s.TenantId, s.WithPersonId }).HasFilter($"state = '{nameof(SwapState.Asked)}'");
        });
        model.Entity<RotationEntry>(entry =>
        {
            entry.ToTable("rotation_history").HasKey(e => new { e.PlanId, e.Version });
            entry.Property(e => e.Version).ValueGeneratedNever();
            entry.Property(e => e.What).HasConversion<string>();
            entry.Property(e => e.From).HasColumnName("first_day");
            entry.Property(e => e.To).HasColumnName("last_day");
        });
        model.Entity<HandOver>(note =>
        {
            note.ToTable("hand_overs").HasKey(h => h.ShiftId);
            note.Property(h => h.ShiftId).ValueGeneratedNever();
            note.Property(h => h.Text).HasMaxLength(HandOver.MaxText);
            note.HasOne<RotationShift>().WithOne().HasForeignKey<HandOver>(h => h.ShiftId);
        });
        model.Entity<PostExchange>(exchange =>
        {
            exchange.ToTable("post_exchanges").HasKey(e => e.Id);
            exchange.Property(e => e.Id).ValueGeneratedNever();
            exchange.Property(e => e.From).HasColumnName("first_day");
            exchange.Property(e => e.To).HasColumnName("last_day");
            exchange.Property(e => e.State).HasConversion<string>();
            exchange.Property(e => e.Grade).HasConversion<string>();
            exchange.HasIndex(e => new { e.TenantId, e.From, e.Id });
        });
    }
}
