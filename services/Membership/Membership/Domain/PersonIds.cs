namespace StudentUnion.Membership.Domain;

/// <summary>
/// Person ids of one file, version 7 and growing line by line (RFC 9562 §6.2): plain version 7 ids of one millisecond have no order, and a million of them
/// would land all over the index.
/// </summary>
public sealed class PersonIds(DateTimeOffset start)
{
    private int _count;

    public Guid Next()
    {
        Span<byte> bytes = stackalloc byte[16];
        Guid.CreateVersion7(start.AddMilliseconds(_count >> 12)).TryWriteBytes(bytes, bigEndian: true, out _);
        bytes[6] = (byte)(0x70 | ((_count >> 8) & 0xF));
        bytes[7] = (byte)_count++;
        return new Guid(bytes, bigEndian: true);
    }
}
