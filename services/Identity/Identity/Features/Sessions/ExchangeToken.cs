using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using StudentUnion.Identity.Data;
using StudentUnion.Identity.Wiring;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace StudentUnion.Identity.Features.Sessions;

/// <summary>A code or a refresh token becomes tokens that say what the account may do now: a role revoked meanwhile is gone, a changed password ends it.</summary>
public static class ExchangeToken
{
    public static void Map(IEndpointRouteBuilder app) =>
        app.MapPost("/id/connect/token", Handle).AllowAnonymous().DisableAntiforgery().ExcludeFromDescription();

    private static async Task<IResult> Handle(HttpContext http, IdentityDb db, CancellationToken ct)
    {
        var given = (await http.AuthenticateAsync(OpenIddictServerAspNetCoreDefaults.AuthenticationScheme)).Principal
            ?? throw new InvalidOperationException("OpenIddict lets only valid codes and refresh tokens come this far.");

        var account = await db.InGoodStanding(Guid.Parse(given.GetClaim(Claims.Subject)!), given.GetClaim(Session.StampClaim), ct);
        if (account is null) return Authorize.Refuse(Errors.InvalidGrant, "The session has ended; sign in again.");

        var identity = new ClaimsIdentity(given.Claims, TokenValidationParameters.DefaultAuthenticationType, Claims.Name, Claims.Role);
        return Results.SignIn(WriteClaims.Into(identity, account), properties: null, OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
    }
}
