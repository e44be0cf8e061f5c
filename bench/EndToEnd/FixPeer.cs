using System.Net;
using System.Net.Sockets;
using Gateway.Fix.Codec;
using Gateway.Fix.Transport;
using Gateway.Latency;
using Gateway.Load;

namespace Gateway.Bench.EndToEnd;

/// <summary>A strategy on a blocking socket that knows just enough of FIX to load an engine: it logs on, sends orders, counts answers.</summary>
sealed class FixPeer : IDisposable
{
    readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    readonly MessageTemplate _template;
    readonly byte[] _input = new byte[1 << 20];
    readonly byte[] _order = new byte[1_024];
    int _start, _end;
    long _number;

    internal FixPeer(int port, string name)
    {
        _template = new MessageTemplate(new SessionId("FIX.4.4", name, "GATEWAY"), TimestampPrecision.Micros);
        _socket.Connect(new IPEndPoint(IPAddress.Loopback, port));
        var logon = Begin(_order, MsgType.Logon);
        logon.WriteInt(Tag.EncryptMethod, 0);
        logon.WriteInt(Tag.HeartBtInt, 3_600);
        _socket.Send(_order.AsSpan(0, _template.End(ref logon)));
        Receive(1);
    }

    internal int OrderBytes { get; private set; }

    internal int ReportBytes { get; private set; }

    internal LatencyHistogram RoundTrips { get; } = new();

    /// <summary>One order in flight. The clock runs from the send to the last byte of the answer.</summary>
    internal void RoundTrip(int count, bool records)
    {
        for (var i = 0; i < count; i++)
        {
            OrderBytes = WriteOrder(_order);
            var start = Clock.Nanos;
            _socket.Send(_order.AsSpan(0, OrderBytes));
            ReportBytes = Receive(1);
            if (records) RoundTrips.Record(Clock.Nanos - start);
        }
    }

    /// <summary>Orders a second with up to <paramref name="window"/> in flight: written before the clock starts, then streamed.</summary>
    internal double Stream(int count, int window)
    {
        var bytes = new byte[count * 200];
        var ends = new int[count];
        var size = 0;
        for (var i = 0; i < count; i++) ends[i] = size += WriteOrder(bytes.AsSpan(size));
        var start = Clock.Nanos;
        var answered = 0;
        var sender = new Thread(() =>
        {
            for (int sent = 0, at = 0; sent < count;)
            {
                var until = Math.Min(count, Volatile.Read(ref answered) + window);
                if (until == sent)
                {
                    Thread.Yield();
                    continue;
                }
                until = Math.Min(until, sent + 256);
                while (at < ends[until - 1]) at += _socket.Send(bytes.AsSpan(at, ends[until - 1] - at));
                sent = until;
            }
        });
        sender.Start();
        while (answered < count) Volatile.Write(ref answered, answered + ReceiveSome());
        sender.Join();
        return count / ((Clock.Nanos - start) / 1e9);
    }

    int WriteOrder(Span<byte> buffer)
    {
        var writer = Begin(buffer, MsgType.NewOrderSingle);
        writer.WriteInt(Tag.ClOrdID, 1_000_000 + _number);
        writer.WriteText(Tag.Account, "A1"u8);
        writer.WriteText(Tag.Symbol, "AAPL"u8);
        writer.WriteChar(Tag.Side, '1');
        writer.WriteTimestamp(Tag.TransactTime, FixClock.NowNanos(), TimestampPrecision.Micros);
        writer.WriteDecimal(Tag.OrderQty, 100_00000000);
        writer.WriteChar(Tag.OrdType, '2');
        writer.WriteDecimal(Tag.Price, 187_25000000);
        writer.WriteChar(Tag.TimeInForce, '0');
        return _template.End(ref writer);
    }

    FixWriter Begin(Span<byte> buffer, ulong type) =>
        _template.Begin(buffer, new HeaderFields { MsgType = type, MsgSeqNum = ++_number, SendingTime = FixClock.NowNanos() });

    /// <summary>Waits for <paramref name="count"/> whole messages; returns the size of the last.</summary>
    int Receive(int count)
    {
        while (true)
        {
            for (; FrameFinder.Find(_input.AsSpan(_start, _end - _start), _input.Length, out var length) == FrameStatus.Complete;)
            {
                _start += length;
                if (--count == 0) return length;
            }
            Fill();
        }
    }

    int ReceiveSome()
    {
        Fill();
        var count = 0;
        for (; FrameFinder.Find(_input.AsSpan(_start, _end - _start), _input.Length, out var length) == FrameStatus.Complete; count++)
            _start += length;
        return count;
    }

    void Fill()
    {
        _input.AsSpan(_start, _end - _start).CopyTo(_input);
        _end -= _start;
        _start = 0;
        var read = _socket.Receive(_input.AsSpan(_end));
        if (read == 0) throw new UserErrorException("The engine closed the connection.", ExitCode.Findings);
        _end += read;
    }

    public void Dispose() => _socket.Dispose();
}
