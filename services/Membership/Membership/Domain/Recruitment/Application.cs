using System.Globalization;
using StudentUnion.Membership.Domain.Offices;

namespace StudentUnion.Membership.Domain.Recruitment;

/// <summary>The stage of an application.</summary>
public enum ApplicationState
{
    Submitted,

    /// <summary>The first body has agreed.</summary>
    InReview,

    /// <summary>Every body has agreed; the scores are known.</summary>
    Shortlisted,

    /// <summary>Equal with others at the last place.</summary>
    Drawing,

    /// <summary>公示: on public notice.</summary>
    Notice,

    /// <summary>试用: in office, with a mentor, until confirmed.</summary>
    Probation,

    /// <summary>Confirmed in office; of a candidate: approved to stand.</summary>
    Confirmed,

    /// <summary>Ended after selection: by an objection, in probation, or with its call.</summary>
    Ended,

    Withdrawn,
    Refused,
    NotSelected,
}

/// <summary>What can happen to an application.</summary>
public enum ApplicationAct
{
    /// <summary>A step has been agreed to and another follows.</summary>
    Advance,

    /// <summary>A body has refused.</summary>
    Refuse,

    /// <summary>The last step of a call for staff.</summary>
    Shortlist,

    /// <summary>The last step of a call for candidates.</summary>
    Approve,

    PutOnNotice,
    Tie,
    PassOver,
    Withdraw,
    UpholdObjection,
    BeginProbation,
    ExtendProbation,
    Confirm,
    EndProbation,

    /// <summary>The call has been called off.</summary>
    CallOff,
}

/// <summary>A rule of the decision as it was when the application was sent.</summary>
/// <param name="Rule">Code of the rule.</param>
/// <param name="Holds">Whether it held.</param>
/// <param name="Seen">What it saw.</param>
public sealed record SeenPoint(string Rule, bool Holds, string? Seen);

/// <summary>One stage an application came to; never rewritten.</summary>
public sealed class ApplicationEvent
{
    public required Guid TenantId { get; init; }
    public required Guid ApplicationId { get; init; }
    public required int Version { get; init; }
    public required DateTimeOffset At { get; init; }
    public required ApplicationState State { get; init; }
    public string? Reason { get; init; }
}

/// <summary>Whom an application is about and what was seen of them.</summary>
/// <param name="Person">The student.</param>
/// <param name="College">The college's union that the student's college is matched with; none where the directory has none.</param>
/// <param name="Statement">What the student says.</param>
/// <param name="Decision">The rules' decision; every rule must hold.</param>
public sealed record Applicant(Guid Person, Guid? College, string Statement, Decision Decision);

/// <summary>
/// A student applies for one post of a call: bodies decide in order, equals are drawn, the public may object, a probation precedes confirmation. (measures 6.3, 6.4, 6.5)
/// </summary>
public sealed class Application
{
    public const int MaxStatement = 1000;
    public const int MaxReason = 500;

    private readonly List<Approval> _approvals = [];
    private readonly List<ApplicationEvent> _history = [];

    private Application()
    {
    }

    public Guid Id { get; private init; }
    public Guid TenantId { get; private init; }
    public Guid CallId { get; private init; }
    public int PostNumber { get; private init; }
    public CallKind Kind { get; private init; }
    public Guid PersonId { get; private init; }

    /// <summary>The college's union at the time of sending, where there is one.</summary>
    public Guid? CollegeId { get; private init; }

    public string Statement { get; private init; } = "";
    public DateTimeOffset SubmittedAt { get; private init; }

    /// <summary>The decision as it was seen.</summary>
    public List<SeenPoint> Seen { get; private init; } = [];

    public ApplicationState State { get; private set; }

    /// <summary>Mean of the review's scores, 0 to 100.</summary>
    public decimal? Score { get; private set; }

    /// <summary>Why it ended, where it did not end well.</summary>
    public string? Reason { get; private set; }

    public DateTimeOffset? NoticeUntil { get; private set; }

    /// <summary>A person of a supervising body, or somebody in office.</summary>
    public Guid? MentorId { get; private set; }

    /// <summary>The last day of the probation.</summary>
    public DateOnly? ProbationEnds { get; private set; }

    public bool Extended { get; private set; }

    /// <summary>The office it led to.</summary>
    public Guid? AppointmentId { get; private set; }

    /// <summary>Grows with every stage.</summary>
    public int Version { get; private set; }

    public IReadOnlyList<Approval> Approvals => _approvals;
    public IReadOnlyList<ApplicationEvent> History => _history;

