using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace StudentUnion.Benchmarks.Load;

/// <summary>What is cast, and where: at the service or the gateway, by the voters of a file that holds one access token a line.</summary>
internal sealed record CastPlan(Uri Address, Guid Election, string Tokens, int Connections, int Seats, int Candidates, int Seed);

/// <summary>
/// What became of it, from the first ballot sent to the last one answered: ballots the service said are in the box, every other answer by its status, the votes
/// on the acknowledged ballots by candidate, and the CPU time the casting itself took on this side.
/// </summary>
internal sealed record CastOutcome(
    double Seconds, int Acknowledged, Dictionary<string, int> Others, int[] Votes, int Blank, double MedianMs, double P99Ms, double WorstMs, double CpuSeconds);

/// <summary>
/// Every voter of the file casts one ballot. Requests are built before the clock starts; then one thread keeps all connections busy, one ballot
/// in flight on each.
/// </summary>
internal static class CastBallots
{
    public static int Run(string planFile)
    {
        var plan = JsonSerializer.Deserialize<CastPlan>(File.ReadAllText(planFile))!;
        Console.WriteLine(JsonSerializer.Serialize(new Casting(plan).Play()));
        return 0;
    }

    private sealed class Casting(CastPlan plan)
    {
        private readonly byte[][] _requests = Build(plan);
        private readonly Connection[] _connections = new Connection[plan.Connections];
        private readonly Dictionary<string, int> _others = [];
        private readonly int[] _votes = new int[plan.Candidates];
        private int _next;
        private int _answered;
        private int _acknowledged;
        private int _blank;

        public CastOutcome Play()
        {
            using var ready = new Epoll();
            for (var n = 0; n < _connections.Length; n++) ready.Watch((_connections[n] = new(plan.Address)).Socket, n);
            var latencies = new long[_requests.Length];
            Span<int> names = stackalloc int[256];
            GC.Collect();

            var cpu = Cpu();
            var began = Stopwatch.GetTimestamp();
            foreach (var connection in _connections) SendNext(connection);
            while (_answered < _requests.Length)
            {
                var readable = ready.Wait(names, 30_000);
                if (readable == 0) throw new TimeoutException($"No answer for 30 s; {_answered} of {_requests.Length} ballots were answered.");
                for (var n = 0; n < readable; n++)
                {
                    var connection = _connections[names[n]];
                    if (connection.Read() is not { } status) continue;

                    latencies[connection.Voter] = Stopwatch.GetTimestamp() - connection.SentAt;
                    Note(connection.Voter, status);
                    SendNext(connection);
                }
            }

            var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
            cpu = Cpu() - cpu;
            foreach (var connection in _connections) connection.Socket.Dispose();
            Array.Sort(latencies);
            return new(seconds, _acknowledged, _others, _votes, _blank, At(latencies, 0.5), At(latencies, 0.99), At(latencies, 1), cpu);
        }

        private void SendNext(Connection connection)
        {
            if (_next < _requests.Length) connection.Send(_next, _requests[_next++]);
        }

        private void Note(int voter, int status)
        {
            _answered++;
            if (status != 204)
            {
                var name = status.ToString(CultureInfo.InvariantCulture);
                _others[name] = _others.GetValueOrDefault(name) + 1;
                return;
            }

            _acknowledged++;
            Span<int> marks = stackalloc int[plan.Seats];
            var marked = Marks.Of(plan.Seed, voter, plan.Candidates, marks);
            if (marked == 0) _blank++;
            foreach (var mark in marks[..marked]) _votes[mark - 1]++;
        }

        private static byte[][] Build(CastPlan plan)
        {
            Span<int> marks = stackalloc int[plan.Seats];
            var tokens = File.ReadAllLines(plan.Tokens);
            var requests = new byte[tokens.Length][];
            for (var voter = 0; voter < tokens.Length; voter++)
            {
                var marked = Marks.Of(plan.Seed, voter, plan.Candidates, marks);
                var body = $$"""{"marks":[{{string.Join(',', marks[..marked].ToArray())}}]}""";
                requests[voter] = Encoding.ASCII.GetBytes(
                    $"POST /api/elections/elections/{plan.Election}/ballots HTTP/1.1\r\nHost: {plan.Address.Authority}\r\nAuthorization: Bearer {tokens[voter]}\r\n"
                    + $"Content-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}");
            }

            return requests;
        }

        private static double At(long[] sorted, double part) =>
            Stopwatch.GetElapsedTime(0, sorted[(int)Math.Round(part * (sorted.Length - 1))]).TotalMilliseconds;

        private static double Cpu()
        {
            using var self = Process.GetCurrentProcess();
            return self.TotalProcessorTime.TotalSeconds;
        }
    }

    private sealed class Connection
    {
        private readonly byte[] _answer = new byte[8192];
        private int _received;

        public Connection(Uri address)
        {
            Socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            Socket.Connect(IPAddress.Loopback, address.Port);
            Socket.Blocking = false;
        }

        public Socket Socket { get; }

        public int Voter { get; private set; }

        public long SentAt { get; private set; }

        public void Send(int voter, byte[] request)
        {
            (Voter, SentAt, _received) = (voter, Stopwatch.GetTimestamp(), 0);
            // One request is far smaller than a socket's buffer, and nothing else is in it.
            var sent = Socket.Send(request, SocketFlags.None, out var error);
            if (error != SocketError.Success || sent < request.Length) throw new IOException($"A ballot could not be sent: {error}, {sent} of {request.Length} bytes.");
        }

        /// <returns>The status once the whole answer is there.</returns>
        public int? Read()
        {
            var received = Socket.Receive(_answer.AsSpan(_received), SocketFlags.None, out var error);
            if (error == SocketError.WouldBlock) return null;
            if (error != SocketError.Success || received == 0) throw new IOException($"A connection broke while a ballot was on its way: {error}");

            _received += received;
            var answer = _answer.AsSpan(0, _received);
            var head = answer.IndexOf("\r\n\r\n"u8);
            if (head < 0) return null;

            var status = (answer[9] - '0') * 100 + (answer[10] - '0') * 10 + (answer[11] - '0');
            return status is 204 || IsWhole(answer, head + 4) ? status : null;
        }

        private static bool IsWhole(ReadOnlySpan<byte> answer, int bodyAt)
        {
            var length = answer.IndexOf("Content-Length: "u8);
            if (length < 0) return answer.EndsWith("0\r\n\r\n"u8);

            var digits = answer[(length + 16)..];
            return answer.Length - bodyAt >= int.Parse(digits[..digits.IndexOf((byte)'\r')], CultureInfo.InvariantCulture);
        }
    }
}
