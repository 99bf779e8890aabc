using StudentUnion.ServiceDefaults;

namespace StudentUnion.Membership.Domain.Rotation;

/// <summary>The law of the rotating executive chair (主席团执行主席轮值): unique indexes, constraints and tests refer to the codes.</summary>
public static class RotationRules
{
    private const string Source = "measure 6.6; issue 3, Rotation";

    // The plan

    public static readonly Rule PlanLastsAtMost400Days = new("membership.rotation-plan-lasts-at-most-400-days",
        "轮值计划的止期不早于起期，最长 400 天。", "A rotation plan ends no earlier than it begins and lasts at most 400 days.", Source, 422);

    public static readonly Rule ShiftLiesInThePlan = new("membership.rotation-shift-lies-in-the-plan",
        "每班起止日期须在计划之内。", "Each shift ends no earlier than it begins and lies within the plan.", Source, 422);

    public static readonly Rule PlanHasNoGap = new("membership.rotation-plan-has-no-gap",
        "计划内每天都有执行主席。", "Every day of a plan has its chair.", Source, 422);

    public static readonly Rule PlanHasNoOverlap = new("membership.rotation-plan-has-no-overlap",
        "计划内每天只有一位执行主席。", "No day of a plan has two chairs.", Source, 422);

    public static readonly Rule ChairSitsOnThePresidium = new("membership.rotation-chair-sits-on-the-presidium",
        "执行主席须是本组织在任的主席团成员。", "Whoever chairs sits on the presidium of that organization.", Source);

    public static readonly Rule PlansDoNotOverlap = new("membership.rotation-plans-do-not-overlap",
        "同一组织已公布的轮值计划日期不重叠。", "Published plans of one organization share no day.", Source);

    public static readonly Rule OnlyADraftIsEdited = new("membership.rotation-only-a-draft-is-edited",
        "只有草稿可以修改、公布或删除；已公布的计划用换班或终止调整。", "Only a draft is edited, published or discarded; a published plan changes by swap or by ending it.", Source);

    public static readonly Rule PlanIsInForce = new("membership.rotation-plan-is-in-force",
        "换班、补位、交接和终止只适用于已公布的计划。", "Swaps, fillings, hand-overs and an early end are for a published plan.", Source);

    public static readonly Rule PlanEndsAhead = new("membership.rotation-plan-ends-ahead",
        "提前终止的日期不早于今天，并早于原止期。", "A plan ends early on a day from today on, before its own last day.", Source, 422);

    // Swaps

    public static readonly Rule SwapExchangesTwoPeople = new("membership.rotation-swap-exchanges-two-people",
        "换班须是同一计划中两个人的两班。", "A swap exchanges two people's shifts of one plan.", Source, 422);

    public static readonly Rule SwapComesBeforeTheShifts = new("membership.rotation-swap-comes-before-the-shifts",
        "两班都尚未开始才能换班。", "A swap takes effect before either of its shifts begins.", Source);

    public static readonly Rule SwapIsAskedByOneOfTheTwo = new("membership.rotation-swap-is-asked-by-one-of-the-two",
        "换班由本班的执行主席提出。", "A swap is asked for by one of the two who would exchange.", Source, 403);

    public static readonly Rule SwapIsAnsweredByTheOther = new("membership.rotation-swap-is-answered-by-the-other",
        "换班由对方答复，由提出人撤回。", "A swap is answered by the other of the two and withdrawn by the one who asked.", Source, 403);

    public static readonly Rule SwapIsOpen = new("membership.rotation-swap-is-open",
        "换班请求已经答复、撤回，或班次已有变动。", "A swap is answered or withdrawn once, while its shifts are as they were when it was asked.", Source);

    public static readonly Rule SwapIsAskedOnce = new("membership.rotation-swap-is-asked-once",
        "同样两班只有一个待答复的换班请求。", "The same two shifts await one swap at a time.", Source);

    public static readonly Rule OnlyAVacantShiftIsFilled = new("membership.rotation-only-a-vacant-shift-is-filled",
        "原定人选已离任且尚未结束的班次才补位。", "A shift that is not over is filled anew where its chair has left the presidium.", Source);

    // Hand-over

    public static readonly Rule HandOverIsWrittenByTheChair = new("membership.rotation-hand-over-is-written-by-the-chair",
        "交接单由本班执行主席或学生会工作人员填写。", "A hand-over is written by the one who chaired, or by an officer.", Source, 403);

    public static readonly Rule HandOverFollowsItsBeginning = new("membership.rotation-hand-over-follows-its-beginning",
        "班次开始后才填写交接单。", "A hand-over is written once its shift has begun.", Source);

    public static readonly Rule HandOverIsConfirmedByTheNext = new("membership.rotation-hand-over-is-confirmed-by-the-next",
        "交接单由下一班执行主席确认。", "A hand-over is confirmed by the one who chairs next.", Source, 403);

    public static readonly Rule ConfirmedHandOverStays = new("membership.rotation-confirmed-hand-over-stays",
        "已确认的交接单不再修改。", "A hand-over that has been confirmed does not change.", Source);

    public static readonly IReadOnlyList<Rule> All =
    [
        PlanLastsAtMost400Days, ShiftLiesInThePlan, PlanHasNoGap, PlanHasNoOverlap, ChairSitsOnThePresidium, PlansDoNotOverlap, OnlyADraftIsEdited,
        PlanIsInForce, PlanEndsAhead,
        SwapExchangesTwoPeople, SwapComesBeforeTheShifts, SwapIsAskedByOneOfTheTwo, SwapIsAnsweredByTheOther, SwapIsOpen, SwapIsAskedOnce, OnlyAVacantShiftIsFilled,
        HandOverIsWrittenByTheChair, HandOverFollowsItsBeginning, HandOverIsConfirmedByTheNext, ConfirmedHandOverStays,
    ];
}
