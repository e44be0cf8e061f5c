using System.Net;
using System.Net.Sockets;
using Gateway.Fix.Codec;
using Gateway.Fix.Session;

namespace Gateway.Load;

/// <summary>
/// A strategy's connection on one thread: a socket that is polled, and the session rules of the house behind it. Nothing is allocated per
/// message. Requests are collected by <see cref="Send"/> and leave with <see cref="Flush"/>, so that a burst costs one system call.
/// </summary>
sealed class FixClient : FixApplication, IDisposable
{
    const int ReceiveBytes = 1 << 20;
    const long NanosPerMilli = 1_000_000;
    const int MicrosPerMilli = 1_000;

    readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    readonly ForgetfulStore _store = new();
    readonly FixSession _session;
    readonly ClOrdIdFormat _ids;
    readonly IReportHandler _handler;
    readonly byte[] _received = new byte[ReceiveBytes];
    int _start;
    int _end;
    long _receivedNanos;

    internal FixClient(string compId, int index, ClOrdIdFormat ids, IReportHandler handler)
    {
        (Index, _ids, _handler) = (index, ids, handler);
        _session = new FixSession(
            new FixSessionSettings { Id = new SessionId("FIX.4.4", compId, "GATEWAY"), Role = SessionRole.Initiator, ResetOnLogon = true },
            this,
            _store);
    }

    /// <summary>Its number among the clients of a run, from 0.</summary>
    internal int Index { get; }

    /// <summary>Who it is.</summary>
    internal string CompId => _session.Id.SenderCompID;

    /// <summary>Why it can no longer be used, in words; null while it can.</summary>
    internal string? Fault { get; private set; }

    /// <summary>Logged on and connected.</summary>
    internal bool IsUp => Fault is null && _session.IsLoggedOn;

    /// <summary>Bytes that wait for the socket.</summary>
    internal int Backlog => _session.Outgoing.Length;

    /// <summary>Gaps in the sequence numbers of what has come.</summary>
    internal int GapCount => _store.GapCount;

    /// <summary>The number of the next message expected.</summary>
    internal long NextTargetMsgSeqNum => _session.NextTargetMsgSeqNum;

    /// <summary>What the session said last: why a logon or a message was refused.</summary>
    internal string LastEvent { get; private set; } = "";

    /// <summary>Session rejects (3) that the gateway sent.</summary>
    internal int SessionRejectCount { get; private set; }

    /// <summary>Connects and logs on with ResetSeqNumFlag=Y.</summary>
    /// <param name="host">Name or address.</param>
    /// <param name="port">The gateway's FIX port.</param>
    /// <param name="blocking">Reading waits in the kernel for the next bytes; otherwise it is a poll.</param>
    /// <exception cref="UserErrorException">Nobody answers there, or the logon is refused.</exception>
    internal void Connect(string host, int port, bool blocking = false)
    {
        try
        {
            _socket.Connect(new DnsEndPoint(host, port));
        }
        catch (SocketException error)
        {
            throw new UserErrorException($"Cannot reach {host}:{port}: {error.Message}.", ExitCode.Unreachable);
        }
        _session.Connected(Clock.Utc(Clock.Nanos));
        if (!Await(() => _session.IsLoggedOn, 10_000))
            throw new UserErrorException($"{host}:{port} did not accept the logon of {CompId}: {Fault ?? LastEvent}.", ExitCode.Unreachable);
        // A socket that did not block once never blocks again: the framework would wait for it on another thread.
        if (!blocking) _socket.Blocking = false;
    }

    /// <summary>Encodes a request and queues it.</summary>
    internal void Send(in OrderRequest request)
    {
        var now = Clock.Utc(Clock.Nanos);
        var writer = _session.Begin(OrderEncoder.MsgTypeOf(request.Kind), now);
        OrderEncoder.Write(ref writer, request, _ids, now);
        _session.Send(ref writer);
    }

    /// <summary>Gives queued bytes to the socket, as many as it takes.</summary>
    internal void Flush()
    {
        while (Fault is null && Backlog > 0)
        {
            var sent = _socket.Send(_session.Outgoing, SocketFlags.None, out var error);
            if (error == SocketError.WouldBlock) return;
            if (error != SocketError.Success) Fail(error.ToString());
            else _session.OutgoingSent(sent);
        }
    }

    /// <summary>Reads once and handles all whole messages. Returns the bytes read.</summary>
    internal int Poll()
    {
        if (Fault is not null) return 0;
        var count = _socket.Receive(_received.AsSpan(_end), SocketFlags.None, out var error);
        if (error == SocketError.WouldBlock) return 0;
        _receivedNanos = Clock.Nanos;
        if (error != SocketError.Success || count == 0)
        {
            Fail(error == SocketError.Success ? "the gateway closed the connection" : error.ToString());
            return 0;
        }
        _end += count;
        TakeMessages();
        return count;
    }

    /// <summary>Lets time pass: heartbeats and their answers.</summary>
    internal void Tick()
    {
        if (Fault is not null) return;
        _session.Tick(Clock.Utc(Clock.Nanos));
        if (_session.State == SessionState.Closing) Fail(_session.Reason.ToString());
    }

    /// <summary>Says Logout and waits for the answer, two seconds at most.</summary>
    internal void Logout()
    {
        if (!IsUp) return;
        _socket.Blocking = false;
        _session.Logout("", Clock.Utc(Clock.Nanos));
        Await(() => _session.State is SessionState.Closing or SessionState.Disconnected, 2_000);
    }

    /// <summary>Closes the socket.</summary>
    public void Dispose() => _socket.Dispose();

    /// <inheritdoc/>
    public override FixVerdict OnMessage(FixSession session, in FixMessage message, in MessageContext context)
    {
        if (message.MsgType is MsgType.ExecutionReport or MsgType.OrderCancelReject or MsgType.BusinessMessageReject)
            _handler.OnReport(this, new Report(message, _ids, _receivedNanos), message);
        return FixVerdict.Accepted;
    }

    /// <inheritdoc/>
    public override void OnAdmin(FixSession session, in FixMessage message, long now)
    {
        if (message.MsgType != MsgType.Reject) return;
        SessionRejectCount++;
        LastEvent = System.Text.Encoding.ASCII.GetString(message[Tag.Text]);
    }

    /// <inheritdoc/>
    public override void OnEvent(FixSession session, string text, long now) => LastEvent = text;

    void TakeMessages()
    {
        _session.Receive(_received.AsSpan(_start, _end - _start), Clock.Utc(_receivedNanos), out var consumed);
        _start += consumed;
        if (_start == _end) _start = _end = 0;
        else if (_end > ReceiveBytes / 2) Compact();
        if (_session.State == SessionState.Closing) Flush();
    }

    void Compact()
    {
        _received.AsSpan(_start, _end - _start).CopyTo(_received);
        (_start, _end) = (0, _end - _start);
    }

    /// <summary>Polls until a condition holds; false when it takes too long or the connection fails.</summary>
    bool Await(Func<bool> condition, int millis)
    {
        var deadline = Clock.Nanos + millis * NanosPerMilli;
        while (!condition())
        {
            Flush();
            if (_socket.Poll(MicrosPerMilli, SelectMode.SelectRead)) Poll();
            if (Fault is not null || _session.State == SessionState.Closing || Clock.Nanos > deadline) return condition();
        }
        Flush();
        return true;
    }

    void Fail(string reason)
    {
        if (Fault is not null) return;
        Fault = reason;
        _session.Disconnected(DisconnectReason.PeerClosed, Clock.Utc(Clock.Nanos));
    }
}
