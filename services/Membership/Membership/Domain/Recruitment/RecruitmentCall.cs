using StudentUnion.Membership.Domain.Offices;

namespace StudentUnion.Membership.Domain.Recruitment;

/// <summary>How far a call is.</summary>
public enum CallState
{
    Draft,

    /// <summary>Published; applications are taken in its time.</summary>
    Open,

    /// <summary>Applications have closed by time; never stored.</summary>
    Closed,

    /// <summary>Every post has been selected.</summary>
    Decided,

    /// <summary>Every application has its outcome.</summary>
    Done,

    Cancelled,
}

/// <summary>A post that a call fills.</summary>
public sealed class CallPost
{
    public required Guid TenantId { get; init; }
    public required Guid CallId { get; init; }

    /// <summary>From 1.</summary>
    public required int Number { get; init; }

    /// <summary>Code of a <see cref="PostTemplate"/>.</summary>
    public required string Post { get; init; }

    public Guid? DepartmentId { get; init; }

    /// <summary>How many are looked for.</summary>
    public required int Places { get; init; }

    public DateTimeOffset? SelectedAt { get; internal set; }

    /// <summary>Places that the equals at the last place share; none where there are no equals.</summary>
    public int? LeftForDraw { get; internal set; }

    /// <summary>The draw among these equals.</summary>
    public Guid? DrawId { get; internal set; }
}

/// <summary>What is fixed of a call.</summary>
/// <param name="Title">Its title.</param>
/// <param name="Conditions">The conditions in words, besides those the rules set.</param>
/// <param name="OpensAt">From when applications are taken.</param>
/// <param name="ClosesAt">Until when, to the second.</param>
/// <param name="ProbationDays">How long those selected serve on probation.</param>
public sealed record CallTerms(string Title, string Conditions, DateTimeOffset OpensAt, DateTimeOffset ClosesAt, int ProbationDays);

/// <summary>A post as an officer enters it.</summary>
public sealed record WantedPost(PostTemplate Post, Guid? Department, int Places);

/// <summary>A call (选聘公告) of a union or a college's union for people to serve in it or to stand for its presidium. (measures 6.3, 6.5)</summary>
public sealed class RecruitmentCall
{
    public const int MaxTitle = 120;
    public const int MaxConditions = 2000;
    public const int MaxPosts = 20;
    public const int UsualProbationDays = 30;

    private readonly List<CallPost> _posts = [];

    private RecruitmentCall()
    {
    }

    public Guid Id { get; private init; }
    public Guid TenantId { get; private init; }
    public Guid OrganizationId { get; private init; }
    public UnionLevel Level { get; private init; }
    public CallKind Kind { get; private init; }
    public string Title { get; private init; } = "";
    public string Conditions { get; private init; } = "";
    public DateTimeOffset OpensAt { get; private init; }
    public DateTimeOffset ClosesAt { get; private init; }
    public int ProbationDays { get; private init; }
    public CallState State { get; private set; }
    public string? CancelReason { get; private set; }
    public Guid MadeBy { get; private init; }
    public IReadOnlyList<CallPost> Posts => _posts;

