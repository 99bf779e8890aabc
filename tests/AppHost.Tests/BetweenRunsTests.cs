using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Aspire.Hosting;
using StudentUnion.Native;
using StudentUnion.Testing;

namespace StudentUnion.AppHost.Tests;

public class BetweenRunsTests
{
    [Fact]
    public async Task Data_ports_and_passwords_are_kept_and_a_fresh_run_forgets_the_data_only()
    {
        var folder = Servers.NewFolder("run");
        var (firstAddress, firstConnection, _) = await RunOnce(folder, fresh: false, "create table kept (id int); insert into kept values (7)");

        var (secondAddress, secondConnection, kept) = await RunOnce(folder, fresh: false, "select id from kept");
        Assert.Equal(firstAddress, secondAddress);
        Assert.Equal(firstConnection, secondConnection);
        Assert.Equal(7, kept);

        var (freshAddress, freshConnection, tables) = await RunOnce(folder, fresh: true, "select count(*) from pg_tables where tablename = 'kept'");
        Assert.Equal(firstAddress, freshAddress);
        Assert.NotEqual(firstConnection, freshConnection);
        Assert.Equal(0L, tables);
    }

    [Fact]
    public async Task Without_a_data_volume_a_server_starts_empty_each_time()
    {
        var folder = Servers.NewFolder("run");
        for (var run = 0; run < 2; run++)
        {
            await using var rig = new Rig(folder);
            var database = rig.Builder.AddPostgres("postgres").AddDatabase("gone");
            rig.AddProbe("orders").WithReference(database).WaitFor(database);
            await rig.StartReady();

            await Sql.Run((await rig.VariablesOf("orders"))["ConnectionStrings__gone"], "create table gone (id int)");
        }
    }

    [Fact]
    public async Task A_remembered_port_that_is_taken_today_is_replaced_for_today()
    {
        var folder = Servers.NewFolder("run");
        var usual = await AddressOf(folder);

        using (var stranger = new TcpListener(IPAddress.Loopback, usual.Port))
        {
            stranger.Start();
            Assert.NotEqual(usual.Port, (await AddressOf(folder)).Port);
        }

        Assert.Equal(usual, await AddressOf(folder));
    }

    [Fact]
    public async Task The_next_start_ends_what_a_killed_run_left_and_touches_nobody_else()
    {
        var folder = Servers.NewFolder("run");
        Directory.CreateDirectory(folder);
        using var leftover = Process.Start("sleep", "300");
        using var stranger = Process.Start("sleep", "300");
        var left = ProcessIdentity.Of(leftover.Id)!;
        // Same number as a process of the last run, but started at another time: not ours any more.
        var reused = ProcessIdentity.Of(stranger.Id)! with { StartedAt = 1 };
        await File.WriteAllTextAsync(Path.Combine(folder, "state.json"), $$"""
            {"bootId":"{{SystemState.ThisBoot}}","ready":true,"failed":false,"addresses":{},"resources":[
             {"name":"one","kind":"project","state":"running","healthy":true,"restarts":0,"log":"","processes":[{"pid":{{left.Pid}},"startedAt":{{left.StartedAt}}}]},
             {"name":"two","kind":"project","state":"running","healthy":true,"restarts":0,"log":"","processes":[{"pid":{{reused.Pid}},"startedAt":{{reused.StartedAt}}}]}]}
            """);

        await using var rig = new Rig(folder);
        rig.AddProbe("new");
        await rig.StartReady();

        Assert.False(left.IsAlive);
        Assert.False(stranger.HasExited);
        Assert.Contains(rig.Lines, line => line.Contains("1 processes left by a killed run were stopped", StringComparison.Ordinal));
        stranger.Kill();
    }

    [Fact]
    public async Task An_AppHost_that_is_killed_takes_its_processes_along_and_the_next_one_starts_as_if_nothing_had_been()
    {
        var folder = Servers.NewFolder("run");
        using var first = StartHost(folder);
        var before = await Ready(folder, first);
        await Sql.Run(await ConnectionOf(before), "create table kept (id int); insert into kept values (7)");
        // One that does not hear the kernel's farewell: the next start has to end it.
        var deaf = before.Resources.Single(one => one.Name == "probe").Processes[0];
        using (var stop = Process.Start("kill", ["-STOP", deaf.Pid.ToString(CultureInfo.InvariantCulture)])) await stop.WaitForExitAsync();

        first.Kill();
        await first.WaitForExitAsync();
        foreach (var process in before.Resources.SelectMany(one => one.Processes).Where(process => process != deaf))
            Assert.True(await process.GoneWithinAsync(TimeSpan.FromSeconds(5)), $"{process} outlived its AppHost");
        Assert.True(deaf.IsAlive);

        using var second = StartHost(folder);
        var after = await Ready(folder, second);
        Assert.False(deaf.IsAlive);
        Assert.Equal(7, await Sql.Run(await ConnectionOf(after), "select id from kept"));

        await Terminate(second);
        await second.WaitForExitAsync();
        Assert.Equal(0, second.ExitCode);
        Assert.All(after.Resources.SelectMany(one => one.Processes), process => Assert.False(process.IsAlive));
    }

