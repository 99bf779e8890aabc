using CsCheck;
using StudentUnion.Membership.Domain.Rotation;
using StudentUnion.ServiceDefaults;
using StudentUnion.Testing;

namespace StudentUnion.Membership.Tests.Domain;

public class RotationTests
{
    private static readonly Guid Tenant = Guid.CreateVersion7();
    private static readonly Guid Officer = Guid.CreateVersion7();
    private static readonly Guid[] People = [.. Enumerable.Range(0, 3).Select(_ => Guid.CreateVersion7())];
    private static readonly HashSet<Guid> Presidium = [.. People];

    // Noon in Nanjing on the third of March.
    private static readonly DateTimeOffset Now = new(2026, 3, 3, 4, 0, 0, TimeSpan.Zero);

    [Fact]
    public void An_even_proposal_covers_every_day_once_and_nobody_has_two_turns_more_than_another() =>
        Gen.Select(Gen.Int[1, 12], Gen.Int[1, RotationPlan.MaxDays], Gen.Int[0, 365], Gen.Enum<RotationPeriod>()).Sample((count, length, start, period) =>
        {
            var people = Enumerable.Range(0, count).Select(_ => Guid.CreateVersion7()).ToArray();
            var days = new Days(new DateOnly(2026, 1, 1).AddDays(start), new DateOnly(2026, 1, 1).AddDays(start + length - 1));
            var shifts = EvenPlan.Propose(people, days, period);
            var plan = RotationPlan.Draft(Tenant, Tenant, days, shifts, Officer, Now);
            var turns = people.Select(p => shifts.Count(s => s.PersonId == p)).ToList();
            return !plan.Obstacles(people.ToHashSet()).Any() && turns.Max() - turns.Min() <= 1;
        });

    [Fact]
    public void Months_are_counted_from_the_first_day() => Assert.Equal(
        [new(2026, 1, 31), new(2026, 2, 28), new(2026, 3, 31)],
        EvenPlan.Propose(People, new(new(2026, 1, 31), new(2026, 4, 29)), RotationPeriod.Month).Select(s => s.From));

    [Fact]
    public void Gaps_overlaps_and_strangers_are_named_with_their_days()
    {
        var plan = Draft((0, "03-02", "03-08"), (1, "03-08", "03-10"), (Stranger, "03-13", "03-13"));
        Assert.Equal(
            [
                (RotationRules.PlanHasNoGap, "2026-03-11 – 2026-03-12; 2026-03-14 – 2026-03-22"),
                (RotationRules.PlanHasNoOverlap, "2026-03-08"),
                (RotationRules.ChairSitsOnThePresidium, "2026-03-13"),
            ],
            plan.Obstacles(Presidium).Select(o => (o.Rule, o.Seen)));
        Assert.Equal(RotationRules.PlanHasNoGap, Assert.Throws<RuleBrokenException>(() => plan.Publish(Presidium, [], Officer, Now)).Rule);
        Assert.Equal(RotationState.Draft, plan.State);
    }

    [Fact]
    public void A_shift_within_another_and_a_plan_without_shifts_are_seen()
    {
        Assert.Equal("2026-03-05 – 2026-03-06", Assert.Single(Draft((0, "03-02", "03-22"), (1, "03-05", "03-06")).Obstacles(Presidium)).Seen);
        Assert.Equal("2026-03-02 – 2026-03-22", Assert.Single(Draft().Obstacles(Presidium)).Seen);
    }

    [Fact]
    public void A_plan_lasts_from_1_to_400_days_and_its_shifts_lie_within()
    {
        var first = new DateOnly(2026, 3, 2);
        Assert.Equal(400, RotationPlan.Draft(Tenant, Tenant, new(first, first.AddDays(399)), [], Officer, Now).Days.Count);
        Refused.By(RotationRules.PlanLastsAtMost400Days, () => RotationPlan.Draft(Tenant, Tenant, new(first, first.AddDays(400)), [], Officer, Now));
        Refused.By(RotationRules.PlanLastsAtMost400Days, () => RotationPlan.Draft(Tenant, Tenant, new(first, first.AddDays(-1)), [], Officer, Now));
        Refused.By(RotationRules.ShiftLiesInThePlan, () => Draft((0, "03-01", "03-08")));
        Refused.By(RotationRules.ShiftLiesInThePlan, () => Draft((0, "03-09", "03-08")));
    }

