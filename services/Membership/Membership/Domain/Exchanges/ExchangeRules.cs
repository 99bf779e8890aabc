using StudentUnion.ServiceDefaults;

namespace StudentUnion.Membership.Domain.Exchanges;

/// <summary>The law of exchanging posts (岗位交流): constraints and tests refer to the codes.</summary>
public static class ExchangeRules
{
    private const string Source = "measure 6.7; issue 3, Post exchange";

    public static readonly Rule StaysInTheUnion = new("membership.exchange-stays-in-the-union",
        "岗位交流在本校学生会和本校院级学生会之间进行。", "A post is exchanged within the member organization: between it and its colleges, or among them.", Source, 422);

    public static readonly Rule PersonHoldsOffice = new("membership.exchange-person-holds-office",
        "交流人员须在原组织任职。", "Whoever is exchanged holds office in the organization they come from.", Source);

    public static readonly Rule LeadsElsewhere = new("membership.exchange-leads-elsewhere",
        "交流前后的组织或岗位须不同。", "An exchange leads to another organization or another post.", Source, 422);

    public static readonly Rule LastsAtMostAYear = new("membership.exchange-lasts-at-most-a-year",
        "交流止期不早于起期，最长 366 天。", "An exchange ends no earlier than it begins and lasts at most 366 days.", Source, 422);

    public static readonly Rule ExchangesOfAPersonDoNotOverlap = new("membership.exchanges-of-a-person-do-not-overlap",
        "同一人的岗位交流期间不重叠。", "Exchanges of one person share no day.", Source);

    public static readonly Rule AwaitsApproval = new("membership.exchange-awaits-approval",
        "只审批待审批的交流。", "An exchange is approved once, while it awaits approval.", Source);

    public static readonly Rule ApprovedByAnother = new("membership.exchange-is-approved-by-another",
        "提出人不能审批自己提出的交流。", "Nobody approves the exchange they have proposed.", Source, 403);

    public static readonly Rule OutcomeComesAtTheEnd = new("membership.exchange-outcome-comes-at-the-end",
        "已批准的交流到期后登记结果，登记一次。", "The outcome is recorded once, from the last day of an approved exchange on.", Source);

    public static readonly Rule OnlyWhatIsOpenIsCancelled = new("membership.exchange-only-what-is-open-is-cancelled",
        "只撤销尚无结果的交流。", "An exchange is cancelled before it has an outcome.", Source);

    public static readonly IReadOnlyList<Rule> All =
    [
        StaysInTheUnion, PersonHoldsOffice, LeadsElsewhere, LastsAtMostAYear, ExchangesOfAPersonDoNotOverlap, AwaitsApproval, ApprovedByAnother,
        OutcomeComesAtTheEnd, OnlyWhatIsOpenIsCancelled,
    ];
}
