using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using StudentUnion.Elections.Domain;
using StudentUnion.Elections.Domain.Counting;
using StudentUnion.ServiceDefaults;

namespace StudentUnion.Elections.Data;

/// <summary>Congresses, delegates and elections. Ballots are not here: they lie behind a wall of their own, see <c>Box/</c>.</summary>
public sealed class ElectionsDb(DbContextOptions<ElectionsDb> options) : DbContext(options)
{
    private static readonly JsonSerializerOptions Frozen = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) } };

    public DbSet<Congress> Congresses => Set<Congress>();
    public DbSet<DelegateSeat> Delegates => Set<DelegateSeat>();
    public DbSet<Election> Elections => Set<Election>();
    public DbSet<College> Colleges => Set<College>();
    public DbSet<Member> Members => Set<Member>();
    public DbSet<Setting> Settings => Set<Setting>();
    public DbSet<ClosingTime> ClosingTimes => Set<ClosingTime>();

    /// <summary>The congress, locked until the transaction ends: its figures and its open elections change under this lock only.</summary>
    public async Task<Congress?> LockCongress(Guid id, CancellationToken ct)
    {
        await Database.ExecuteSqlAsync($"select 1 from congresses where id = {id} for update", ct);
        return await Congresses.SingleOrDefaultAsync(c => c.Id == id, ct);
    }

    /// <summary>The election with its ballot and signatures, locked until the transaction ends: of two acts at once the second sees what the first did.</summary>
    public async Task<Election?> LockElection(Guid id, CancellationToken ct)
    {
        // A statement of its own: composed over the locking query, EF forgets the names of the method's columns (dotnet/efcore#37355).
        await Database.ExecuteSqlAsync($"select 1 from elections where id = {id} for update", ct);
        return await Elections.Include(e => e.Candidates).Include(e => e.Certifications).AsSplitQuery().SingleOrDefaultAsync(e => e.Id == id, ct);
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Congress>(congress =>
        {
            congress.ToTable("congresses").HasKey(c => c.Id);
            congress.Property(c => c.Id).ValueGeneratedNever();
            congress.HasIndex(c => new { c.TenantId, c.Id });
            congress.Property(c => c.Level).HasConversion<string>();
        });
        modelBuilder.Entity<DelegateSeat>(row => row.ToTable("delegates").HasKey(d => new { d.CongressId, d.PersonId }));
        modelBuilder.Entity<College>(college =>
        {
            college.ToTable("colleges").HasKey(c => c.Id);
            college.Property(c => c.Id).ValueGeneratedNever();
        });
        modelBuilder.Entity<Member>(row =>
        {
            row.ToTable("members").HasKey(m => new { m.TenantId, m.PersonId });
            row.Property(m => m.Active).HasDefaultValue(true).HasSentinel(true);
        });
        modelBuilder.Entity<Setting>(row =>
        {
            row.ToTable("settings").HasKey(s => s.Key);
            row.HasData(Domain.Settings.Defaults);
        });
        modelBuilder.Entity<ClosingTime>(row =>
        {
            row.ToTable("closing_times").HasKey(c => c.ElectionId);
            row.HasIndex(c => c.ClosesAt);
        });
        modelBuilder.Entity<Election>(MapElection);
        modelBuilder.Entity<Candidate>(candidate =>
        {
            candidate.ToTable("candidates").HasKey(c => new { c.ElectionId, c.Number });
            candidate.HasIndex(c => new { c.ElectionId, c.PersonId }).IsUnique().HasDatabaseName(ElectionRules.CandidateStandsOnce.Code);
        });
        modelBuilder.Entity<Certification>(row => row.ToTable("certifications").HasKey(c => new { c.ElectionId, c.Account }));
        modelBuilder.MapMessaging();
    }

    private static void MapElection(EntityTypeBuilder<Election> election)
    {
        election.ToTable("elections").HasKey(e => e.Id);
        election.Property(e => e.Id).ValueGeneratedNever();
        election.HasIndex(e => new { e.TenantId, e.Id });
        election.HasIndex(e => e.CongressId);
        election.Property(e => e.Office).HasConversion<string>();
        election.Property(e => e.State).HasConversion<string>();
        election.Property(e => e.Version).IsConcurrencyToken();
        election.ComplexProperty(e => e.Method, method =>
        {
            method.Property(m => m.Quorum).HasConversion<string>();
            method.Property(m => m.MajorityBase).HasConversion<string>();
            method.Property(m => m.Tie).HasConversion<string>();
        });
        election.Property(e => e.Result).HasColumnType("jsonb").HasConversion(
            result => JsonSerializer.Serialize(result, Frozen), stored => JsonSerializer.Deserialize<ElectionResult>(stored, Frozen));
        election.HasMany(e => e.Candidates).WithOne().HasForeignKey(c => c.ElectionId);
        election.HasMany(e => e.Certifications).WithOne().HasForeignKey(c => c.ElectionId);
    }
}

/// <summary>When an open election closes by itself. The only list across tenants: it holds ids and a time, and whoever works it off sees that tenant's rows only.</summary>
public sealed class ClosingTime
{
    public required Guid ElectionId { get; init; }

    /// <summary>The tenant; not named <c>tenant_id</c>, since the list is read before a tenant is known.</summary>
    public required Guid OrganizationId { get; init; }

    public required DateTimeOffset ClosesAt { get; init; }
}
