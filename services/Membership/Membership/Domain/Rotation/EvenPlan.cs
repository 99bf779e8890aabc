namespace StudentUnion.Membership.Domain.Rotation;

/// <summary>How long one person chairs in turn.</summary>
public enum RotationPeriod
{
    /// <summary>一周.</summary>
    Week,

    /// <summary>两周.</summary>
    TwoWeeks,

    /// <summary>一个月.</summary>
    Month,
}

/// <summary>A shift as an officer enters it.</summary>
public sealed record ShiftTerms(Guid PersonId, DateOnly From, DateOnly To);

/// <summary>A proposal an officer may start from: people take turns in the order given, period by period, until the plan is full.</summary>
public static class EvenPlan
{
    /// <summary>Proposes shifts that cover the days exactly; nobody has more than one turn more than another.</summary>
    public static IReadOnlyList<ShiftTerms> Propose(IReadOnlyList<Guid> people, Days days, RotationPeriod period)
    {
        if (people.Count == 0) return [];

        var shifts = new List<ShiftTerms>();
        for (var turn = 0; Start(turn) <= days.To; turn++)
        {
            var last = Start(turn + 1).AddDays(-1);
            shifts.Add(new(people[turn % people.Count], Start(turn), last < days.To ? last : days.To));
        }

        return shifts;

        // Counted from the first day each time: a month from 31 January is 28 February, two months 31 March.
        DateOnly Start(int turn) => period switch
        {
            RotationPeriod.Week => days.From.AddDays(7 * turn),
            RotationPeriod.TwoWeeks => days.From.AddDays(14 * turn),
            RotationPeriod.Month => days.From.AddMonths(turn),
        };
    }
}
