using System.Diagnostics;
using Aspire.Hosting;
using StudentUnion.Native;

namespace StudentUnion.AppHost.Tests;

public class RecoveryTests
{
    [Fact]
    public async Task A_service_that_dies_comes_back_at_its_address_within_five_seconds()
    {
        await using var rig = new Rig();
        rig.AddProbe("frail");
        await rig.StartReady();
        var before = rig.Of("frail");

        for (var death = 1; death <= 4; death++)
        {
            var clock = Stopwatch.StartNew();
            rig.Of("frail").Processes[0].Send(Signal.Kill);
            await rig.Until(state => state.Ready && state.Resources[0].Restarts == death, "it is back");
            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(5), $"took {clock.Elapsed}");
        }

        var after = rig.Of("frail");
        Assert.Equal(before.Address, after.Address);
        Assert.NotEqual(before.Processes[0].Pid, after.Processes[0].Pid);
        Assert.False(rig.State.Failed);
    }

    [Fact]
    public async Task A_service_that_ends_by_itself_comes_back_and_its_exit_code_is_told()
    {
        await using var rig = new Rig();
        rig.AddProbe("frail");
        await rig.StartReady();

        await rig.Command("frail", "die");
        await rig.Until(state => state.Ready && state.Resources[0].Restarts == 1, "it is back");

        Assert.Contains(rig.Lines, line => line.StartsWith("frail", StringComparison.Ordinal) && line.Contains("ended with exit code 3", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_service_that_never_gets_well_is_given_up_visibly_and_its_dependents_are_told()
    {
        await using var rig = new Rig();
        var broken = rig.AddProbe("broken").WithEnvironment("PROBE_EXITS", "7");
        rig.AddProbe("dependent").WaitFor(broken);
        rig.Start();

        await rig.Until(state => state.Resources.All(one => one.State == UnitState.Failed), "both are given up");

        Assert.True(rig.State.Failed);
        Assert.False(rig.State.Ready);
        Assert.Equal(2, rig.Of("broken").Restarts);
        Assert.Equal("given up after 3 tries: ended with exit code 7", rig.Of("broken").Message);
        Assert.Equal("not started: broken has failed", rig.Of("dependent").Message);
    }

    [Fact]
    public async Task A_missing_project_fails_with_a_sentence_instead_of_hanging()
    {
        await using var rig = new Rig();
        rig.Builder.AddProject("ghost", "Nowhere.csproj");
        rig.Start();

        await rig.Until(state => state.Failed, "it is given up");

        Assert.Contains("There is no project", rig.Of("ghost").Message);
    }

    [Fact]
    public async Task An_ill_service_is_shown_ill_and_left_alone()
    {
        await using var rig = new Rig();
        rig.AddProbe("ailing");
        await rig.StartReady();

        await rig.Command("ailing", "ill");
        var state = await rig.Until(state => !state.Ready, "the illness is seen");

        Assert.Equal(UnitState.Running, state.Resources[0].State);
        Assert.False(state.Resources[0].Healthy);
        Assert.Equal(0, state.Resources[0].Restarts);
    }

    [Fact]
    public async Task A_killed_server_comes_back_on_its_port_with_its_data()
    {
        await using var rig = new Rig();
        var database = rig.Builder.AddPostgres("postgres").WithDataVolume().AddDatabase("kept");
        rig.AddProbe("orders").WithReference(database).WaitFor(database);
        await rig.StartReady();
        var connection = (await rig.VariablesOf("orders"))["ConnectionStrings__kept"];
        await Sql.Run(connection, "create table kept (id int); insert into kept values (7)");

        rig.Of("postgres").Processes[0].Send(Signal.Kill);
        await rig.Until(state => state.Ready && state.Resources[0].Restarts == 1, "PostgreSQL is back");

        Assert.Equal(7, await Sql.Run(connection, "select id from kept"));
    }
}
