using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using Npgsql;
using StudentUnion.Elections.Domain;
using StudentUnion.Elections.Features;

namespace StudentUnion.Elections.Tests.Secrecy;

/// <summary>
/// Thirty delegates vote one after the other, each for another option, so that every ballot would be known by its voter. Somebody with all rights on the
/// database then tries to find out whose is whose. (trust.md, Ballots)
/// </summary>
public sealed class SecretBallotTests(ElectionsApp app) : IClassFixture<ElectionsApp>
{
    private const int Voters = 30;

    /// <summary>Matches by pure chance are one on average; more than seven happen once in a hundred thousand runs.</summary>
    private const int NoBetterThanChance = 7;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task No_order_of_rows_tells_who_cast_which_ballot(bool closed)
    {
        var (union, election) = await ThirtyHaveVoted();
        if (closed) await app.Count(union, election);
        var (roll, ballots) = await Read(election);
        var castOrder = union.Members.Take(Voters).ToList();

        Assert.Equal(Enumerable.Range(1, Voters), ballots.Select(b => (int)b.Mark).Order());
        foreach (var (name, order) in Orders(ballots))
        {
            Assert.True(Matches(castOrder, order) <= NoBetterThanChance, $"{name} follows the order of casting");
            foreach (var (rollName, rollOrder) in Orders(roll))
                Assert.True(Matches([.. rollOrder.Select(r => r.Person)], order) <= NoBetterThanChance, $"{name} of the ballots follows {rollName} of the roll");
        }

        int Matches(List<Guid> people, List<BallotRow> order) => people.Zip(order).Count(pair => MarkOf(union, pair.First) == pair.Second.Mark);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task No_transaction_joins_a_voter_to_a_ballot(bool closed)
    {
        var (union, election) = await ThirtyHaveVoted();
        if (closed) await app.Count(union, election);
        var (roll, ballots) = await Read(election);

        Assert.True(ExpectedMatches(union, roll, ballots) <= 1.01, "joining by xmin finds more than guessing does");
        foreach (var voter in roll)
        {
            var together = ballots.Count(b => b.Transaction == voter.Transaction);
            Assert.True(together is 0 or Voters, $"a transaction holds one mark on the roll and {together} ballots");
        }
    }

    [Fact]
    public async Task The_attack_finds_everybody_in_two_plain_tables()
    {
        // The control: were roll and ballot simply written together, the same join would know all thirty.
        var (union, election) = (await app.UnionOf(Voters), Guid.CreateVersion7());
        await using var connection = new NpgsqlConnection(app.Owner);
        await connection.OpenAsync();
        for (var n = 0; n < Voters; n++)
        {
            await using var both = new NpgsqlBatch(connection)
            {
                BatchCommands =
                {
                    new($"insert into ballot_box.roll (tenant_id, election_id, person_id, voted) values ('{union.Tenant}', '{election}', '{union.Members[n]}', true)"),
                    new($"insert into ballot_box.ballots (id, tenant_id, election_id, marks) values (gen_random_uuid(), '{union.Tenant}', '{election}', '{{{n + 1}}}')"),
                },
            };
            await both.ExecuteNonQueryAsync();
        }

        var (roll, ballots) = await Read(election);

        Assert.Equal(Voters, ExpectedMatches(union, roll, ballots));
        Assert.Equal(Voters, union.Members.Zip(Orders(ballots)["ctid"]).Count(pair => MarkOf(union, pair.First) == pair.Second.Mark));
    }

    [Fact]
    public async Task A_lone_voter_shares_the_transaction_with_earlier_ballots_whatever_else_was_refused_in_it()
    {
        var (union, election) = await app.OpenElection(members: 80, seats: 1, candidates: 2);
        foreach (var n in Enumerable.Range(0, 60)) await ElectionsApp.Done(app.Cast(union.Student(n), election, 1));

        // Twenty who have voted already come at the same moment as one who has not: the crowd is made of those who get in.
        var answers = await Task.WhenAll(Enumerable.Range(41, 20).Select(n => app.Cast(union.Student(n), election, 1)));
        Assert.Single(answers, a => a.StatusCode == HttpStatusCode.NoContent);

        Assert.Equal([true], await app.Rows(
            $"""
            select count(*) >= 33 from ballot_box.ballots b where b.election_id = '{election}'
            and b.xmin = (select xmin from ballot_box.roll where election_id = '{election}' and person_id = '{union.Members[60]}')
            """, row => row.GetBoolean(0)));
    }

    [Fact]
    public async Task Ballots_have_random_ids_and_neither_time_nor_sequence_nor_voter()
    {
        var (_, election) = await ThirtyHaveVoted();

        var ids = await app.Rows($"select id from ballot_box.ballots where election_id = '{election}'", row => row.GetGuid(0));
        Assert.All(ids, id => Assert.Equal(4, id.Version));
        Assert.Equal(
            ["ballots.election_id", "ballots.id", "ballots.marks", "ballots.tenant_id",
             "boxes.closes_at", "boxes.election_id", "boxes.issued", "boxes.open", "boxes.returned", "boxes.tenant_id",
             "roll.election_id", "roll.person_id", "roll.tenant_id", "roll.voted"],
            await app.Rows("select table_name || '.' || column_name from information_schema.columns where table_schema = 'ballot_box' order by 1", row => row.GetString(0)));
        Assert.Equal([0L], await app.Rows(
            "select (select count(*) from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'ballot_box' and c.relkind = 'S') + (select count(*) from pg_trigger t where t.tgrelid in ('ballot_box.roll'::regclass, 'ballot_box.ballots'::regclass))",
            row => row.GetInt64(0)));
        Assert.Equal(["off"], await app.Rows("show track_commit_timestamp", row => row.GetString(0)));
    }

    [Fact]
    public async Task A_voters_account_is_nowhere_in_the_database_and_a_ballot_nowhere_but_in_the_box()
    {
        var (union, election) = await app.OpenElection(members: 3, seats: 1, candidates: 3);
        var voter = union.Student(0);
        await ElectionsApp.Done(app.Cast(voter, election, 3));
        await app.Cast(voter, election, 3);
        await app.As(voter).GetAsync($"/api/elections/elections/{election}");
        var ballot = (await app.Rows($"select id from ballot_box.ballots where election_id = '{election}'", row => row.GetGuid(0))).Single();
        await app.Count(union, election);
        await ElectionsApp.Done(app.Act(union.Officer, election, "certifications"));
        await ElectionsApp.Done(app.Act(union.Teacher, election, "certifications"));

        var holdingPerson = new List<string>();
        foreach (var table in await app.Rows(
            "select format('%I.%I', schemaname, tablename) from pg_tables where schemaname in ('public', 'ballot_box')", row => row.GetString(0)))
        {
            var rows = await app.Rows($"select t::text from {table} t", row => row.GetString(0));
            Assert.DoesNotContain(rows, r => r.Contains($"{voter.Account}", StringComparison.Ordinal));
            if (table != "ballot_box.ballots") Assert.DoesNotContain(rows, r => r.Contains($"{ballot}", StringComparison.Ordinal));
            if (rows.Any(r => r.Contains($"{union.Members[0]}", StringComparison.Ordinal))) holdingPerson.Add(table);
        }

        // A candidate as well here, hence candidates and, once elected, the event. Of casting only the roll knows: whether, not what.
        Assert.Equal(["ballot_box.roll", "public.candidates", "public.delegates", "public.members", "public.outbox"],
            holdingPerson.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_tally_is_nowhere_before_the_count()
    {
        var (union, election) = await ThirtyHaveVoted();
        await ElectionsApp.Done(app.Act(union.Officer, election, "closing"));

        foreach (var path in new[] { $"elections/{election}", $"elections/{election}/turnout", "elections" })
        {
            var seen = await app.As(union.Officer).GetStringAsync($"/api/elections/{path}");
            Assert.DoesNotContain("votes\"", seen, StringComparison.Ordinal);
            Assert.DoesNotContain("marks\"", seen, StringComparison.Ordinal);
        }

        Assert.Equal([true], await app.Rows($"select result is null from elections where id = '{election}'", row => row.GetBoolean(0)));
        Assert.Equal([0L], await app.Rows($"select count(*) from outbox where body like '%{election}%'", row => row.GetInt64(0)));
    }

    private async Task<(Union Union, Guid Election)> ThirtyHaveVoted()
    {
        var union = await app.UnionOf(Voters);
        var congress = await app.CongressOf(union, Voters);
        var election = await ElectionsApp.Id(app.As(union.Officer).PostAsJsonAsync($"/api/elections/congresses/{congress}/elections",
            new DraftElection.Request("表决", Office.Poll, 1, app.Clock.GetUtcNow().AddHours(1), ElectionsApp.UsualMethod), ElectionsApp.Json));
        await ElectionsApp.Done(app.As(union.Officer).PostAsJsonAsync($"/api/elections/elections/{election}/candidates",
            new NameCandidates.Request([.. Enumerable.Range(1, Voters).Select(n => new NameCandidates.Entry($"{n}", null, null))]), ElectionsApp.Json));
        await ElectionsApp.Done(app.Act(union.Officer, election, "opening"));
        for (var n = 0; n < Voters; n++) await ElectionsApp.Done(app.Cast(union.Student(n), election, n + 1));
        return (union, election);
    }

    private async Task<(List<RollRow> Roll, List<BallotRow> Ballots)> Read(Guid election) => (
        await app.Rows($"select person_id, xmin::text::bigint, ctid::text from ballot_box.roll where election_id = '{election}' and voted",
            row => new RollRow(row.GetGuid(0), row.GetInt64(1), Place(row.GetString(2)))),
        await app.Rows($"select marks[1], xmin::text::bigint, ctid::text, id, cmin::text::int from ballot_box.ballots where election_id = '{election}'",
            row => new BallotRow(row.GetInt16(0), row.GetInt64(1), Place(row.GetString(2)), row.GetGuid(3), row.GetInt32(4))));

    private static Dictionary<string, List<BallotRow>> Orders(List<BallotRow> ballots) => new()
    {
        ["ctid"] = [.. ballots.OrderBy(b => b.Place)],
        ["xmin, then ctid"] = [.. ballots.OrderBy(b => b.Transaction).ThenBy(b => b.Place)],
        ["xmin, then cmin"] = [.. ballots.OrderBy(b => b.Transaction).ThenBy(b => b.Command).ThenBy(b => b.Place)],
        ["id"] = [.. ballots.OrderBy(b => b.Id)],
    };

    private static Dictionary<string, List<RollRow>> Orders(List<RollRow> roll) => new()
    {
        ["ctid"] = [.. roll.OrderBy(r => r.Place)],
        ["xmin"] = [.. roll.OrderBy(r => r.Transaction).ThenBy(r => r.Place)],
    };

    /// <summary>Matches to be expected when each voter is given a ballot of the same transaction, by lot where there are several.</summary>
    private static double ExpectedMatches(Union union, List<RollRow> roll, List<BallotRow> ballots) => roll.Sum(voter =>
    {
        var together = ballots.Where(b => b.Transaction == voter.Transaction).ToList();
        return together.Any(b => b.Mark == MarkOf(union, voter.Person)) ? 1.0 / together.Count : 0;
    });

    private static int MarkOf(Union union, Guid person) => union.Members.ToList().IndexOf(person) + 1;

    private static (int Block, int Line) Place(string ctid) => ctid.Trim('(', ')').Split(',') is [var block, var line]
        ? (int.Parse(block, CultureInfo.InvariantCulture), int.Parse(line, CultureInfo.InvariantCulture))
        : throw new FormatException(ctid);

    private sealed record RollRow(Guid Person, long Transaction, (int, int) Place);

    private sealed record BallotRow(short Mark, long Transaction, (int, int) Place, Guid Id, int Command);
}
