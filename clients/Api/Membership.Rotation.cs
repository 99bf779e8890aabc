using System.Text.Json.Serialization.Metadata;

namespace StudentUnion.Api;

public sealed partial class MembershipApi
{
    /// <summary>Drafts a rotation plan: an even proposal, or shifts as entered.</summary>
    public Task<Created> DraftRotation(NewRotation plan, string? key = null, CancellationToken ct = default) =>
        _transport.Create($"{Base}/rotation", plan, ApiJson.Default.NewRotation, ApiJson.Default.Created, key, ct);

    public Task<Page<RotationRow>> Rotations(Guid? organization = null, string? after = null, int? limit = null, CancellationToken ct = default) =>
        _transport.Get(Transport.Query($"{Base}/rotation", ("organizationId", organization?.ToString()), ("after", after), ("limit", Transport.Number(limit))),
            ApiJson.Default.PageRotationRow, ct);

    public Task<RotationPlan> Rotation(Guid id, CancellationToken ct = default) => _transport.Get($"{Base}/rotation/{id}", ApiJson.Default.RotationPlan, ct);

    public Task ReviseRotation(Guid id, RotationRevision plan, string etag, CancellationToken ct = default) =>
        _transport.Done(new Call(HttpMethod.Put, $"{Base}/rotation/{id}") { Content = () => Transport.Json(plan, ApiJson.Default.RotationRevision), IfMatch = etag }, ct);

    public Task DiscardRotation(Guid id, CancellationToken ct = default) => _transport.Done(new Call(HttpMethod.Delete, $"{Base}/rotation/{id}"), ct);

    public Task PublishRotation(Guid id, CancellationToken ct = default) => _transport.Act($"{Base}/rotation/{id}/publication", ct);

    /// <summary>Ends a published plan on a day, which is the last that stays.</summary>
    public Task EndRotation(Guid id, DateOnly day, string reason, CancellationToken ct = default) =>
        Post($"rotation/{id}/ending", new RotationEnding(day, reason), ApiJson.Default.RotationEnding, ct);

    /// <summary>The plan as calendars read it (RFC 5545).</summary>
    public Task<byte[]> RotationCalendar(Guid id, CancellationToken ct = default) => _transport.Bytes($"{Base}/rotation/{id}/calendar.ics", ct);

    /// <summary>Who chairs the caller's union today, or the college of it that is named.</summary>
    public Task<ChairToday> ChairToday(Guid? organization = null, CancellationToken ct = default) =>
        _transport.Get(Transport.Query($"{Base}/rotation/today", ("organizationId", organization?.ToString())), ApiJson.Default.ChairToday, ct);

    public Task<MyRotation> MyRotation(CancellationToken ct = default) => _transport.Get($"{Base}/rotation/mine", ApiJson.Default.MyRotation, ct);

    public Task<Created> AskSwap(Guid shift, Guid with, string? key = null, CancellationToken ct = default) =>
        _transport.Create($"{Base}/rotation/swaps", new SwapQuestion(shift, with), ApiJson.Default.SwapQuestion, ApiJson.Default.Created, key, ct);

    public Task AnswerSwap(Guid swap, bool agree, CancellationToken ct = default) =>
        Post($"rotation/swaps/{swap}/answer", new SwapReply(agree), ApiJson.Default.SwapReply, ct);

    public Task WithdrawSwap(Guid swap, CancellationToken ct = default) => _transport.Act($"{Base}/rotation/swaps/{swap}/withdrawal", ct);

    /// <summary>An officer exchanges the persons of two shifts.</summary>
    public Task ExchangeShifts(Guid shift, Guid with, string reason, CancellationToken ct = default) =>
        Post($"rotation/shifts/{shift}/exchange", new ShiftExchange(with, reason), ApiJson.Default.ShiftExchange, ct);

    /// <summary>An officer names who chairs instead of somebody who has left.</summary>
    public Task FillShift(Guid shift, Guid person, string reason, CancellationToken ct = default) =>
        Post($"rotation/shifts/{shift}/chair", new ShiftFilling(person, reason), ApiJson.Default.ShiftFilling, ct);

    public Task<HandOver> HandOver(Guid shift, CancellationToken ct = default) => _transport.Get($"{Base}/rotation/shifts/{shift}/hand-over", ApiJson.Default.HandOver, ct);

    public Task WriteHandOver(Guid shift, string text, CancellationToken ct = default) =>
        _transport.Done(new Call(HttpMethod.Put, $"{Base}/rotation/shifts/{shift}/hand-over")
        {
            Content = () => Transport.Json(new HandOverText(text), ApiJson.Default.HandOverText),
            Repeatable = true,
        }, ct);

    public Task ConfirmHandOver(Guid shift, CancellationToken ct = default) => _transport.Act($"{Base}/rotation/shifts/{shift}/hand-over/confirmation", ct);

    public Task<Created> ProposeExchange(NewExchange exchange, string? key = null, CancellationToken ct = default) =>
        _transport.Create($"{Base}/exchanges", exchange, ApiJson.Default.NewExchange, ApiJson.Default.Created, key, ct);

    public Task<Page<ExchangeRow>> Exchanges(ExchangeFilter? filter = null, string? after = null, int? limit = null, CancellationToken ct = default) =>
        _transport.Get(
            Transport.Query($"{Base}/exchanges", ("state", Words.Of(filter?.State)), ("organizationId", filter?.OrganizationId?.ToString()),
                ("semester", filter?.Semester), ("after", after), ("limit", Transport.Number(limit))),
            ApiJson.Default.PageExchangeRow, ct);

    public IAsyncEnumerable<ExchangeRow> AllExchanges(ExchangeFilter? filter = null, CancellationToken ct = default) =>
        Paging.All((after, stop) => Exchanges(filter, after, 500, stop), ct);

    public Task<PostExchange> Exchange(Guid id, CancellationToken ct = default) => _transport.Get($"{Base}/exchanges/{id}", ApiJson.Default.PostExchange, ct);

    public Task ApproveExchange(Guid id, CancellationToken ct = default) => _transport.Act($"{Base}/exchanges/{id}/approval", ct);

    public Task ConcludeExchange(Guid id, ExchangeGrade grade, string outcome, CancellationToken ct = default) =>
        Post($"exchanges/{id}/outcome", new ExchangeOutcome(grade, outcome), ApiJson.Default.ExchangeOutcome, ct);

    public Task CancelExchange(Guid id, string reason, CancellationToken ct = default) =>
        Post($"exchanges/{id}/cancellation", new ExchangeCancellation(reason), ApiJson.Default.ExchangeCancellation, ct);

    private Task Post<T>(string path, T body, JsonTypeInfo<T> shape, CancellationToken ct) =>
        _transport.Done(new Call(HttpMethod.Post, $"{Base}/{path}") { Content = () => Transport.Json(body, shape) }, ct);
}
