using StudentUnion.ServiceDefaults;

namespace StudentUnion.Membership.Domain.Rotation;

/// <summary>How far a plan is.</summary>
public enum RotationState
{
    /// <summary>Only those who make it see it.</summary>
    Draft,

    Published,

    /// <summary>Ended before its last day.</summary>
    Ended,
}

/// <summary>A rule that stands against publishing, and the days it is about.</summary>
public sealed record Obstacle(Rule Rule, string Seen);

/// <summary>
/// Who chairs an organization's presidium on which days (主席团执行主席轮值计划). Published, it is a promise to all members: every day has exactly one chair, and
/// what changes afterwards stands in its history. (measure 6.6)
/// </summary>
public sealed class RotationPlan
{
    /// <summary>An academic year and a little more.</summary>
    public const int MaxDays = 400;

    public const int MaxReason = 500;

    private readonly List<RotationShift> _shifts = [];
    private readonly List<RotationSwap> _swaps = [];
    private readonly List<RotationEntry> _history = [];

    private RotationPlan()
    {
    }

    public Guid Id { get; private init; }

    /// <summary>The member organization.</summary>
    public Guid TenantId { get; private init; }

    /// <summary>Whose presidium: the member organization's or a college's.</summary>
    public Guid OrganizationId { get; private init; }

    public DateOnly From { get; private set; }

    /// <summary>The last day; the day before the first where a plan was taken back before it began.</summary>
    public DateOnly To { get; private set; }

    public RotationState State { get; private set; }

    /// <summary>Grows with every change.</summary>
    public long Version { get; private set; } = 1;

    public Guid MadeBy { get; private init; }
    public DateTimeOffset MadeAt { get; private init; }
    public DateTimeOffset? PublishedAt { get; private set; }

    public Days Days => new(From, To);

    public IReadOnlyList<RotationShift> Shifts => _shifts;
    public IReadOnlyList<RotationSwap> Swaps => _swaps;
    public IReadOnlyList<RotationEntry> History => _history;

    /// <summary>Shifts that are in the plan, by day.</summary>
    public IEnumerable<RotationShift> Standing => _shifts.Where(s => !s.Dropped).OrderBy(s => s.From).ThenBy(s => s.To).ThenBy(s => s.Id);

    /// <summary>Begins a plan as a draft. A draft may have gaps and overlaps: those who make it see them named.</summary>
    public static RotationPlan Draft(Guid tenant, Guid organization, Days days, IReadOnlyList<ShiftTerms> shifts, Guid by, DateTimeOffset now)
    {
        var plan = new RotationPlan { Id = Guid.CreateVersion7(now), TenantId = tenant, OrganizationId = organization, MadeBy = by, MadeAt = now };
        plan.Set(days, shifts, now);
        return plan;
    }

    /// <summary>Sets a draft's days and shifts anew.</summary>
    public void Revise(Days days, IReadOnlyList<ShiftTerms> shifts, DateTimeOffset now)
    {
        RotationRules.OnlyADraftIsEdited.Require(State == RotationState.Draft);
        Set(days, shifts, now);
        Version++;
    }

    /// <summary>What stands against publishing: gaps and overlaps with their days, and the shifts of those who are not on the presidium.</summary>
    /// <param name="presidium">Who sits on the organization's presidium now.</param>
    public IEnumerable<Obstacle> Obstacles(IReadOnlySet<Guid> presidium)
    {
        List<Days> gaps = [], overlaps = [];
        var next = From;
        foreach (var shift in Standing)
        {
            if (shift.From > next) gaps.Add(new(next, shift.From.AddDays(-1)));
            if (shift.From < next) overlaps.Add(new(shift.From, shift.To < next ? shift.To : next.AddDays(-1)));
            if (shift.To >= next) next = shift.To.AddDays(1);
        }

        if (next <= To) gaps.Add(new(next, To));
        return from found in (IEnumerable<(Rule Rule, IEnumerable<Days> Days)>)
               [
                   (RotationRules.PlanHasNoGap, gaps), (RotationRules.PlanHasNoOverlap, overlaps),
                   (RotationRules.ChairSitsOnThePresidium, Standing.Where(s => !presidium.Contains(s.PersonId)).Select(s => s.Days)),
               ]
               where found.Days.Any()
               select new Obstacle(found.Rule, string.Join("; ", found.Days));
    }

