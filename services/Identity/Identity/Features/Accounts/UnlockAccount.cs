using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using StudentUnion.Identity.Data;
using StudentUnion.Identity.Features.Sessions;

namespace StudentUnion.Identity.Features.Accounts;

/// <summary>Lets somebody who mistyped too often try again at once.</summary>
public static class UnlockAccount
{
    public static void Map(RouteGroupBuilder accounts) =>
        accounts.MapPost("/{id:guid}/unlock", Handle);

    private static async Task<Results<NoContent, NotFound>> Handle(Guid id, ClaimsPrincipal caller, IdentityDb db, CountTheTries tries, CancellationToken ct)
    {
        var account = await db.WithinReach(caller, id, ct);
        if (account is null) return TypedResults.NotFound();

        await tries.Unlock(account.NormalizedUserName!, ct);
        return TypedResults.NoContent();
    }
}
