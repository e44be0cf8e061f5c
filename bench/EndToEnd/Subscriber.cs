using System.Net;
using System.Net.Sockets;
using Gateway.Fix.Codec;
using Gateway.Fix.Session;
using Gateway.Fix.Transport;

namespace Gateway.Bench.EndToEnd;

/// <summary>A session that watches a book and reads as quickly as it can; what it reads is counted and thrown away.</summary>
sealed class Subscriber : IDisposable
{
    readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    readonly MessageTemplate _template;
    readonly byte[] _buffer = new byte[1 << 16];
    long _number;

    internal Subscriber(int port, string name)
    {
        _template = new MessageTemplate(new SessionId("FIX.4.4", name, "GATEWAY"), TimestampPrecision.Micros);
        _socket.Connect(new IPEndPoint(IPAddress.Loopback, port));
        var logon = Begin(MsgType.Logon);
        logon.WriteInt(Tag.EncryptMethod, 0);
        logon.WriteInt(Tag.HeartBtInt, 3_600);
        Send(ref logon);
    }

    /// <summary>Bytes of market data so far.</summary>
    internal long Bytes { get; private set; }

    internal Socket Socket => _socket;

    internal void Subscribe(int depth)
    {
        var request = Begin(MsgType.MarketDataRequest);
        request.WriteText(Tag.MDReqID, "R"u8);
        request.WriteChar(Tag.SubscriptionRequestType, '1');
        request.WriteInt(Tag.MarketDepth, depth);
        request.WriteInt(Tag.MDUpdateType, 1);
        request.WriteInt(Tag.NoMDEntryTypes, 3);
        foreach (var type in "012") request.WriteChar(Tag.MDEntryType, type);
        request.WriteInt(Tag.NoRelatedSym, 1);
        request.WriteText(Tag.Symbol, "AAPL"u8);
        Send(ref request);
    }

    internal void Read() => Bytes += _socket.Receive(_buffer);

    FixWriter Begin(ulong type) => _template.Begin(_buffer, new HeaderFields { MsgType = type, MsgSeqNum = ++_number, SendingTime = FixClock.NowNanos() });

    void Send(ref FixWriter writer) => _socket.Send(_buffer.AsSpan(0, _template.End(ref writer)));

    public void Dispose() => _socket.Dispose();
}
