using System.Globalization;
using Microsoft.Extensions.Localization;
using StudentUnion.Api;
using StudentUnion.Web.Resources;
using StudentUnion.Web.Surroundings;

namespace StudentUnion.Web.Pages.Learning;

/// <summary>A study plan as it is being written: who, how often, what.</summary>
public sealed class PlanEntry
{
    public string? Organization { get; set; }
    public string? Semester { get; set; }
    public string? Title { get; set; }
    public string? Audience { get; set; }
    public string? Sessions { get; set; }
    public string? Contents { get; set; }
    public string? Key { get; set; }
    public string? Version { get; set; }

    /// <summary>What was written; none where something is missing, and the form says what.</summary>
    internal StudyPlanRevision? Read(FormErrors errors, IStringLocalizer<Texts> t)
    {
        var lines = (Contents ?? "").Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var audience = Query.Choice<StudyAudience>(Audience);
        errors.Require(!string.IsNullOrWhiteSpace(Title), nameof(Title), t["NewPlan.Name.Missing"]);
        errors.Require(audience is not null, nameof(Audience), t["Form.Choose"]);
        errors.Require(int.TryParse(Sessions, NumberStyles.None, CultureInfo.InvariantCulture, out var sessions) && sessions is > 0 and <= 60, nameof(Sessions), t["NewPlan.Sessions.Wrong"]);
        errors.Require(lines.Length is > 0 and <= 30 && lines.All(l => l.Length <= 200), nameof(Contents), t["NewPlan.Contents.Wrong"]);
        return errors.Any ? null : new(Title!.Trim(), audience!.Value, sessions, lines);
    }
}
