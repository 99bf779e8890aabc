using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using StudentUnion.Membership.Domain;
using StudentUnion.Membership.Domain.Draws;
using StudentUnion.Membership.Domain.Exchanges;
using StudentUnion.Membership.Domain.Indicators;
using StudentUnion.Membership.Domain.Learning;
using StudentUnion.Membership.Domain.Offices;
using StudentUnion.Membership.Domain.Recruitment;
using StudentUnion.Membership.Domain.Registers;
using StudentUnion.Membership.Domain.Rotation;
using StudentUnion.Membership.Domain.Students;
using StudentUnion.ServiceDefaults;

namespace StudentUnion.Membership.Data;

/// <summary>
/// The register. The directory of organizations is public fact and has no <c>tenant_id</c>; students, roster imports, appointments, draws and learning are a
/// tenant's and stand behind row-level security.
/// </summary>
public sealed class MembershipDb(DbContextOptions<MembershipDb> options) : DbContext(options)
{
    /// <summary>Numbers the merges: what a later merge said of a student is newer.</summary>
    public const string MergeNumbers = "roster_merges";

    // Bytes in their own order: names sort alike everywhere, and row-level security lets such comparisons use an index.
    private const string PlainOrder = "C";

    public DbSet<Organization> Organizations => Set<Organization>();
    public DbSet<InstitutionImport> InstitutionImports => Set<InstitutionImport>();
    public DbSet<StoredDifference> InstitutionDifferences => Set<StoredDifference>();
    public DbSet<Student> Students => Set<Student>();
    public DbSet<RosterImport> RosterImports => Set<RosterImport>();
    public DbSet<StoredFinding> RosterFindings => Set<StoredFinding>();
    public DbSet<RosterJob> RosterJobs => Set<RosterJob>();
    public DbSet<Appointment> Appointments => Set<Appointment>();
    public DbSet<Draw> Draws => Set<Draw>();
    public DbSet<RegisterImport> RegisterImports => Set<RegisterImport>();
    public DbSet<Correction> Corrections => Set<Correction>();
    public DbSet<Replay> Replays => Set<Replay>();
    public DbSet<Indicator> Indicators => Set<Indicator>();
    public DbSet<Limit> Limits => Set<Limit>();
    public DbSet<Exemption> Exemptions => Set<Exemption>();
    public DbSet<PostTemplate> PostTemplates => Set<PostTemplate>();
    public DbSet<Standing> Standings => Set<Standing>();
    public DbSet<Supervisor> Supervisors => Set<Supervisor>();
    public DbSet<OfficeFinding> OfficeFindings => Set<OfficeFinding>();
    public DbSet<RotationPlan> RotationPlans => Set<RotationPlan>();
    public DbSet<RotationShift> RotationShifts => Set<RotationShift>();
    public DbSet<RotationSwap> RotationSwaps => Set<RotationSwap>();
    public DbSet<HandOver> HandOvers => Set<HandOver>();
    public DbSet<PostExchange> PostExchanges => Set<PostExchange>();
    public DbSet<StudyPlan> StudyPlans => Set<StudyPlan>();
    public DbSet<StudySession> StudySessions => Set<StudySession>();
    public DbSet<Attendance> Attendance => Set<Attendance>();
    public DbSet<CheckInTries> CheckInTries => Set<CheckInTries>();
    public DbSet<TrainingCertificate> TrainingCertificates => Set<TrainingCertificate>();
    public DbSet<ChainBody> ApprovalChains => Set<ChainBody>();
    public DbSet<RecruitmentCall> Calls => Set<RecruitmentCall>();
    public DbSet<Application> Applications => Set<Application>();
    public DbSet<Approval> Approvals => Set<Approval>();
    public DbSet<Delegation> Delegations => Set<Delegation>();
    public DbSet<Objection> Objections => Set<Objection>();