    [Fact]
    public async Task Asked_a_second_time_to_stop_it_waits_for_nobody_and_still_leaves_nothing()
    {
        var folder = Servers.NewFolder("run");
        using var host = StartHost(folder, "60000");
        var state = await Ready(folder, host);

        await Terminate(host);
        await Task.Delay(500);
        Assert.False(host.HasExited);
        var clock = Stopwatch.StartNew();
        await Terminate(host);
        await host.WaitForExitAsync();

        // Without the second word the slow one would have had its fifteen seconds.
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(12), $"took {clock.Elapsed}");
        Assert.All(state.Resources.SelectMany(one => one.Processes), process => Assert.False(process.IsAlive));
    }

    [Fact]
    public async Task A_second_AppHost_on_the_same_folder_is_refused()
    {
        var folder = Servers.NewFolder("run");
        await using var rig = new Rig(folder);
        rig.AddProbe("only");
        await rig.StartReady();

        using var second = StartHost(folder);
        var said = await second.StandardOutput.ReadToEndAsync();
        await second.WaitForExitAsync();

        Assert.Equal(2, second.ExitCode);
        Assert.Contains("Another AppHost is running", said);
        Assert.True(rig.State.Ready);
    }

    [Fact]
    public async Task What_is_secret_is_closed_to_others()
    {
        await using var rig = new Rig();
        rig.Builder.AddRedis("cache");
        await rig.StartReady();

        if (OperatingSystem.IsWindows()) return;
        foreach (var secret in new[] { "secrets.json", "env", "state.json" })
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(rig.Folder, secret)));
        foreach (var folder in new[] { "keys", "logs" })
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.Combine(rig.Folder, folder)));
    }

    private static async Task<(string Address, string Connection, object? Answer)> RunOnce(string folder, bool fresh, string sql)
    {
        await using var rig = new Rig(folder, fresh);
        var database = rig.Builder.AddPostgres("postgres").WithDataVolume().AddDatabase("kept");
        rig.AddProbe("orders").WithReference(database).WaitFor(database);
        await rig.StartReady();
        var connection = (await rig.VariablesOf("orders"))["ConnectionStrings__kept"];
        return (rig.Of("orders").Address!, connection, await Sql.Run(connection, sql));
    }

    private static async Task<Uri> AddressOf(string folder)
    {
        await using var rig = new Rig(folder);
        rig.AddProbe("web").WithExternalHttpEndpoints();
        await rig.StartReady();
        return new Uri(rig.Of("web").Address!);
    }

    private static Process StartHost(string folder, string stopsAfterMilliseconds = "0")
    {
        var program = Path.Combine(Path.GetDirectoryName(Rig.Probe)!, "bin", Rig.BuildConfiguration, "net10.0", "AppHost.Probe.dll");
        var start = new ProcessStartInfo("dotnet", [program, "host", folder, Rig.BuildConfiguration]) { RedirectStandardOutput = true };
        start.Environment["PROBE_STOPS_AFTER_MS"] = stopsAfterMilliseconds;
        return Process.Start(start)!;
    }

    private static async Task Terminate(Process process)
    {
        using var kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    private static async Task<SystemState> Ready(string folder, Process host)
    {
        for (var tries = 0; tries < 2000; tries++, await Task.Delay(50))
        {
            Assert.False(host.HasExited, "The AppHost ended");
            if (SystemState.Read(folder) is { Ready: true } state && state.AppHost?.Pid == host.Id) return state;
        }

        throw new Xunit.Sdk.XunitException("The AppHost did not become ready");
    }

    private static async Task<string> ConnectionOf(SystemState state)
    {
        using var http = new HttpClient();
        var variables = await http.GetStringAsync(new Uri(state.Resources.Single(one => one.Name == "probe").Address + "/variables"));
        return System.Text.Json.JsonSerializer.Deserialize<Dictionary<string, string>>(variables)!["ConnectionStrings__probedb"];
    }
}
