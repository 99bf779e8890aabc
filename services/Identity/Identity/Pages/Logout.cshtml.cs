using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using StudentUnion.Identity.Wiring;

namespace StudentUnion.Identity.Pages;

/// <summary>Asks before it signs out, since anybody's link could have led here.</summary>
[AllowAnonymous]
public sealed class LogoutModel : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    public bool SignedIn { get; private set; }

    public async Task OnGet() => SignedIn = (await HttpContext.AuthenticateAsync(Session.Scheme)).Succeeded;

    public async Task<IActionResult> OnPost()
    {
        await HttpContext.SignOutAsync(Session.Scheme);
        return Url.IsLocalUrl(ReturnUrl) ? Redirect(ReturnUrl) : RedirectToPage();
    }
}
