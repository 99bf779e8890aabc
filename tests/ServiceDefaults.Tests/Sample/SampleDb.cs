using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace StudentUnion.ServiceDefaults.Tests.Sample;

/// <summary>A note that belongs to a tenant: the smallest thing a service can keep.</summary>
public sealed class Note
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid TenantId { get; init; }
    public required string Text { get; set; }
    public uint Version { get; init; }
}

/// <summary>What the sample service heard, in the order it heard it.</summary>
public sealed class Heard
{
    public long Position { get; init; }
    public required Guid Key { get; init; }
    public required int Number { get; init; }
}

public sealed class SampleDb(DbContextOptions<SampleDb> options) : DbContext(options)
{
    public DbSet<Note> Notes => Set<Note>();
    public DbSet<Heard> Heard => Set<Heard>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Note>(note =>
        {
            note.Property(n => n.Version).IsRowVersion();
            note.HasIndex(n => new { n.TenantId, n.Text }).IsUnique().HasDatabaseName(SampleRules.TextIsNew.Code);
        });
        modelBuilder.Entity<Heard>().HasKey(h => h.Position);
        modelBuilder.MapMessaging();
    }
}

public sealed class SampleDbAtDesign : IDesignTimeDbContextFactory<SampleDb>
{
    public SampleDb CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SampleDb>().UseNpgsql("Host=127.0.0.1").UseSnakeCaseNamingConvention().Options);
}

public static class SampleRules
{
    public static readonly Rule TextIsNew = new("sample.text-is-new", "内容不得重复。", "A note says something new.", "test");
    public static readonly Rule TextIsKind = new("sample.text-is-kind", "内容应当友善。", "A note is kind.", "test");
    public static readonly IReadOnlyList<Rule> All = [TextIsNew, TextIsKind];
}
