using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace StudentUnion.Native;

/// <summary>The table in the terminal, always of now; below it whatever <c>./run</c> has to say (<c>.run/footer.txt</c>).</summary>
internal static class LiveView
{
    public static async Task ShowAsync(RunFolder folder, Func<SystemState> state, TimeProvider clock, CancellationToken over)
    {
        await AnsiConsole.Live(Draw(folder, state(), clock)).StartAsync(async live =>
        {
            while (!over.IsCancellationRequested)
            {
                live.UpdateTarget(Draw(folder, state(), clock));
                await Task.WhenAny(Task.Delay(500, over));
            }

            live.UpdateTarget(Draw(folder, state(), clock));
        });
    }

    private static Rows Draw(RunFolder folder, SystemState state, TimeProvider clock)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumns(
            "资源 Resource", "状态 State", "地址 Address", "重启 Restarts", "时长 Uptime", "内存 Memory");
        foreach (var one in state.Resources)
            table.AddRow(
                new Text(one.Name),
                new Text(Words.Of(one.State, one.Healthy) + (one.Message is { } message ? $"\n{message}" : ""), new Style(Colour(one))),
                new Text(one.Address ?? ""),
                new Text(one.Restarts.ToString(CultureInfo.InvariantCulture)),
                new Text(one.RunningSince is { } since ? Words.Of(clock.GetUtcNow() - since) : ""),
                new Text(one.Processes.Count > 0 ? Memory.InWords(Memory.Of(one.Processes)) : ""));

        List<IRenderable> rows = [table, new Text($"状态页 Status page  {state.Dashboard}   Ctrl-C 停止 stops")];
        if (File.Exists(folder.In("footer.txt"))) rows.Add(new Text(File.ReadAllText(folder.In("footer.txt"))));
        return new Rows(rows);
    }

    private static Color Colour(ResourceState one) => Words.Colour(one.State, one.Healthy) switch
    {
        "green" => Color.Green,
        "yellow" => Color.Yellow,
        "red" => Color.Red,
        _ => Color.Grey,
    };
}
