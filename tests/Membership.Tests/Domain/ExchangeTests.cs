using StudentUnion.Membership.Domain.Exchanges;
using StudentUnion.Membership.Domain.Rotation;
using StudentUnion.Testing;

namespace StudentUnion.Membership.Tests.Domain;

public class ExchangeTests
{
    private static readonly Guid Union = Guid.CreateVersion7();
    private static readonly Guid College = Guid.CreateVersion7();
    private static readonly Guid Officer = Guid.CreateVersion7();
    private static readonly Guid Teacher = Guid.CreateVersion7();
    private static readonly DateTimeOffset Now = new(2026, 3, 3, 4, 0, 0, TimeSpan.Zero);
    private static readonly Days March = new(new(2026, 3, 3), new(2026, 3, 31));

    [Fact]
    public void An_exchange_is_approved_by_a_second_person_and_has_its_outcome_at_the_end()
    {
        var exchange = Propose();
        Refused.By(ExchangeRules.OutcomeComesAtTheEnd, () => exchange.Conclude(ExchangeGrade.Qualified, "胜任", Now.AddDays(40)));
        Refused.By(ExchangeRules.ApprovedByAnother, () => exchange.Approve(Officer, Now));
        exchange.Approve(Teacher, Now);
        Refused.By(ExchangeRules.AwaitsApproval, () => exchange.Approve(Teacher, Now));

        // The last day begins in Nanjing at 16:00 UTC of the day before.
        Refused.By(ExchangeRules.OutcomeComesAtTheEnd, () => exchange.Conclude(ExchangeGrade.Qualified, "胜任", new(2026, 3, 30, 15, 59, 59, TimeSpan.Zero)));
        exchange.Conclude(ExchangeGrade.Qualified, "胜任", new(2026, 3, 30, 16, 0, 0, TimeSpan.Zero));
        Assert.Equal((ExchangeState.Concluded, 3), (exchange.State, exchange.Version));
        Refused.By(ExchangeRules.OutcomeComesAtTheEnd, () => exchange.Conclude(ExchangeGrade.Excellent, "优秀", Now.AddDays(60)));
        Refused.By(ExchangeRules.OnlyWhatIsOpenIsCancelled, () => exchange.Cancel("误报", Officer));
    }

    [Fact]
    public void It_leads_elsewhere_lasts_at_most_a_year_and_needs_an_office()
    {
        Refused.By(ExchangeRules.LeadsElsewhere, () => Propose(to: new(Union, "文艺部")));
        Refused.By(ExchangeRules.PersonHoldsOffice, () => Propose(holdsOffice: false));
        Refused.By(ExchangeRules.LastsAtMostAYear, () => Propose(days: new(March.From, March.From.AddDays(366))));
        Refused.By(ExchangeRules.LastsAtMostAYear, () => Propose(days: new(March.From, March.From.AddDays(-1))));
        Assert.Equal(ExchangeState.Proposed, Propose(to: new(Union, "宣传部"), days: new(March.From, March.From.AddDays(365))).State);
    }

    [Fact]
    public void What_was_called_off_is_not_approved()
    {
        var exchange = Propose();
        exchange.Cancel("本人离任", Officer);
        Refused.By(ExchangeRules.AwaitsApproval, () => exchange.Approve(Teacher, Now));
    }

    private static PostExchange Propose(bool holdsOffice = true, ExchangePlace? to = null, Days? days = null) => PostExchange.Propose(
        Union, Guid.CreateVersion7(), holdsOffice, new(Union, "文艺部"), to ?? new(College, "办公室"), days ?? March, "熟悉院级工作", Officer, Now);
}
