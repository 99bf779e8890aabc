using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.EntityFrameworkCore;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using StudentUnion.Identity.Data;
using StudentUnion.Identity.Wiring;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace StudentUnion.Identity.Features.Sessions;

/// <summary>An application asks for a sign-in: the browser's session answers it, or the person is asked for the password first.</summary>
public static class Authorize
{
    // A sign-in this fresh was made for the request that demanded one.
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);

    public static void Map(IEndpointRouteBuilder app) =>
        app.MapMethods("/id/connect/authorize", ["GET", "POST"], Handle).AllowAnonymous().DisableAntiforgery().ExcludeFromDescription();

    private static async Task<IResult> Handle(HttpContext http, IdentityDb db, TimeProvider clock, CancellationToken ct)
    {
        var request = http.OpenIdRequest();
        var session = await http.AuthenticateAsync(Session.Scheme);

        if (!session.Succeeded || MustSignInAgain(request, session.Properties!, clock.GetUtcNow()))
        {
            if (request.HasPromptValue(PromptValues.None)) return Refuse(Errors.LoginRequired, "Nobody is signed in.");
            return Results.Redirect($"/id/account/login{ReturnHere(http)}");
        }

        var account = await db.Accounts.AsNoTracking().Include(a => a.Grants).SingleAsync(a => a.Id == Session.AccountOf(session.Principal), ct);
        if (account.MustChangePassword)
        {
            if (request.HasPromptValue(PromptValues.None)) return Refuse(Errors.InteractionRequired, "A new password must be chosen first.");
            return Results.Redirect($"/id/account/password{ReturnHere(http)}");
        }

        var identity = new ClaimsIdentity(TokenValidationParameters.DefaultAuthenticationType, Claims.Name, Claims.Role);
        identity.SetScopes(request.GetScopes());
        identity.SetClaim(Claims.AuthenticationTime, session.Properties!.IssuedUtc?.ToUnixTimeSeconds());
        return Results.SignIn(WriteClaims.Into(identity, account), properties: null, OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
    }

    private static bool MustSignInAgain(OpenIddictRequest request, AuthenticationProperties session, DateTimeOffset now)
    {
        var age = now - (session.IssuedUtc ?? DateTimeOffset.MinValue);
        if (request.HasPromptValue(PromptValues.Login) && age > Fresh) return true;
        return request.MaxAge is { } seconds && age > TimeSpan.FromSeconds(Math.Max(seconds, Fresh.TotalSeconds));
    }

    // A pushed request is named by its request_uri, so the address says everything again.
    private static string ReturnHere(HttpContext http)
    {
        var parameters = http.Request.HasFormContentType
            ? QueryString.Create(http.Request.Form.SelectMany(p => p.Value, (p, v) => KeyValuePair.Create(p.Key, v)))
            : http.Request.QueryString;
        return QueryString.Create("returnUrl", string.Create(CultureInfo.InvariantCulture, $"{http.Request.Path}{parameters}")).ToString();
    }

    internal static IResult Refuse(string error, string description) => Results.Forbid(
        new AuthenticationProperties(new Dictionary<string, string?>
        {
            [OpenIddictServerAspNetCoreConstants.Properties.Error] = error,
            [OpenIddictServerAspNetCoreConstants.Properties.ErrorDescription] = description,
        }),
        [OpenIddictServerAspNetCoreDefaults.AuthenticationScheme]);
}
