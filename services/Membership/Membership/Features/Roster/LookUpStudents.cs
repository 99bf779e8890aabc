using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using StudentUnion.Membership.Data;

namespace StudentUnion.Membership.Features.Roster;

/// <summary>Who stands behind a list of student numbers, for instance of a congress's delegates.</summary>
public static class LookUpStudents
{
    public const int MaxNumbers = 1000;

    public sealed record Request([Required, MaxLength(MaxNumbers)] IReadOnlyList<string> StudentNumbers);

    /// <summary>Who was found, and the numbers the roster does not have, as they were sent.</summary>
    public sealed record Response(IReadOnlyList<Found> Found, IReadOnlyList<string> Missing);

    public sealed record Found(Guid Id, string StudentNumber, string Name, string College);

    public static void Map(IEndpointRouteBuilder students) =>
        students.MapPost("/lookup", Handle).WithSummary("按学号批量查找 · Look up students by number");

    private static async Task<Response> Handle(Request request, MembershipDb db, CancellationToken ct)
    {
        var asked = request.StudentNumbers.Select(number => number?.Trim() ?? "").Distinct().ToArray();
        var found = await db.Students.AsNoTracking().Where(s => asked.Contains(s.StudentNumber)).OrderBy(s => s.StudentNumber)
            .Select(s => new Found(s.Id, s.StudentNumber, s.Name, s.College)).ToListAsync(ct);
        return new(found, [.. asked.Except(found.Select(s => s.StudentNumber))]);
    }
}
