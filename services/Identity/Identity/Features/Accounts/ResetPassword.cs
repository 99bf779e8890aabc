using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using StudentUnion.Identity.Data;
using StudentUnion.Identity.Features.Sessions;

namespace StudentUnion.Identity.Features.Accounts;

/// <summary>Gives somebody who forgot the password one to start again with. It has to be changed at the first sign-in, and every session ends.</summary>
public static class ResetPassword
{
    /// <param name="Password">The password to start again with.</param>
    public sealed record Request([Required] string Password);

    public static void Map(RouteGroupBuilder accounts) => accounts.MapPost("/{id:guid}/password", Handle);

    private static async Task<Results<NoContent, NotFound>> Handle(
        Guid id, Request request, ClaimsPrincipal caller, IdentityDb db, ChangePassword change, CountTheTries tries, CancellationToken ct)
    {
        var account = await db.WithinReach(caller, id, ct);
        if (account is null) return TypedResults.NotFound();

        await change.Replace(account, request.Password, mustChange: true, ct);
        await tries.Unlock(account.NormalizedUserName!, ct);
        return TypedResults.NoContent();
    }
}
