using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Gateway.Tests.Harness;

/// <summary>
/// A strategy on a raw socket: FIX text out, FIX text in, no library between, so that what is tested is what stands on the wire.
/// '|' stands for the delimiter.
/// </summary>
sealed class StrategyClient : IDisposable
{
    readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    readonly List<byte> _unread = [];

    /// <param name="gateway">Where the gateway listens.</param>
    /// <param name="compId">SenderCompID.</param>
    /// <param name="beginString">FIX version.</param>
    /// <param name="receiveBuffer">Bytes that the system may keep for a client that does not read; 0 for its own choice.</param>
    internal StrategyClient(IPEndPoint gateway, string compId = "STRAT1", string beginString = "FIX.4.4", int receiveBuffer = 0)
    {
        (CompId, BeginString) = (compId, beginString);
        if (receiveBuffer > 0) _socket.ReceiveBufferSize = receiveBuffer;
        _socket.Connect(gateway);
        _socket.ReceiveTimeout = Patience.Millis;
    }

    internal string CompId { get; }

    internal string BeginString { get; }

    /// <summary>MsgSeqNum of the next message.</summary>
    internal int Next { get; set; } = 1;

    /// <summary>Bytes that the system may keep for a gateway that does not read.</summary>
    internal int SendBuffer
    {
        set => _socket.SendBufferSize = value;
    }

    /// <summary>Whether the system takes more bytes within a time.</summary>
    internal bool TakesMore(int milliseconds) => _socket.Poll(milliseconds * 1000, SelectMode.SelectWrite);

    /// <summary>Logs on, by default with both numbers at 1, and awaits the answer.</summary>
    internal FixFields LogOn(bool reset = true, string more = "")
    {
        var version = BeginString == "FIXT.1.1" ? "1137=9|" : "";
        Send("A", "98=0|108=30|" + (reset ? "141=Y|" : "") + version + more);
        return Await("A");
    }

    /// <summary>Logs out and awaits the answer.</summary>
    internal FixFields LogOut()
    {
        Send("5", "");
        return Await("5");
    }

    internal void Send(string type, string body) => SendRaw(Message(type, Next++, body));

    internal void SendRaw(string message) => SendBytes(Encoding.Latin1.GetBytes(message.Replace('|', '\u0001')));

    internal void SendBytes(byte[] bytes) => _socket.Send(bytes);

    /// <summary>A whole message with its length and checksum.</summary>
    internal string Message(string type, int number, string body)
    {
        var time = DateTime.UtcNow.ToString("yyyyMMdd-HH:mm:ss.fff", CultureInfo.InvariantCulture);
        return Frame(BeginString, $"35={type}|34={number}|49={CompId}|52={time}|56=GATEWAY|{body}");
    }

    internal static string Frame(string beginString, string content)
    {
        var head = $"8={beginString}|9={content.Length}|{content}";
        var sum = Encoding.Latin1.GetBytes(head.Replace('|', '\u0001')).Sum(value => value) % 256;
        return $"{head}10={sum:000}|";
    }

    /// <summary>The next message, or null when the gateway has closed the connection.</summary>
    internal FixFields? Read()
    {
        var buffer = new byte[8192];
        while (true)
        {
            if (TakeMessage() is { } message) return message;
            int count;
            try
            {
                count = _socket.Receive(buffer);
            }
            catch (SocketException error) when (error.SocketErrorCode == SocketError.ConnectionReset)
            {
                return null;
            }

            if (count == 0) return null;
            _unread.AddRange(buffer.AsSpan(0, count));
        }
    }

    /// <summary>Throws away what has come so far; false when the gateway has closed the connection.</summary>
    internal bool Drain()
    {
        var buffer = new byte[65536];
        try
        {
            while (_socket.Poll(0, SelectMode.SelectRead))
                if (_socket.Receive(buffer) == 0) return false;
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>Whether bytes are there or come within a time.</summary>
    internal bool WaitsForMore(int milliseconds) => _unread.Count > 0 || _socket.Poll(milliseconds * 1000, SelectMode.SelectRead);

    /// <summary>The next message of a type; others are passed over, but an unexpected end fails.</summary>
    internal FixFields Await(string type)
    {
        while (Read() is { } message)
            if (message[35] == type) return message;
        throw new InvalidOperationException($"The connection ended before a message {type} came.");
    }

    /// <summary>The next execution report that answers or concerns a ClOrdID.</summary>
    internal FixFields AwaitReport(string clOrdId, string execType)
    {
        while (true)
        {
            var report = Await("8");
            if (report[11] == clOrdId && report[150] == execType) return report;
        }
    }

    /// <summary>Sends orders good till a date until one is taken, and awaits its end; on a busy machine the date of one may have passed before it is looked at.</summary>
    /// <param name="id">Its ClOrdID, with a number behind it.</param>
    /// <param name="body">The order for a ClOrdID and an ExpireTime.</param>
    internal FixFields OutliveOrder(string id, Func<string, string, string> body)
    {
        for (var millis = 500; ; millis *= 2)
        {
            var name = $"{id}-{millis}";
            Send("D", body(name, DateTime.UtcNow.AddMilliseconds(millis).ToString("yyyyMMdd-HH:mm:ss.fff", CultureInfo.InvariantCulture)));
            while (Await("8") is var report)
            {
                if (report[11] != name) continue;
                if (report[150] == "C") return report;
                if (report[150] != "8") continue;
                Assert.True(millis < Patience.Millis && report[58]!.StartsWith("EXPIRE_TIME_IN_PAST", StringComparison.Ordinal), report.Text);
                break;
            }
        }
    }

    public void Dispose() => _socket.Dispose();

    FixFields? TakeMessage()
    {
        var text = Encoding.Latin1.GetString(_unread.ToArray());
        var end = text.IndexOf("\u000110=", StringComparison.Ordinal);
        if (end < 0 || text.Length < end + 8) return null;
        var message = text[..(end + 8)];
        _unread.RemoveRange(0, message.Length);
        Assert.Equal(message.Replace('\u0001', '|'), Reframed(message));
        return new FixFields(message);
    }

    // Whatever the gateway says has the right length and checksum.
    static string Reframed(string message)
    {
        var fields = message.Split('\u0001', 3);
        var content = fields[2][..(fields[2].IndexOf("\u000110=", StringComparison.Ordinal) + 1)];
        return Frame(fields[0][2..], content.Replace('\u0001', '|'));
    }
}

/// <summary>The fields of a received message.</summary>
sealed class FixFields
{
    readonly ILookup<int, string> _values;

    internal FixFields(string message)
    {
        Text = message.Replace('\u0001', '|');
        _values = message.Split('\u0001', StringSplitOptions.RemoveEmptyEntries).Select(field => field.Split('=', 2))
            .ToLookup(field => int.Parse(field[0], CultureInfo.InvariantCulture), field => field[1]);
    }

    internal string Text { get; }

    internal string? this[int tag] => _values[tag].FirstOrDefault();

    internal bool PossDup => this[43] == "Y";

    public override string ToString() => Text;
}
