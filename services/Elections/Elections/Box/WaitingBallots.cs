using System.Threading.Channels;

namespace StudentUnion.Elections.Box;

/// <summary>A ballot on its way into the box, in memory only.</summary>
public readonly record struct Ballot(Guid Tenant, Guid Election, Guid Voter, short[] Marks);

/// <summary>Ballots that arrived and are not in the box yet. While one group is written the next one gathers here, so the busier it is, the more voters share a transaction.</summary>
public sealed class WaitingBallots
{
    /// <summary>Above this the callers wait before they even get in: memory stays bounded.</summary>
    private const int Capacity = 16_384;

    private readonly Channel<Waiting> _channel = Channel.CreateBounded<Waiting>(new BoundedChannelOptions(Capacity));

    internal ChannelReader<Waiting> Reader => _channel.Reader;

    internal async Task<CastOutcome> Add(Ballot ballot)
    {
        // Not on the writer's thread: answering a voter must not hold up the next group.
        var answer = new TaskCompletionSource<CastOutcome>(TaskCreationOptions.RunContinuationsAsynchronously);
        var waiting = new Waiting(ballot, answer);
        while (!_channel.Writer.TryWrite(waiting))
        {
            // The service is stopping: this ballot is not taken.
            if (!await _channel.Writer.WaitToWriteAsync()) return CastOutcome.Unknown;
        }

        return await answer.Task;
    }

    /// <summary>Takes no more; what waits is still written.</summary>
    internal void Complete() => _channel.Writer.TryComplete();
}

internal readonly record struct Waiting(Ballot Ballot, TaskCompletionSource<CastOutcome> Answer);
