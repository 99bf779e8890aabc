using StudentUnion.Membership.Domain;
using StudentUnion.Membership.Domain.Draws;
using StudentUnion.ServiceDefaults;

namespace StudentUnion.Membership.Tests.Domain;

public class DrawTests
{
    private static readonly Guid Union = new("00000000-0000-7000-8000-000000000002");
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 8, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Due = new(2026, 12, 1, 7, 0, 0, TimeSpan.Zero);
    private static readonly Guid Officer = Guid.CreateVersion7();
    private static readonly Guid Teacher = Guid.CreateVersion7();

    // Worked out with sha256sum, not with this code: docs/draws.md says how.
    private const string KnownRecord = """
        student-union-draw 1
        draw 00000000-0000-7000-8000-000000000001
        organization 00000000-0000-7000-8000-000000000002
        title 文艺部成员 第二行
        places 2
        seed-source 2026年12月1日上证指数收盘价，两位小数
        seed-not-before 2026-12-01T07:00:00Z
        candidate 1 00000000-0000-7000-8000-000000000011 张三 (文学院)
        candidate 2 00000000-0000-7000-8000-000000000012 李四 (理学院)
        candidate 3 00000000-0000-7000-8000-000000000013 王五 (医学院)
        candidate 4 00000000-0000-7000-8000-000000000014 赵六 (法学院)

        """;

    private const string KnownCommitment = "927fffb2206052982fe09ba9500a2a9d6d31a4cda37a1b8807c9d55b180c4d27";

    [Fact]
    public void The_record_and_its_order_are_those_of_the_worked_example()
    {
        var draw = new Guid("00000000-0000-7000-8000-000000000001");
        DrawCandidate[] candidates = [One(1, "张三", "文学院"), One(2, "李四", "理学院"), One(3, "王五", "医学院"), One(4, "赵六", "法学院")];
        var record = DrawRecord.Write(draw, Union, new("文艺部成员\n第二行", 2, "2026年12月1日上证指数收盘价，两位小数", Due.ToOffset(TimeSpan.FromHours(8))), candidates);

        Assert.Equal(KnownRecord.ReplaceLineEndings("\n"), record);
        Assert.Equal(KnownCommitment, DrawRecord.Commitment(record));
        Assert.Equal("07be0b5cb1376ea296dc1c0abebf69416b6e7550d92127d6c2d937611dab3cac", DrawRecord.Ticket(KnownCommitment, "3052.11", 1));
        Assert.Equal([1, 4, 2, 3], candidates.Select(c => c.Number).OrderBy(n => DrawRecord.Ticket(KnownCommitment, "3052.11", n), StringComparer.Ordinal));

        DrawCandidate One(int number, string name, string college) => new()
        {
            TenantId = Union, DrawId = draw, Number = number, PersonId = new Guid($"00000000-0000-7000-8000-00000000001{number}"), Name = name, College = college,
        };
    }

    [Fact]
    public void Every_candidate_is_as_likely_as_any_other()
    {
        const int Candidates = 6, Seeds = 6_000;
        var wins = new int[Candidates];
        for (var seed = 0; seed < Seeds; seed++)
            wins[Enumerable.Range(1, Candidates).MinBy(n => DrawRecord.Ticket(KnownCommitment, $"{seed}", n), StringComparer.Ordinal) - 1]++;

        // χ² with five degrees of freedom stays under 20.5 in 999 of 1,000 fair draws; these seeds are always the same.
        Assert.InRange(wins.Sum(w => (w - 1_000) * (w - 1_000) / 1_000.0), 0, 20.5);
    }

    [Fact]
    public void It_is_drawn_when_two_persons_have_read_the_same_and_not_before()
    {
        var draw = Committed(candidates: 4, places: 2);
        Assert.False(draw.Enter("3052.11", Officer, null, Due));
        Assert.False(draw.Enter(" 3052.11 ", Officer, null, Due));
        Assert.Equal((DrawState.Committed, 1), (draw.State, draw.Readings.Count));
        Assert.True(draw.Enter("３０５２.１１", Teacher, null, Due));

        Assert.Equal((DrawState.Drawn, "3052.11", Due), (draw.State, draw.Seed, draw.DrawnAt));
        Assert.Equal([1, 2, 3, 4], draw.Candidates.Select(c => c.Rank!.Value).Order());
        Assert.True(draw.Enter("3052.11", Teacher, null, Due), "Whoever asks again is told the same");
    }

    [Fact]
    public void A_wrong_reading_holds_nobody_up()
    {
        var draw = Committed();
        Assert.False(draw.Enter("3052.1", Officer, null, Due));
        Assert.False(draw.Enter("3052.11", Teacher, null, Due));
        Assert.True(draw.Enter("3052.11", Guid.CreateVersion7(), null, Due));
        Assert.Equal("3052.11", draw.Seed);
    }

    [Fact]
    public void Two_accounts_of_one_person_are_not_two_persons()
    {
        var (draw, person) = (Committed(), Guid.CreateVersion7());
        Assert.False(draw.Enter("1", Officer, person, Due));
        Assert.False(draw.Enter("1", Teacher, person, Due));
        Assert.True(draw.Enter("1", Teacher, Guid.CreateVersion7(), Due) || draw.Enter("1", Guid.CreateVersion7(), Guid.CreateVersion7(), Due));
    }

    [Fact]
    public void Each_rule_refuses()
    {
        Refuses(MembershipRules.DrawHasMoreCandidatesThanPlaces, () => Committed(candidates: 2, places: 2));
        Refuses(MembershipRules.DrawSeedComesLater, () => Draw.Commit(Union, new("x", 1, "y", Now), People(2), Officer, Now));
        Refuses(MembershipRules.DrawSeedIsDue, () => Committed().Enter("1", Officer, null, Due.AddTicks(-1)));
        Refuses(MembershipRules.DrawIsCancelledInTime, () => Committed().Cancel("x", Officer, Due));

        var cancelled = Committed();
        cancelled.Cancel("人选有变", Teacher, Due.AddTicks(-1));
        Assert.Equal((DrawState.Cancelled, "人选有变", Teacher), (cancelled.State, cancelled.CancelReason, cancelled.CancelledBy));
        Refuses(MembershipRules.DrawAwaitsItsSeed, () => cancelled.Enter("1", Officer, null, Due));
        Refuses(MembershipRules.DrawAwaitsItsSeed, () => cancelled.Cancel("x", Officer, Now));
    }

    private static Draw Committed(int candidates = 3, int places = 1) =>
        Draw.Commit(Union, new("随机聘任", places, "上证指数收盘价", Due), People(candidates), Officer, Now);

    private static Student[] People(int count) =>
        [.. Enumerable.Range(0, count).Select(n => new Student { Id = Guid.CreateVersion7(), TenantId = Union, StudentNumber = $"{n}", Name = $"学生{n}", College = "文学院" })];

    private static void Refuses(Rule rule, Action act) => Assert.Equal(rule, Assert.Throws<RuleBrokenException>(act).Rule);
}