    public bool IsLive => State is ApplicationState.Submitted or ApplicationState.InReview or ApplicationState.Shortlisted or ApplicationState.Drawing
        or ApplicationState.Notice or ApplicationState.Probation;

    /// <summary>The step whose turn it is; null where all have agreed.</summary>
    public int? CurrentStep => _approvals.Where(a => a.Verdict is null).Select(a => (int?)a.Step).Min();

    /// <summary>Sends an application; its first approval opens.</summary>
    public static Application Send(RecruitmentCall call, CallPost post, Applicant applicant, IEnumerable<ChainBody> chain, Bodies bodies, DateTimeOffset now)
    {
        call.RequireTaking(now);
        RecruitmentRules.ApplicantIsOfTheCollege.Require(call.Level == UnionLevel.School || applicant.College == call.OrganizationId);
        applicant.Decision.Require();

        var id = Guid.CreateVersion7(now);
        var application = new Application
        {
            Id = id, TenantId = call.TenantId, CallId = call.Id, PostNumber = post.Number, Kind = call.Kind, PersonId = applicant.Person, CollegeId = applicant.College,
            Statement = applicant.Statement, SubmittedAt = now, Seen = [.. applicant.Decision.Points.Select(p => new SeenPoint(p.Rule.Code, p.Holds, p.Seen))],
        };
        foreach (var wanted in chain)
        {
            var (body, standsIn) = bodies.Of(wanted, applicant.College);
            application._approvals.Add(new()
            {
                TenantId = call.TenantId, ApplicationId = id, Step = wanted.Step, Kind = wanted.Body, BodyId = body, StandsIn = standsIn, Scores = wanted.Scores, Days = wanted.Days,
            });
        }

        application.OpenStep(now);
        application.Note(null, now);
        return application;
    }

    /// <summary>A body decides its part of a step. The order holds; the same decision twice is harmless.</summary>
    /// <param name="step">The step.</param>
    /// <param name="body">The body.</param>
    /// <param name="verdict">Agreed or refused.</param>
    /// <param name="reason">Must be given with a refusal.</param>
    /// <param name="score">Must be given with consent in the review.</param>
    /// <param name="by">The account that decides for the body.</param>
    /// <param name="now">When.</param>
    public void Decide(int step, Guid body, Verdict verdict, string? reason, int? score, Guid by, DateTimeOffset now)
    {
        var mine = _approvals.SingleOrDefault(a => a.Step == step && a.BodyId == body);
        RecruitmentRules.BodyDecides.Require(mine is not null);
        if (mine.Verdict == verdict && mine.Score == score) return;

        RecruitmentRules.DecidedOnce.Require(mine.Verdict is null);
        Require(verdict == Verdict.Refused ? ApplicationAct.Refuse : ApplicationAct.Advance);
        RecruitmentRules.StepsInOrder.Require(step == CurrentStep, $"{CurrentStep} < {step}");
        RecruitmentRules.RefusalHasAReason.Require(verdict == Verdict.Agreed || !string.IsNullOrEmpty(reason));
        RecruitmentRules.ReviewIsScored.Require((mine.Scores && verdict == Verdict.Agreed) == score is >= 0 and <= 100);

        mine.Decide(verdict, reason, score, by, now);
        if (verdict == Verdict.Refused) Move(ApplicationAct.Refuse, reason, now);
        else if (CurrentStep == step) return;
        else if (CurrentStep is not null)
        {
            OpenStep(now);
            Move(ApplicationAct.Advance, null, now);
        }
        else if (Kind == CallKind.Candidates) Move(ApplicationAct.Approve, null, now);
        else
        {
            var scores = _approvals.Where(a => a.Score is not null).Select(a => (decimal)a.Score!.Value).ToList();
            Score = scores.Count == 0 ? 0 : Math.Round(scores.Sum() / scores.Count, 4);
            Move(ApplicationAct.Shortlist, null, now);
        }
    }

    /// <summary>The student takes it back; doing so twice is harmless.</summary>
    public void Withdraw(DateTimeOffset now)
    {
        if (State == ApplicationState.Withdrawn) return;

        RecruitmentRules.WithdrawnInTime.Require(Next.ContainsKey((State, ApplicationAct.Withdraw)), State.ToString());
        Move(ApplicationAct.Withdraw, null, now);
    }

    /// <summary>公示: selected, for all members to see and to object.</summary>
    public void PutOnNotice(int days, DateTimeOffset now)
    {
        Move(ApplicationAct.PutOnNotice, null, now);
        // Whole days: the notice begins tomorrow and lasts to the end of its last day. Where none is asked for, it is over.
        NoticeUntil = days == 0 ? now : AcademicCalendar.Start(AcademicCalendar.Day(now).AddDays(days + 1));
    }

