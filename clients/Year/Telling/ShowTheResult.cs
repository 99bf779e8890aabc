using System.Globalization;
using Spectre.Console;
using StudentUnion.Api;

namespace StudentUnion.Year.Telling;

/// <summary>An election's result for the terminal: bars by votes, then who is elected, or properly that nobody is.</summary>
internal static class ShowTheResult
{
    private const int MostBars = 15;

    public static void Of(Narrator tell, string title, ElectionResult result)
    {
        var chart = new BarChart().Width(76).Label($"[bold]{Markup.Escape(title)}[/]").LeftAlignLabel().UseValueFormatter(Narrator.Number);
        foreach (var line in result.Candidates.OrderByDescending(line => line.Votes).ThenBy(line => line.Number).Take(MostBars))
            chart.AddItem(Short(line.Name), line.Votes, line switch { { Elected: true } => Color.Green, { Passed: true } => Color.Yellow, _ => Color.Grey });
        tell.Console.Write(chart);
        if (result.Candidates.Count > MostBars) tell.Say($"…… 另有 {result.Candidates.Count - MostBars} 项 and {result.Candidates.Count - MostBars} more");

        tell.Say($"应到 due {N(result.Due)} · 实到 present {N(result.Present)} · 发出 issued {N(result.Issued)} · 收回 returned {N(result.Returned)} · 有效 valid {N(result.Valid)} · 无效 invalid {N(result.Invalid)} · 空白 blank {N(result.Blank)}");
        tell.Say($"过半数所需 more than half of {N(result.Base)} ({Words(result.BaseKind)}): {N(result.Needed)}");
        foreach (var line in result.Candidates.Where(line => line.Elected).OrderByDescending(line => line.Votes).ThenBy(line => line.Number))
            tell.Console.MarkupLineInterpolated($"  [green]当选 elected[/]  {line.Name}  {N(line.Votes)} 票 ({Share(line.Votes, result.Base)} of {N(result.Base)})");
        foreach (var line in result.Candidates.Where(line => line is { Passed: true, Elected: false }).OrderByDescending(line => line.Votes))
            tell.Console.MarkupLineInterpolated($"  [yellow]过半未当选 over half, not elected[/]  {line.Name}  {N(line.Votes)} 票{(line.Tied ? " 票数相同 tied" : "")}");
        tell.Console.MarkupLineInterpolated($"  [bold]{Words(result.Outcome)}[/] {(result.OpenSeats > 0 ? $"空缺 open seats: {result.OpenSeats}" : "")}");
    }

    private static string N(int number) => Narrator.Number(number);

    private static string Share(int votes, int @base) => @base == 0 ? "–" : ((double)votes / @base).ToString("P1", CultureInfo.InvariantCulture);

    private static string Short(string name) => Markup.Escape(name.Length <= 34 ? name : $"{name[..33]}…");

    private static string Words(MajorityBase kind) => kind switch
    {
        MajorityBase.DelegatesPresent => "实到代表 delegates present",
        MajorityBase.BallotsCast => "收回选票 ballots cast",
        MajorityBase.ValidBallots => "有效选票 valid ballots",
    };

    private static string Words(ElectionOutcome outcome) => outcome switch
    {
        ElectionOutcome.AllSeatsFilled => "名额全部选出。 All seats are filled.",
        ElectionOutcome.SeatsOpen => "名额未全部选出。 Not all seats are filled.",
        ElectionOutcome.TieAtLastSeat => "最后名额票数相同。 There is a tie at the last seat.",
        ElectionOutcome.NobodyElected => "无人过半数，无人当选。 Nobody passed half: nobody is elected.",
        ElectionOutcome.Void => "收回选票多于发出选票，选举无效。 More ballots came back than were issued: the election is void.",
    };
}
