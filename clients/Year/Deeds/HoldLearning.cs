using StudentUnion.Api;
using StudentUnion.Year.Platform;

namespace StudentUnion.Year.Deeds;

/// <summary>A union studies: a plan for the semester, two sessions of political theory that were held, a training to come. (measures 4.1 to 4.3)</summary>
internal static class HoldLearning
{
    private static readonly string[] Held = ["学生会组织改革与章程", "全心全意为同学服务"];

    /// <param name="present">Numbers of those on the signed sheet.</param>
    public static async Task Run(TheUnion union, University university, SchoolTerm term, IReadOnlyList<string> present, CancellationToken ct)
    {
        var officer = union.As(university.Officer).Membership;
        const string Title = "团支部政治理论学习计划";
        var plan = (await officer.AllStudyPlans(term.Code, ct).FirstOrDefaultAsync(one => one.Title == Title, ct))?.Id
            ?? (await Make((key, stop) => officer.MakeStudyPlan(new(university.Tenant, term.Code, Title, StudyAudience.Branch, Held.Length, Held), key, stop))).Id;
        var known = await officer.AllStudySessions(new(term.Code), ct).ToListAsync(ct);

        foreach (var (n, subject) in Held.Index())
        {
            // A session is announced before it ends: these two end in these minutes.
            var now = union.Clock.GetUtcNow();
            var title = $"政治理论学习：{subject}";
            var session = known.Find(one => one.Title == title);
            var id = session?.Id ?? (await Make((key, stop) => officer.AnnounceStudySession(
                new(university.Tenant, SessionKind.Theory, plan, title, "学生活动中心报告厅", now.AddHours(n - Held.Length), now.AddMinutes(2)), key, stop))).Id;
            if (session?.State == SessionState.Closed) continue;
            await Patiently.Ask(union.Clock, () => officer.CloseStudySession(id, ct), ct);
            await Patiently.Ask(union.Clock, () => officer.EnterAfterwards(id, present, "现场纸质签到表", ct), ct);
        }

        const string Training = "新任工作人员业务培训";
        if (known.Exists(one => one.Title == Training)) return;
        var day = SchoolTerm.Today(union.Clock).AddDays(7);
        await Make((key, stop) => officer.AnnounceStudySession(
            new(university.Tenant, SessionKind.Training, null, Training, "第一教学楼 101", SchoolTerm.At(day, 14), SchoolTerm.At(day, 17)), key, stop));

        Task<Created> Make(Func<string, CancellationToken, Task<Created>> make)
        {
            var key = Guid.CreateVersion7().ToString("N");
            return Patiently.Ask(union.Clock, () => make(key, ct), ct);
        }
    }
}