    /// <summary>Equal with others at the last place: a draw decides.</summary>
    public void Tie(DateTimeOffset now) => Move(ApplicationAct.Tie, null, now);

    /// <summary>Others have the places.</summary>
    public void PassOver(DateTimeOffset now) => Move(ApplicationAct.PassOver, null, now);

    /// <summary>The call was called off.</summary>
    public void CallOff(string reason, DateTimeOffset now) => Move(ApplicationAct.CallOff, reason, now);

    /// <summary>Objections are taken now.</summary>
    public void RequireNotice(DateTimeOffset now) => RecruitmentRules.ObjectedInTime.Require(State == ApplicationState.Notice && now < NoticeUntil);

    /// <summary>An objection was right: the application ends with the reason.</summary>
    public void UpholdObjection(string reason, DateTimeOffset now) => Move(ApplicationAct.UpholdObjection, reason, now);

    /// <summary>
    /// The notice is over and the person begins to serve: the appointment is made now, under the caps as they are now. Whoever calls holds the organization's row locked.
    /// </summary>
    /// <param name="objections">All objections to it.</param>
    /// <param name="mentor">Who guides the person; null where nobody fit was named.</param>
    /// <param name="days">How long the probation lasts.</param>
    /// <param name="appoint">Makes the appointment, or refuses.</param>
    /// <param name="now">When.</param>
    public Appointment BeginProbation(IEnumerable<Objection> objections, Guid? mentor, int days, Func<Appointment> appoint, DateTimeOffset now)
    {
        Require(ApplicationAct.BeginProbation);
        RecruitmentRules.NoticeIsOver.Require(now >= NoticeUntil);
        RecruitmentRules.ObjectionsAreAnswered.Require(objections.All(o => o.Answer is not null));
        RecruitmentRules.MentorIsNamed.Require(mentor is not null && mentor != PersonId);
        var appointment = appoint();
        (MentorId, ProbationEnds, AppointmentId) = (mentor, AcademicCalendar.Day(now).AddDays(days), appointment.Id);
        Move(ApplicationAct.BeginProbation, null, now);
        return appointment;
    }

    /// <summary>The person needs more time, once.</summary>
    public void Extend(int days, string reason, DateTimeOffset now)
    {
        Require(ApplicationAct.ExtendProbation);
        RecruitmentRules.ExtendedOnce.Require(!Extended);
        (Extended, ProbationEnds) = (true, ProbationEnds!.Value.AddDays(days));
        Move(ApplicationAct.ExtendProbation, reason, now);
    }

