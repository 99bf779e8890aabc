using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using StudentUnion.Identity.Data;
using StudentUnion.Identity.Domain;
using StudentUnion.ServiceDefaults;

namespace StudentUnion.Identity.Features.Accounts;

/// <summary>Opens an account for a person or a member of staff, with the roles it is entrusted with from the start.</summary>
public static class OpenAccount
{
    /// <param name="UserName">What the person signs in with, often the student number.</param>
    /// <param name="DisplayName">How pages address the person.</param>
    /// <param name="Password">Its first password.</param>
    /// <param name="MustChangePassword">Whether the first sign-in has to choose a new password.</param>
    /// <param name="TenantId">The organization at university level, or the federation, that the account belongs to.</param>
    /// <param name="PersonId">The student on the roster; absent for staff who are not students.</param>
    /// <param name="Grants">What it is entrusted with from the start.</param>
    public sealed record Request(
        [Required, RegularExpression("^[A-Za-z0-9._@-]{1,64}$")] string UserName,
        [Required, StringLength(100, MinimumLength = 1)] string DisplayName,
        [Required] string Password,
        bool MustChangePassword,
        Guid TenantId,
        Guid? PersonId,
        [MaxLength(20)] IReadOnlyList<Grant>? Grants);

    public sealed record Response(Guid Id);

    public static void Map(RouteGroupBuilder accounts) =>
        accounts.MapPost("/", Handle).Once<IdentityDb>();

    private static async Task<Created<Response>> Handle(
        Request request, ClaimsPrincipal caller, IdentityDb db, IPasswordHasher<Account> hasher, ILookupNormalizer normalizer, TimeProvider clock, CancellationToken ct)
    {
        var byFederation = caller.Holds(Roles.FederationStaff);
        IdentityRules.TenantIsTheCallersOwn.Require(byFederation || request.TenantId == caller.Tenant());

        var tenant = await db.Organizations.FindAsync([request.TenantId], ct);
        IdentityRules.OrganizationIsKnown.Require(tenant is { Active: true });
        IdentityRules.AccountBelongsToATenant.Require(tenant.IsTenant);
        IdentityRules.PasswordIsHardToGuess.Require(PasswordPolicy.Accepts(request.Password, request.UserName));

        var now = clock.GetUtcNow();
        var account = new Account
        {
            Id = Guid.CreateVersion7(now),
            UserName = request.UserName,
            NormalizedUserName = normalizer.NormalizeName(request.UserName),
            DisplayName = request.DisplayName,
            TenantId = tenant.Id,
            PersonId = request.PersonId,
            MustChangePassword = request.MustChangePassword,
            OpenedAt = now,
            SecurityStamp = Stamps.New(),
        };
        account.PasswordHash = hasher.HashPassword(account, request.Password);

        foreach (var grant in (request.Grants ?? []).Select(g => (g.Role, Where: g.OrganizationId ?? tenant.Id)).Distinct())
        {
            Entrusting.Require(grant.Role, await db.Organizations.FindAsync([grant.Where], ct), tenant.Id, byFederation);
            account.Grants.Add(new RoleGrant
            {
                AccountId = account.Id,
                Role = grant.Role,
                OrganizationId = grant.Where,
                GrantedBy = caller.Account(),
                GrantedAt = now,
            });
        }

        db.Add(account);
        await db.ActFor(tenant.Id, ct);
        await db.SaveChangesAsync(ct);
        await db.ActFor(caller.Tenant(), ct);

        return TypedResults.Created($"/api/identity/accounts/{account.Id}", new Response(account.Id));
    }
}
