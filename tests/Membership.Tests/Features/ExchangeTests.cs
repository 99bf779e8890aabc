using System.Net;
using System.Net.Http.Json;
using System.Text;
using Npgsql;
using StudentUnion.Api;
using StudentUnion.Membership.Contracts;
using StudentUnion.Membership.Domain;
using StudentUnion.Membership.Domain.Exchanges;
using StudentUnion.Membership.Features.Rotation;
using StudentUnion.Testing;
using ExchangeGrade = StudentUnion.Api.ExchangeGrade;
using ExchangeState = StudentUnion.Api.ExchangeState;
using Roles = StudentUnion.Membership.Domain.Roles;

namespace StudentUnion.Membership.Tests.Features;

public class ExchangeTests(MembershipApp app) : IClassFixture<MembershipApp>
{
    [Fact]
    public async Task An_exchange_is_proposed_approved_and_ends_with_its_outcome()
    {
        var (union, college, ada) = await Seated();
        var made = await app.Api(union.Officer).ProposeExchange(Between(ada, union.Id, college));
        await Refused.By(ExchangeRules.OutcomeComesAtTheEnd, await Act(union.Officer, made.Id, "outcome", new ExchangeOutcome(ExchangeGrade.Qualified, "胜任")));
        await app.Api(union.Teacher).ApproveExchange(made.Id);
        await Refused.By(ExchangeRules.AwaitsApproval, await Act(union.Teacher, made.Id, "approval"));
        await Refused.By(ExchangeRules.OutcomeComesAtTheEnd, await Act(union.Officer, made.Id, "outcome", new ExchangeOutcome(ExchangeGrade.Qualified, "胜任")));

        app.Clock.Advance(TimeSpan.FromDays(10));
        await app.Api(union.Officer).ConcludeExchange(made.Id, ExchangeGrade.Qualified, "熟悉院级工作，表现良好");
        var seen = await app.Api(union.Teacher).Exchange(made.Id);
        Assert.Equal((ExchangeState.Concluded, ExchangeGrade.Qualified, "赵一", "文学院学生会"), (seen.State, seen.Grade!.Value, seen.Name!, seen.ToOrganization));
        await Refused.By(ExchangeRules.OnlyWhatIsOpenIsCancelled, await Act(union.Officer, made.Id, "cancellation", new ExchangeCancellation("误报")));
        Assert.Single((await app.Api(union.Student).Presidium()).Members, m => m.PersonId == ada);

        var said = await app.Announced<PostExchanged>(e => e.ExchangeId == made.Id && e.State == "concluded");
        Assert.Equal((union.Id, union.Id, college, 3), (said.TenantId, said.FromOrganizationId, said.ToOrganizationId, said.Version));
    }

    [Fact]
    public async Task Who_holds_no_office_goes_nowhere_too_long_or_abroad_is_refused()
    {
        var (union, college, ada) = await Seated();
        var other = await app.NewUnion();
        var good = Between(ada, union.Id, college);
        await Refused.By(ExchangeRules.PersonHoldsOffice, await Propose(union, good with { PersonId = Guid.CreateVersion7() }));
        await Refused.By(ExchangeRules.PersonHoldsOffice, await Propose(union, good with { FromOrganizationId = college, ToOrganizationId = union.Id }));
        await Refused.By(ExchangeRules.StaysInTheUnion, await Propose(union, good with { ToOrganizationId = other.Id }));
        await Refused.By(ExchangeRules.LeadsElsewhere, await Propose(union, good with { ToOrganizationId = union.Id, ToPost = good.FromPost }));
        await Refused.By(ExchangeRules.LastsAtMostAYear, await Propose(union, good with { To = good.From.AddDays(366) }));
        Assert.Equal(HttpStatusCode.BadRequest, (await Propose(union, good with { Purpose = "" })).StatusCode);
        Assert.Empty((await app.Api(union.Officer).Exchanges()).Items);
    }

    [Fact]
    public async Task Of_many_overlapping_exchanges_of_one_person_at_once_one_is_made()
    {
        var (union, college, ada) = await Seated();
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(n =>
            Propose(union, Between(ada, union.Id, college) with { From = Today.AddDays(n), To = Today.AddDays(n + 10) })));

        var made = Assert.Single(answers, a => a.IsSuccessStatusCode);
        foreach (var refused in answers.Where(a => !a.IsSuccessStatusCode))
            Assert.Matches("^2026-.* – 2026-", (await Refused.By(ExchangeRules.ExchangesOfAPersonDoNotOverlap, refused)).Detail!);

