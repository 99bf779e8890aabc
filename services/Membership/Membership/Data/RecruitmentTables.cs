using Microsoft.EntityFrameworkCore;
using StudentUnion.Membership.Domain;
using StudentUnion.Membership.Domain.Draws;
using StudentUnion.Membership.Domain.Offices;
using StudentUnion.Membership.Domain.Recruitment;

namespace StudentUnion.Membership.Data;

/// <summary>Recruitment as it is stored. The chains are the same for all; everything else is a tenant's.</summary>
internal static class RecruitmentTables
{
    public static void MapRecruitment(this ModelBuilder model)
    {
        model.Entity<ChainBody>(body =>
        {
            body.ToTable("approval_chains").HasKey(b => new { b.Kind, b.Level, b.Step, b.Body });
            body.Property(b => b.Kind).HasConversion<string>();
            body.Property(b => b.Level).HasConversion<string>();
            body.Property(b => b.Body).HasConversion<string>();
            body.Property(b => b.Of).HasConversion<string>();
            body.HasData(ChainBody.Defaults);
        });
        model.Entity<RecruitmentCall>(call =>
        {
            call.ToTable("calls").HasKey(c => c.Id);
            call.Property(c => c.Id).ValueGeneratedNever();
            call.Property(c => c.Kind).HasConversion<string>();
            call.Property(c => c.Level).HasConversion<string>();
            call.Property(c => c.State).HasConversion<string>();
            call.HasOne<Organization>().WithMany().HasForeignKey(c => c.OrganizationId);
            call.HasMany(c => c.Posts).WithOne().HasForeignKey(p => p.CallId);
            call.HasIndex(c => new { c.TenantId, c.Id });
        });
        model.Entity<CallPost>(post =>
        {
            post.ToTable("call_posts").HasKey(p => new { p.CallId, p.Number });
            post.HasOne<PostTemplate>().WithMany().HasForeignKey(p => p.Post);
            post.HasOne<Organization>().WithMany().HasForeignKey(p => p.DepartmentId);
            post.HasOne<Draw>().WithMany().HasForeignKey(p => p.DrawId);
        });
        model.Entity<Application>(application =>
        {
            application.ToTable("applications").HasKey(a => a.Id);
            application.Property(a => a.Id).ValueGeneratedNever();
            application.Property(a => a.Kind).HasConversion<string>();
            application.Property(a => a.State).HasConversion<string>();
            application.Property(a => a.Score).HasPrecision(7, 4);
            application.Property(a => a.Version).IsConcurrencyToken();
            application.Property(a => a.Seen).HasColumnType("jsonb").HasConversion(MembershipDb.AsJson<SeenPoint>.Converter, MembershipDb.AsJson<SeenPoint>.SetOnce);
            application.HasOne<CallPost>().WithMany().HasForeignKey(a => new { a.CallId, a.PostNumber });
            application.HasMany(a => a.Approvals).WithOne().HasForeignKey(a => a.ApplicationId);
            application.HasMany(a => a.History).WithOne().HasForeignKey(e => e.ApplicationId);
            application.HasIndex(a => new { a.CallId, a.PersonId }).IsUnique().HasDatabaseName(RecruitmentRules.AppliesOnce.Code);
            application.HasIndex(a => a.PersonId);
        });
        model.Entity<ApplicationEvent>(entry =>
        {
            entry.ToTable("application_history").HasKey(e => new { e.ApplicationId, e.Version });
            entry.Property(e => e.Version).ValueGeneratedNever();
            entry.Property(e => e.State).HasConversion<string>();
        });
        model.Entity<Approval>(approval =>
        {
            approval.ToTable("approvals").HasKey(a => new { a.ApplicationId, a.Step, a.Kind });
            approval.Property(a => a.Kind).HasConversion<string>();
            approval.Property(a => a.Verdict).HasConversion<string>();
            approval.HasOne<Organization>().WithMany().HasForeignKey(a => a.BodyId);
            // The inbox: what waits for a body, the nearest deadline first.
            approval.HasIndex(a => new { a.BodyId, a.DueAt, a.ApplicationId }).HasFilter("verdict is null and due_at is not null");
        });
        model.Entity<Delegation>(delegation =>
        {
            delegation.ToTable("delegations").HasKey(d => d.Id);
            delegation.Property(d => d.Id).ValueGeneratedNever();
            delegation.HasOne<Organization>().WithMany().HasForeignKey(d => d.BodyId);
            delegation.HasIndex(d => new { d.ToAccount, d.Until });
        });
        model.Entity<Objection>(objection =>
        {
            objection.ToTable("objections").HasKey(o => o.Id);
            objection.Property(o => o.Id).ValueGeneratedNever();
            objection.Property(o => o.Answer).HasConversion<string>();
            objection.HasOne<Application>().WithMany().HasForeignKey(o => o.ApplicationId);
        });
    }
}