    /// <summary>The draw with its candidates, locked until the transaction ends: of two readings at once the second sees the first.</summary>
    public async Task<Draw?> LockDraw(Guid id, CancellationToken ct)
    {
        await Database.ExecuteSqlAsync($"select from draws where id = {id} for update", ct);
        return await Draws.Include(d => d.Candidates).Include(d => d.Readings).AsSplitQuery().SingleOrDefaultAsync(d => d.Id == id, ct);
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.HasSequence<long>(MergeNumbers);
        modelBuilder.Entity<Organization>(Map);
        modelBuilder.Entity<OrganizationEvent>(Map);
        modelBuilder.Entity<InstitutionImport>(Map);
        modelBuilder.Entity<StoredDifference>(difference =>
        {
            difference.ToTable("institution_differences").HasKey(d => new { d.ImportId, d.Ordinal });
            difference.Property(d => d.Kind).HasConversion<string>();
            difference.HasOne<InstitutionImport>().WithMany().HasForeignKey(d => d.ImportId);
        });
        modelBuilder.Entity<Student>(Map);
        modelBuilder.Entity<RosterImport>(Map);
        modelBuilder.Entity<StoredFinding>(finding =>
        {
            finding.ToTable("roster_findings").HasKey(f => new { f.ImportId, f.Line, f.Ordinal });
            finding.HasOne<RosterImport>().WithMany().HasForeignKey(f => f.ImportId);
        });
        modelBuilder.Entity<RosterJob>(job =>
        {
            job.ToTable("roster_jobs").HasKey(j => j.ImportId);
            job.Property(j => j.ImportId).ValueGeneratedNever();
            job.HasIndex(j => j.MergeNumber).IsUnique().HasFilter("merge_number is not null");
            job.HasIndex(j => j.OrganizationId);
        });
        modelBuilder.Entity<StagedRow>(row => row.ToTable("roster_staging").HasNoKey().IsUnlogged());
        modelBuilder.MapOffices();
        modelBuilder.Entity<RegisterImport>(Map);
        modelBuilder.Entity<Indicator>(indicator =>
        {
            indicator.ToTable("indicators").HasKey(i => new { i.OrganizationId, i.Semester, i.Measure });
            indicator.Property(i => i.Facts).HasColumnType("jsonb").HasConversion(AsJson<IndicatorFact>.Converter, AsJson<IndicatorFact>.SetOnce);
            indicator.HasIndex(i => new { i.MemberId, i.Semester });
            indicator.HasIndex(i => new { i.Semester, i.Measure });
        });
        modelBuilder.Entity<Replay>(replay =>
        {
            replay.ToTable("replays").HasKey(r => r.Id);
            replay.Property(r => r.Id).ValueGeneratedNever();
        });
        modelBuilder.Entity<Correction>(correction =>
        {
            correction.ToTable("corrections").HasKey(c => c.Id);
            correction.Property(c => c.Id).ValueGeneratedNever();
            correction.Property(c => c.Item).HasConversion<string>();
            correction.Property(c => c.State).HasConversion<string>();
            correction.HasIndex(c => new { c.PersonId, c.Item }).IsUnique().HasFilter("state = 'Open'").HasDatabaseName(StudentRules.CorrectionIsNew.Code);
            correction.HasIndex(c => new { c.TenantId, c.State, c.Id });
        });
        modelBuilder.MapRecruitment();
        modelBuilder.Entity<Draw>(Map);
        modelBuilder.Entity<DrawCandidate>(candidate =>
        {
            candidate.ToTable("draw_candidates").HasKey(c => new { c.DrawId, c.Number });
            candidate.HasIndex(c => new { c.DrawId, c.PersonId }).IsUnique().HasDatabaseName(MembershipRules.DrawCandidateStandsOnce.Code);
        });
        modelBuilder.Entity<SeedReading>(reading => reading.ToTable("seed_readings").HasKey(r => new { r.DrawId, r.Account }));
        modelBuilder.MapRotation();
        modelBuilder.MapLearning();
        modelBuilder.MapMessaging();
    }

    private static void Map(EntityTypeBuilder<Organization> organization)
    {
        organization.ToTable("organizations").HasKey(o => o.Id);
        organization.Property(o => o.Id).ValueGeneratedNever();
        organization.Property(o => o.Kind).HasConversion<string>();
        organization.Property(o => o.Status).HasConversion<string>();
        organization.Property(o => o.Level).HasConversion<string>();
        organization.Property(o => o.Name).HasMaxLength(Organization.MaxName).UseCollation(PlainOrder);
        organization.Property(o => o.Version).IsConcurrencyToken();
        organization.Property(o => o.TenantId).HasColumnName("member_id");
        organization.HasOne<Organization>().WithMany().HasForeignKey(o => o.SuccessorId);
        organization.HasIndex(o => new { o.TenantId, o.ParentId, o.Kind, o.Name });
        organization.HasIndex(o => new { o.ParentId, o.Kind }).IsUnique().HasDatabaseName(OfficeRules.OneOfAKind.Code)
            .HasFilter($"status = '{nameof(OrganizationStatus.Active)}' and kind in ('{nameof(OrganizationKind.LeagueBranch)}', "
                + $"'{nameof(OrganizationKind.PartyCommittee)}', '{nameof(OrganizationKind.LeagueCommittee)}', '{nameof(OrganizationKind.StudentAffairs)}')");
        organization.HasOne<Organization>().WithMany().HasForeignKey(o => o.ParentId);
        organization.HasIndex(o => o.InstitutionCode).IsUnique().HasDatabaseName(MembershipRules.InstitutionCodeIsUnique.Code);
        organization.HasIndex(o => new { o.ParentId, o.Kind, o.Name }).IsUnique().HasDatabaseName(MembershipRules.NameIsFree.Code)
            .HasFilter($"status = '{nameof(OrganizationStatus.Active)}' and kind not in ('{nameof(OrganizationKind.Federation)}', '{nameof(OrganizationKind.StudentUnion)}')");
        organization.HasIndex(o => new { o.Name, o.Id });
        organization.HasMany(o => o.History).WithOne().HasForeignKey("OrganizationId");
    }

