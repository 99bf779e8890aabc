using Npgsql;

namespace StudentUnion.Elections.Box;

/// <summary>
/// The ballot box (票箱): who may vote and what was voted, kept so that the two are never joined. The only door to the schema <c>ballot_box</c>, which
/// belongs to a database role of its own. Ballots have random ids, no time and no voter. (trust.md, Ballots; docs/decisions/0020)
/// </summary>
public sealed class BallotBox([FromKeyedServices(BallotBox.Schema)] NpgsqlDataSource source, WaitingBallots waiting, TimeProvider clock)
{
    public const string Schema = "ballot_box";
    public const string Role = "elections_box";

    /// <summary>Opens a box for exactly these voters. Asked again before a ballot is in it, it starts afresh: an opening cut short is simply repeated.</summary>
    public async Task Open(Guid tenant, Guid election, DateTimeOffset closesAt, IReadOnlyCollection<Guid> voters, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await using var batch = new NpgsqlBatch(connection, transaction);
        batch.ActFor(tenant)
            .Then("""
                  insert into ballot_box.boxes (election_id, tenant_id, open, closes_at, issued, returned) values ($1, $2, true, $3, $4, 0)
                  on conflict (election_id) do update set open = true, closes_at = excluded.closes_at, issued = excluded.issued where boxes.returned = 0
                  returning 1
                  """, election, tenant, closesAt, voters.Count)
            .Then("delete from ballot_box.roll where election_id = $1", election)
            .Then("insert into ballot_box.roll (tenant_id, election_id, person_id, voted) select $1, $2, v, false from unnest($3) v", tenant, election, voters.ToArray());

        await using (var answer = await batch.ExecuteReaderAsync(ct))
        {
            await answer.NextResultAsync(ct);
            if (!await answer.ReadAsync(ct)) throw new InvalidOperationException("The box holds ballots already and is not opened afresh.");
        }

        await transaction.CommitAsync(ct);
    }

