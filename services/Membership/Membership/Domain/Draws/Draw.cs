namespace StudentUnion.Membership.Domain.Draws;

/// <summary>What an officer fixes of a draw.</summary>
/// <param name="Title">What is drawn for.</param>
/// <param name="Places">How many are drawn.</param>
/// <param name="SeedSource">The public value that will be the seed, so that nobody can mistake it: which figure, of whom, of which day, with how many decimals.</param>
/// <param name="SeedNotBefore">The moment from which that value can be known.</param>
public sealed record DrawTerms(string Title, int Places, string SeedSource, DateTimeOffset SeedNotBefore);

/// <summary>One of the equally qualified, with the place the draw gave.</summary>
public sealed class DrawCandidate
{
    public required Guid TenantId { get; init; }
    public required Guid DrawId { get; init; }

    /// <summary>From 1, in the order of the record.</summary>
    public required int Number { get; init; }

    public required Guid PersonId { get; init; }

    /// <summary>As the roster had it when the draw was fixed: part of the commitment.</summary>
    public required string Name { get; init; }

    public required string College { get; init; }

    /// <summary>From 1, once drawn; those up to the number of places have it.</summary>
    public int? Rank { get; internal set; }
}

/// <summary>What one person read at the source of the seed; what they read last counts.</summary>
public sealed class SeedReading
{
    public required Guid TenantId { get; init; }
    public required Guid DrawId { get; init; }
    public required Guid Account { get; init; }

    /// <summary>The person behind the account, where it has one: two accounts of one person are not two persons.</summary>
    public Guid? PersonId { get; init; }

    public required string Seed { get; set; }
}

/// <summary>How far a draw is.</summary>
public enum DrawState
{
    /// <summary>The commitment is published, the seed is awaited.</summary>
    Committed,

    Drawn,
    Cancelled,
}

/// <summary>
/// A verifiable draw among equals (同等条件下随机聘任): candidates are fixed and their commitment published before a public value is known that decides. Nobody can choose
/// the outcome, and anybody can work it out again. (measure 6.4)
/// </summary>
public sealed class Draw
{
    public const int MaxCandidates = 500;
    public const int MaxTitle = 120;
    public const int MaxSeed = 200;

    private readonly List<DrawCandidate> _candidates = [];
    private readonly List<SeedReading> _readings = [];

    private Draw()
    {
    }

    public Guid Id { get; private init; }
    public Guid TenantId { get; private init; }
    public string Title { get; private init; } = "";
    public int Places { get; private init; }
    public string SeedSource { get; private init; } = "";
    public DateTimeOffset SeedNotBefore { get; private init; }

    /// <summary>The record as it was fixed, byte for byte.</summary>
    public string Record { get; private init; } = "";

    public string Commitment { get; private init; } = "";
    public Guid CommittedBy { get; private init; }
    public DateTimeOffset CommittedAt { get; private init; }
    public DrawState State { get; private set; }

    /// <summary>The value that decided: what two persons have read alike.</summary>
    public string? Seed { get; private set; }

    public DateTimeOffset? DrawnAt { get; private set; }
    public string? CancelReason { get; private set; }

    /// <summary>The account that called it off.</summary>
    public Guid? CancelledBy { get; private set; }

    public IReadOnlyList<DrawCandidate> Candidates => _candidates;
    public IReadOnlyList<SeedReading> Readings => _readings;

    /// <summary>Fixes a draw.</summary>
    /// <param name="organization">The member organization.</param>
    /// <param name="terms">What is fixed.</param>
    /// <param name="people">The candidates, in their order.</param>
    /// <param name="by">The account that fixes it.</param>
    /// <param name="now">When.</param>
    public static Draw Commit(Guid organization, DrawTerms terms, IReadOnlyList<Student> people, Guid by, DateTimeOffset now)
    {
        MembershipRules.DrawHasMoreCandidatesThanPlaces.Require(people.Count > terms.Places, $"{people.Count} / {terms.Places}");
        MembershipRules.DrawSeedComesLater.Require(terms.SeedNotBefore > now);

        var id = Guid.CreateVersion7(now);
        var candidates = people.Select((student, n) => new DrawCandidate
        {
            TenantId = organization, DrawId = id, Number = n + 1, PersonId = student.Id, Name = student.Name, College = student.College,
        }).ToList();
        var record = DrawRecord.Write(id, organization, terms, candidates);
        var draw = new Draw
        {
            Id = id, TenantId = organization, Title = terms.Title, Places = terms.Places, SeedSource = terms.SeedSource, SeedNotBefore = terms.SeedNotBefore,
            Record = record, Commitment = DrawRecord.Commitment(record), CommittedBy = by, CommittedAt = now,
        };
        draw._candidates.AddRange(candidates);
        return draw;
    }

    /// <summary>Somebody enters the seed as they read it at its source. It is drawn as soon as two persons have read the same; until then everybody may correct theirs.</summary>
    /// <returns>Whether it was drawn.</returns>
    public bool Enter(string seed, Guid by, Guid? person, DateTimeOffset now)
    {
        // Whoever did not hear that their reading was the second one asks again.
        if (State == DrawState.Drawn && _readings.Any(r => r.Account == by && r.Seed == DrawRecord.Plain(seed) && r.Seed == Seed)) return true;

        MembershipRules.DrawAwaitsItsSeed.Require(State == DrawState.Committed);
        MembershipRules.DrawSeedIsDue.Require(now >= SeedNotBefore);

        seed = DrawRecord.Plain(seed);
        if (_readings.SingleOrDefault(r => r.Account == by) is { } mine) mine.Seed = seed;
        else _readings.Add(new() { TenantId = TenantId, DrawId = Id, Account = by, PersonId = person, Seed = seed });
        if (!_readings.Any(r => r.Seed == seed && r.Account != by && (person is null || r.PersonId != person))) return false;

        (State, Seed, DrawnAt) = (DrawState.Drawn, seed, now);
        var order = _candidates.OrderBy(c => DrawRecord.Ticket(Commitment, seed, c.Number), StringComparer.Ordinal);
        foreach (var (rank, candidate) in order.Index()) candidate.Rank = rank + 1;
        return true;
    }

    /// <summary>Ends a draw before its seed is read, for all to see why.</summary>
    public void Cancel(string reason, Guid by, DateTimeOffset now)
    {
        MembershipRules.DrawAwaitsItsSeed.Require(State == DrawState.Committed);
        // Once the seed can be known, calling it off would be a way to choose the outcome.
        MembershipRules.DrawIsCancelledInTime.Require(now < SeedNotBefore);
        (State, CancelReason, CancelledBy) = (DrawState.Cancelled, reason, by);
    }
}
