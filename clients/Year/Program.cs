using System.Runtime.InteropServices;
using System.Text;
using Spectre.Console;
using StudentUnion.Api;
using StudentUnion.Year;
using StudentUnion.Year.Deeds;
using StudentUnion.Year.Pabulib;
using StudentUnion.Year.Platform;
using StudentUnion.Year.Stories;
using StudentUnion.Year.Telling;

const int AllAgrees = 0, Disagrees = 1, NothingToPlay = 2, Interrupted = 130;

Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
if (args.Any(arg => arg is "--help" or "-h"))
{
    Console.WriteLine(CommandLine.Usage);
    return AllAgrees;
}

CommandLine asked;
try
{
    asked = CommandLine.Parse(args);
}
catch (FormatException wrong)
{
    Console.Error.WriteLine($"{wrong.Message}\n\n{CommandLine.Usage}");
    return NothingToPlay;
}

using var stop = new CancellationTokenSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
var clock = TimeProvider.System;
var live = !Console.IsOutputRedirected && AnsiConsole.Profile.Capabilities.Ansi;
if (!live) AnsiConsole.Profile.Width = 160;
var tell = new Narrator(AnsiConsole.Console, live, clock);
var began = clock.GetTimestamp();
try
{
    var votes = asked.VoteFile is { } path ? PabulibFile.Open(path) : null;
    var where = WherePlatformIs.Find(asked.Gateway, asked.Keys, asked.State);
    using var union = await TheUnion.Reach(where, asked.AtOnce, clock, stop.Token);
    var play = new Played(union, tell, asked);
    await (asked.Story switch
    {
        Story.Demo => PlayDemo.Run(play, where.RunFolder, stop.Token),
        Story.Once => PlayOnce.Run(play, stop.Token),
        Story.Votes => PlayVotes.Run(play, votes!, asked.VoteFile!, stop.Token),
    });
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    Console.Error.WriteLine("已中断；再次运行会接着做。 Interrupted; the next run goes on from here.");
    return Interrupted;
}
catch (Exception missing) when (missing is PlatformMissingException or GatewayUnreachableException or PabulibException
                                    or DecoderFallbackException or IOException or UnauthorizedAccessException)
{
    Console.Error.WriteLine(missing is DecoderFallbackException ? "文件不是 UTF-8 编码。 The file is not UTF-8." : missing.Message);
    return NothingToPlay;
}
catch (DisagreementException wrong)
{
    tell.Check(false, "", wrong.Message);
}
catch (ApiProblemException refused)
{
    tell.Check(false, "平台拒绝", $"the platform refused: {refused.Status} {refused.Rule} {refused.Message} {string.Join(' ', refused.Errors.Select(error => $"{error.Key}: {string.Join(' ', error.Value)}"))}");
}

tell.Say(tell.Disagreements == 0
    ? $"全部一致：{tell.Agreements} 项核对，用时 {Narrator.Seconds(clock.GetElapsedTime(began))}。 All {tell.Agreements} checks agree."
    : $"{tell.Disagreements} 项不符。 {tell.Disagreements} checks disagree.");
return tell.Disagreements == 0 ? AllAgrees : Disagrees;

void Stop(PosixSignalContext context)
{
    context.Cancel = true;
    stop.Cancel();
}
