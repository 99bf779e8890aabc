using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using StudentUnion.Identity.Features.Sessions;
using StudentUnion.Identity.Wiring;

namespace StudentUnion.Identity.Pages;

/// <summary>Asks for name and password. Whatever is wrong, the answer is the same.</summary>
[AllowAnonymous]
public sealed class LoginModel(CheckThePassword password, RememberTheDevice devices, Addresses addresses, IStringLocalizer<Texts> texts) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    [BindProperty]
    public string? UserName { get; set; }

    [BindProperty]
    public string? Password { get; set; }

    public void OnGet() => Response.Headers.CacheControl = "no-store";

    public async Task<IActionResult> OnPost(CancellationToken ct)
    {
        Response.Headers.CacheControl = "no-store";
        if (string.IsNullOrWhiteSpace(UserName)) ModelState.AddModelError(nameof(UserName), texts["EnterUserName"]);
        if (string.IsNullOrEmpty(Password)) ModelState.AddModelError(nameof(Password), texts["EnterPassword"]);
        if (!ModelState.IsValid || UserName!.Length > 64 || Password!.Length > 128) return Wrong();

        var device = devices.Of(HttpContext);
        var (outcome, account) = await password.Try(UserName, Password, a => a.Id == device?.Account, device?.Device, ct);
        switch (outcome)
        {
            case CheckThePassword.Outcome.Locked:
                return Redirect("/id/account/locked");
            case CheckThePassword.Outcome.Wrong:
                return Wrong();
            case CheckThePassword.Outcome.SignedIn:
                await HttpContext.Begin(account!);
                devices.Remember(HttpContext, account!);
                if (account!.MustChangePassword) return Redirect($"/id/account/password{QueryString.Create("returnUrl", ReturnUrl ?? "")}");
                return Url.IsLocalUrl(ReturnUrl) ? Redirect(ReturnUrl) : Redirect(addresses.Web.ToString());
            default:
                throw new InvalidOperationException($"A sign-in has no outcome {outcome}.");
        }
    }

    private PageResult Wrong()
    {
        if (ModelState.IsValid) ModelState.AddModelError("", texts["WrongNameOrPassword"]);
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return Page();
    }
}