    /// <summary>Announces the plan to all members.</summary>
    /// <param name="presidium">Who sits on the organization's presidium now.</param>
    /// <param name="others">Days of the organization's other published plans.</param>
    /// <param name="by">The account that publishes it.</param>
    /// <param name="now">When.</param>
    public void Publish(IReadOnlySet<Guid> presidium, IEnumerable<Days> others, Guid by, DateTimeOffset now)
    {
        RotationRules.OnlyADraftIsEdited.Require(State == RotationState.Draft);
        if (Obstacles(presidium).FirstOrDefault() is { } obstacle) obstacle.Rule.Require(false, obstacle.Seen);
        var taken = others.Where(Days.Overlaps).ToList();
        RotationRules.PlansDoNotOverlap.Require(taken.Count == 0, string.Join("; ", taken));

        (State, PublishedAt) = (RotationState.Published, now);
        Note(RotationChange.Published, Days, by, now);
    }

    /// <summary>Ends the plan on a day; the shifts after it fall away. Ended ahead of its first day, the plan is taken back whole.</summary>
    public void End(DateOnly day, string reason, Guid by, DateTimeOffset now)
    {
        RotationRules.PlanIsInForce.Require(State == RotationState.Published);
        RotationRules.PlanEndsAhead.Require(day >= AcademicCalendar.Day(now) && day < To, $"{AcademicCalendar.Day(now):yyyy-MM-dd} – {To:yyyy-MM-dd}");

        foreach (var shift in _shifts.Where(s => s.To > day))
        {
            if (shift.From > day) shift.Dropped = true;
            else shift.To = day;
            shift.Sequence++;
            Overtake(shift.Id, now);
        }

        var gone = new Days(day < From ? From : day.AddDays(1), To);
        (State, To) = (RotationState.Ended, day < From ? From.AddDays(-1) : day);
        Note(RotationChange.Ended, gone, by, now, reason);
    }

    /// <summary>One of the presidium asks another to exchange their shifts.</summary>
    public RotationSwap AskSwap(Guid shift, Guid with, Guid person, DateTimeOffset now)
    {
        var (mine, theirs) = Pair(shift, with, now);
        RotationRules.SwapIsAskedByOneOfTheTwo.Require(mine.PersonId == person);
        RotationRules.SwapIsAskedOnce.Require(!_swaps.Any(s => s.State == SwapState.Asked && s.Touches(shift) && s.Touches(with)));

        var swap = new RotationSwap
        {
            Id = Guid.CreateVersion7(now), TenantId = TenantId, PlanId = Id, ShiftId = shift, PersonId = person, WithShiftId = with, WithPersonId = theirs.PersonId, AskedAt = now,
        };
        _swaps.Add(swap);
        return swap;
    }

    /// <summary>The other of the two agrees or declines.</summary>
    public void Answer(Guid swap, bool agree, Guid person, IReadOnlySet<Guid> presidium, Guid by, DateTimeOffset now)
    {
        var asked = _swaps.Single(s => s.Id == swap);
        RotationRules.SwapIsAnsweredByTheOther.Require(asked.WithPersonId == person);
        RotationRules.SwapIsOpen.Require(asked.State == SwapState.Asked);

        if (agree) Exchange(asked.ShiftId, asked.WithShiftId, presidium, null, by, now, asked);
        (asked.State, asked.AnsweredAt) = (agree ? SwapState.Agreed : SwapState.Declined, now);
    }

    /// <summary>Whoever asked takes the question back.</summary>
    public void Withdraw(Guid swap, Guid person, DateTimeOffset now)
    {
        var asked = _swaps.Single(s => s.Id == swap);
        RotationRules.SwapIsAnsweredByTheOther.Require(asked.PersonId == person);
        RotationRules.SwapIsOpen.Require(asked.State == SwapState.Asked);
        (asked.State, asked.AnsweredAt) = (SwapState.Withdrawn, now);
    }

    /// <summary>An officer exchanges the persons of two shifts, with the reason.</summary>
    public void Exchange(Guid shift, Guid with, IReadOnlySet<Guid> presidium, string? reason, Guid by, DateTimeOffset now) =>
        Exchange(shift, with, presidium, reason, by, now, null);

    /// <summary>
    /// An officer names who chairs instead of somebody who has left the presidium. Days that are past stay with whoever chaired them.
    /// </summary>
    public void Fill(Guid shift, Guid person, IReadOnlySet<Guid> presidium, string reason, Guid by, DateTimeOffset now)
    {
        RotationRules.PlanIsInForce.Require(State == RotationState.Published);
        var (vacant, today) = (Standing.Single(s => s.Id == shift), AcademicCalendar.Day(now));
        RotationRules.OnlyAVacantShiftIsFilled.Require(!presidium.Contains(vacant.PersonId) && vacant.To >= today, vacant.Days.ToString());
        RotationRules.ChairSitsOnThePresidium.Require(presidium.Contains(person), vacant.Days.ToString());

        var (before, from) = (vacant.PersonId, vacant.From < today ? today : vacant.From);
        var left = new Days(from, vacant.To);
        if (from == vacant.From)
        {
            vacant.PersonId = person;
        }
        else
        {
            _shifts.Add(NewShift(new(person, from, vacant.To), now));
            vacant.To = from.AddDays(-1);
        }

        vacant.Sequence++;
        Overtake(vacant.Id, now);
        Note(RotationChange.Filled, left, by, now, reason, before, person);
    }

