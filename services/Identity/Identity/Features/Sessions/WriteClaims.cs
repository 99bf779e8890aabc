using System.Security.Claims;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.IdentityModel.JsonWebTokens;
using OpenIddict.Abstractions;
using StudentUnion.Identity.Data;
using StudentUnion.Identity.Wiring;
using StudentUnion.ServiceDefaults;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace StudentUnion.Identity.Features.Sessions;

/// <summary>Says in tokens what an account may do: its tenant, its person and its grants as they stand now. Names go into the identity token alone.</summary>
public static class WriteClaims
{
    /// <summary>The account with its grants, if it may have tokens under this stamp.</summary>
    public static Task<Account?> InGoodStanding(this IdentityDb db, Guid account, string? stamp, CancellationToken ct) =>
        db.Accounts.AsNoTracking().Include(a => a.Grants)
            .SingleOrDefaultAsync(a => a.Id == account && a.SecurityStamp == stamp && !a.MustChangePassword, ct);

    /// <summary>Writes the account's claims, replacing older ones.</summary>
    public static ClaimsPrincipal Into(ClaimsIdentity identity, Account account)
    {
        identity
            .SetClaim(Claims.Subject, account.Id.ToString())
            .SetClaim(Claims.Name, account.DisplayName)
            .SetClaim(Claims.PreferredUsername, account.UserName)
            .SetClaim(Caller.TenantClaim, account.TenantId.ToString())
            .SetClaim(Caller.PersonClaim, account.PersonId?.ToString())
            .SetClaim(Session.StampClaim, account.SecurityStamp)
            .RemoveClaims(Caller.GrantClaim)
            .AddClaim(new Claim(Caller.GrantClaim, Grants(account).GetRawText(), JsonClaimValueTypes.JsonArray));

        var principal = new ClaimsPrincipal(identity);
        principal.SetResources(OpenIdServer.Audience);
        principal.SetDestinations(claim => claim.Type switch
        {
            Claims.Name or Claims.PreferredUsername => [Destinations.IdentityToken],
            Caller.TenantClaim or Caller.PersonClaim or Caller.GrantClaim => [Destinations.AccessToken, Destinations.IdentityToken],
            // The stamp stays in codes and refresh tokens, which only this service can read.
            _ => [],
        });
        return principal;
    }

    /// <summary>Always a list, also where it holds one grant or none.</summary>
    public static JsonElement Grants(Account account) =>
        JsonSerializer.SerializeToElement(account.Grants.Select(g => g.ToString()).Order(StringComparer.Ordinal));
}
