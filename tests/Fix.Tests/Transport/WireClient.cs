using System.Net;
using System.Net.Sockets;

namespace Gateway.Fix.Tests;

/// <summary>A peer on a blocking socket that says what it is told to say: right or wrong, FIX or not.</summary>
sealed class WireClient : IDisposable
{
    readonly string _name;

    public WireClient(int port, string name, string from = "127.0.0.1", int receiveBuffer = 0)
    {
        _name = name;
        Socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveTimeout = Patience.Millis, NoDelay = true };
        if (receiveBuffer > 0)
            Socket.ReceiveBufferSize = receiveBuffer;
        Socket.Bind(new IPEndPoint(IPAddress.Parse(from), 0));
        Socket.Connect(new IPEndPoint(IPAddress.Loopback, port));
    }

    public Socket Socket { get; }

    /// <summary>Number of the last message.</summary>
    public long Number { get; set; }

    /// <summary>Sends a message with the next number.</summary>
    public void Send(string type, string body) => SendAs(++Number, type, body);

    /// <summary>Sends a message with any number.</summary>
    public void SendAs(long number, string type, string body) => Socket.Send(FixText.Frame(
        $"8=FIX.4.4|35={type}|34={number}|49={_name}|52={DateTime.UtcNow:yyyyMMdd-HH:mm:ss.fff}|56=GATEWAY|{body}"));

    /// <summary>What is read until <paramref name="mark"/> has come or the connection is closed.</summary>
    public string ReadUntil(string mark)
    {
        byte[] buffer = new byte[1 << 16];
        string text = "";
        while (!text.Contains(mark, StringComparison.Ordinal))
        {
            int count = Socket.Receive(buffer, SocketFlags.None, out SocketError error);
            if (error == SocketError.TimedOut)
                throw new TimeoutException($"{mark} did not come, but {text}");
            if (count == 0)
                return text;
            text += FixText.Show(buffer.AsSpan(0, count));
        }
        return text;
    }

    public void Dispose() => Socket.Dispose();
}