        // What was called off frees its days.
        var id = (await made.Content.ReadFromJsonAsync<Created>())!.Id;
        await app.Api(union.Officer).CancelExchange(id, "本人课业紧张");
        await app.Api(union.Officer).ProposeExchange(Between(ada, union.Id, college));
        Assert.Equal("本人课业紧张", (await app.Api(union.Teacher).Exchange(id)).CancelReason);
        await Refused.By(ExchangeRules.AwaitsApproval, await Act(union.Teacher, id, "approval"));
    }

    [Fact]
    public async Task The_database_itself_keeps_a_persons_exchanges_apart()
    {
        var (union, person) = (await app.NewUnion(), Guid.CreateVersion7());
        await Insert(union.Id, person, "Approved");
        await Insert(union.Id, person, "Cancelled");
        await Insert(union.Id, Guid.CreateVersion7(), "Proposed");
        Assert.Equal(ExchangeRules.ExchangesOfAPersonDoNotOverlap.Code,
            (await Assert.ThrowsAsync<PostgresException>(() => Insert(union.Id, person, "Concluded"))).ConstraintName);
    }

    [Fact]
    public async Task Nobody_approves_their_own_proposal()
    {
        var (union, college, ada) = await Seated();
        var both = TestCaller.Staff(union.Id, Roles.UnionOfficer, Roles.LeagueTeacher);
        var made = await app.Api(both).ProposeExchange(Between(ada, union.Id, college));
        await Refused.By(ExchangeRules.ApprovedByAnother, await Act(both, made.Id, "approval"));
    }

    [Fact]
    public async Task Exchanges_are_filtered_taken_along_and_not_another_unions()
    {
        var (union, college, ada) = await Seated();
        var other = await app.NewUnion();
        var made = await app.Api(union.Officer).ProposeExchange(Between(ada, union.Id, college) with { FromPost = "=文艺部" });
        await app.Api(union.Officer).ProposeExchange(Between(ada, union.Id, union.Id) with { From = new(2026, 9, 1), To = new(2026, 9, 30) });

        Assert.Equal([new(2026, 9, 1), Today], (await app.Api(union.Teacher).Exchanges()).Items.Select(e => e.From));
        Assert.Equal(made.Id, Assert.Single((await app.Api(union.Teacher).Exchanges(new(OrganizationId: college))).Items).Id);
        Assert.Equal(made.Id, Assert.Single((await app.Api(union.Teacher).Exchanges(new(Semester: "2025-2026-2"))).Items).Id);
        Assert.Empty((await app.Api(union.Teacher).Exchanges(new(ExchangeState.Approved))).Items);
        var first = await app.Api(union.Teacher).Exchanges(limit: 1);
        Assert.Equal(made.Id, Assert.Single((await app.Api(union.Teacher).Exchanges(after: first.Next, limit: 1)).Items).Id);
        Assert.Equal(HttpStatusCode.BadRequest, (await app.As(union.Teacher).GetAsync("/api/membership/exchanges?semester=2025")).StatusCode);

        var file = Encoding.UTF8.GetString(await app.As(union.Officer).GetByteArrayAsync("/api/membership/exchanges/export.csv"));
        Assert.Contains("赵一", file);
        Assert.Contains(",'=文艺部,", file);
        Assert.Empty((await app.Api(other.Officer).Exchanges()).Items);
        Assert.Equal(HttpStatusCode.NotFound, (await app.As(other.Officer).GetAsync($"/api/membership/exchanges/{made.Id}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await Act(other.Teacher, made.Id, "approval")).StatusCode);
    }

    [Fact]
    public async Task The_figures_count_what_began_by_kind_and_outcome()
    {
        var (union, college, ada) = await Seated();
        var (officer, teacher) = (app.Api(union.Officer), app.Api(union.Teacher));
        var start = Today;
        var levels = await officer.ProposeExchange(Between(ada, union.Id, college) with { To = start });
        var departments = await officer.ProposeExchange(Between(ada, union.Id, union.Id) with { From = start.AddDays(1), To = start.AddDays(2) });
        await officer.ProposeExchange(Between(ada, union.Id, college) with { From = start.AddDays(3), To = start.AddDays(4) });
        foreach (var id in (Guid[])[levels.Id, departments.Id]) await teacher.ApproveExchange(id);
        await officer.ConcludeExchange(levels.Id, ExchangeGrade.Excellent, "优秀");

        Assert.Equal(new(union.Id, 1, 1, 0, 1), await Figure(start));
        Assert.Equal(new(union.Id, 2, 1, 1, 1), await Figure(start.AddDays(1)));

        async Task<ExchangeFigure> Figure(DateOnly today) => Assert.Single(await app.In(union.Id, db =>
            RotationFigures.Exchanges(db, AcademicCalendar.Default.SemesterOf(start), AcademicCalendar.Default, today, CancellationToken.None)));
    }

    private DateOnly Today => AcademicCalendar.Day(app.Clock.GetUtcNow());

    private async Task<(Union Union, Guid College, Guid Ada)> Seated()
    {
        var (union, ada, _, _) = await PresidiumOfThree.Seated(app);
        return (union, (await app.Api(union.Officer).Register(new(StudentUnion.Api.OrganizationKind.College, "文学院学生会", union.Id))).Id, ada.Person!.Value);
    }

    private NewExchange Between(Guid person, Guid from, Guid to) => new(person, from, "文艺部", to, "办公室", Today, Today.AddDays(10), "熟悉院级工作");

    private Task<HttpResponseMessage> Propose(Union union, NewExchange exchange) => app.As(union.Officer).PostAsJsonAsync("/api/membership/exchanges", exchange);

    private Task<HttpResponseMessage> Act(TestCaller caller, Guid id, string act, object? body = null) =>
        app.As(caller).PostAsync($"/api/membership/exchanges/{id}/{act}", body is null ? null : JsonContent.Create(body, body.GetType()));

    private async Task Insert(Guid union, Guid person, string state)
    {
        await using var source = NpgsqlDataSource.Create(app.Owner);
        await using var command = source.CreateCommand(
            $"""
            insert into post_exchanges (id, tenant_id, person_id, from_organization_id, from_post, to_organization_id, to_post, first_day, last_day, purpose, state, proposed_by, proposed_at, version)
            values (gen_random_uuid(), '{union}', '{person}', '{union}', 'a', '{union}', 'b', '2026-03-02', '2026-03-08', 'x', '{state}', gen_random_uuid(), now(), 1)
            """);
        await command.ExecuteNonQueryAsync();
    }
}
