using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using OpenIddict.EntityFrameworkCore.Models;
using StudentUnion.Identity.Domain;
using StudentUnion.ServiceDefaults;

namespace StudentUnion.Identity.Data;

/// <summary>Accounts, what they are entrusted with, and the sessions and tokens that follow from it.</summary>
public sealed class IdentityDb(DbContextOptions<IdentityDb> options) : DbContext(options), IDataProtectionKeyContext
{
    public DbSet<Account> Accounts => Set<Account>();
    public DbSet<RoleGrant> Grants => Set<RoleGrant>();
    public DbSet<KnownOrganization> Organizations => Set<KnownOrganization>();
    public DbSet<SignInTry> SignInTries => Set<SignInTry>();
    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Account>(account =>
        {
            account.ToTable("accounts").HasKey(a => a.Id);
            account.Property(a => a.Id).ValueGeneratedNever();
            account.Property(a => a.UserName).HasMaxLength(64).IsRequired();
            account.Property(a => a.NormalizedUserName).HasMaxLength(64).IsRequired();
            account.Property(a => a.DisplayName).HasMaxLength(100);
            account.Property(a => a.PasswordHash).HasMaxLength(200).IsRequired();
            account.Property(a => a.SecurityStamp).HasMaxLength(64).IsRequired();
            account.Property(a => a.ConcurrencyStamp).HasMaxLength(64).IsConcurrencyToken();
            account.HasIndex(a => a.NormalizedUserName).IsUnique().HasDatabaseName(IdentityRules.UserNameIsUnique.Code);
            account.HasIndex(a => a.PersonId).IsUnique().HasDatabaseName(IdentityRules.PersonHasOneAccount.Code);
            account.HasIndex(a => new { a.TenantId, a.Id });
            account.HasMany(a => a.Grants).WithOne().HasForeignKey(g => g.AccountId);

            // Neither mail, telephone nor Identity's own lock-out is used; tries are counted per name (SignInTries).
            account.Ignore(a => a.Email).Ignore(a => a.NormalizedEmail).Ignore(a => a.EmailConfirmed).Ignore(a => a.PhoneNumber).Ignore(a => a.PhoneNumberConfirmed)
                .Ignore(a => a.TwoFactorEnabled).Ignore(a => a.LockoutEnd).Ignore(a => a.LockoutEnabled).Ignore(a => a.AccessFailedCount);
        });

        modelBuilder.Entity<RoleGrant>(grant =>
        {
            grant.ToTable("grants").HasKey(g => new { g.AccountId, g.Role, g.OrganizationId });
            grant.Property(g => g.Role).HasMaxLength(40);
        });

        modelBuilder.Entity<KnownOrganization>(organization =>
        {
            organization.ToTable("organizations").HasKey(o => o.Id);
            organization.Property(o => o.Id).ValueGeneratedNever();
            organization.Property(o => o.Name).HasMaxLength(200);
            organization.Property(o => o.Kind).HasMaxLength(40);
        });

        modelBuilder.Entity<SignInTry>(entry =>
        {
            entry.ToTable("sign_in_tries").HasKey(t => t.Key);
            entry.HasIndex(t => t.NameKey);
            entry.HasIndex(t => t.ForgetAt);
        });

        modelBuilder.Entity<DataProtectionKey>().ToTable("data_protection_keys");
        modelBuilder.UseOpenIddict<Guid>();
        modelBuilder.Entity<OpenIddictEntityFrameworkCoreApplication<Guid>>().ToTable("applications");
        modelBuilder.Entity<OpenIddictEntityFrameworkCoreAuthorization<Guid>>().ToTable("authorizations");
        modelBuilder.Entity<OpenIddictEntityFrameworkCoreScope<Guid>>().ToTable("scopes");
        modelBuilder.Entity<OpenIddictEntityFrameworkCoreToken<Guid>>().ToTable("tokens");

        modelBuilder.MapMessaging();
    }
}
