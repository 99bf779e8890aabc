namespace StudentUnion.Native;

/// <summary>How states and times are named to people: Chinese first.</summary>
internal static class Words
{
    public static string Of(UnitState state, bool healthy) => state switch
    {
        UnitState.Waiting => "等待 waiting",
        UnitState.Starting => "启动中 starting",
        UnitState.Running => healthy ? "运行 running" : "无响应 unhealthy",
        UnitState.Restarting => "重启中 restarting",
        UnitState.Failed => "失败 failed",
        UnitState.Finished => "完成 finished",
        UnitState.Stopping => "停止中 stopping",
        UnitState.Stopped => "已停止 stopped",
    };

    /// <summary>green, yellow, red or grey.</summary>
    public static string Colour(UnitState state, bool healthy) => state switch
    {
        UnitState.Running => healthy ? "green" : "red",
        UnitState.Finished => "green",
        UnitState.Failed => "red",
        UnitState.Starting or UnitState.Restarting or UnitState.Stopping => "yellow",
        UnitState.Waiting or UnitState.Stopped => "grey",
    };

    public static string Of(TimeSpan time) => time switch
    {
        { TotalMinutes: < 1 } => $"{time.TotalSeconds:0} s",
        { TotalHours: < 1 } => $"{time.TotalMinutes:0} min",
        _ => $"{(int)time.TotalHours} h {time.Minutes} min",
    };
}