    /// <summary>Lets delegates who arrive while voting is open vote as well. Who is on a roll already stays as they are.</summary>
    public async Task Admit(Guid tenant, IReadOnlyCollection<Guid> elections, IReadOnlyCollection<Guid> voters, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var batch = new NpgsqlBatch(connection);
        batch.ActFor(tenant);
        foreach (var election in elections.Order())
        {
            // The box's row is the gate: neither a cast nor the close can be under way at the same time.
            batch.Then("select 1 from ballot_box.boxes where election_id = $1 for update", election)
                .Then("""
                      with admitted as (
                        insert into ballot_box.roll (tenant_id, election_id, person_id, voted)
                        select $1, $2, v, false from unnest($3) v where exists (select from ballot_box.boxes b where b.election_id = $2 and b.open)
                        on conflict (election_id, person_id) do nothing returning 1)
                      update ballot_box.boxes set issued = issued + (select count(*) from admitted) where election_id = $2 and exists (select from admitted)
                      """, tenant, election, voters.ToArray());
        }

        await batch.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Puts a ballot into the box, together with those of others who wait at the same moment. Answers once it is safely inside.</summary>
    public Task<CastOutcome> Cast(Guid tenant, Guid election, Guid voter, short[] marks) => waiting.Add(new(tenant, election, voter, marks));

    /// <summary>Whether the box takes ballots, whether the person is on its roll and whether their ballot is inside: for that person only.</summary>
    public async Task<VoterPlace> PlaceOf(Guid tenant, Guid election, Guid person, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var batch = new NpgsqlBatch(connection);
        batch.ActFor(tenant).Then(
            """
            select b.open and b.closes_at > $3, r.person_id is not null, coalesce(r.voted, false)
            from ballot_box.boxes b left join ballot_box.roll r on r.election_id = b.election_id and r.person_id = $2 where b.election_id = $1
            """, election, person, clock.GetUtcNow());
        await using var answer = await batch.ExecuteReaderAsync(ct);
        await answer.NextResultAsync(ct);
        return await answer.ReadAsync(ct) ? new(answer.GetBoolean(0), answer.GetBoolean(1), answer.GetBoolean(2)) : default;
    }

    /// <summary>How many may vote and how many have: counts and nothing else.</summary>
    public async Task<BoxCount> Count(Guid tenant, Guid election, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var batch = new NpgsqlBatch(connection);
        batch.ActFor(tenant).Then("select issued, returned from ballot_box.boxes where election_id = $1", election);
        await using var answer = await batch.ExecuteReaderAsync(ct);
        await answer.NextResultAsync(ct);
        return await answer.ReadAsync(ct) ? new(answer.GetInt32(0), answer.GetInt32(1)) : default;
    }

    /// <summary>
    /// Closes the box for good: no ballot gets in after this returns. Roll and ballots are then written anew in random order within one
    /// transaction, so that neither place nor transaction number of a row says anything. Closing a closed box does nothing.
    /// </summary>
    public async Task Close(Guid tenant, Guid election, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);

        int closed;
        await using (var gate = new NpgsqlBatch(connection, transaction))
        {
            gate.ActFor(tenant).Then("with closed as (update ballot_box.boxes set open = false where election_id = $1 and open returning 1) select count(*)::int from closed", election);
            await using var answer = await gate.ExecuteReaderAsync(ct);
            await answer.NextResultAsync(ct);
            await answer.ReadAsync(ct);
            closed = answer.GetInt32(0);
        }

        if (closed > 0)
        {
            await using var rewrite = new NpgsqlBatch(connection, transaction) { Timeout = 300 };
            rewrite
                .Then("""
                      with taken as (delete from ballot_box.ballots where election_id = $1 returning tenant_id, election_id, marks)
                      insert into ballot_box.ballots (id, tenant_id, election_id, marks)
                      select gen_random_uuid() as id, tenant_id, election_id, marks from taken order by id
                      """, election)
                .Then("""
                      with taken as (delete from ballot_box.roll where election_id = $1 returning tenant_id, election_id, person_id, voted)
                      insert into ballot_box.roll (tenant_id, election_id, person_id, voted)
                      select tenant_id, election_id, person_id, voted from taken order by gen_random_uuid()
                      """, election);
            await rewrite.ExecuteNonQueryAsync(ct);
        }

        await transaction.CommitAsync(ct);
    }

    /// <summary>What was voted, from a closed box only: an open one gives nothing out.</summary>
    public async Task<List<short[]>> Ballots(Guid tenant, Guid election, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var batch = new NpgsqlBatch(connection);
        batch.ActFor(tenant)
            .Then("select open from ballot_box.boxes where election_id = $1", election)
            .Then("select marks from ballot_box.ballots where election_id = $1 and exists (select from ballot_box.boxes where election_id = $1 and not open)", election);
        await using var answer = await batch.ExecuteReaderAsync(ct);
        await answer.NextResultAsync(ct);
        if (!await answer.ReadAsync(ct) || answer.GetBoolean(0)) throw new InvalidOperationException("The ballots of a box that is not closed are not given out.");

        await answer.NextResultAsync(ct);
        var ballots = new List<short[]>();
        while (await answer.ReadAsync(ct)) ballots.Add(answer.GetFieldValue<short[]>(0));
        return ballots;
    }
}

/// <summary>What the box did with a ballot.</summary>
public enum CastOutcome
{
    /// <summary>It is inside.</summary>
    Accepted,

    /// <summary>A ballot of this voter is inside already; this one is not.</summary>
    HasVoted,

    NotOnTheRoll,
    NotOpen,

    /// <summary>The database did not say whether it is inside. The voter is told so and asks again.</summary>
    Unknown,
}

/// <summary>Where a person stands with a box.</summary>
public readonly record struct VoterPlace(bool Open, bool OnTheRoll, bool HasVoted);

/// <summary>Ballots issued (delegates who may vote) and returned.</summary>
public readonly record struct BoxCount(int Issued, int Returned);
