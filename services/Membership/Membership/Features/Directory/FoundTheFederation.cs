using Microsoft.EntityFrameworkCore;
using StudentUnion.Membership.Data;
using StudentUnion.Membership.Domain;

namespace StudentUnion.Membership.Features.Directory;

/// <summary>The federation exists from the first start on: everything else stands below it.</summary>
internal sealed class FoundTheFederation(IServiceScopeFactory scopes, Federation federation, TimeProvider clock) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<MembershipDb>();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);

        // Instances start together; the second finds it founded.
        await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtext('federation'))", cancellationToken);
        if (await db.Organizations.AnyAsync(o => o.Id == federation.Id, cancellationToken)) return;

        var now = clock.GetUtcNow();
        var founded = Organization.Federation(federation.Id, federation.Name, now);
        db.Add(founded);
        db.Announce(founded, now);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
