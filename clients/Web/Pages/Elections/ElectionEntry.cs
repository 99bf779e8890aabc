using System.Globalization;
using Microsoft.Extensions.Localization;
using StudentUnion.Api;
using StudentUnion.Web.Resources;
using StudentUnion.Web.Surroundings;

namespace StudentUnion.Web.Pages.Elections;

/// <summary>An election as it is being written down: text until it makes sense, so nothing entered is lost.</summary>
public sealed class ElectionEntry
{
    public string? Title { get; set; }
    public string? Office { get; set; }
    public string? Seats { get; set; }
    public string? ClosesAt { get; set; }
    public string? Quorum { get; set; }
    public string? MajorityBase { get; set; }
    public string? Tie { get; set; }

    /// <summary>Makes pressing the button twice draft one election.</summary>
    public string? Key { get; set; }

    /// <summary>The state that is being changed, where one exists.</summary>
    public string? ETag { get; set; }

    public static ElectionEntry New(Moments moments) => new()
    {
        Office = nameof(ElectionOffice.Presidium),
        Seats = "5",
        ClosesAt = Moments.ForField(moments.Now.AddHours(2)),
        Quorum = nameof(Api.Quorum.AtLeastTwoThirds),
        MajorityBase = nameof(Api.MajorityBase.DelegatesPresent),
        Tie = nameof(TieRule.LeaveVacant),
        Key = Guid.CreateVersion7().ToString("N"),
    };

    public static ElectionEntry Of(Election election) => new()
    {
        Title = election.Title,
        Office = election.Office.ToString(),
        Seats = election.Seats.ToString(CultureInfo.InvariantCulture),
        ClosesAt = Moments.ForField(election.ClosesAt),
        Quorum = election.Method.Quorum.ToString(),
        MajorityBase = election.Method.MajorityBase.ToString(),
        Tie = election.Method.Tie.ToString(),
        ETag = election.ETag,
    };

    /// <summary>The draft this says; null with the reasons in <paramref name="errors"/>.</summary>
    public ElectionDraft? Read(FormErrors errors, IStringLocalizer<Texts> t)
    {
        var office = Query.Choice<ElectionOffice>(Office);
        var quorum = Query.Choice<Quorum>(Quorum);
        var majority = Query.Choice<MajorityBase>(MajorityBase);
        var tie = Query.Choice<TieRule>(Tie);
        var closesAt = Moments.FromField(ClosesAt);
        errors.Require(!string.IsNullOrWhiteSpace(Title), nameof(Title), t["Form.Required"]);
        errors.Require(int.TryParse(Seats, CultureInfo.InvariantCulture, out var seats) && seats > 0, nameof(Seats), t["Election.Seats.Missing"]);
        errors.Require(closesAt is not null, nameof(ClosesAt), t["Form.Moment"]);
        errors.Require(office is not null, nameof(Office), t["Form.Choose"]);
        errors.Require(quorum is not null, nameof(Quorum), t["Form.Choose"]);
        errors.Require(majority is not null, nameof(MajorityBase), t["Form.Choose"]);
        errors.Require(tie is not null, nameof(Tie), t["Form.Choose"]);
        return errors.Any ? null
            : new ElectionDraft(Title!.Trim(), office!.Value, seats, closesAt!.Value, new ElectionMethod(quorum!.Value, majority!.Value, tie!.Value));
    }
}
