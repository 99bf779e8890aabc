using System.Net;
using System.Net.Http.Json;
using System.Text;
using Npgsql;
using StudentUnion.Api;
using StudentUnion.Membership.Contracts;
using StudentUnion.Membership.Domain;
using StudentUnion.Membership.Domain.Rotation;
using StudentUnion.Membership.Features.Rotation;
using StudentUnion.Testing;
using HandOverState = StudentUnion.Api.HandOverState;
using RotationChange = StudentUnion.Api.RotationChange;
using RotationPeriod = StudentUnion.Api.RotationPeriod;
using RotationPlan = StudentUnion.Api.RotationPlan;
using RotationState = StudentUnion.Api.RotationState;

namespace StudentUnion.Membership.Tests.Features;

public class RotationTests(MembershipApp app) : IClassFixture<MembershipApp>
{
    [Fact]
    public async Task A_plan_is_proposed_edited_published_and_everybody_sees_who_chairs_today()
    {
        var (union, ada, _, _) = await PresidiumOfThree.Seated(app);
        var officer = app.Api(union.Officer);
        var made = await officer.DraftRotation(new(null, Today, Today.AddDays(20), RotationPeriod.Week));
        var draft = await officer.Rotation(made.Id);
        Assert.Equal(PresidiumOfThree.Names, draft.Shifts.Select(s => s.Name));
        Assert.Empty(draft.Obstacles);
        Assert.Equal(HttpStatusCode.NotFound, (await app.As(union.Student).GetAsync($"/api/membership/rotation/{made.Id}")).StatusCode);
        Assert.Empty((await app.Api(union.Student).Rotations()).Items);
        Assert.Null((await app.Api(union.Student).ChairToday()).PlanId);

        await officer.ReviseRotation(made.Id, new(Today, Today.AddDays(20), [.. draft.Shifts.Reverse().Zip(draft.Shifts, (who, when) => new ShiftEntry(who.PersonId, when.From, when.To))]), draft.ETag);
        await officer.PublishRotation(made.Id);

        var seen = await app.Api(union.Student).Rotation(made.Id);
        Assert.Equal((RotationState.Published, false, "孙三"), (seen.State, seen.Sees, seen.Shifts[0].Name));
        var today = await app.Api(union.Student).ChairToday();
        Assert.Equal(("孙三", "主席团执行主席", "钱二", Today.AddDays(7)), (today.Name!, today.Post!, today.NextName!, today.NextFrom!.Value));
        Assert.Equal("Executive chair of the presidium", (await app.Api(union.Student, "en").ChairToday()).Post);
        Assert.Equal((made.Id, 3, 0), (await app.Api(ada).Rotations()).Items.Select(r => (r.Id, r.Shifts, r.Vacant)).Single());
        var said = await app.Announced<ChairRotationPublished>(e => e.PlanId == made.Id);
        Assert.Equal((union.Id, union.Id, Today, Today.AddDays(20), 3), (said.TenantId, said.OrganizationId, said.From, said.To, said.Shifts));
    }

    [Fact]
    public async Task A_draft_names_its_gaps_overlaps_and_strangers_and_is_not_published_with_them()
    {
        var (union, ada, bo, _) = await PresidiumOfThree.Seated(app);
        var officer = app.Api(union.Officer);
        var made = await officer.DraftRotation(new(null, Today, Today.AddDays(9), Shifts:
            [new(ada.Person!.Value, Today, Today.AddDays(3)), new(bo.Person!.Value, Today.AddDays(3), Today.AddDays(7)), new(union.Student.Person!.Value, Today.AddDays(8), Today.AddDays(8))]));

        var obstacles = (await officer.Rotation(made.Id)).Obstacles;
        Assert.Equal([(RotationRules.PlanHasNoGap.Code, Day(9)), (RotationRules.PlanHasNoOverlap.Code, Day(3)), (RotationRules.ChairSitsOnThePresidium.Code, Day(8))],
            obstacles.Select(o => (o.Code, o.Seen)));
        var problem = await Refused.By(RotationRules.PlanHasNoGap, await Act(union.Officer, $"{made.Id}/publication"));
        Assert.Equal(Day(9), problem.Detail);

        await officer.DiscardRotation(made.Id);
        Assert.Equal(HttpStatusCode.NotFound, (await app.As(union.Officer).GetAsync($"/api/membership/rotation/{made.Id}")).StatusCode);
        await Refused.By(RotationRules.PlanLastsAtMost400Days, await Draft(union.Officer, new(null, Today, Today.AddDays(400))));
        await Refused.By(RotationRules.ShiftLiesInThePlan, await Draft(union.Officer, new(null, Today, Today, Shifts: [new(ada.Person!.Value, Today, Today.AddDays(1))])));
    }

