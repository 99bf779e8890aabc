using System.Net;
using StudentUnion.Elections.Contracts;
using StudentUnion.Elections.Domain;
using StudentUnion.Elections.Domain.Counting;
using StudentUnion.Elections.Features;

namespace StudentUnion.Elections.Tests.Features;

/// <summary>One election from the call to the announced result.</summary>
public sealed class WholeElectionTests(ElectionsApp app) : IClassFixture<ElectionsApp>
{
    [Fact]
    public async Task A_congress_elects_its_presidium()
    {
        var union = await app.UnionOf(5);
        var congress = await app.CongressOf(union, present: 4);
        var election = await app.PresidiumDraft(union, congress, seats: 2, candidates: 3);

        await ElectionsApp.Done(app.Act(union.Officer, election, "opening"));
        foreach (var (voter, marks) in new (int, int[])[] { (0, [1, 2]), (1, [1]), (2, [2, 1]), (3, []) })
            Assert.Equal(HttpStatusCode.NoContent, (await app.Cast(union.Student(voter), election, marks)).StatusCode);

        Assert.Equal(new GetTurnout.Response(5, 4, 4, 4), await app.Get<GetTurnout.Response>(union.Student(4), $"elections/{election}/turnout"));

        await app.Count(union, election);
        await ElectionsApp.Done(app.Act(union.Officer, election, "certifications"));
        await ElectionsApp.Done(app.Act(union.Teacher, election, "certifications"));

        var result = await app.Get<GetResult.Response>(union.Student(4), $"elections/{election}/result");
        Assert.Equal((5, 4, 4, 4, 4, 0, 1), (result.Due, result.Present, result.Issued, result.Returned, result.Valid, result.Invalid, result.Blank));
        Assert.Equal((4, 3, 1, 1, Outcome.SeatsOpen), (result.Base, result.Needed, result.Elected, result.OpenSeats, result.Outcome));
        Assert.Equal([new(1, "候选人1", 3, 1, true, true, false), new(2, "候选人2", 2, 2, false, false, false), new(3, "候选人3", 0, 3, false, false, false)],
            result.Candidates);

        var said = await app.Announced<ElectionCertified>(e => e.ElectionId == election);
        Assert.Equal(("presidium", 1, union.Tenant, union.Tenant, congress), (said.Office, said.OpenSeats, said.TenantId, said.OrganizationId, said.CongressId));
        Assert.Equal([new ElectedPerson(union.Members[4], 1, 3)], said.Elected);

        var seen = await app.Get<GetElection.Response>(union.Student(0), $"elections/{election}");
        Assert.Equal((ElectionState.Certified, 2, true, false), (seen.State, seen.Certifications, seen.Me!.HasVoted, seen.Me.MayVote));
    }
}
