namespace StudentUnion.Membership.Domain.Rotation;

/// <summary>One person chairs for days in a row (一班).</summary>
public sealed class RotationShift
{
    /// <summary>Stays through swaps: calendars know the shift by it.</summary>
    public required Guid Id { get; init; }

    public required Guid TenantId { get; init; }
    public required Guid PlanId { get; init; }
    public required Guid PersonId { get; set; }
    public required DateOnly From { get; init; }
    public required DateOnly To { get; set; }

    /// <summary>Grows with every change of person or days, for calendars. (RFC 5545 §3.8.7.4)</summary>
    public int Sequence { get; internal set; }

    /// <summary>The plan ended before it; it stays to be told as cancelled.</summary>
    public bool Dropped { get; internal set; }

    public Days Days => new(From, To);
}

/// <summary>How a swap stands.</summary>
public enum SwapState
{
    /// <summary>The other has not answered.</summary>
    Asked,

    Agreed,
    Declined,
    Withdrawn,

    /// <summary>One of its shifts changed otherwise.</summary>
    Overtaken,
}

/// <summary>Two people would exchange their shifts (换班).</summary>
public sealed class RotationSwap
{
    public required Guid Id { get; init; }
    public required Guid TenantId { get; init; }
    public required Guid PlanId { get; init; }

    /// <summary>The asker's shift, and who asked.</summary>
    public required Guid ShiftId { get; init; }

    public required Guid PersonId { get; init; }

    /// <summary>The shift asked for, and whose it was.</summary>
    public required Guid WithShiftId { get; init; }

    public required Guid WithPersonId { get; init; }
    public required DateTimeOffset AskedAt { get; init; }
    public SwapState State { get; internal set; }
    public DateTimeOffset? AnsweredAt { get; internal set; }

    internal bool Touches(Guid shift) => ShiftId == shift || WithShiftId == shift;
}

/// <summary>What happened to a published plan.</summary>
public enum RotationChange { Published, Swapped, Filled, Ended }

/// <summary>One entry of a plan's history; never rewritten.</summary>
/// <remarks>Days: of the shift it is about, or of the plan; WithDays: of the other shift of a swap. Before and After: who chaired the first of them.</remarks>
public sealed class RotationEntry
{
    public required Guid TenantId { get; init; }
    public required Guid PlanId { get; init; }

    /// <summary>The plan's version that it made.</summary>
    public required long Version { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>The account that did it.</summary>
    public required Guid By { get; init; }

    public required RotationChange What { get; init; }
    public required DateOnly From { get; init; }
    public required DateOnly To { get; init; }
    public DateOnly? WithFrom { get; init; }
    public DateOnly? WithTo { get; init; }
    public Guid? Before { get; init; }
    public Guid? After { get; init; }
    public string? Reason { get; init; }
}

/// <summary>What the one who chaired leaves to the next (交接单).</summary>
public sealed class HandOver
{
    public const int MaxText = 2000;

    public required Guid ShiftId { get; init; }
    public required Guid TenantId { get; init; }
    public required string Text { get; set; }

    /// <summary>The account that wrote it last.</summary>
    public required Guid WrittenBy { get; set; }

    public required DateTimeOffset WrittenAt { get; set; }

    /// <summary>The person who took over.</summary>
    public Guid? ConfirmedBy { get; private set; }

    public DateTimeOffset? ConfirmedAt { get; private set; }

    /// <summary>The one who chairs next has read it and takes over.</summary>
    /// <param name="person">Who confirms.</param>
    /// <param name="next">Who chairs next, where anybody does.</param>
    /// <param name="now">When.</param>
    public void Confirm(Guid person, Guid? next, DateTimeOffset now)
    {
        RotationRules.HandOverIsConfirmedByTheNext.Require(person == next);
        if (ConfirmedBy == person) return;
        RotationRules.ConfirmedHandOverStays.Require(ConfirmedAt is null);
        (ConfirmedBy, ConfirmedAt) = (person, now);
    }
}
