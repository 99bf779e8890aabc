using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using StudentUnion.Membership.Data;
using StudentUnion.ServiceDefaults;

namespace StudentUnion.Membership.Features.Roster;

/// <summary>A member sees what the roster says of them.</summary>
public static class ShowMe
{
    public static void Map(IEndpointRouteBuilder membership) =>
        membership.MapGet("/me", Handle).RequirePerson().WithSummary("我的名册信息 · What the roster says of me");

    private static async Task<Results<Ok<SearchStudents.Row>, NotFound>> Handle(ClaimsPrincipal caller, MembershipDb db, CancellationToken ct)
    {
        var person = caller.Person();
        return await db.Students.AsNoTracking().SingleOrDefaultAsync(s => s.Id == person, ct) is { } me
            ? TypedResults.Ok(SearchStudents.Row.Of(me))
            : TypedResults.NotFound();
    }
}
