using System.Globalization;

namespace StudentUnion.Web.Surroundings;

/// <summary>Figures as they are shown: whole numbers grouped, and no percentage without its base.</summary>
public static class Share
{
    public static string Count(int number) => number.ToString("N0", CultureInfo.CurrentCulture);

    /// <summary>69.97 %. Never what a rule is decided by: pages say beside it how many people or votes are needed.</summary>
    public static string Percent(int part, int whole) =>
        whole <= 0 ? "–" : ((decimal)part * 100 / whole).ToString("0.00", CultureInfo.CurrentCulture) + " %";

    /// <summary>212 / 303 · 69.97 %</summary>
    public static string Of(int part, int whole) => $"{Count(part)} / {Count(whole)} · {Percent(part, whole)}";

    /// <summary>A length on a chart, in percent of its width, for a number between 0 and <paramref name="scale"/>.</summary>
    public static string Length(int number, int scale) =>
        (scale <= 0 ? 0 : Math.Clamp(number * 100.0 / scale, 0, 100)).ToString("0.###", CultureInfo.InvariantCulture) + "%";
}
