using System.Globalization;
using StudentUnion.Api;
using StudentUnion.Web.Pages.Congresses;
using StudentUnion.Web.Surroundings;

namespace StudentUnion.Web.Tests;

/// <summary>Small sums and readings that pages show.</summary>
public sealed class FigureTests
{
    [Theory]
    [InlineData(Quorum.AtLeastTwoThirds, 303, 202)]
    [InlineData(Quorum.MoreThanTwoThirds, 303, 203)]
    [InlineData(Quorum.MoreThanFourFifths, 303, 243)]
    [InlineData(Quorum.AtLeastTwoThirds, 100, 67)]
    [InlineData(Quorum.MoreThanTwoThirds, 100, 67)]
    [InlineData(Quorum.MoreThanFourFifths, 100, 81)]
    public void The_quorum_is_a_number_of_people(Quorum quorum, int due, int needed)
    {
        Assert.Equal(needed, Quorums.Needed(quorum, due));
        Assert.True(Quorums.Holds(quorum, due, needed));
        Assert.False(Quorums.Holds(quorum, due, needed - 1));
    }

    [Fact]
    public void The_quorum_as_a_number_agrees_with_the_fraction_for_every_size()
    {
        for (var due = 1; due <= 2000; due++)
            for (var present = Math.Max(0, 2 * due / 3 - 2); present <= due; present++)
            {
                Assert.Equal(3 * present >= 2 * due, Quorums.Holds(Quorum.AtLeastTwoThirds, due, present));
                Assert.Equal(3 * present > 2 * due, Quorums.Holds(Quorum.MoreThanTwoThirds, due, present));
                Assert.Equal(5 * present > 4 * due, Quorums.Holds(Quorum.MoreThanFourFifths, due, present));
            }
    }

    [Theory]
    [InlineData(107, 212, "50.472%")]
    [InlineData(0, 212, "0%")]
    [InlineData(500, 212, "100%")]
    [InlineData(1, 0, "0%")]
    public void A_length_on_a_chart_stays_on_the_chart(int number, int scale, string length) => Assert.Equal(length, Share.Length(number, scale));

    [Fact]
    public void A_share_has_its_base_and_without_a_base_no_percentage()
    {
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("zh-CN");
        Assert.Equal("212 / 303 · 69.97 %", Share.Of(212, 303));
        Assert.Equal("0 / 0 · –", Share.Of(0, 0));
        Assert.Equal("90,494", Share.Count(90494));
    }

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("＝1+1", "'＝1+1")]
    [InlineData("+86", "'+86")]
    [InlineData("-1", "'-1")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("\tx", "'\tx")]
    [InlineData("\rx", "\"'\rx\"")]
    [InlineData("王小明", "王小明")]
    [InlineData("a,\"b\"", "\"a,\"\"b\"\"\"")]
    [InlineData(null, "")]
    public void A_cell_never_acts_as_a_formula(string? cell, string written) => Assert.Equal(written, CsvDownload.Cell(cell));

    [Fact]
    public void Dates_are_said_as_the_union_writes_them_in_its_own_time()
    {
        var moment = new DateTimeOffset(2026, 11, 24, 6, 30, 0, TimeSpan.Zero);
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("zh-CN");
        Assert.Equal("2026年11月24日 14:30", Moments.Moment(moment));
        Assert.Equal("11月24日 周二 14:30", Moments.Deadline(moment));
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("en-GB");
        Assert.Equal("24 November 2026, 14:30", Moments.Moment(moment));
        Assert.Equal(moment, Moments.FromField(Moments.ForField(moment)));
        Assert.Null(Moments.FromField("morgen"));
    }

    [Fact]
    public void Student_numbers_are_found_in_what_people_paste()
    {
        Assert.Equal(["20230417", "20230418", "B-2023-01"], StudentNumberList.Read("20230417，20230418\r\n 20230417\t姓名 B-2023-01；"));
        Assert.Equal(["20230417", "20230418"], StudentNumberList.ReadCsv("\uFEFF姓名,学号\r\n王小明,20230417\r\n李,\"20230418\"\r\n"));
        Assert.Equal(["20230417"], StudentNumberList.ReadCsv("20230417,王小明\n"));
        Assert.Empty(StudentNumberList.Read(null));
    }
}
