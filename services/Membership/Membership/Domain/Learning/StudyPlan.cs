namespace StudentUnion.Membership.Domain.Learning;

/// <summary>Whom a study plan is for.</summary>
public enum StudyAudience
{
    /// <summary>团支部成员.</summary>
    Branch,

    /// <summary>学生会工作人员.</summary>
    Staff,
}

/// <summary>Who studies, how often, what. (理论学习制度的人员、频次、内容)</summary>
/// <param name="Title">What the plan is called.</param>
/// <param name="Audience">Who studies.</param>
/// <param name="Sessions">How often at least in the semester; from 1.</param>
/// <param name="Contents">What is studied, a line each.</param>
public sealed record StudyTerms(string Title, StudyAudience Audience, int Sessions, IReadOnlyList<string> Contents);

/// <summary>What an organization studies in a semester. (measure 4.1)</summary>
public sealed class StudyPlan
{
    public const int MaxTitle = 120;
    public const int MaxSessions = 60;
    public const int MaxContents = 30;
    public const int MaxContent = 200;

    private StudyPlan()
    {
    }

    public Guid Id { get; private init; }
    public Guid TenantId { get; private init; }

    /// <summary>The union or a college of it.</summary>
    public Guid OrganizationId { get; private init; }

    public Semester Semester { get; private init; }
    public string Title { get; private set; } = "";
    public StudyAudience Audience { get; private set; }
    public int Sessions { get; private set; }
    public List<string> Contents { get; private set; } = [];

    /// <summary>The account that made it.</summary>
    public Guid MadeBy { get; private init; }

    public DateTimeOffset MadeAt { get; private init; }

    /// <summary>When the first session under it was closed: from then on it stands as it is.</summary>
    public DateTimeOffset? StudiedAt { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>The account that ended it.</summary>
    public Guid? EndedBy { get; private set; }

    /// <summary>Grows with every change.</summary>
    public long Version { get; private set; } = 1;

    /// <summary>Makes a plan.</summary>
    /// <param name="organization">The union or a college of it.</param>
    /// <param name="semester">When it is studied.</param>
    /// <param name="running">The semester that runs now.</param>
    /// <param name="terms">Who, how often, what.</param>
    /// <param name="settings">What is asked of branches.</param>
    /// <param name="by">The account that makes it; of the same union.</param>
    /// <param name="now">When.</param>
    public static StudyPlan Make(
        Organization organization, Semester semester, Semester running, StudyTerms terms, LearningSettings settings, LearningOfficer by, DateTimeOffset now)
    {
        by.MustHold(organization);
        LearningRules.PlanIsForThisOrALaterSemester.Require(semester >= running, $"{semester} / {running}");
        var plan = new StudyPlan
        {
            Id = Guid.CreateVersion7(now), TenantId = by.Tenant, OrganizationId = organization.Id, Semester = semester, MadeBy = by.Account, MadeAt = now,
        };
        plan.Take(terms, settings);
        return plan;
    }

    /// <summary>Changes what is to be studied, as long as nothing was.</summary>
    public void Revise(StudyTerms terms, LearningSettings settings)
    {
        MustBeInForce();
        LearningRules.PlanStandsOnceStudied.Require(StudiedAt is null);
        Take(terms, settings);
        Version++;
    }

    /// <summary>Ends it: what was studied under it stays, nothing more is.</summary>
    public void End(Guid by, DateTimeOffset now)
    {
        MustBeInForce();
        (EndedAt, EndedBy) = (now, by);
        Version++;
    }

    /// <summary>A session under it was closed.</summary>
    public void Studied(DateTimeOffset now) => StudiedAt ??= now;

    internal void MustBeInForce() => LearningRules.PlanIsInForce.Require(EndedAt is null);

    private void Take(StudyTerms terms, LearningSettings settings)
    {
        LearningRules.BranchesStudyOften.Require(
            terms.Audience != StudyAudience.Branch || terms.Sessions >= settings.BranchSessions, $"{terms.Sessions} / {settings.BranchSessions}");
        (Title, Audience, Sessions, Contents) = (terms.Title, terms.Audience, terms.Sessions, [.. terms.Contents]);
    }
}

/// <summary>Who arranges learning: an account, and the union it does so for.</summary>
public sealed record LearningOfficer(Guid Tenant, Guid Account)
{
    internal void MustHold(Organization organization) => LearningRules.LearningIsOfTheUnion.Require(
        organization.TenantId == Tenant && organization.Status == OrganizationStatus.Active);
}
