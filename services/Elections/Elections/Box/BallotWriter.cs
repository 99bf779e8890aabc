using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace StudentUnion.Elections.Box;

/// <summary>
/// Writes waiting ballots into the box, up to 512 at a time and one transaction per election. Roll and ballots change together, so a crash leaves
/// neither a mark without a ballot nor a ballot without a mark; and a transaction always holds many ballots, so it tells of none whose it is.
/// </summary>
public sealed partial class BallotWriter(
    WaitingBallots waiting, [FromKeyedServices(BallotBox.Schema)] NpgsqlDataSource source, TimeProvider clock, ILogger<BallotWriter> log) : BackgroundService
{
    /// <summary>Most ballots in one transaction.</summary>
    private const int MostTogether = 512;

    /// <summary>One writes while the next gathers and goes ahead to the gate.</summary>
    private const int Writers = 3;

    /// <summary>Where fewer voters than this come together, earlier ballots are written anew with theirs.</summary>
    private const int Crowd = 16;

    /// <summary>How many ballots to each side of a random point are written anew then.</summary>
    private const int Stirred = 32;

    // Rows are found by their key, one by one, and then touched by their place. Left to itself the planner, which knows nothing yet of a roll or a box that is
    // just filling, prefers to read all of either for every group. The gate keeps the places as they were found.
    private static readonly string CastSql =
        $"""
        with marked as (
          update ballot_box.roll set voted = true where not voted and ctid = any(array(
              select r.ctid from unnest($1) waiting(person) cross join lateral
                (select ctid from ballot_box.roll where election_id = $2 and person_id = waiting.person limit 1) r))
            and exists (select from ballot_box.boxes b where b.election_id = $2 and b.open and b.closes_at > $3)
          returning person_id),
        stirred as (
          delete from ballot_box.ballots where ctid = any(array(
            (select ctid from ballot_box.ballots where election_id = $2 and id >= $4 order by id
             limit (select case when count(*) between 1 and {Crowd - 1} then {Stirred} else 0 end from marked))
            union all
            (select ctid from ballot_box.ballots where election_id = $2 and id < $4 order by id desc
             limit (select case when count(*) between 1 and {Crowd - 1} then {Stirred} else 0 end from marked))))
          returning marks),
        put as (
          insert into ballot_box.ballots (id, tenant_id, election_id, marks)
          select gen_random_uuid() as id, $5, $2, marks
          from (select w.marks::smallint[] as marks from unnest($1, $6) w(person, marks) join marked on marked.person_id = w.person
                union all select marks from stirred) mixed
          order by id),
        counted as (
          update ballot_box.boxes set returned = returned + (select count(*) from marked) where election_id = $2 and exists (select from marked))
        select person_id from marked
        """;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // What is written must not belong to the trace of whoever happened to start it.
        Activity.Current = null;
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => Task.Run(Write, CancellationToken.None)));
    }

    public override Task StopAsync(CancellationToken cancellationToken)
    {
        waiting.Complete();
        return Task.WhenAny(ExecuteTask ?? Task.CompletedTask, Task.Delay(Timeout.Infinite, cancellationToken));
    }

    private async Task Write()
    {
        var taken = new List<Waiting>(MostTogether);
        while (await waiting.Reader.WaitToReadAsync())
        {
            while (taken.Count < MostTogether && waiting.Reader.TryRead(out var next)) taken.Add(next);
            foreach (var ofOneElection in taken.GroupBy(w => (w.Ballot.Tenant, w.Ballot.Election)))
                await Write(ofOneElection.Key.Tenant, ofOneElection.Key.Election, [.. ofOneElection]);
            taken.Clear();
        }
    }

    private async Task Write(Guid tenant, Guid election, Waiting[] group)
    {
        try
        {
            // Whoever sent several at once has one of them looked at; the others share its fate, and if it got in, they did not.
            var first = new Dictionary<Guid, Waiting>(group.Length);
            foreach (var ballot in group) first.TryAdd(ballot.Ballot.Voter, ballot);

            var outcomes = await Put(tenant, election, [.. first.Values]);
            foreach (var ballot in group)
            {
                var outcome = outcomes[ballot.Ballot.Voter];
                var isFirst = ReferenceEquals(first[ballot.Ballot.Voter].Answer, ballot.Answer);
                ballot.Answer.TrySetResult(outcome is CastOutcome.Accepted && !isFirst ? CastOutcome.HasVoted : outcome);
            }
        }
        catch (Exception e)
        {
            // The commit may or may not have happened; nobody is told that it did.
            LogUnknown(log, group.Length, e);
            foreach (var ballot in group) ballot.Answer.TrySetResult(CastOutcome.Unknown);
        }
    }

    private async Task<Dictionary<Guid, CastOutcome>> Put(Guid tenant, Guid election, Waiting[] ballots)
    {
        // Before and after: where a voter stood in the queue must not be where the ballot lies.
        RandomNumberGenerator.Shuffle(ballots.AsSpan());
        var voters = Array.ConvertAll(ballots, w => w.Ballot.Voter);
        var marks = Array.ConvertAll(ballots, w => Text(w.Ballot.Marks));
        var now = clock.GetUtcNow();
        var outcomes = new Dictionary<Guid, CastOutcome>(ballots.Length);

        await using var connection = await source.OpenConnectionAsync();
        await using (var batch = new NpgsqlBatch(connection))
        {
            // One round trip, one transaction: PostgreSQL commits a batch as a whole when it is sent without one of its own.
            // The gate lets one group of an election in at a time, and none together with the close.
            batch.ActFor(tenant)
                .Then("select 1 from ballot_box.boxes where election_id = $1 for update", election)
                .Then("select set_config('enable_seqscan', 'off', true)")
                .Then(CastSql, voters, election, now, RandomId(), tenant, marks);
            await using var answer = await batch.ExecuteReaderAsync();
            for (var before = 0; before < batch.BatchCommands.Count - 1; before++) await answer.NextResultAsync();
            while (await answer.ReadAsync()) outcomes.Add(answer.GetGuid(0), CastOutcome.Accepted);
        }

        if (outcomes.Count < voters.Length) await FindWhy(connection, tenant, election, now, [.. voters.Where(v => !outcomes.ContainsKey(v))], outcomes);
        return outcomes;
    }

    private static async Task FindWhy(
        NpgsqlConnection connection, Guid tenant, Guid election, DateTimeOffset now, Guid[] refused, Dictionary<Guid, CastOutcome> outcomes)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.ActFor(tenant).Then(
            """
            select v, b.election_id is not null, r.voted from unnest($1) v
            left join ballot_box.boxes b on b.election_id = $2 and b.open and b.closes_at > $3
            left join ballot_box.roll r on r.election_id = $2 and r.person_id = v
            """, refused, election, now);
        await using var answer = await batch.ExecuteReaderAsync();
        await answer.NextResultAsync();
        while (await answer.ReadAsync())
        {
            outcomes.Add(answer.GetGuid(0), !answer.GetBoolean(1) ? CastOutcome.NotOpen
                : await answer.IsDBNullAsync(2) ? CastOutcome.NotOnTheRoll
                : CastOutcome.HasVoted);
        }
    }

    private static Guid RandomId()
    {
        Span<byte> bytes = stackalloc byte[16];
        RandomNumberGenerator.Fill(bytes);
        return new(bytes);
    }

    private static string Text(short[] marks)
    {
        var text = new StringBuilder("{", 2 + 6 * marks.Length);
        for (var i = 0; i < marks.Length; i++) text.Append(i == 0 ? "" : ",").Append(CultureInfo.InvariantCulture, $"{marks[i]}");
        return text.Append('}').ToString();
    }

    [LoggerMessage(LogLevel.Error, "{Count} ballots were not acknowledged: the database did not confirm them")]
    private static partial void LogUnknown(ILogger log, int count, Exception e);
}
