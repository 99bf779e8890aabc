using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Authentication;
using Microsoft.EntityFrameworkCore;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using StudentUnion.Identity.Data;
using StudentUnion.ServiceDefaults;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace StudentUnion.Identity.Features.Sessions;

/// <summary>Tells an application whom it acts for: name, tenant with its name, person and grants as they stand now.</summary>
public static class DescribeTheUser
{
    public static void Map(IEndpointRouteBuilder app) =>
        app.MapMethods("/id/connect/userinfo", ["GET", "POST"], Handle).AllowAnonymous().DisableAntiforgery().ExcludeFromDescription();

    private static async Task<IResult> Handle(HttpContext http, IdentityDb db, CancellationToken ct)
    {
        var token = (await http.AuthenticateAsync(OpenIddictServerAspNetCoreDefaults.AuthenticationScheme)).Principal;
        var account = token?.GetClaim(Claims.Subject) is { } subject
            ? await db.Accounts.AsNoTracking().Include(a => a.Grants).SingleOrDefaultAsync(a => a.Id == Guid.Parse(subject), ct)
            : null;

        if (account is null)
            return Results.Challenge(
                new AuthenticationProperties(new Dictionary<string, string?>
                {
                    [OpenIddictServerAspNetCoreConstants.Properties.Error] = Errors.InvalidToken,
                    [OpenIddictServerAspNetCoreConstants.Properties.ErrorDescription] = "The token belongs to no account.",
                }),
                [OpenIddictServerAspNetCoreDefaults.AuthenticationScheme]);

        var tenantName = await db.Organizations.Where(o => o.Id == account.TenantId).Select(o => o.Name).SingleOrDefaultAsync(ct);
        var about = new JsonObject
        {
            [Claims.Subject] = account.Id.ToString(),
            [Claims.Name] = account.DisplayName,
            [Claims.PreferredUsername] = account.UserName,
            [Caller.TenantClaim] = account.TenantId.ToString(),
            [Caller.GrantClaim] = JsonSerializer.SerializeToNode(WriteClaims.Grants(account)),
        };
        if (tenantName is not null) about["tenant_name"] = tenantName;
        if (account.PersonId is { } person) about[Caller.PersonClaim] = person.ToString();
        return Results.Json(about);
    }
}
