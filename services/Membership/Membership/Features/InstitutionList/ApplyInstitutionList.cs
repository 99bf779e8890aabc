using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using StudentUnion.Membership.Data;
using StudentUnion.Membership.Domain;
using StudentUnion.Membership.Features.Directory;
using StudentUnion.ServiceDefaults;

namespace StudentUnion.Membership.Features.InstitutionList;

/// <summary>The federation confirms a previewed list: the register then says what the list says, all of it or nothing. Confirming twice is harmless.</summary>
public static class ApplyInstitutionList
{
    public static void Map(IEndpointRouteBuilder imports) =>
        imports.MapPost("/{id:guid}/apply", Handle).WithSummary("确认名单生效 · Put a previewed list in force");

    private static async Task<Results<Ok<ShowInstitutionImport.Response>, NotFound>> Handle(
        HttpContext http, Guid id, MembershipDb db, Federation federation, TimeProvider clock, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.LockTheRegister(ct);

        var import = await db.InstitutionImports.SingleOrDefaultAsync(i => i.Id == id, ct);
        if (import is null) return TypedResults.NotFound();

        var now = clock.GetUtcNow();
        var registered = await db.Organizations.Where(o => o.InstitutionCode != null).ToListAsync(ct);
        foreach (var organization in import.Apply(registered, await db.AppliedLists(ct), federation.Id, now))
        {
            if (db.Entry(organization).State == EntityState.Detached) db.Add(organization);
            db.Announce(organization, now);
        }

        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(CancellationToken.None);
        return TypedResults.Ok(ShowInstitutionImport.Show(import, RequestLanguage.Of(http)));
    }
}
