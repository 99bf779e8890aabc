using System.Globalization;
using StudentUnion.Web.Surroundings;

namespace StudentUnion.Web.Pages.Rotation;

/// <summary>Says days in a row shortly; the year stands at the head of the page.</summary>
internal static class DayRange
{
    /// <summary>3月2日 – 3月8日, or one day alone.</summary>
    public static string Of(DateOnly from, DateOnly to) => from == to ? Day(from) : $"{Day(from)} – {Day(to)}";

    /// <summary>3月2日 周一.</summary>
    public static string WithWeekday(DateOnly day) => day.ToString(Language.IsChinese ? "M月d日 ddd" : "ddd d MMM", CultureInfo.CurrentCulture);

    /// <summary>2026年3月.</summary>
    public static string Month(DateOnly day) => day.ToString(Language.IsChinese ? "yyyy年M月" : "MMMM yyyy", CultureInfo.CurrentCulture);

    /// <summary>What a date field holds.</summary>
    public static string ForField(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Reads a date field.</summary>
    public static DateOnly? FromField(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private static string Day(DateOnly day) => day.ToString(Language.IsChinese ? "M月d日" : "d MMM", CultureInfo.CurrentCulture);
}
