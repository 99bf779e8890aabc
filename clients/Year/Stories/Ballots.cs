using System.Globalization;
using StudentUnion.Api;

namespace StudentUnion.Year.Stories;

/// <summary>What the invented congresses vote on.</summary>
internal static class Ballots
{
    public const int PresidiumSeats = 5;

    /// <summary>More candidates than seats, as contested elections ask for.</summary>
    public const int PresidiumCandidates = 7;

    /// <summary>The method most charters state.</summary>
    public static readonly ElectionMethod Method = new(Quorum.AtLeastTwoThirds, MajorityBase.BallotsCast, TieRule.RunOff);

    private static readonly string[] Promises =
    [
        "让每一条提案都有回音。", "把自习室开到考试周的每一个夜晚。", "让奖助政策人人看得懂。", "多办身边的小活动，少办空架子。",
        "为实习和就业牵线搭桥。", "让新生第一天就有人可问。", "把权益热线真正接起来。",
    ];

    public static readonly IReadOnlyList<NewCandidate> Proposals =
    [
        new("延长图书馆开放时间", null, "考试周开放至二十四时。"),
        new("增设电动自行车充电点", null, "宿舍区每栋楼下一处。"),
        new("食堂设立低价窗口", null, "每餐不少于三个五元以下的菜品。"),
        new("体育场馆晚间免费", null, "工作日十八时至二十一时。"),
        new("心理咨询网上预约", null, "三个工作日内答复。"),
        new("教室饮水机换芯公示", null, "每月一次，扫码可查。"),
    ];

    /// <summary>Some delegates stand, the same ones each time.</summary>
    public static IReadOnlyList<NewCandidate> Candidates(Delegates delegates) =>
    [
        .. delegates.Students.Take(PresidiumCandidates).Select((student, i) => new NewCandidate(
            student.Name, delegates.Persons[i], string.Create(CultureInfo.InvariantCulture, $"{student.College} {student.Major} {student.Grade} 级。{Promises[i]}"))),
    ];

    public static ElectionDraft Presidium(string title, DateTimeOffset closesAt) =>
        new(title, ElectionOffice.Presidium, PresidiumSeats, closesAt, Method);

    public static ElectionDraft Poll(string title, int seats, DateTimeOffset closesAt) => new(title, ElectionOffice.Poll, seats, closesAt, Method);
}
