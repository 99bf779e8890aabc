using StudentUnion.ServiceDefaults;

namespace StudentUnion.Elections.Domain;

/// <summary>Every rule of congresses and elections. The code is public: clients, indexes and tests refer to it.</summary>
public static class ElectionRules
{
    private const string Method = "domain.md §2, election method; measure 6.2";
    private const string Congress = "domain.md §2, student congress; measure 6.2";
    private const string Ballots = "trust.md, Ballots; measure 6.2";

    public static readonly Rule CongressNamesItsCollege = new("elections.congress-names-its-college",
        "院级代表大会须指明本校的一个现有学院，校级代表大会不指明学院。", "A college's congress names an existing college of the member organization; the whole university's names none.",
        Congress);

    public static readonly Rule DelegateIsAMember = new("elections.delegate-is-a-member",
        "代表必须是本校名册上的学生。", "A delegate is a student on the roster of the member organization.", Congress);

    public static readonly Rule DelegatesAreSettled = new("elections.delegates-are-settled",
        "投票进行期间不增补代表，应到人数不变。", "No delegate is added while an election of the congress is open: the number due stays.", Congress);

    public static readonly Rule PresentIsADelegate = new("elections.present-is-a-delegate",
        "只有本次大会的代表可以签到。", "Only delegates of the congress are recorded as present.", Congress);

    public static readonly Rule PresidiumSize = new("elections.presidium-size",
        "主席团人数不超过规定名额。", "A presidium has no more seats than the limit in force.", "domain.md §1, presidium-size");

    public static readonly Rule ElectionIsADraft = new("elections.election-is-a-draft",
        "选举办法和候选人只能在投票开始之前修改。", "Method and candidates change only before voting opens.", Method);

    public static readonly Rule CandidateIsAMember = new("elections.candidate-is-a-member",
        "主席团候选人必须是本校名册上的学生。", "A candidate for the presidium is a student on the roster of the member organization.", Congress);

    public static readonly Rule CandidateStandsOnce = new("elections.candidate-stands-once",
        "同一人在一次选举中只列为候选人一次。", "A person stands at most once in an election.", Method);

    public static readonly Rule OptionIsNoPerson = new("elections.option-is-no-person",
        "表决事项的选项不指向个人。", "An option of a poll names no person.", Method);

    public static readonly Rule CandidatesFitTheBallot = new("elections.candidates-fit-the-ballot",
        "一张选票上的候选人不超过一千名。", "A ballot lists at most one thousand candidates.", Method);

    public static readonly Rule CandidatesAreNamed = new("elections.candidates-are-named",
        "至少有一名候选人才能开始投票。", "Voting opens only with at least one candidate.", Method);

    public static readonly Rule QuorumIsPresent = new("elections.quorum-is-present",
        "到会代表达到选举办法规定的人数才能开始投票。", "Voting opens only with the quorum of delegates present that the method asks for.", Method);

    public static readonly Rule CloseIsAhead = new("elections.close-is-ahead",
        "投票截止时间必须晚于现在。", "The close of voting lies ahead when voting opens.", Method);

    public static readonly Rule VotingIsOpen = new("elections.voting-is-open",
        "只在投票开放期间接受选票。", "Ballots are received only while voting is open.", Method);

    public static readonly Rule VoterIsADelegatePresent = new("elections.voter-is-a-delegate-present",
        "只有到会的代表可以投票。", "Only delegates who are present vote.", Method);

    public static readonly Rule VotesOnce = new("elections.votes-once",
        "每位代表在一次选举中只投一张票。", "A delegate casts one ballot in an election.", Ballots);

    public static readonly Rule AtMostSeatsMarks = new("elections.at-most-seats-marks",
        "所选人数不得超过应选名额。", "A ballot carries at most as many marks as there are seats.", Method, StatusCodes.Status422UnprocessableEntity);

    public static readonly Rule MarksNameCandidates = new("elections.marks-name-candidates",
        "只能选择选票上的候选人。", "A mark names a candidate on the ballot.", Method, StatusCodes.Status422UnprocessableEntity);

    public static readonly Rule MarksAreDistinct = new("elections.marks-are-distinct",
        "同一候选人在一张选票上只选一次。", "A ballot marks a candidate at most once.", Method, StatusCodes.Status422UnprocessableEntity);

    public static readonly Rule ResultFollowsTheClose = new("elections.result-follows-the-close",
        "投票截止后才能计票；计票之前没有任何结果。", "Ballots are counted only after the close; there is no result before the count.", Ballots);

    public static readonly Rule ResultIsCounted = new("elections.result-is-counted",
        "计票完成之后、确认之前才能签署结果。", "A result is signed after the count and until it is certified.", Method);

    public static readonly Rule TwoPersonsCertify = new("elections.two-persons-certify",
        "选举结果由两个不同的人确认。", "A result is certified by two different persons.", "measure 6.2; issue 2, two-person certification");

    public static readonly Rule ResultIsPublishedAfterCertification = new("elections.result-is-published-after-certification",
        "选举结果在两人确认之后公布。", "A result is published once two persons have certified it.", Ballots);

    public static readonly IReadOnlyList<Rule> All =
    [
        CongressNamesItsCollege, DelegateIsAMember, DelegatesAreSettled, PresentIsADelegate,
        PresidiumSize, ElectionIsADraft, CandidateIsAMember, CandidateStandsOnce, OptionIsNoPerson, CandidatesFitTheBallot,
        CandidatesAreNamed, QuorumIsPresent, CloseIsAhead,
        VotingIsOpen, VoterIsADelegatePresent, VotesOnce, AtMostSeatsMarks, MarksNameCandidates, MarksAreDistinct,
        ResultFollowsTheClose, ResultIsCounted, TwoPersonsCertify, ResultIsPublishedAfterCertification,
    ];
}
