namespace StudentUnion.Membership.Domain;

/// <summary>
/// Everything this service has ever announced, said once more: fills a service that is new, or that was away. Whoever knows it already ignores it, since nothing in it is
/// newer. Holds no personal data and belongs to no tenant.
/// </summary>
public sealed class Replay
{
    public required Guid Id { get; init; }

    /// <summary>The account that asked for it.</summary>
    public required Guid AskedBy { get; init; }

    public required DateTimeOffset AskedAt { get; init; }

    /// <summary>The last organization below the federation that has been told; they go by id.</summary>
    public Guid? After { get; private set; }

    /// <summary>Organizations told so far, and events said.</summary>
    public int Organizations { get; private set; }

    public long Events { get; private set; }
    public DateTimeOffset? DoneAt { get; private set; }

    /// <summary>One member organization has been told, whole.</summary>
    public void Told(Guid organization, long events) => (After, Organizations, Events) = (organization, Organizations + 1, Events + events);

    /// <summary>All have been told.</summary>
    public void Complete(DateTimeOffset now) => DoneAt = now;
}
