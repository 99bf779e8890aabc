namespace StudentUnion.Api;

/// <summary>Who can log in and what they are charged with.</summary>
public sealed class IdentityApi
{
    private const string Base = "/api/identity/accounts";
    private readonly Transport _transport;

    internal IdentityApi(Transport transport) => _transport = transport;

    public Task<Created> CreateAccount(NewAccount account, string? key = null, CancellationToken ct = default) =>
        _transport.Create(Base, account, ApiJson.Default.NewAccount, ApiJson.Default.Created, key, ct);

    public Task<Page<Account>> Accounts(string? after = null, int? limit = null, CancellationToken ct = default) =>
        _transport.Get(Transport.Query(Base, ("after", after), ("limit", Transport.Number(limit))), ApiJson.Default.PageAccount, ct);

    public IAsyncEnumerable<Account> AllAccounts(CancellationToken ct = default) => Paging.All((after, stop) => Accounts(after, 500, stop), ct);

    public Task Grant(Guid account, RoleGrant grant, string? key = null, CancellationToken ct = default) =>
        _transport.Create($"{Base}/{account}/grants", grant, ApiJson.Default.RoleGrant, key, ct);

    public Task Revoke(Guid account, RoleGrant grant, CancellationToken ct = default) =>
        _transport.Done(new Call(HttpMethod.Delete, $"{Base}/{account}/grants/{grant.Role}@{grant.OrganizationId}") { Repeatable = true }, ct);

    public Task Unlock(Guid account, CancellationToken ct = default) => _transport.Act($"{Base}/{account}/unlock", ct);
}

/// <summary>The roles a person can be charged with, as tokens spell them.</summary>
public static class Roles
{
    public const string FederationStaff = "federation-staff";
    public const string UnionOfficer = "union-officer";
    public const string LeagueTeacher = "league-teacher";

    /// <summary>Granted at the Party committee, League committee or student-affairs department it decides for.</summary>
    public const string Supervisor = "supervisor";
}

/// <param name="TenantId">The member organization the account belongs to.</param>
/// <param name="PersonId">The student behind it; absent for staff who are not students.</param>
public sealed record NewAccount(
    string UserName, string DisplayName, string Password, bool MustChangePassword, Guid TenantId, Guid? PersonId,
    IReadOnlyList<RoleGrant> Grants);

/// <summary>A charge in one organization, e.g. union officer of a university.</summary>
public sealed record RoleGrant(string Role, Guid OrganizationId);

public sealed record Account(
    Guid Id, string UserName, string DisplayName, Guid TenantId, Guid? PersonId, IReadOnlyList<RoleGrant>? Grants, DateTimeOffset? LockedUntil);