    /// <summary>转正: the probation has gone well and is over.</summary>
    public void Confirm(Appointment appointment, DateTimeOffset now)
    {
        Require(ApplicationAct.Confirm);
        OfficeRules.IsInOffice.Require(appointment.Until is null);
        RecruitmentRules.ProbationIsOver.Require(AcademicCalendar.Day(now) > ProbationEnds, ProbationEnds!.Value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        Move(ApplicationAct.Confirm, null, now);
    }

    /// <summary>The probation has not gone well: the office ends with the same reason.</summary>
    public void End(Appointment appointment, string reason, Guid by, DateTimeOffset now)
    {
        Move(ApplicationAct.EndProbation, reason, now);
        if (appointment.Until is null) appointment.End(Ending.Removed, reason, by, now);
    }

    /// <summary>Every step an application can take; any other is refused.</summary>
    private static readonly Dictionary<(ApplicationState, ApplicationAct), ApplicationState> Next = new()
    {
        [(ApplicationState.Submitted, ApplicationAct.Advance)] = ApplicationState.InReview,
        [(ApplicationState.Submitted, ApplicationAct.Refuse)] = ApplicationState.Refused,
        [(ApplicationState.Submitted, ApplicationAct.Withdraw)] = ApplicationState.Withdrawn,
        [(ApplicationState.Submitted, ApplicationAct.CallOff)] = ApplicationState.Ended,
        // A chain of one step only.
        [(ApplicationState.Submitted, ApplicationAct.Shortlist)] = ApplicationState.Shortlisted,
        [(ApplicationState.Submitted, ApplicationAct.Approve)] = ApplicationState.Confirmed,
        [(ApplicationState.InReview, ApplicationAct.Advance)] = ApplicationState.InReview,
        [(ApplicationState.InReview, ApplicationAct.Refuse)] = ApplicationState.Refused,
        [(ApplicationState.InReview, ApplicationAct.Shortlist)] = ApplicationState.Shortlisted,
        [(ApplicationState.InReview, ApplicationAct.Approve)] = ApplicationState.Confirmed,
        [(ApplicationState.InReview, ApplicationAct.Withdraw)] = ApplicationState.Withdrawn,
        [(ApplicationState.InReview, ApplicationAct.CallOff)] = ApplicationState.Ended,
        [(ApplicationState.Shortlisted, ApplicationAct.PutOnNotice)] = ApplicationState.Notice,
        [(ApplicationState.Shortlisted, ApplicationAct.Tie)] = ApplicationState.Drawing,
        [(ApplicationState.Shortlisted, ApplicationAct.PassOver)] = ApplicationState.NotSelected,
        [(ApplicationState.Shortlisted, ApplicationAct.Withdraw)] = ApplicationState.Withdrawn,
        [(ApplicationState.Shortlisted, ApplicationAct.CallOff)] = ApplicationState.Ended,
        [(ApplicationState.Drawing, ApplicationAct.PutOnNotice)] = ApplicationState.Notice,
        [(ApplicationState.Drawing, ApplicationAct.PassOver)] = ApplicationState.NotSelected,
        [(ApplicationState.Drawing, ApplicationAct.Withdraw)] = ApplicationState.Withdrawn,
        [(ApplicationState.Drawing, ApplicationAct.CallOff)] = ApplicationState.Ended,
        [(ApplicationState.Notice, ApplicationAct.UpholdObjection)] = ApplicationState.Ended,
        [(ApplicationState.Notice, ApplicationAct.BeginProbation)] = ApplicationState.Probation,
        [(ApplicationState.Notice, ApplicationAct.CallOff)] = ApplicationState.Ended,
        [(ApplicationState.Probation, ApplicationAct.ExtendProbation)] = ApplicationState.Probation,
        [(ApplicationState.Probation, ApplicationAct.Confirm)] = ApplicationState.Confirmed,
        [(ApplicationState.Probation, ApplicationAct.EndProbation)] = ApplicationState.Ended,
    };

    /// <summary>The stage that follows; null where the act is not taken.</summary>
    public static ApplicationState? After(ApplicationState state, ApplicationAct act) => Next.TryGetValue((state, act), out var next) ? next : null;

    private void OpenStep(DateTimeOffset now)
    {
        var step = CurrentStep;
        foreach (var approval in _approvals.Where(a => a.Step == step)) approval.Open(now);
    }

    private void Require(ApplicationAct act) => RecruitmentRules.ApplicationMovesOn.Require(Next.ContainsKey((State, act)), State.ToString());

    private void Move(ApplicationAct act, string? reason, DateTimeOffset now)
    {
        Require(act);
        State = Next[(State, act)];
        if (State is ApplicationState.Refused or ApplicationState.Ended) Reason = reason;
        Note(reason, now);
    }

    private void Note(string? reason, DateTimeOffset now) =>
        _history.Add(new() { TenantId = TenantId, ApplicationId = Id, Version = ++Version, At = now, State = State, Reason = reason });
}

/// <summary>How an objection was answered.</summary>
public enum ObjectionAnswer { Upheld, Dismissed }

/// <summary>A member of the union objects to somebody on public notice; it must be answered before the notice can end. (measure 6.5)</summary>
public sealed class Objection
{
    public const int MaxText = 1000;

    private Objection()
    {
    }

    public Guid Id { get; private init; }
    public Guid TenantId { get; private init; }
    public Guid ApplicationId { get; private init; }

    /// <summary>Named to officers and teachers only.</summary>
    public Guid PersonId { get; private init; }

    public string Text { get; private init; } = "";
    public DateTimeOffset RaisedAt { get; private init; }
    public ObjectionAnswer? Answer { get; private set; }
    public string? Reason { get; private set; }
    public Guid? AnsweredBy { get; private set; }
    public DateTimeOffset? AnsweredAt { get; private set; }

    public static Objection Raise(Application application, Guid person, string text, DateTimeOffset now)
    {
        application.RequireNotice(now);
        return new() { Id = Guid.CreateVersion7(now), TenantId = application.TenantId, ApplicationId = application.Id, PersonId = person, Text = text, RaisedAt = now };
    }

    /// <summary>A teacher answers it, with a reason. Upheld, it ends the application.</summary>
    public void Settle(Application application, ObjectionAnswer answer, string reason, Guid by, DateTimeOffset now)
    {
        RecruitmentRules.ObjectionIsOpen.Require(Answer is null);
        // Several may be upheld; the first ends the application.
        if (answer == ObjectionAnswer.Upheld && application.State != ApplicationState.Ended) application.UpholdObjection(reason, now);
        (Answer, Reason, AnsweredBy, AnsweredAt) = (answer, reason, by, now);
    }
}
