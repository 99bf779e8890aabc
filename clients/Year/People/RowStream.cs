using System.Text;

namespace StudentUnion.Year.People;

/// <summary>Rows as a UTF-8 stream that is made while it is read.</summary>
internal sealed class RowStream(IEnumerable<string> rows) : Stream
{
    private readonly IEnumerator<string> _rows = rows.GetEnumerator();
    private byte[] _ready = [];
    private int _given;

    // What follows is all that Stream asks of one that is read once, forward: CanSeek and CanWrite say no, and who tries all the same is told so.
    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        var filled = 0;
        while (filled < buffer.Length && (_given < _ready.Length || Next()))
        {
            var piece = Math.Min(buffer.Length - filled, _ready.Length - _given);
            _ready.AsSpan(_given, piece).CopyTo(buffer[filled..]);
            filled += piece;
            _given += piece;
        }

        return filled;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        Task.FromResult(Read(buffer, offset, count));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => ValueTask.FromResult(Read(buffer.Span));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) _rows.Dispose();
        base.Dispose(disposing);
    }

    private bool Next()
    {
        if (!_rows.MoveNext()) return false;
        (_ready, _given) = (Encoding.UTF8.GetBytes(_rows.Current + "\n"), 0);
        return true;
    }
}
