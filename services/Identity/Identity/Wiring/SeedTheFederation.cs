using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using StudentUnion.Identity.Data;
using StudentUnion.Identity.Domain;
using StudentUnion.Membership.Contracts;

namespace StudentUnion.Identity.Wiring;

/// <summary>
/// In Development only: the one account from which every other demonstration account is opened through the API. A Production system gets its first account
/// from whoever operates it, never from the program.
/// </summary>
internal sealed class SeedTheFederation(
    IServiceScopeFactory scopes, IConfiguration configuration, IPasswordHasher<Account> hasher, ILookupNormalizer normalizer, TimeProvider clock) : IHostedService
{
    public const string UserName = "federation";
    public const string Password = "Xuelian-2026";

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IdentityDb>();
        var name = normalizer.NormalizeName(UserName);
        var federation = configuration.GetValue<Guid?>("Federation:Id") ?? TheFederation.Id;

        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtext('seed the federation'))", cancellationToken);
        if (await db.Accounts.AnyAsync(a => a.NormalizedUserName == name, cancellationToken)) return;

        // Membership announces the same with a version of its own; until then the federation is known by this.
        var (called, kind) = (configuration["Federation:Name"] ?? TheFederation.Name, KnownOrganization.FederationKind);
        await db.Database.ExecuteSqlAsync(
            $"insert into organizations (id, name, kind, tenant, active, version) values ({federation}, {called}, {kind}, {federation}, true, 0) on conflict do nothing", cancellationToken);

        var now = clock.GetUtcNow();
        var account = new Account
        {
            Id = Guid.CreateVersion7(now),
            UserName = UserName,
            NormalizedUserName = name,
            DisplayName = "学联秘书处",
            TenantId = federation,
            OpenedAt = now,
            SecurityStamp = Stamps.New(),
        };
        account.PasswordHash = hasher.HashPassword(account, Password);
        account.Grants.Add(new RoleGrant { AccountId = account.Id, Role = Roles.FederationStaff, OrganizationId = federation, GrantedAt = now });
        db.Add(account);

        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
