using System.Buffers.Binary;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace StudentUnion.Benchmarks.Load;

/// <summary>
/// The kernel's readiness list, for one thread that serves all its sockets by itself: the load must cost as little as it can, since it shares
/// the cores with what it measures.
/// </summary>
internal sealed partial class Epoll : IDisposable
{
    private const int Add = 1;
    private const int Remove = 2;
    private const uint Readable = 1;

    // The kernel packs the structure on x86-64 only.
    private static readonly int Size = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 12 : 16;
    private static readonly int Data = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 4 : 8;

    private readonly int _list = Create(0);
    private readonly byte[] _events = new byte[256 * 16];

    public void Watch(Socket socket, int name)
    {
        Span<byte> wanted = stackalloc byte[Size];
        BinaryPrimitives.WriteUInt32LittleEndian(wanted, Readable);
        BinaryPrimitives.WriteUInt64LittleEndian(wanted[Data..], (ulong)name);
        if (Control(_list, Add, (int)socket.Handle, wanted) != 0) throw new SocketException(Marshal.GetLastPInvokeError());
    }

    public void Forget(Socket socket) => _ = Control(_list, Remove, (int)socket.Handle, stackalloc byte[Size]);

    /// <summary>Waits until some can be read; fills in their names.</summary>
    public int Wait(Span<int> names, int milliseconds)
    {
        var ready = Wait(_list, _events, Math.Min(256, names.Length), milliseconds);
        for (var n = 0; n < ready; n++) names[n] = (int)BinaryPrimitives.ReadUInt64LittleEndian(_events.AsSpan(n * Size + Data));
        return Math.Max(0, ready);
    }

    public void Dispose() => _ = Close(_list);

    [LibraryImport("libc", EntryPoint = "epoll_create1", SetLastError = true)]
    private static partial int Create(int flags);

    [LibraryImport("libc", EntryPoint = "epoll_ctl", SetLastError = true)]
    private static partial int Control(int list, int operation, int socket, Span<byte> wanted);

    [LibraryImport("libc", EntryPoint = "epoll_wait", SetLastError = true)]
    private static partial int Wait(int list, Span<byte> events, int most, int milliseconds);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int list);
}
