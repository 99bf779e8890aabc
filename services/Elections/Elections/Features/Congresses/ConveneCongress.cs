using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using StudentUnion.Elections.Data;
using StudentUnion.Elections.Domain;
using StudentUnion.ServiceDefaults;

namespace StudentUnion.Elections.Features;

/// <summary>An officer convenes a student congress.</summary>
public static class ConveneCongress
{
    /// <summary>CollegeId: whose congress it is where the level is the college's; none where it is the whole university's.</summary>
    public sealed record Request(
        [Required, MaxLength(200)] string Name, [Required, MaxLength(100)] string Session, [Required] CongressLevel? Level, [Required] DateOnly? HeldOn,
        Guid? CollegeId = null);

    public static void Map(IEndpointRouteBuilder officers) => officers.MapPost("/congresses", Handle).Once<ElectionsDb>().WithTags("Congresses");

    private static async Task<Created<Created>> Handle(Request request, ClaimsPrincipal caller, ElectionsDb db, TimeProvider clock, CancellationToken ct)
    {
        var college = request.CollegeId;
        ElectionRules.CongressNamesItsCollege.Require((request.Level == CongressLevel.College) == college is not null);
        ElectionRules.CongressNamesItsCollege.Require(college is null || await db.Colleges.AnyAsync(c => c.Id == college && c.Active, ct));

        var now = clock.GetUtcNow();
        var congress = new Congress
        {
            Id = Guid.CreateVersion7(now),
            TenantId = caller.Tenant(),
            Name = request.Name,
            Session = request.Session,
            Level = request.Level!.Value,
            OrganizationId = college ?? caller.Tenant(),
            HeldOn = request.HeldOn!.Value,
            ConvenedBy = caller.Account(),
            ConvenedAt = now,
        };
        db.Add(congress);
        await db.SaveChangesAsync(ct);
        return TypedResults.Created($"/api/elections/congresses/{congress.Id}", new Created(congress.Id));
    }
}
