using System.Globalization;

namespace StudentUnion.Web.Surroundings;

/// <summary>Figures as they are shown: whole numbers grouped, and no percentage without its base.</summary>
public static class Share
{
    public static string Count(int number) => number.ToString("N0", CultureInfo.CurrentCulture);

    /// <summary>69.97 %, cut and not rounded, so that a share just below a threshold never looks like it.</summary>
    public static string Percent(int part, int whole) =>
        whole <= 0 ? "–" : (Math.Floor((decimal)part * 10000 / whole) / 100).ToString("0.00", CultureInfo.CurrentCulture) + " %";

    /// <summary>212 / 303 · 69.97 %</summary>
    public static string Of(int part, int whole) => $"{Count(part)} / {Count(whole)} · {Percent(part, whole)}";

    /// <summary>A length on a chart, in percent of its width, for a number between 0 and <paramref name="scale"/>.</summary>
    public static string Length(int number, int scale) =>
        (scale <= 0 ? 0 : Math.Clamp(number * 100.0 / scale, 0, 100)).ToString("0.###", CultureInfo.InvariantCulture) + "%";
}
