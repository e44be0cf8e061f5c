using System.Net;
using System.Net.Sockets;
using Gateway.Fix.Codec;
using Gateway.Fix.Session;

namespace Gateway.Tests.Load;

/// <summary>
/// A counterparty for drivers: accepts every order, cancel and replace at once, without a book. It can stop reading for a while, refuse a symbol, or leave
/// orders without an answer.
/// </summary>
sealed class StubGateway : FixApplication, IDisposable
{
    readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    readonly Thread _thread;
    readonly List<(Socket Socket, FixSession Session, byte[] Buffer, int[] Count)> _peers = [];
    volatile bool _stopping;
    long _execId;

    internal StubGateway()
    {
        _listener.Start();
        _thread = new Thread(Serve) { IsBackground = true };
        _thread.Start();
    }

    internal int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>After so many orders nothing is read for <see cref="StallMillis"/>; 0 for never.</summary>
    internal int StallAfter { get; init; }

    internal int StallMillis { get; init; }

    /// <summary>Orders of this symbol are refused with this text.</summary>
    internal (string Symbol, string Text) Refuses { get; init; } = ("NOSUCH", "INSTRUMENT_NOT_FOUND: symbol=NOSUCH");

    /// <summary>So many orders get no answer.</summary>
    internal int SilentOrders { get; set; }

    /// <summary>Called when the first order has come.</summary>
    internal Action? AtFirstOrder { get; init; }

    internal int Orders { get; private set; }

    internal HashSet<string> ClOrdIds { get; } = [];

    public override FixVerdict OnMessage(FixSession session, in FixMessage message, in MessageContext context)
    {
        if (++Orders == 1) AtFirstOrder?.Invoke();
        ClOrdIds.Add(System.Text.Encoding.ASCII.GetString(message[Tag.ClOrdID]));
        if (SilentOrders-- > 0) return FixVerdict.Accepted;
        var refused = message[Tag.Symbol].SequenceEqual(System.Text.Encoding.ASCII.GetBytes(Refuses.Symbol));
        Answer(session, message, refused, context.Now);
        if (Orders == StallAfter) Thread.Sleep(StallMillis);
        return FixVerdict.Accepted;
    }

    public void Dispose()
    {
        _stopping = true;
        _thread.Join();
        _listener.Stop();
        foreach (var peer in _peers) peer.Socket.Dispose();
    }

    void Answer(FixSession session, in FixMessage request, bool refused, long now)
    {
        var writer = session.Begin(MsgType.ExecutionReport, now);
        writer.WriteInt(Tag.OrderID, 1);
        writer.WriteInt(Tag.ExecID, ++_execId);
        writer.WriteText(Tag.ClOrdID, request[Tag.ClOrdID]);
        writer.WriteText(Tag.OrigClOrdID, request[Tag.OrigClOrdID]);
        var (execType, status) = refused ? ('8', '8')
            : request.MsgType == MsgType.OrderCancelRequest ? ('4', '4')
            : request.MsgType == MsgType.OrderCancelReplaceRequest ? ('5', '0') : ('0', '0');
        writer.WriteChar(Tag.ExecType, execType);
        writer.WriteChar(Tag.OrdStatus, status);
        writer.WriteText(Tag.Side, request[Tag.Side]);
        writer.WriteText(Tag.Symbol, request[Tag.Symbol]);
        writer.WriteText(Tag.LeavesQty, request[Tag.OrderQty]);
        writer.WriteInt(Tag.CumQty, 0);
        if (refused) writer.WriteText(Tag.Text, Refuses.Text);
        session.Send(ref writer);
    }

    void Serve()
    {
        while (!_stopping)
        {
            while (_listener.Pending()) Accept();
            var worked = false;
            foreach (var peer in _peers) worked |= Turn(peer.Socket, peer.Session, peer.Buffer, peer.Count);
            if (!worked) Thread.Sleep(0);
        }
    }

    void Accept()
    {
        var socket = _listener.AcceptSocket();
        (socket.NoDelay, socket.Blocking) = (true, false);
        var id = new SessionId("FIX.4.4", "GATEWAY", $"STRAT{1 + _peers.Count(peer => peer.Session.State is SessionState.AwaitingLogon or SessionState.LoggedOn)}");
        var session = new FixSession(new FixSessionSettings { Id = id, Role = SessionRole.Acceptor }, this, new MemoryStore());
        session.Connected(Now());
        _peers.Add((socket, session, new byte[1 << 20], new int[1]));
    }

    static bool Turn(Socket socket, FixSession session, byte[] buffer, int[] count)
    {
        var read = socket.Receive(buffer.AsSpan(count[0]), SocketFlags.None, out var error);
        if (error == SocketError.Success && read > 0)
        {
            count[0] += read;
            session.Receive(buffer.AsSpan(0, count[0]), Now(), out var consumed);
            buffer.AsSpan(consumed, count[0] - consumed).CopyTo(buffer);
            count[0] -= consumed;
        }
        if (session.Outgoing.Length == 0) return error == SocketError.Success && read > 0;
        var sent = socket.Send(session.Outgoing, SocketFlags.None, out error);
        if (error == SocketError.Success) session.OutgoingSent(sent);
        return true;
    }

    static long Now() => (DateTime.UtcNow - DateTime.UnixEpoch).Ticks * 100;
}
