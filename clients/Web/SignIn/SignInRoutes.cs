using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;

namespace StudentUnion.Web.SignIn;

/// <summary>Coming and going.</summary>
public static class SignInRoutes
{
    public static void MapSignIn(this IEndpointRouteBuilder app)
    {
        app.MapGet("/login", (string? returnUrl) =>
            Results.Challenge(new AuthenticationProperties { RedirectUri = Local(returnUrl) }, [OpenIdConnectDefaults.AuthenticationScheme]))
            .AllowAnonymous();

        app.MapPost("/logout", async (HttpContext http, IAntiforgery antiforgery, SessionStore sessions) =>
        {
            if (!await antiforgery.IsRequestValidAsync(http)) return Results.BadRequest();
            if (http.Request.Form["everywhere"] == "1") await sessions.RemoveAllOf(http.User);
            return Results.SignOut(new AuthenticationProperties { RedirectUri = "/welcome?gone=1" },
                [CookieAuthenticationDefaults.AuthenticationScheme, OpenIdConnectDefaults.AuthenticationScheme]);
        });
    }

    /// <summary>Only a place of our own: a link may not send people elsewhere after they signed in.</summary>
    public static string Local(string? address) =>
        address is ['/', not '/' and not '\\', ..] || address == "/" ? address : "/";
}