    /// <summary>Drafts a call.</summary>
    /// <param name="union">The member organization or the college that calls.</param>
    /// <param name="kind">Staff or candidates.</param>
    /// <param name="terms">What is fixed.</param>
    /// <param name="wanted">The posts.</param>
    /// <param name="departments">The union's active departments.</param>
    /// <param name="year">The academic year, by the year in which it begins.</param>
    /// <param name="by">The account that drafts it.</param>
    /// <param name="now">When.</param>
    public static RecruitmentCall Draft(
        Organization union, CallKind kind, CallTerms terms, IReadOnlyList<WantedPost> wanted, IReadOnlyCollection<Guid> departments, int year, Guid by, DateTimeOffset now)
    {
        var level = union.Kind == OrganizationKind.College ? UnionLevel.College : UnionLevel.School;
        MembershipRules.OrganizationIsActive.Require(union.Status == OrganizationStatus.Active);
        RecruitmentRules.CallHasItsPosts.Require(wanted.Count > 0 && (kind == CallKind.Staff || wanted.Count == 1));
        foreach (var post in wanted)
        {
            OfficeRules.AllowedPosts.Require(post.Post.IsAllowed(year, level), post.Post.Zh);
            RecruitmentRules.CallHasItsPosts.Require(Fits(post), post.Post.Zh);
        }

        RecruitmentRules.CallHasATime.Require(terms.OpensAt < terms.ClosesAt && terms.ClosesAt > now);

        var call = new RecruitmentCall
        {
            Id = Guid.CreateVersion7(now), TenantId = union.TenantId, OrganizationId = union.Id, Level = level, Kind = kind, Title = terms.Title,
            Conditions = terms.Conditions, OpensAt = terms.OpensAt, ClosesAt = terms.ClosesAt, ProbationDays = terms.ProbationDays, MadeBy = by,
        };
        call._posts.AddRange(wanted.Select((post, n) => new CallPost
        {
            TenantId = call.TenantId, CallId = call.Id, Number = n + 1, Post = post.Post.Code, DepartmentId = post.Department, Places = post.Places,
        }));
        return call;

        bool Fits(WantedPost post) => (kind, post.Post.Seat) switch
        {
            (CallKind.Candidates, Seat.Presidium) => post.Department is null,
            (CallKind.Staff, Seat.Department) => post.Department is { } d && departments.Contains(d),
            (CallKind.Staff, Seat.Branch) => post.Department is null,
            _ => false,
        };
    }

    /// <summary>Its state at a moment: it closes by time.</summary>
    public CallState At(DateTimeOffset now) => State == CallState.Open && now >= ClosesAt ? CallState.Closed : State;

    /// <summary>Publishes it, where every step of its approvals has somebody to decide.</summary>
    public void Open(IReadOnlyCollection<ChainBody> chain, Bodies bodies, DateTimeOffset now)
    {
        if (State == CallState.Open) return;

        RecruitmentRules.CallMovesOn.Require(State == CallState.Draft, State.ToString());
        RecruitmentRules.CallHasATime.Require(now < ClosesAt);
        bodies.RequireFor(chain);
        State = CallState.Open;
    }

    /// <summary>Takes applications now.</summary>
    public void RequireTaking(DateTimeOffset now) => RecruitmentRules.AppliedInTime.Require(State == CallState.Open && now >= OpensAt && now < ClosesAt);

    /// <summary>
    /// Selects for a post by the score of its review. Those certain of a place go on public notice, equals at the last place await a draw, the others are not selected.
    /// </summary>
    /// <param name="post">The post.</param>
    /// <param name="take">How many are wanted; not more than there are places.</param>
    /// <param name="applications">Every application for the post.</param>
    /// <param name="noticeDays">Days of the public notice.</param>
    /// <param name="now">When.</param>
    public void Select(CallPost post, int take, IReadOnlyCollection<Application> applications, int noticeDays, DateTimeOffset now)
    {
        RecruitmentRules.CallMovesOn.Require(Kind == CallKind.Staff && State is CallState.Open or CallState.Decided, State.ToString());
        RecruitmentRules.SelectedOnce.Require(post.SelectedAt is null);
        RecruitmentRules.SelectedWithinPlaces.Require(take >= 0 && take <= post.Places, $"{take} / {post.Places}");
        var inReview = applications.Count(a => a.State is ApplicationState.Submitted or ApplicationState.InReview);
        RecruitmentRules.ReviewIsFinished.Require(now >= ClosesAt && inReview == 0, inReview == 0 ? null : $"{inReview}");

        var ready = applications.Where(a => a.State == ApplicationState.Shortlisted).ToDictionary(a => a.Id);
        var shortlist = Shortlist.Of([.. ready.Values.Select(a => (a.Id, a.Score!.Value))], take);
        foreach (var id in shortlist.Certain) ready[id].PutOnNotice(noticeDays, now);
        foreach (var id in shortlist.Tied) ready[id].Tie(now);
        foreach (var id in shortlist.Out) ready[id].PassOver(now);

        post.SelectedAt = now;
        if (shortlist.Tied.Count > 0) post.LeftForDraw = shortlist.Left;
        if (_posts.TrueForAll(p => p.SelectedAt is not null)) State = CallState.Decided;
    }