    [Fact]
    public async Task Of_many_overlapping_plans_published_at_once_one_is()
    {
        var (union, _, _, _) = await PresidiumOfThree.Seated(app);
        var officer = app.Api(union.Officer);
        var drafts = new List<Guid>();
        for (var n = 0; n < 8; n++) drafts.Add((await officer.DraftRotation(new(null, Today.AddDays(n), Today.AddDays(30 + n)))).Id);

        var answers = await Task.WhenAll(drafts.Select(id => Act(union.Officer, $"{id}/publication")));

        Assert.Single(answers, a => a.IsSuccessStatusCode);
        foreach (var refused in answers.Where(a => !a.IsSuccessStatusCode))
            Assert.Matches("^2026-.* – 2026-", (await Refused.By(RotationRules.PlansDoNotOverlap, refused)).Detail!);
    }

    [Fact]
    public async Task The_database_itself_keeps_published_plans_apart()
    {
        var union = await app.NewUnion();
        await Insert(union.Id, "2026-03-02", "2026-03-08", "Published");
        await Insert(union.Id, "2026-03-08", "2026-03-15", "Draft");
        await Insert(union.Id, "2026-03-05", "2026-03-04", "Ended");
        await Insert(union.Id, "2026-03-09", "2026-03-15", "Ended");
        Assert.Equal(RotationRules.PlansDoNotOverlap.Code,
            (await Assert.ThrowsAsync<PostgresException>(() => Insert(union.Id, "2026-03-08", "2026-03-08", "Published"))).ConstraintName);
    }

    [Fact]
    public async Task Two_exchange_their_shifts_and_everybody_sees_it()
    {
        var (union, ada, bo, chen) = await PresidiumOfThree.Seated(app);
        var plan = await Published(union, startsIn: 1);
        var swap = await app.Api(bo).AskSwap(plan.Shifts[1].Id, plan.Shifts[2].Id);
        Assert.Equal(swap.Id, Assert.Single((await app.Api(chen).MyRotation()).ToAnswer).SwapId);
        Assert.Empty((await app.Api(union.Student).Rotation(plan.Id)).Swaps);

        await Refused.By(RotationRules.SwapIsAskedByOneOfTheTwo, await Ask(ada, plan.Shifts[1].Id, plan.Shifts[2].Id));
        await Refused.By(RotationRules.SwapIsAskedOnce, await Ask(chen, plan.Shifts[2].Id, plan.Shifts[1].Id));
        await Refused.By(RotationRules.SwapExchangesTwoPeople, await Ask(bo, plan.Shifts[1].Id, plan.Shifts[1].Id));
        await Refused.By(RotationRules.SwapIsAnsweredByTheOther, await Answer(bo, swap.Id));
        await app.Api(chen).AnswerSwap(swap.Id, true);

        var after = await app.Api(union.Student).Rotation(plan.Id);
        Assert.Equal(["赵一", "孙三", "钱二"], after.Shifts.Select(s => s.Name));
        Assert.Equal((RotationChange.Swapped, "钱二", "孙三"), (after.History[0].What, after.History[0].Before, after.History[0].After));

        var again = await app.Api(chen).AskSwap(after.Shifts[1].Id, after.Shifts[0].Id);
        await app.Api(chen).WithdrawSwap(again.Id);
        await Refused.By(RotationRules.SwapIsOpen, await Answer(ada, again.Id));
        await app.Api(ada).AnswerSwap((await app.Api(chen).AskSwap(after.Shifts[1].Id, after.Shifts[0].Id)).Id, false);
        Assert.Equal(after.Version, (await app.Api(ada).Rotation(plan.Id)).Version);
    }