    private static void Map(EntityTypeBuilder<OrganizationEvent> entry)
    {
        entry.ToTable("organization_history");
        entry.Property<Guid>("OrganizationId");
        entry.HasKey("OrganizationId", nameof(OrganizationEvent.Version));
        entry.Property(e => e.Version).ValueGeneratedNever();
        entry.Property(e => e.What).HasConversion<string>();
    }

    private static void Map(EntityTypeBuilder<InstitutionImport> import)
    {
        import.ToTable("institution_imports").HasKey(i => i.Id);
        import.Property(i => i.Id).ValueGeneratedNever();
        import.Property(i => i.State).HasConversion<string>();
        import.ComplexProperty(i => i.Counts);
        import.Property(i => i.Rows).HasColumnType("jsonb").HasConversion(AsJson<ListedInstitution>.Converter, AsJson<ListedInstitution>.SetOnce);
        import.Property(i => i.Errors).HasColumnType("jsonb").HasConversion(AsJson<RowFinding>.Converter, AsJson<RowFinding>.SetOnce);
        import.HasIndex(i => i.Sequence).IsUnique().HasDatabaseName(MembershipRules.PreviewIsCurrent.Code);
    }

    private static void Map(EntityTypeBuilder<Student> student)
    {
        student.ToTable("students").HasKey(s => s.Id);
        student.Property(s => s.Id).ValueGeneratedNever();
        student.Property(s => s.StudentNumber).HasMaxLength(RosterRow.MaxNumber).UseCollation(PlainOrder);
        student.Property(s => s.Name).HasMaxLength(RosterRow.MaxText).UseCollation(PlainOrder);
        student.Property(s => s.College).HasMaxLength(RosterRow.MaxText).UseCollation(PlainOrder);
        student.HasIndex(s => new { s.TenantId, s.StudentNumber }).IsUnique().HasDatabaseName(MembershipRules.StudentNumberIsUnique.Code);
        student.HasIndex(s => new { s.TenantId, s.College, s.StudentNumber });
        student.HasIndex(s => new { s.TenantId, s.Name });
    }

    private static void Map(EntityTypeBuilder<RosterImport> import)
    {
        import.ToTable("roster_imports").HasKey(i => i.Id);
        import.Property(i => i.Id).ValueGeneratedNever();
        import.Property(i => i.State).HasConversion<string>();
        import.HasIndex(i => new { i.TenantId, i.Id });
    }

    private static void Map(EntityTypeBuilder<RegisterImport> import)
    {
        import.ToTable("register_imports").HasKey(i => i.Id);
        import.Property(i => i.Id).ValueGeneratedNever();
        import.Property(i => i.Kind).HasConversion<string>();
        import.Property(i => i.State).HasConversion<string>();
        import.Property(i => i.Rows).HasColumnType("jsonb").HasConversion(AsJson<RegisterRow>.Converter, AsJson<RegisterRow>.SetOnce);
        import.Property(i => i.Errors).HasColumnType("jsonb").HasConversion(AsJson<RowFinding>.Converter, AsJson<RowFinding>.SetOnce);
        import.HasIndex(i => new { i.TenantId, i.Id });
    }

    private static void Map(EntityTypeBuilder<Draw> draw)
    {
        draw.ToTable("draws").HasKey(d => d.Id);
        draw.Property(d => d.Id).ValueGeneratedNever();
        draw.Property(d => d.State).HasConversion<string>();
        draw.HasIndex(d => new { d.TenantId, d.Id });
        draw.HasMany(d => d.Candidates).WithOne().HasForeignKey(c => c.DrawId);
        draw.HasMany(d => d.Readings).WithOne().HasForeignKey(r => r.DrawId);
    }

    internal static class AsJson<T>
    {
        public static readonly Microsoft.EntityFrameworkCore.Storage.ValueConversion.ValueConverter<List<T>, string> Converter = new(
            list => JsonSerializer.Serialize(list, JsonSerializerOptions.Web),
            json => JsonSerializer.Deserialize<List<T>>(json, JsonSerializerOptions.Web)!);

        // Written once and never changed in place.
        public static readonly ValueComparer<List<T>> SetOnce = new((a, b) => ReferenceEquals(a, b), list => list.Count, list => list);
    }
}
