using StudentUnion.Membership.Domain.Indicators;
using StudentUnion.Membership.Domain.Offices;

namespace StudentUnion.Membership.Tests.Domain;

public class IndicatorTests
{
    private static readonly Guid School = Guid.CreateVersion7(), A = Guid.CreateVersion7(), B = Guid.CreateVersion7();

    [Fact]
    public void The_members_figure_is_that_of_both_levels()
    {
        var figures = Counting.Of(
            Union(School, UnionLevel.School) with
            {
                SecretaryGeneral = true,
                Branch = true,
                BranchSecretary = true,
                Staff = 30,
                StaffOfPartyAndLeague = 30,
                TheorySessions = 2,
                Selected = 10,
                SelectedByCall = 9,
                PresidiumDays = 80,
                RotationDays = 80,
                HandOversDue = 4,
                HandOversConfirmed = 3,
                ExchangesBetweenLevels = 1,
                Gauges = [new(Limit.PresidiumSize, 5, 5), new(Limit.StaffSize, 41, 40), new(Limit.DepartmentCount, 6, 6)],
            },
            [
                Union(A, UnionLevel.College) with { Branch = true, Staff = 20, StaffOfPartyAndLeague = 19, TheorySessions = 3, ExchangesBetweenDepartments = 2, Gauges = [new(Limit.PresidiumSize, 3, 3), new(Limit.DepartmentCount, 9, null)] },
                Union(B, UnionLevel.College),
            ],
            (48, 47)).ToList();

        Assert.Equal(
            [("2.4", 1, 1, true), ("2.5", 1, 3, false), ("2.6", 49, 50, false), ("4.2", 2, 3, false), ("4.3", 47, 48, false), ("6.1", 3, 4, false), ("6.3", 9, 10, false),
                ("6.6", 80, 80, true), ("6.7", 3, 0, true)],
            figures.Where(f => f.Organization == School).Select(f => (f.Measure, f.Part, f.Whole, f.Met!.Value)));
        Assert.Equal(new IndicatorFact("staff-of-colleges", 20, 50), figures[5].Facts[^1]);
        Assert.Equal(new IndicatorFact("hand-overs", 3, 4), figures[7].Facts[0]);

        // Nobody to count says neither yes nor no.
        Assert.Null(figures.Single(f => f.Organization == B && f.Measure == "2.6").Met);
        Assert.False(figures.Single(f => f.Organization == A && f.Measure == "2.5").Met);
        Assert.True(figures.Single(f => f.Organization == A && f.Measure == "4.2").Met);
    }

    [Fact]
    public void A_figure_that_says_nothing_new_is_not_told_again()
    {
        var indicator = new Indicator { OrganizationId = School, MemberId = School, Semester = "2026-2027-1", Measure = "4.3" };
        var now = DateTimeOffset.UnixEpoch;
        Assert.True(indicator.Take(new(School, "4.3", 1, 2, false, [new("x", 1)]), now));
        Assert.False(indicator.Take(new(School, "4.3", 1, 2, false, [new("x", 1)]), now.AddDays(1)));
        Assert.True(indicator.Take(new(School, "4.3", 1, 2, false, [new("x", 2)]), now.AddDays(2)));
        Assert.Equal((2, now.AddDays(2)), (indicator.Version, indicator.CountedAt));
    }

    private static UnionFacts Union(Guid id, UnionLevel level) => new() { Organization = id, Level = level, Gauges = [] };
}
