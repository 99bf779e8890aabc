using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using StudentUnion.Identity.Data;
using StudentUnion.Identity.Domain;
using StudentUnion.Identity.Features.Sessions;
using StudentUnion.Identity.Wiring;

namespace StudentUnion.Identity.Pages;

/// <summary>Changes the signed-in person's password; all other sessions and refresh tokens end with it.</summary>
[Authorize(AuthenticationSchemes = Session.Scheme)]
public sealed class PasswordModel(IdentityDb db, ChangePassword change, Addresses addresses, IStringLocalizer<Texts> texts) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    [BindProperty]
    public string? Current { get; set; }

    [BindProperty]
    public string? New { get; set; }

    [BindProperty]
    public string? Repeated { get; set; }

    public bool MustChange { get; private set; }
    public string AccountName { get; private set; } = "";

    public Task OnGet(CancellationToken ct) => Load(ct);

    public async Task<IActionResult> OnPost(CancellationToken ct)
    {
        var account = await Load(ct);
        if (New != Repeated) ModelState.AddModelError(nameof(Repeated), texts["RepeatDiffers"]);
        if (!ModelState.IsValid) return Refused();

        switch (await change.Try(account, Current ?? "", New ?? "", ct))
        {
            case { Locked: true }:
                await HttpContext.SignOutAsync(Session.Scheme);
                return Redirect("/id/account/locked");
            case { Broken: { } rule }:
                ModelState.AddModelError(rule == IdentityRules.CurrentPasswordIsGiven ? nameof(Current) : nameof(New), rule.In(PageLanguage.Current));
                return Refused();
            default:
                await HttpContext.Begin(account);
                return Url.IsLocalUrl(ReturnUrl) ? Redirect(ReturnUrl) : Redirect(addresses.Web.ToString());
        }
    }

    private async Task<Account> Load(CancellationToken ct)
    {
        Response.Headers.CacheControl = "no-store";
        var id = Session.AccountOf(User);
        var account = await db.Accounts.SingleAsync(a => a.Id == id, ct);
        (MustChange, AccountName) = (account.MustChangePassword, account.UserName!);
        return account;
    }

    private PageResult Refused()
    {
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return Page();
    }
}
