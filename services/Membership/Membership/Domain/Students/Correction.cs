using System.Globalization;

namespace StudentUnion.Membership.Domain.Students;

/// <summary>Where a request stands.</summary>
public enum CorrectionState { Open, Accepted, Refused }

/// <summary>A student asks that an item of their own record be corrected; an officer or teacher decides.</summary>
public sealed class Correction
{
    public const int MaxReason = 300;

    private Correction()
    {
    }

    public Guid Id { get; private init; }
    public Guid TenantId { get; private init; }
    public Guid PersonId { get; private init; }
    public RosterColumn Item { get; private init; }

    /// <summary>What the record said when it was asked; null where nothing.</summary>
    public string? Before { get; private init; }

    public string Proposed { get; private init; } = "";
    public string Reason { get; private init; } = "";
    public DateTimeOffset AskedAt { get; private init; }
    public CorrectionState State { get; private set; }
    public DateTimeOffset? DecidedAt { get; private set; }
    public Guid? DecidedBy { get; private set; }
    public string? Answer { get; private set; }

    /// <summary>A student asks for a correction.</summary>
    public static Correction Ask(Student student, RosterColumn item, string proposed, string reason, DateTimeOffset now)
    {
        StudentRules.CorrectionIsOfTheRecord.Require(item != RosterColumn.StudentNumber);
        var value = ValueOf(item, proposed);
        StudentRules.CorrectionIsOfTheRecord.Require(value is not null, RosterCells.NameOf(item));
        var before = Of(student, item);
        StudentRules.CorrectionIsNew.Require(value != before, value);
        return new()
        {
            Id = Guid.CreateVersion7(now), TenantId = student.TenantId, PersonId = student.Id, Item = item, Before = before, Proposed = value, Reason = reason, AskedAt = now,
        };
    }

    /// <summary>Somebody who keeps the roster decides.</summary>
    public void Decide(bool accept, string? answer, Guid by, DateTimeOffset now)
    {
        StudentRules.CorrectionIsOpen.Require(State == CorrectionState.Open);
        StudentRules.RefusalHasAReason.Require(accept || !string.IsNullOrWhiteSpace(answer));
        (State, Answer, DecidedBy, DecidedAt) = (accept ? CorrectionState.Accepted : CorrectionState.Refused, answer, by, now);
    }

    /// <summary>An item of a record, as a page shows it.</summary>
    public static string? Of(Student student, RosterColumn item) => item switch
    {
        RosterColumn.StudentNumber => student.StudentNumber,
        RosterColumn.Name => student.Name,
        RosterColumn.College => student.College,
        RosterColumn.Major => student.Major,
        RosterColumn.Grade => student.Grade?.ToString(CultureInfo.InvariantCulture),
        RosterColumn.ClassName => student.ClassName,
        RosterColumn.Level => student.Level,
        RosterColumn.PoliticalStatus => student.PoliticalStatus,
        RosterColumn.Category => student.Category,
        RosterColumn.Status => student.Status,
    };

    // The roster's own reading decides what a value may be.
    private static string? ValueOf(RosterColumn item, string proposed)
    {
        var fine = true;
        var cells = new RosterCells(_ => { });
        var text = proposed.AsSpan().Trim();
        return item switch
        {
            RosterColumn.StudentNumber => null,
            RosterColumn.Name => cells.Name(0, text, ref fine),
            RosterColumn.Grade => cells.Grade(0, text, ref fine)?.ToString(CultureInfo.InvariantCulture),
            RosterColumn.College or RosterColumn.Major or RosterColumn.ClassName => cells.Text(0, item, text, ref fine),
            RosterColumn.Level or RosterColumn.PoliticalStatus or RosterColumn.Category or RosterColumn.Status => cells.Term(0, item, text, ref fine),
        };
    }
}
