using Aspire.Hosting;
using StudentUnion.Native;

namespace StudentUnion.AppHost.Tests;

public class OrderTests
{
    [Fact]
    public async Task A_service_starts_only_when_those_it_waits_for_are_healthy()
    {
        await using var rig = new Rig();
        var slow = rig.AddProbe("slow").WithEnvironment("PROBE_READY_AFTER_MS", "1500");
        rig.AddProbe("patient").WaitFor(slow);
        await rig.StartReady();

        Assert.True(Line(rig, "slow", "running") < Line(rig, "patient", "starting"), string.Join('\n', rig.Lines));
    }

    [Fact]
    public async Task Stopping_goes_the_other_way_and_leaves_no_process()
    {
        await using var rig = new Rig();
        var cache = rig.Builder.AddRedis("cache");
        var middle = rig.AddProbe("middle").WaitFor(cache);
        rig.AddProbe("outer").WaitFor(middle);
        await rig.StartReady();
        var processes = rig.State.Resources.SelectMany(one => one.Processes).ToList();

        await rig.Stop();

        Assert.Equal(3, processes.Count);
        Assert.All(processes, process => Assert.False(process.IsAlive));
        Assert.True(Line(rig, "outer", "stopped") < Line(rig, "middle", "stopping"), string.Join('\n', rig.Lines));
        Assert.True(Line(rig, "middle", "stopped") < Line(rig, "cache", "stopping"), string.Join('\n', rig.Lines));
        Assert.Contains("probe: asked to stop", File.ReadAllText(rig.State.Resources[1].Log));
        Assert.All(rig.State.Resources, one => Assert.Equal(UnitState.Stopped, one.State));
        Assert.False(rig.State.Ready);
    }

    [Fact]
    public async Task A_service_may_wait_for_the_end_of_another()
    {
        await using var rig = new Rig();
        var job = rig.Builder.AddProject("job", Rig.Probe).WithEnvironment("PROBE_EXITS", "0");
        rig.AddProbe("after").WaitForCompletion(job);
        await rig.StartReady();

        Assert.Equal(UnitState.Finished, rig.Of("job").State);
        Assert.Equal(0, rig.Of("job").Restarts);
        Assert.True(Line(rig, "job", "finished") < Line(rig, "after", "starting"));
    }

    [Fact]
    public async Task A_service_is_not_started_when_what_it_waits_for_ended_badly()
    {
        await using var rig = new Rig();
        var job = rig.Builder.AddProject("job", Rig.Probe).WithEnvironment("PROBE_EXITS", "5");
        rig.AddProbe("after").WaitForCompletion(job);
        rig.Start();

        var state = await rig.Until(state => state.Resources.Any(one => one is { Name: "after", State: UnitState.Failed }), "after is given up");

        Assert.True(state.Failed);
        Assert.Contains("job ended with 5", rig.Of("after").Message);
    }

    [Fact]
    public async Task Those_who_wait_for_each_other_in_a_circle_are_refused()
    {
        await using var rig = new Rig();
        var first = rig.AddProbe("first");
        var second = rig.AddProbe("second").WaitFor(first);
        first.WaitFor(second);

        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(() => rig.Builder.Build().RunAsync());

        Assert.Contains("first → second → first", refusal.Message);
    }

    private static int Line(Rig rig, string name, string state)
    {
        var lines = rig.Lines.ToList();
        var index = lines.FindIndex(line => line.StartsWith(name + " ", StringComparison.Ordinal) && line.Contains(state, StringComparison.Ordinal));
        return index >= 0 ? index : throw new Xunit.Sdk.XunitException($"{name} never was {state}:\n{string.Join('\n', lines)}");
    }
}