    /// <summary>The equals of a post go into this draw; a draw that was called off makes room for another.</summary>
    public void DrawAmong(CallPost post, Guid draw, bool earlierCalledOff)
    {
        RecruitmentRules.CallMovesOn.Require(post.LeftForDraw is not null);
        RecruitmentRules.SelectedOnce.Require(post.DrawId is null || earlierCalledOff);
        post.DrawId = draw;
    }

    /// <summary>The draw has spoken: in the order of their ranks, whoever still stands goes on notice until the places are taken.</summary>
    public void TakeDrawn(CallPost post, IReadOnlyDictionary<Guid, int> ranks, IEnumerable<Application> applications, int noticeDays, DateTimeOffset now)
    {
        var standing = applications.Where(a => a.State == ApplicationState.Drawing).OrderBy(a => ranks[a.PersonId]).ToList();
        foreach (var (n, application) in standing.Index())
        {
            if (n < post.LeftForDraw) application.PutOnNotice(noticeDays, now);
            else application.PassOver(now);
        }
    }

    /// <summary>Equals who withdrew have left a place for each of the others: there is nothing to draw any more.</summary>
    public static void TakeWithoutDraw(CallPost post, IReadOnlyCollection<Application> applications, int noticeDays, DateTimeOffset now)
    {
        var standing = applications.Where(a => a.State == ApplicationState.Drawing).ToList();
        if (standing.Count > post.LeftForDraw) return;
        foreach (var application in standing) application.PutOnNotice(noticeDays, now);
    }

    /// <summary>Everything has its outcome.</summary>
    public void Complete(IReadOnlyCollection<Application> applications, DateTimeOffset now)
    {
        if (State == CallState.Done) return;

        RecruitmentRules.CallMovesOn.Require(At(now) is CallState.Closed or CallState.Decided, At(now).ToString());
        RecruitmentRules.EqualsAreDrawn.Require(!applications.Any(a => a.State == ApplicationState.Drawing));
        var live = applications.Count(a => a.IsLive);
        RecruitmentRules.CallIsSettled.Require(live == 0, $"{live}");
        State = CallState.Done;
    }

    /// <summary>Calls it off for all to read why; applications that have not led to an office end with it.</summary>
    public void Cancel(string reason, IEnumerable<Application> applications, DateTimeOffset now)
    {
        RecruitmentRules.CallMovesOn.Require(State is CallState.Draft or CallState.Open or CallState.Decided, State.ToString());
        foreach (var application in applications.Where(a => a.IsLive && a.State != ApplicationState.Probation)) application.CallOff(reason, now);
        (State, CancelReason) = (CallState.Cancelled, reason);
    }
}

/// <summary>Who has a place by score alone, who shares the last place with equals, who has none. (measure 6.4)</summary>
/// <param name="Certain">Have a place.</param>
/// <param name="Tied">Equal at the last place: more than places left.</param>
/// <param name="Left">Places left for them.</param>
/// <param name="Out">Have none.</param>
public sealed record Shortlist(IReadOnlyList<Guid> Certain, IReadOnlyList<Guid> Tied, int Left, IReadOnlyList<Guid> Out)
{
    /// <summary>Places by score. Nobody is preferred among equals: where not all of them have a place, none has it for certain.</summary>
    public static Shortlist Of(IReadOnlyCollection<(Guid Id, decimal Score)> scored, int take)
    {
        if (scored.Count <= take) return new([.. scored.Select(s => s.Id)], [], 0, []);
        if (take == 0) return new([], [], 0, [.. scored.Select(s => s.Id)]);

        var last = scored.Select(s => s.Score).OrderDescending().ElementAt(take - 1);
        var above = scored.Where(s => s.Score > last).Select(s => s.Id).ToList();
        var equal = scored.Where(s => s.Score == last).Select(s => s.Id).ToList();
        var below = scored.Where(s => s.Score < last).Select(s => s.Id).ToList();
        return above.Count + equal.Count == take ? new([.. above, .. equal], [], 0, below) : new(above, equal, take - above.Count, below);
    }
}
