using Microsoft.AspNetCore.Http;

namespace StudentUnion.ServiceDefaults;

/// <summary>What every service asks of a request, whatever it is about.</summary>
public static class PlatformRules
{
    public static readonly Rule IdempotencyKeyIsGiven = new("platform.idempotency-key-is-given",
        "新建内容的请求必须带 Idempotency-Key，以便重试不会重复生效。", "A request that creates something carries an Idempotency-Key, so that a retry takes effect once.",
        "IETF draft-ietf-httpapi-idempotency-key-header", StatusCodes.Status400BadRequest);

    public static readonly Rule IdempotencyKeyHasOneRequest = new("platform.idempotency-key-has-one-request",
        "一个 Idempotency-Key 只用于一个请求内容。", "An Idempotency-Key stands for one request content only.",
        "IETF draft-ietf-httpapi-idempotency-key-header", StatusCodes.Status422UnprocessableEntity);

    public static readonly Rule FirstRequestIsFinished = new("platform.first-request-is-finished",
        "带同一 Idempotency-Key 的请求正在处理，请稍后再试。", "A request with the same Idempotency-Key is answered before it is sent again.",
        "IETF draft-ietf-httpapi-idempotency-key-header");

    public static readonly Rule VersionIsNamed = new("platform.version-is-named",
        "修改时必须用 If-Match 指明所依据的版本。", "A change names in If-Match the version it was made from.",
        "RFC 9110 §13.1.1, RFC 6585 §3", StatusCodes.Status428PreconditionRequired);

    public static readonly Rule VersionIsCurrent = new("platform.version-is-current",
        "内容已被他人修改，请重新载入后再改。", "A change is made from the current version; this one was changed by somebody else meanwhile.",
        "RFC 9110 §13.1.1", StatusCodes.Status412PreconditionFailed);

    public static readonly Rule CursorIsOurs = new("platform.cursor-is-ours",
        "翻页位置无效，请从第一页重新开始。", "A page cursor is one that this list has given out.",
        "RFC 8288", StatusCodes.Status400BadRequest);

    public static readonly IReadOnlyList<Rule> All =
    [
        IdempotencyKeyIsGiven, IdempotencyKeyHasOneRequest, FirstRequestIsFinished, VersionIsNamed, VersionIsCurrent, CursorIsOurs,
    ];
}