    [Fact]
    public async Task Of_swaps_of_one_shift_agreed_at_once_one_takes_effect()
    {
        var (union, ada, bo, chen) = await PresidiumOfThree.Seated(app);
        var plan = await Published(union, startsIn: 1);
        var withAda = await app.Api(bo).AskSwap(plan.Shifts[1].Id, plan.Shifts[0].Id);
        var withChen = await app.Api(bo).AskSwap(plan.Shifts[1].Id, plan.Shifts[2].Id);

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(n => n % 2 == 0 ? Answer(ada, withAda.Id) : Answer(chen, withChen.Id)));

        Assert.Single(answers, a => a.IsSuccessStatusCode);
        foreach (var refused in answers.Where(a => !a.IsSuccessStatusCode)) await Refused.By(RotationRules.SwapIsOpen, refused);
        var after = await app.Api(union.Officer).Rotation(plan.Id);
        Assert.Equal(plan.Version + 1, after.Version);
        Assert.Equal(PresidiumOfThree.Names.Order(), after.Shifts.Select(s => s.Name).Order());
    }

    [Fact]
    public async Task A_shift_that_has_begun_is_not_swapped_and_what_an_officer_changes_has_its_reason()
    {
        var (union, ada, bo, _) = await PresidiumOfThree.Seated(app);
        var plan = await Published(union, startsIn: 0);
        await Refused.By(RotationRules.SwapComesBeforeTheShifts, await Ask(ada, plan.Shifts[0].Id, plan.Shifts[1].Id));
        Assert.Equal(HttpStatusCode.BadRequest, (await Act(union.Officer, $"shifts/{plan.Shifts[1].Id}/exchange", new ShiftExchange(plan.Shifts[2].Id, ""))).StatusCode);

        await app.Api(union.Officer).ExchangeShifts(plan.Shifts[1].Id, plan.Shifts[2].Id, "外出调研");
        Assert.Equal("外出调研", (await app.Api(bo).Rotation(plan.Id)).History[0].Reason);
        Assert.Null((await app.Api(union.Student).Rotation(plan.Id)).History[0].Reason);
    }

    [Fact]
    public async Task Whoever_leaves_the_presidium_leaves_a_vacancy_that_is_told_and_filled()
    {
        var (union, ada, bo, chen) = await PresidiumOfThree.Seated(app);
        var plan = await Published(union, startsIn: 0);
        await PresidiumOfThree.Elect(app, union, union.Id, bo.Person!.Value, chen.Person!.Value);

        var today = await app.Api(union.Student).ChairToday();
        Assert.Equal((true, null, plan.Id), (today.Vacant, today.Name, today.PlanId));
        var seen = await app.Api(union.Officer).Rotation(plan.Id);
        Assert.Equal([true, false, false], seen.Shifts.Select(s => s.Vacant));
        Assert.Equal("赵一", seen.Shifts[0].Name);
        Assert.Equal(1, (await app.Api(union.Officer).Rotations()).Items.Single().Vacant);
        Assert.Contains("人选待定", await Calendar(union.Student, plan.Id));

        await Refused.By(RotationRules.OnlyAVacantShiftIsFilled, await Act(union.Officer, $"shifts/{plan.Shifts[1].Id}/chair", new ShiftFilling(chen.Person!.Value, "离任")));
        await Refused.By(RotationRules.ChairSitsOnThePresidium, await Act(union.Officer, $"shifts/{plan.Shifts[0].Id}/chair", new ShiftFilling(ada.Person!.Value, "离任")));
        await app.Api(union.Officer).FillShift(plan.Shifts[0].Id, chen.Person!.Value, "离任");
        Assert.Equal("孙三", (await app.Api(union.Student).ChairToday()).Name);
    }

    [Fact]
    public async Task A_hand_over_is_due_written_read_by_few_and_confirmed_by_the_next()
    {
        var (union, ada, bo, chen) = await PresidiumOfThree.Seated(app);
        var plan = await Published(union, startsIn: 0, days: 1);
        var shift = plan.Shifts[0].Id;
        var mine = await app.Api(ada).MyRotation();
        Assert.Equal((shift, shift), (Assert.Single(mine.Chairing).ShiftId, Assert.Single(mine.ToWrite).ShiftId));
        Assert.Equal([HandOverState.Open, HandOverState.Ahead, null], (await app.Api(union.Teacher).Rotation(plan.Id)).Shifts.Select(s => s.HandOver));

        await Refused.By(RotationRules.HandOverIsWrittenByTheChair, await Write(bo, shift));
        await Refused.By(RotationRules.HandOverFollowsItsBeginning, await Write(bo, plan.Shifts[1].Id));
        Assert.Equal(HttpStatusCode.BadRequest, (await Write(ada, shift, new string('长', 2001))).StatusCode);
        await app.Api(ada).WriteHandOver(shift, "印章在保险柜");
        await app.Api(union.Officer).WriteHandOver(shift, "印章在办公室");
        Assert.Empty((await app.Api(ada).MyRotation()).ToWrite);
        Assert.Equal(shift, Assert.Single((await app.Api(bo).MyRotation()).ToConfirm).ShiftId);

        foreach (var reader in (TestCaller[])[ada, chen, union.Officer, union.Teacher]) Assert.Equal("印章在办公室", (await app.Api(reader).HandOver(shift)).Text);
        Assert.Equal(HttpStatusCode.NotFound, (await app.As(union.Student).GetAsync($"/api/membership/rotation/shifts/{shift}/hand-over")).StatusCode);
        Assert.All((await app.Api(union.Student).Rotation(plan.Id)).Shifts, s => Assert.Null(s.HandOver));

        await Refused.By(RotationRules.HandOverIsConfirmedByTheNext, await Act(chen, $"shifts/{shift}/hand-over/confirmation"));
        await app.Api(bo).ConfirmHandOver(shift);
        await Refused.By(RotationRules.ConfirmedHandOverStays, await Write(ada, shift));
        var confirmed = await app.Api(bo).HandOver(shift);
        Assert.True(confirmed is { ConfirmedAt: not null, MayWrite: false, MayConfirm: false, NextName: "钱二" });
    }

    [Fact]
    public async Task The_calendar_is_read_back_as_it_was_written_and_tells_what_changed()
    {
        var (union, _, _, _) = await PresidiumOfThree.Seated(app);
        var plan = await Published(union, startsIn: 1);
        var first = Ical.Net.Calendar.Load(await Calendar(union.Student, plan.Id))!;
        Assert.Equal("2.0", first.Version);
        Assert.Equal(plan.Shifts.Select(s => ($"{s.Id}@student-union-platform", s.From, s.To.AddDays(1), 0, $"执行主席：{s.Name}", "CONFIRMED")), Events(first));
        Assert.All(first.Events, e => Assert.True(e.IsAllDay));
        Assert.Contains("Executive chair: 赵一", await Calendar(union.Student, plan.Id, "en"));

        await app.Api(union.Officer).ExchangeShifts(plan.Shifts[0].Id, plan.Shifts[1].Id, "出差");
        await app.Api(union.Officer).EndRotation(plan.Id, plan.Shifts[1].From, "改选");
        var second = Events(Ical.Net.Calendar.Load(await Calendar(union.Student, plan.Id))!).ToList();
        Assert.Equal(Events(first).Select(e => e.Uid), second.Select(e => e.Uid));
        Assert.Equal([("执行主席：钱二", 1, "CONFIRMED"), ("执行主席：赵一", 2, "CONFIRMED"), ("执行主席：孙三", 1, "CANCELLED")], second.Select(e => (e.Summary, e.Sequence, e.Status)));
        Assert.Equal(plan.Shifts[1].From.AddDays(1), second[1].End);
        Assert.Equal((RotationState.Ended, 2), ((await app.Api(union.Student).Rotation(plan.Id)).State, (await app.Announced<ChairRotationPublished>(e => e.PlanId == plan.Id && e.Version > 2)).Shifts));

        static IEnumerable<(string Uid, DateOnly Start, DateOnly End, int Sequence, string Summary, string Status)> Events(Ical.Net.Calendar calendar) =>
            calendar.Events.OrderBy(e => e.Start!.Date).Select(e => (e.Uid!, e.Start!.Date, e.End!.Date, e.Sequence, e.Summary!, e.Status!));
    }

    [Fact]
    public async Task A_published_plan_is_not_edited_and_its_end_lies_ahead()
    {
        var (union, _, _, _) = await PresidiumOfThree.Seated(app);
        var plan = await Published(union, startsIn: 0);
        var revision = new HttpRequestMessage(HttpMethod.Put, $"/api/membership/rotation/{plan.Id}") { Content = JsonContent.Create(new RotationRevision(plan.From, plan.To, [])) };
        revision.Headers.TryAddWithoutValidation("If-Match", plan.ETag);
        await Refused.By(RotationRules.OnlyADraftIsEdited, await app.As(union.Officer).SendAsync(revision));
        await Refused.By(RotationRules.OnlyADraftIsEdited, await app.As(union.Officer).DeleteAsync($"/api/membership/rotation/{plan.Id}"));
        await Refused.By(RotationRules.PlanEndsAhead, await Act(union.Officer, $"{plan.Id}/ending", new RotationEnding(Today.AddDays(-1), "改选")));
        await app.Api(union.Officer).EndRotation(plan.Id, Today, "改选");
        await Refused.By(RotationRules.PlanIsInForce, await Act(union.Officer, $"{plan.Id}/ending", new RotationEnding(Today, "改选")));

        // The days that became free take another plan.
        var next = await app.Api(union.Officer).DraftRotation(new(null, Today.AddDays(1), Today.AddDays(7)));
        await app.Api(union.Officer).PublishRotation(next.Id);
    }

    [Fact]
    public async Task A_colleges_rotation_is_its_own_and_another_unions_is_not_there()
    {
        var (union, ada, _, _) = await PresidiumOfThree.Seated(app);
        var other = await app.NewUnion();
        var college = (await app.Api(union.Officer).Register(new(StudentUnion.Api.OrganizationKind.College, "文学院学生会", union.Id))).Id;
        await PresidiumOfThree.Elect(app, union, college, ada.Person!.Value);
        var plan = await Published(union, startsIn: 0);
        var made = await app.Api(union.Officer).DraftRotation(new(college, Today, Today.AddDays(3)));
        await app.Api(union.Officer).PublishRotation(made.Id);

        Assert.Equal("赵一", (await app.Api(union.Student).ChairToday(college)).Name);
        Assert.Equal(made.Id, Assert.Single((await app.Api(union.Student).Rotations(college)).Items).Id);
        Assert.Empty((await app.Api(other.Officer).Rotations()).Items);
        foreach (var path in (string[])[$"{plan.Id}", $"{plan.Id}/calendar.ics", $"today?organizationId={college}", $"shifts/{plan.Shifts[0].Id}/hand-over"])
            Assert.Equal(HttpStatusCode.NotFound, (await app.As(other.Officer).GetAsync($"/api/membership/rotation/{path}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await Draft(other.Officer, new(college, Today, Today))).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await Act(other.Officer, $"{plan.Id}/ending", new RotationEnding(Today, "改选"))).StatusCode);
    }

    [Fact]
    public async Task The_figures_count_days_of_the_term_and_hand_overs()
    {
        var (union, ada, bo, _) = await PresidiumOfThree.Seated(app);
        var elected = Today;
        var plan = await Published(union, startsIn: 5, days: 2);
        app.Clock.Advance(TimeSpan.FromDays(9));
        await app.Api(ada).WriteHandOver(plan.Shifts[0].Id, "印章");
        await app.Api(bo).ConfirmHandOver(plan.Shifts[0].Id);

        var spring = new Semester(2025, StudentUnion.Membership.Domain.Half.Spring);
        var figure = Assert.Single(await app.In(union.Id, db => RotationFigures.Rotations(db, spring, AcademicCalendar.Default, Today, CancellationToken.None)));
        Assert.Equal(new(union.Id, Today.DayNumber - elected.DayNumber + 1, 5, 2, 1), figure);
        Assert.Empty(await app.In(union.Id, db => RotationFigures.Rotations(db, spring.Previous, AcademicCalendar.Default, Today, CancellationToken.None)));
        Assert.Empty(await app.In(union.Id, db => RotationFigures.Rotations(db, spring.Next, AcademicCalendar.Default, Today, CancellationToken.None)));
    }

    private DateOnly Today => AcademicCalendar.Day(app.Clock.GetUtcNow());

    private string Day(int ahead) => Today.AddDays(ahead).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private async Task<RotationPlan> Published(Union union, int startsIn, int days = 7)
    {
        var officer = app.Api(union.Officer);
        var from = Today.AddDays(startsIn);
        var presidium = (await officer.Presidium()).Members;
        var made = await officer.DraftRotation(new(null, from, from.AddDays((days * 3) - 1), Shifts:
            [.. presidium.Select((m, n) => new ShiftEntry(m.PersonId, from.AddDays(days * n), from.AddDays((days * (n + 1)) - 1)))]));
        await officer.PublishRotation(made.Id);
        return await officer.Rotation(made.Id);
    }

    private async Task<string> Calendar(TestCaller caller, Guid plan, string language = "zh") => Encoding.UTF8.GetString(await app.Api(caller, language).RotationCalendar(plan));

    private Task<HttpResponseMessage> Draft(TestCaller caller, NewRotation plan) => app.As(caller).PostAsJsonAsync("/api/membership/rotation", plan);

    private Task<HttpResponseMessage> Ask(TestCaller caller, Guid shift, Guid with) => Act(caller, "swaps", new SwapQuestion(shift, with));

    private Task<HttpResponseMessage> Answer(TestCaller caller, Guid swap) => Act(caller, $"swaps/{swap}/answer", new SwapReply(true));

    private Task<HttpResponseMessage> Write(TestCaller caller, Guid shift, string text = "印章") =>
        app.As(caller).PutAsJsonAsync($"/api/membership/rotation/shifts/{shift}/hand-over", new HandOverText(text));

    private Task<HttpResponseMessage> Act(TestCaller caller, string path, object? body = null) =>
        app.As(caller).PostAsync($"/api/membership/rotation/{path}", body is null ? null : JsonContent.Create(body, body.GetType()));

    private async Task Insert(Guid union, string from, string to, string state)
    {
        await using var source = NpgsqlDataSource.Create(app.Owner);
        await using var command = source.CreateCommand(
            $"""
            insert into rotation_plans (id, tenant_id, organization_id, first_day, last_day, state, version, made_by, made_at)
            values (gen_random_uuid(), '{union}', '{union}', '{from}', '{to}', '{state}', 1, gen_random_uuid(), now())
            """);
        await command.ExecuteNonQueryAsync();
    }
}