    /// <summary>Writes what is handed over, or corrects it before the next has confirmed.</summary>
    /// <param name="shift">The shift that ends.</param>
    /// <param name="written">What was written before, if anything.</param>
    /// <param name="text">What the next has to know.</param>
    /// <param name="by">The account that writes.</param>
    /// <param name="person">The person behind it, if any.</param>
    /// <param name="officer">Whether that is an officer of the union.</param>
    /// <param name="now">When.</param>
    public HandOver HandOver(Guid shift, HandOver? written, string text, Guid by, Guid? person, bool officer, DateTimeOffset now)
    {
        RotationRules.PlanIsInForce.Require(State != RotationState.Draft);
        var ending = _shifts.Single(s => s.Id == shift);
        RotationRules.HandOverIsWrittenByTheChair.Require(officer || ending.PersonId == person);
        RotationRules.HandOverFollowsItsBeginning.Require(!ending.Dropped && ending.From <= AcademicCalendar.Day(now), ending.Days.ToString());
        RotationRules.ConfirmedHandOverStays.Require(written?.ConfirmedAt is null);

        if (written is null) return new() { ShiftId = shift, TenantId = TenantId, Text = text, WrittenBy = by, WrittenAt = now };
        (written.Text, written.WrittenBy, written.WrittenAt) = (text, by, now);
        return written;
    }

    private void Exchange(Guid shift, Guid with, IReadOnlySet<Guid> presidium, string? reason, Guid by, DateTimeOffset now, RotationSwap? agreed)
    {
        var (one, other) = Pair(shift, with, now);
        foreach (var each in (RotationShift[])[one, other]) RotationRules.ChairSitsOnThePresidium.Require(presidium.Contains(each.PersonId), each.Days.ToString());

        (one.PersonId, other.PersonId) = (other.PersonId, one.PersonId);
        foreach (var each in (RotationShift[])[one, other])
        {
            each.Sequence++;
            Overtake(each.Id, now, agreed);
        }

        Note(RotationChange.Swapped, one.Days, by, now, reason, other.PersonId, one.PersonId, other.Days);
    }

    private (RotationShift One, RotationShift Other) Pair(Guid shift, Guid with, DateTimeOffset now)
    {
        RotationRules.PlanIsInForce.Require(State == RotationState.Published);
        var (one, other) = (Standing.SingleOrDefault(s => s.Id == shift), Standing.SingleOrDefault(s => s.Id == with));
        RotationRules.SwapExchangesTwoPeople.Require(one is not null && other is not null && one.PersonId != other.PersonId);
        var today = AcademicCalendar.Day(now);
        RotationRules.SwapComesBeforeTheShifts.Require(one.From > today && other.From > today, $"{one.Days}; {other.Days}");
        return (one, other);
    }

    private void Overtake(Guid shift, DateTimeOffset now, RotationSwap? but = null)
    {
        foreach (var swap in _swaps.Where(s => s != but && s.State == SwapState.Asked && s.Touches(shift)))
            (swap.State, swap.AnsweredAt) = (SwapState.Overtaken, now);
    }

    private void Set(Days days, IReadOnlyList<ShiftTerms> shifts, DateTimeOffset now)
    {
        RotationRules.PlanLastsAtMost400Days.Require(days.Count is > 0 and <= MaxDays, days.ToString());
        var outside = shifts.Select(s => new Days(s.From, s.To)).Where(s => s.Count < 1 || !days.Contains(s)).ToList();
        RotationRules.ShiftLiesInThePlan.Require(outside.Count == 0, string.Join("; ", outside));

        (From, To) = (days.From, days.To);
        _shifts.Clear();
        _shifts.AddRange(shifts.Select(s => NewShift(s, now)));
    }

    private RotationShift NewShift(ShiftTerms terms, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now), TenantId = TenantId, PlanId = Id, PersonId = terms.PersonId, From = terms.From, To = terms.To,
    };

    private void Note(
        RotationChange what, Days days, Guid by, DateTimeOffset now, string? reason = null, Guid? before = null, Guid? after = null, Days? with = null)
    {
        Version++;
        _history.Add(new()
        {
            TenantId = TenantId, PlanId = Id, Version = Version, At = now, By = by, What = what, From = days.From, To = days.To,
            WithFrom = with?.From, WithTo = with?.To, Before = before, After = after, Reason = reason,
        });
    }
}
