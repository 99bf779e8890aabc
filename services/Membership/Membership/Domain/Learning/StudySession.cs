using StudentUnion.ServiceDefaults;

namespace StudentUnion.Membership.Domain.Learning;

/// <summary>What kind of learning a session is.</summary>
public enum SessionKind
{
    /// <summary>政治理论学习: counts for measure 4.2.</summary>
    Theory,

    /// <summary>培训: counts for measure 4.3.</summary>
    Training,
}

/// <summary>How far a session is: it follows from the time, unless somebody closed it or called it off.</summary>
public enum SessionState
{
    /// <summary>Announced.</summary>
    Planned,

    /// <summary>Checking in is possible.</summary>
    CheckingIn,

    /// <summary>Over, but its organizer has not closed it: it does not count yet.</summary>
    Over,

    /// <summary>Closed by its organizer: it counts.</summary>
    Closed,

    Cancelled,
}

/// <summary>What an officer fixes of a session.</summary>
/// <param name="Kind">Theory or training.</param>
/// <param name="Title">What it is about.</param>
/// <param name="Place">Where.</param>
/// <param name="StartsAt">When it begins.</param>
/// <param name="EndsAt">When it ends; at most 24 hours later.</param>
/// <param name="CheckInMinutes">How long before its start it can be checked in to; as the settings say where it says nothing.</param>
public sealed record SessionTerms(SessionKind Kind, string Title, string Place, DateTimeOffset StartsAt, DateTimeOffset EndsAt, int? CheckInMinutes = null);

/// <summary>One meeting to learn. It counts once its organizer has closed it. (measures 4.1 to 4.3; domain.md §4)</summary>
public sealed class StudySession
{
    public const int MaxTitle = 120;
    public const int MaxPlace = 120;
    public const int MaxReason = 500;
    public const int MaxCheckInMinutes = 120;
    public static readonly TimeSpan Longest = TimeSpan.FromHours(24);

    private StudySession()
    {
    }

    public Guid Id { get; private init; }
    public Guid TenantId { get; private init; }

    /// <summary>The union or a college of it.</summary>
    public Guid OrganizationId { get; private init; }

    /// <summary>The one it starts in.</summary>
    public Semester Semester { get; private init; }

    public SessionKind Kind { get; private init; }
    public Guid? PlanId { get; private init; }
    public string Title { get; private init; } = "";
    public string Place { get; private init; } = "";
    public DateTimeOffset StartsAt { get; private init; }
    public DateTimeOffset EndsAt { get; private init; }
    public DateTimeOffset CheckInFrom { get; private init; }

    /// <summary>What its codes are made from; it never leaves the service.</summary>
    public byte[] Secret { get; private init; } = [];

    /// <summary>The account that announced it.</summary>
    public Guid AnnouncedBy { get; private init; }

    public DateTimeOffset? ClosedAt { get; private set; }

    /// <summary>The account that closed it.</summary>
    public Guid? ClosedBy { get; private set; }

    public DateTimeOffset? CancelledAt { get; private set; }
    public string? CancelReason { get; private set; }

    /// <summary>The account that called it off.</summary>
    public Guid? CancelledBy { get; private set; }

    /// <summary>Grows with every announcement of its counts: 1 when it is closed.</summary>
    public long Version { get; private set; }

    /// <summary>Announces a session.</summary>
    /// <param name="organization">Who holds it: the union or a college of it.</param>
    /// <param name="terms">What is fixed.</param>
    /// <param name="plan">The plan it follows, where it follows one.</param>
    /// <param name="calendar">Tells the semester.</param>
    /// <param name="settings">Tells the window for checking in.</param>
    /// <param name="by">The account that announces it.</param>
    /// <param name="now">When.</param>
    public static StudySession Announce(
        Organization organization, SessionTerms terms, StudyPlan? plan, AcademicCalendar calendar, LearningSettings settings, LearningOfficer by, DateTimeOffset now)
    {
        by.MustHold(organization);
        LearningRules.SessionEndsAfterItStarts.Require(terms.EndsAt > terms.StartsAt && terms.EndsAt - terms.StartsAt <= Longest);
        LearningRules.SessionIsAnnouncedInTime.Require(terms.EndsAt > now);

        var semester = calendar.SemesterOf(terms.StartsAt);
        plan?.MustBeInForce();
        LearningRules.SessionFollowsItsPlan.Require(plan is null || (plan.OrganizationId == organization.Id && plan.Semester == semester));

        return new()
        {
            Id = Guid.CreateVersion7(now), TenantId = by.Tenant, OrganizationId = organization.Id, Semester = semester, Kind = terms.Kind, PlanId = plan?.Id,
            Title = terms.Title, Place = terms.Place, StartsAt = terms.StartsAt, EndsAt = terms.EndsAt,
            CheckInFrom = terms.StartsAt.AddMinutes(-(terms.CheckInMinutes ?? settings.CheckInMinutes)), Secret = CheckInCode.NewSecret(), AnnouncedBy = by.Account,
        };
    }

