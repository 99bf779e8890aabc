namespace StudentUnion.Membership.Features.Roster;

/// <summary>
/// How many rosters an instance receives at once. Each keeps a database connection for as long as its sender needs; the others wait their turn unread, so
/// that slow senders never take the connections of everybody else.
/// </summary>
public sealed class UploadSlots : IDisposable
{
    private const int AtOnce = 8;
    private readonly SemaphoreSlim _free = new(AtOnce, AtOnce);

    /// <summary>Waits for a slot; disposing the result gives it back.</summary>
    public async Task<IDisposable> Take(CancellationToken ct)
    {
        await _free.WaitAsync(ct);
        return new Slot(_free);
    }

    public void Dispose() => _free.Dispose();

    private sealed class Slot(SemaphoreSlim free) : IDisposable
    {
        public void Dispose() => free.Release();
    }
}
