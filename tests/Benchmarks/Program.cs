using System.Runtime.InteropServices;
using StudentUnion.Benchmarks;
using StudentUnion.Benchmarks.Load;
using StudentUnion.Benchmarks.Measuring;

// Parts that run as processes of their own, so that what they eat is theirs.
switch (args)
{
    case ["cast", var plan]: return CastBallots.Run(plan);
    case ["hello", var address, var keys]: return await HelloUpstream.Run(address, keys);
}

IBenchmark[] all = [new Ballots(), new Forwarding(), new RosterImport(), new ProvinceIndicators(), new OutboxSending(), new Start()];

var options = Options.From(args, [.. all.SelectMany(benchmark => benchmark.Names)]);
if (options is null) return 2;

using var stop = new CancellationTokenSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);

var report = new Report(options);
foreach (var benchmark in all.Where(benchmark => benchmark.Names.Any(options.Wants)))
{
    try
    {
        foreach (var finding in await benchmark.Run(options, stop.Token)) report.Add(finding);
    }
    catch (OperationCanceledException) when (stop.IsCancellationRequested)
    {
        Say.Line("已中断 Interrupted");
        return 130;
    }
    catch (Exception failure)
    {
        // One that cannot be measured must not take the others with it; it is reported, and the exit code tells.
        report.Fail(benchmark.Names, failure);
    }
}

return report.Finish();

void Stop(PosixSignalContext asked)
{
    asked.Cancel = true;
    stop.Cancel();
}
