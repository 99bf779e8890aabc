using StudentUnion.Api;

namespace StudentUnion.Web.Pages.Congresses;

/// <summary>Asks the roster whose student numbers these are, however many.</summary>
internal static class PeopleByNumber
{
    private const int AtATime = 1000;

    public static async Task<StudentLookup> Find(GatewayClient gateway, IReadOnlyList<string> numbers)
    {
        List<FoundStudent> found = [];
        List<string> missing = [];
        foreach (var batch in numbers.Chunk(AtATime))
        {
            var answer = await gateway.Membership.Lookup(batch);
            found.AddRange(answer.Found);
            missing.AddRange(answer.Missing);
        }
        return new StudentLookup(found, missing);
    }
}
