using System.Globalization;
using Microsoft.Extensions.Localization;
using StudentUnion.Web.Resources;

namespace StudentUnion.Web.Surroundings;

/// <summary>Says dates and moments as the union writes them, in China's time.</summary>
public sealed class Moments(TimeProvider clock, IStringLocalizer<Texts> texts)
{
    private static readonly TimeZoneInfo China = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");

    public DateTimeOffset Now => Here(clock.GetUtcNow());

    public DateOnly Today => DateOnly.FromDateTime(Now.Date);

    /// <summary>2026年11月24日</summary>
    public static string Date(DateOnly day) =>
        day.ToString(Language.IsChinese ? "yyyy年M月d日" : "d MMMM yyyy", CultureInfo.CurrentCulture);

    /// <summary>2026年11月24日 14:30</summary>
    public static string Moment(DateTimeOffset moment) =>
        Here(moment).ToString(Language.IsChinese ? "yyyy年M月d日 HH:mm" : "d MMMM yyyy, HH:mm", CultureInfo.CurrentCulture);

    /// <summary>11月24日 周二 14:30, for what is near.</summary>
    public static string Deadline(DateTimeOffset moment) =>
        Here(moment).ToString(Language.IsChinese ? "M月d日 ddd HH:mm" : "ddd d MMM, HH:mm", CultureInfo.CurrentCulture);

    /// <summary>2026年11月</summary>
    public static string Month(DateOnly day) => day.ToString(Language.IsChinese ? "yyyy年M月" : "MMMM yyyy", CultureInfo.CurrentCulture);

    /// <summary>周二</summary>
    public static string Weekday(DateOnly day) => day.ToString("ddd", CultureInfo.CurrentCulture);

    /// <summary>14:30</summary>
    public static string Time(DateTimeOffset moment) => Here(moment).ToString("HH:mm", CultureInfo.InvariantCulture);

    /// <summary>The day it is in China.</summary>
    public static DateOnly Day(DateTimeOffset moment) => DateOnly.FromDateTime(Here(moment).Date);

    /// <summary>How long is left, in the largest unit that says something.</summary>
    public string Left(DateTimeOffset until)
    {
        var left = until - clock.GetUtcNow();
        return left switch
        {
            { Ticks: <= 0 } => texts["When.Past"],
            { TotalDays: >= 2 } => texts["When.DaysLeft", (int)left.TotalDays],
            { TotalHours: >= 2 } => texts["When.HoursLeft", (int)left.TotalHours],
            _ => texts["When.MinutesLeft", Math.Max(1, (int)left.TotalMinutes)],
        };
    }

    /// <summary>What a date and time field holds.</summary>
    public static string ForField(DateTimeOffset moment) => Here(moment).ToString("yyyy-MM-ddTHH:mm", CultureInfo.InvariantCulture);

    /// <summary>Reads a date and time field, which knows no zone: the union's clock is meant.</summary>
    public static DateTimeOffset? FromField(string? text) =>
        DateTime.TryParseExact(text, ["yyyy-MM-ddTHH:mm", "yyyy-MM-ddTHH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)
            ? new DateTimeOffset(local, China.GetUtcOffset(local))
            : null;

    private static DateTimeOffset Here(DateTimeOffset moment) => TimeZoneInfo.ConvertTime(moment, China);
}