    [Fact]
    public void Published_plans_share_no_day()
    {
        Refused.By(RotationRules.PlansDoNotOverlap, () => Whole().Publish(Presidium, [new(new(2026, 3, 22), new(2026, 4, 1))], Officer, Now));
        Whole().Publish(Presidium, [new(new(2026, 3, 23), new(2026, 4, 1)), new(new(2026, 3, 2), new(2026, 3, 1))], Officer, Now);
    }

    [Fact]
    public void What_is_published_is_not_edited_and_a_draft_is_not_swapped_or_ended()
    {
        var (draft, published) = (Whole(), Published());
        Refused.By(RotationRules.OnlyADraftIsEdited, () => published.Revise(published.Days, [], Now));
        Refused.By(RotationRules.OnlyADraftIsEdited, () => published.Publish(Presidium, [], Officer, Now));
        Refused.By(RotationRules.PlanIsInForce, () => draft.End(new(2026, 3, 10), "改选", Officer, Now));
        Refused.By(RotationRules.PlanIsInForce, () => draft.Exchange(Shift(draft, 1).Id, Shift(draft, 2).Id, Presidium, "出差", Officer, Now));
        Refused.By(RotationRules.PlanIsInForce, () => draft.HandOver(Shift(draft, 0).Id, null, "印章", Officer, null, true, Now));
    }

    [Fact]
    public void Ended_on_a_day_a_plan_keeps_what_was_and_drops_what_would_come()
    {
        var plan = Published();
        Refused.By(RotationRules.PlanEndsAhead, () => plan.End(new(2026, 3, 2), "改选", Officer, Now));
        Refused.By(RotationRules.PlanEndsAhead, () => plan.End(new(2026, 3, 22), "改选", Officer, Now));

        plan.End(new(2026, 3, 10), "改选", Officer, Now);
        Assert.Equal(RotationState.Ended, plan.State);
        Assert.Equal(["2026-03-02 – 2026-03-08", "2026-03-09 – 2026-03-10"], plan.Standing.Select(s => s.Days.ToString()));
        Assert.Empty(plan.Obstacles(Presidium));
        Assert.Equal([0, 1, 1], plan.Shifts.Select(s => s.Sequence));
        Assert.Equal((RotationChange.Ended, new DateOnly(2026, 3, 11), new DateOnly(2026, 3, 22)), (plan.History[^1].What, plan.History[^1].From, plan.History[^1].To));
    }

    [Fact]
    public void Taken_back_before_it_begins_a_plan_has_no_days()
    {
        var plan = Published();
        plan.End(new(2026, 2, 25), "改选", Officer, Now.AddDays(-6));
        Assert.Equal((0, 0), (plan.Days.Count, plan.Standing.Count()));
    }

    [Fact]
    public void A_swap_is_asked_by_one_and_agreed_by_the_other_before_either_shift_begins()
    {
        var plan = Published();
        var (now, one, two) = (Shift(plan, 0), Shift(plan, 1), Shift(plan, 2));
        Refused.By(RotationRules.SwapComesBeforeTheShifts, () => plan.AskSwap(now.Id, two.Id, People[0], Now));
        Refused.By(RotationRules.SwapExchangesTwoPeople, () => plan.AskSwap(one.Id, one.Id, People[1], Now));
        Refused.By(RotationRules.SwapExchangesTwoPeople, () => plan.AskSwap(one.Id, Guid.CreateVersion7(), People[1], Now));
        Refused.By(RotationRules.SwapIsAskedByOneOfTheTwo, () => plan.AskSwap(one.Id, two.Id, People[0], Now));

        var swap = plan.AskSwap(one.Id, two.Id, People[1], Now);
        Refused.By(RotationRules.SwapIsAskedOnce, () => plan.AskSwap(two.Id, one.Id, People[2], Now));
        Refused.By(RotationRules.SwapIsAnsweredByTheOther, () => plan.Answer(swap.Id, true, People[1], Presidium, Officer, Now));
        Refused.By(RotationRules.SwapIsAnsweredByTheOther, () => plan.Withdraw(swap.Id, People[2], Now));
        Refused.By(RotationRules.SwapComesBeforeTheShifts, () => plan.Answer(swap.Id, true, People[2], Presidium, Officer, Now.AddDays(6)));
        Refused.By(RotationRules.ChairSitsOnThePresidium, () => plan.Answer(swap.Id, true, People[2], new HashSet<Guid> { People[2] }, Officer, Now));

        plan.Answer(swap.Id, true, People[2], Presidium, Officer, Now);
        Assert.Equal((People[2], People[1], 1, 1), (one.PersonId, two.PersonId, one.Sequence, two.Sequence));
        Refused.By(RotationRules.SwapIsOpen, () => plan.Answer(swap.Id, true, People[2], Presidium, Officer, Now));
        Refused.By(RotationRules.SwapIsOpen, () => plan.Withdraw(swap.Id, People[1], Now));
        Assert.Equal(3, plan.Version);
    }