    public SessionState State(DateTimeOffset now) =>
        CancelledAt is not null ? SessionState.Cancelled
        : ClosedAt is not null ? SessionState.Closed
        : now > EndsAt ? SessionState.Over
        : now >= CheckInFrom ? SessionState.CheckingIn
        : SessionState.Planned;

    /// <summary>The code that is shown now.</summary>
    public string Code(DateTimeOffset now)
    {
        MustTakePlace();
        LearningRules.CheckInIsWithinItsWindow.Require(State(now) == SessionState.CheckingIn);
        return CheckInCode.At(Secret, now);
    }

    /// <summary>A person shows the code of the room. A wrong one is counted.</summary>
    /// <returns>The rule that refuses; none where they are here.</returns>
    public Rule? WhyNotHere(string code, CheckInTries tries, LearningSettings settings, DateTimeOffset now)
    {
        if (CancelledAt is not null) return LearningRules.SessionTakesPlace;
        if (State(now) != SessionState.CheckingIn) return LearningRules.CheckInIsWithinItsWindow;
        if (tries.Wrong >= settings.WrongCodes) return LearningRules.CheckInIsNotGuessed;
        if (CheckInCode.Accepts(Secret, code, now)) return null;

        tries.Wrong++;
        return LearningRules.CheckInCodeIsCurrent;
    }

    /// <summary>Enters that a person was there, after the fact: marked as such, with reason and by whom.</summary>
    /// <param name="person">Who was there.</param>
    /// <param name="reason">Why they did not check in.</param>
    /// <param name="by">The account that enters it.</param>
    /// <param name="self">The person behind that account, where there is one.</param>
    /// <param name="settings">Tells how long.</param>
    /// <param name="now">When.</param>
    public Attendance EnterAfterwards(Guid person, string reason, Guid by, Guid? self, LearningSettings settings, DateTimeOffset now)
    {
        MustTakePlace();
        LearningRules.BackEntryIsInTime.Require((now > EndsAt || ClosedAt is not null) && now <= EndsAt.AddDays(settings.BackEntryDays));
        LearningRules.NobodyEntersThemselves.Require(person != self);
        return new() { TenantId = TenantId, SessionId = Id, PersonId = person, At = now, EnteredBy = by, Reason = reason };
    }

    /// <summary>Its organizer says that it was held: only from now on it counts.</summary>
    /// <returns>Whether it was open until now.</returns>
    public bool Close(Guid by, DateTimeOffset now)
    {
        MustTakePlace();
        LearningRules.SessionIsClosedOnceItHasBegun.Require(now >= StartsAt);
        if (ClosedAt is not null) return false;

        (ClosedAt, ClosedBy, Version) = (now, by, Version + 1);
        return true;
    }

    /// <summary>Attendance was added after it was closed, so its counts are announced again.</summary>
    public void Recounted() => Version++;

    /// <summary>Calls it off, for all to see why.</summary>
    public void Cancel(string reason, Guid by, DateTimeOffset now)
    {
        MustTakePlace();
        LearningRules.SessionIsCancelledBeforeItIsClosed.Require(ClosedAt is null);
        (CancelledAt, CancelReason, CancelledBy) = (now, reason, by);
    }

    private void MustTakePlace() => LearningRules.SessionTakesPlace.Require(CancelledAt is null);
}

/// <summary>A person was at a session: by the code of the room, or entered afterwards.</summary>
public sealed class Attendance
{
    public required Guid TenantId { get; init; }
    public required Guid SessionId { get; init; }
    public required Guid PersonId { get; init; }

    /// <summary>When they checked in or were entered.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The account that entered it afterwards (补录); none where the person checked in.</summary>
    public Guid? EnteredBy { get; init; }

    /// <summary>Why it was entered afterwards.</summary>
    public string? Reason { get; init; }
}

/// <summary>How often a person has entered a wrong code for a session.</summary>
public sealed class CheckInTries
{
    public required Guid TenantId { get; init; }
    public required Guid SessionId { get; init; }
    public required Guid PersonId { get; init; }
    public int Wrong { get; set; }
}
