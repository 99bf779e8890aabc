using Microsoft.EntityFrameworkCore;
using StudentUnion.Membership.Domain;
using StudentUnion.Membership.Domain.Learning;

namespace StudentUnion.Membership.Data;

/// <summary>Plans, sessions, attendance and certificates: a tenant's rows, behind row-level security.</summary>
internal static class LearningTables
{
    public static void MapLearning(this ModelBuilder model)
    {
        model.Entity<StudyPlan>(plan =>
        {
            plan.ToTable("study_plans").HasKey(p => p.Id);
            plan.Property(p => p.Id).ValueGeneratedNever();
            plan.Property(p => p.Semester).HasConversion(s => s.Code, code => Semester.Of(code)!.Value);
            plan.Property(p => p.Audience).HasConversion<string>();
            plan.Property(p => p.Version).IsConcurrencyToken();
            plan.HasIndex(p => new { p.TenantId, p.Semester, p.Id });
        });
        model.Entity<StudySession>(session =>
        {
            session.ToTable("study_sessions").HasKey(s => s.Id);
            session.Property(s => s.Id).ValueGeneratedNever();
            session.Property(s => s.Semester).HasConversion(s => s.Code, code => Semester.Of(code)!.Value);
            session.Property(s => s.Kind).HasConversion<string>();
            session.HasOne<StudyPlan>().WithMany().HasForeignKey(s => s.PlanId);
            session.HasIndex(s => new { s.TenantId, s.StartsAt, s.Id });
            session.HasIndex(s => new { s.TenantId, s.Semester, s.Kind });
        });
        model.Entity<Attendance>(attendance =>
        {
            attendance.ToTable("study_attendance").HasKey(a => new { a.SessionId, a.PersonId }).HasName(LearningRules.AttendsOnce.Code);
            attendance.HasOne<StudySession>().WithMany().HasForeignKey(a => a.SessionId);
            attendance.HasIndex(a => new { a.TenantId, a.PersonId });
        });
        model.Entity<CheckInTries>(tries =>
        {
            tries.ToTable("check_in_tries").HasKey(t => new { t.SessionId, t.PersonId });
            tries.HasOne<StudySession>().WithMany().HasForeignKey(t => t.SessionId);
        });
        model.Entity<TrainingCertificate>(certificate =>
        {
            certificate.ToTable("training_certificates").HasKey(c => new { c.TenantId, c.PersonId, c.Semester });
            certificate.Property(c => c.Semester).HasConversion(s => s.Code, code => Semester.Of(code)!.Value);
            certificate.Property(c => c.Code).HasMaxLength(TrainingCertificate.CodeLength);
            certificate.HasIndex(c => c.Code).IsUnique();
        });
    }

    /// <summary>The session, locked until the transaction ends: nobody checks in while it is being closed, and it is closed once.</summary>
    public static async Task<StudySession?> LockSession(this MembershipDb db, Guid id, CancellationToken ct)
    {
        await db.Database.ExecuteSqlAsync($"select from study_sessions where id = {id} for update", ct);
        return await db.StudySessions.SingleOrDefaultAsync(s => s.Id == id, ct);
    }

    /// <summary>The session as many may check in to it at once, but not while it is being closed.</summary>
    public static async Task<StudySession?> ShareSession(this MembershipDb db, Guid id, CancellationToken ct)
    {
        await db.Database.ExecuteSqlAsync($"select from study_sessions where id = {id} for share", ct);
        return await db.StudySessions.SingleOrDefaultAsync(s => s.Id == id, ct);
    }

    /// <summary>The plan, locked until the transaction ends: it is not revised while a session under it is closed.</summary>
    public static async Task<StudyPlan?> LockPlan(this MembershipDb db, Guid id, CancellationToken ct)
    {
        await db.Database.ExecuteSqlAsync($"select from study_plans where id = {id} for update", ct);
        return await db.StudyPlans.SingleOrDefaultAsync(p => p.Id == id, ct);
    }

    /// <summary>What a person has tried at a session, locked: of their requests at once one is looked at after the other.</summary>
    public static async Task<CheckInTries> LockTries(this MembershipDb db, StudySession session, Guid person, CancellationToken ct)
    {
        await db.Database.ExecuteSqlAsync(
            $"""
            insert into check_in_tries (tenant_id, session_id, person_id, wrong) values ({session.TenantId}, {session.Id}, {person}, 0)
            on conflict (session_id, person_id) do update set wrong = check_in_tries.wrong
            """, ct);
        return await db.CheckInTries.SingleAsync(t => t.SessionId == session.Id && t.PersonId == person, ct);
    }
}