    [Fact]
    public void Another_change_of_a_shift_overtakes_what_was_asked_of_it()
    {
        var plan = Published();
        var swap = plan.AskSwap(Shift(plan, 1).Id, Shift(plan, 2).Id, People[1], Now);
        plan.Exchange(Shift(plan, 2).Id, Shift(plan, 1).Id, Presidium, "出差", Officer, Now);
        Assert.Equal(SwapState.Overtaken, swap.State);
        Refused.By(RotationRules.SwapIsOpen, () => plan.Answer(swap.Id, true, People[2], Presidium, Officer, Now));
    }

    [Fact]
    public void A_vacant_shift_is_filled_from_today_on_and_the_days_before_stay()
    {
        var plan = Published();
        var (current, left) = (Shift(plan, 0), new HashSet<Guid> { People[1], People[2] });
        Refused.By(RotationRules.OnlyAVacantShiftIsFilled, () => plan.Fill(current.Id, People[1], Presidium, "离任", Officer, Now));
        Refused.By(RotationRules.ChairSitsOnThePresidium, () => plan.Fill(current.Id, Guid.CreateVersion7(), left, "离任", Officer, Now));
        Refused.By(RotationRules.OnlyAVacantShiftIsFilled, () => plan.Fill(current.Id, People[1], left, "离任", Officer, Now.AddDays(6)));

        plan.Fill(current.Id, People[1], left, "离任", Officer, Now);
        Assert.Equal([(People[0], "2026-03-02"), (People[1], "2026-03-03 – 2026-03-08")], plan.Standing.Take(2).Select(s => (s.PersonId, s.Days.ToString())));
    }

    [Fact]
    public void A_hand_over_is_written_by_the_one_who_chaired_and_confirmed_by_the_next()
    {
        var plan = Published();
        var ending = Shift(plan, 0);
        Refused.By(RotationRules.HandOverIsWrittenByTheChair, () => plan.HandOver(ending.Id, null, "印章", Officer, People[1], false, Now));
        Refused.By(RotationRules.HandOverFollowsItsBeginning, () => plan.HandOver(Shift(plan, 1).Id, null, "印章", Officer, People[1], false, Now));

        var note = plan.HandOver(ending.Id, null, "印章", Officer, People[0], false, Now);
        plan.HandOver(ending.Id, note, "印章已交", Officer, null, true, Now);
        Refused.By(RotationRules.HandOverIsConfirmedByTheNext, () => note.Confirm(People[0], People[1], Now));
        note.Confirm(People[1], People[1], Now);
        note.Confirm(People[1], People[1], Now);
        Assert.Equal(("印章已交", People[1]), (note.Text, note.ConfirmedBy!.Value));
        Refused.By(RotationRules.ConfirmedHandOverStays, () => plan.HandOver(ending.Id, note, "印章未交", Officer, People[0], false, Now));
        Refused.By(RotationRules.ConfirmedHandOverStays, () => note.Confirm(People[2], People[2], Now));
    }

    private const int Stranger = -1;

    private static RotationPlan Whole() => Draft((0, "03-02", "03-08"), (1, "03-09", "03-15"), (2, "03-16", "03-22"));

    private static RotationPlan Published()
    {
        var plan = Whole();
        plan.Publish(Presidium, [], Officer, Now.AddDays(-7));
        return plan;
    }

    private static RotationShift Shift(RotationPlan plan, int number) => plan.Standing.ElementAt(number);

    private static RotationPlan Draft(params (int Person, string From, string To)[] shifts) => RotationPlan.Draft(
        Tenant, Tenant, new(new(2026, 3, 2), new(2026, 3, 22)),
        [.. shifts.Select(s => new ShiftTerms(s.Person == Stranger ? Guid.CreateVersion7() : People[s.Person], Day(s.From), Day(s.To)))], Officer, Now);

    private static DateOnly Day(string day) => DateOnly.ParseExact($"2026-{day}", "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
