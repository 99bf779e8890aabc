using System.Globalization;
using Spectre.Console;

namespace StudentUnion.Year.Telling;

/// <summary>Tells what is done while it is done: a moving bar in a terminal, plain lines anywhere else. Keeps the tally of what was checked.</summary>
/// <param name="live">Whether lines may be redrawn.</param>
public sealed class Narrator(IAnsiConsole console, bool live, TimeProvider clock)
{
    private static readonly TimeSpan BetweenPlainLines = TimeSpan.FromSeconds(5);

    /// <summary>Where tables and charts go.</summary>
    public IAnsiConsole Console { get; } = console;

    /// <summary>Checks that did not agree; the run has failed when there is one.</summary>
    public int Disagreements { get; private set; }

    public int Agreements { get; private set; }

    public void Heading(string zh, string en) => Console.Write(new Rule($"[bold]{Markup.Escape(zh)}[/] {Markup.Escape(en)}").LeftJustified());

    public void Say(string text) => Console.MarkupLineInterpolated($"  {text}");

    public void Check(bool agrees, string zh, string en)
    {
        if (agrees)
        {
            Agreements++;
            Console.MarkupLineInterpolated($"  [green]✓ 一致 agrees[/]  {zh} {en}");
        }
        else
        {
            Disagreements++;
            Console.MarkupLineInterpolated($"  [red]✗ 不符 DISAGREES[/]  {zh} {en}");
        }
    }

    public async Task<T> Step<T>(string zh, string en, Func<Counting, Task<T>> work)
    {
        var began = clock.GetTimestamp();
        var result = live ? await Live($"{zh} {en}", work) : await Plain($"{zh} {en}", work);
        if (!live) Console.MarkupLineInterpolated($"  [green]✓[/] {zh} {en} ({Seconds(clock.GetElapsedTime(began))})");
        return result;
    }

    public Task Step(string zh, string en, Func<Counting, Task> work) => Step(zh, en, async counting =>
    {
        await work(counting);
        return true;
    });

    public static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s");

    public static string Number(double number) => number.ToString("#,0", CultureInfo.InvariantCulture);

    private async Task<T> Live<T>(string title, Func<Counting, Task<T>> work) => await Console.Progress()
        .Columns(new SpinnerColumn(), new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new ElapsedTimeColumn())
        .StartAsync(async progress =>
        {
            var task = progress.AddTask(Markup.Escape(title));
            task.IsIndeterminate = true;
            var result = await work(new Counting((done, of) =>
            {
                task.Description = Markup.Escape($"{title} {Number(done)} / {Number(of)}");
                task.IsIndeterminate = false;
                task.MaxValue = of;
                task.Value = done;
            }));
            (task.IsIndeterminate, task.Value) = (false, task.MaxValue);
            task.StopTask();
            return result;
        });

    private async Task<T> Plain<T>(string title, Func<Counting, Task<T>> work)
    {
        var gate = new Lock();
        var last = clock.GetTimestamp();
        return await work(new Counting((done, of) =>
        {
            lock (gate)
            {
                if (clock.GetElapsedTime(last) < BetweenPlainLines) return;
                last = clock.GetTimestamp();
                Console.MarkupLineInterpolated($"  … {title} {Number(done)} / {Number(of)}");
            }
        }));
    }
}

/// <summary>How far a step has come.</summary>
public sealed class Counting(Action<long, long> show)
{
    public void Reached(long done, long of) => show(done, Math.Max(of, 1));
}
