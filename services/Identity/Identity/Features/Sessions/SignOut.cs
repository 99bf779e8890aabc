using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using StudentUnion.Identity.Wiring;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace StudentUnion.Identity.Features.Sessions;

/// <summary>Ends the session at the wish of an application. Without proof that the wish comes from the signed-in person, the person is asked first.</summary>
public static class SignOut
{
    public static void Map(IEndpointRouteBuilder app) =>
        app.MapMethods("/id/connect/logout", ["GET", "POST"], Handle).AllowAnonymous().DisableAntiforgery().ExcludeFromDescription();

    private static async Task<IResult> Handle(HttpContext http, IOpenIddictTokenManager tokens, CancellationToken ct)
    {
        var session = await http.AuthenticateAsync(Session.Scheme);
        var hint = (await http.AuthenticateAsync(OpenIddictServerAspNetCoreDefaults.AuthenticationScheme)).Principal;

        if (session.Succeeded && hint?.GetClaim(Claims.Subject) != session.Principal.FindFirstValue("sub"))
            return Results.Redirect($"/id/account/logout{QueryString.Create("returnUrl", $"{http.Request.Path}{http.Request.QueryString}")}");

        await http.SignOutAsync(Session.Scheme);
        if (hint?.GetAuthorizationId() is { } authorization) await tokens.RevokeByAuthorizationIdAsync(authorization, ct);

        return Results.SignOut(new AuthenticationProperties { RedirectUri = "/id/account/logout" }, [OpenIddictServerAspNetCoreDefaults.AuthenticationScheme]);
    }
}
