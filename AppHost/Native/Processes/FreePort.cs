using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace StudentUnion.Native;

/// <summary>
/// Ports of this machine's loopback that nobody holds. They come from below the kernel's range for outgoing connections: a port from inside
/// it could be taken as somebody's source port between two starts of a server, which then could not come back.
/// </summary>
public static class FreePort
{
    private const int Lowest = 20_000;

    // Between finding a port and listening on it pass seconds: nobody else in this process is given it meanwhile.
    private static readonly ConcurrentDictionary<int, bool> GivenOut = new();

    public static int Find()
    {
        var highest = Math.Max(Lowest + 1000, FirstOutgoing());
        for (var tries = 0; tries < 200; tries++)
        {
            var port = RandomNumberGenerator.GetInt32(Lowest, highest);
            if (IsFree(port) && GivenOut.TryAdd(port, true)) return port;
        }

        throw new InvalidOperationException($"No free port between {Lowest} and {highest}");
    }

    public static bool IsFree(int port) => Binds(IPAddress.Loopback, port) && (!Socket.OSSupportsIPv6 || Binds(IPAddress.IPv6Loopback, port));

    private static bool Binds(IPAddress address, int port)
    {
        try
        {
            using var listener = new TcpListener(address, port);
            listener.Start();
            return true;
        }
        catch (SocketException failure) when (failure.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AccessDenied)
        {
            return false;
        }
        catch (SocketException failure) when (failure.SocketErrorCode is SocketError.AddressNotAvailable or SocketError.AddressFamilyNotSupported)
        {
            // No such loopback on this machine, so nobody can hold the port there.
            return true;
        }
    }

    private static int FirstOutgoing() =>
        int.Parse(File.ReadAllText("/proc/sys/net/ipv4/ip_local_port_range").Split('\t', ' ')[0], CultureInfo.InvariantCulture);
}
