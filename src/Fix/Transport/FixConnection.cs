using System.Net;
using Gateway.Fix.Session;

namespace Gateway.Fix.Transport;

/// <summary>One connection: its wire, its unread bytes and, once known, its session.</summary>
/// <param name="transport">The owner.</param>
/// <param name="key">What the poller knows it by.</param>
/// <param name="plain">What the poller watches.</param>
/// <param name="wire">The same, or TLS on it.</param>
sealed class FixConnection(FixTransport transport, int key, Wire plain, Wire wire) : IOutgoingSink
{
    readonly Wire _wire = wire;
    readonly ReadBuffer _input = new();
    Readiness _interest = Readiness.Read;
    bool _isStalled;

    public int Key => key;

    public Wire Plain => plain;

    public EndPoint? RemoteEndPoint { get; } = plain.RemoteEndPoint;

    public FixSession? Session { get; private set; }

    /// <summary>The listener it came by, or null for one that we opened.</summary>
    public FixAcceptor? Acceptor { get; init; }

    /// <summary>The initiator it belongs to, or null.</summary>
    public FixInitiator? Initiator { get; init; }

    /// <summary>When a connection without a session is given up.</summary>
    public long Deadline { get; set; }

    /// <summary>The check of its Logon's password, once it is asked for.</summary>
    public PasswordCheck? Password { get; set; }

    /// <summary>Set once it is to be closed at the end of the turn.</summary>
    public bool IsDone { get; private set; }

    /// <summary>In the transport's list of connections to be flushed.</summary>
    public bool IsDirty { get; set; }

    /// <summary>Bytes wait that the application had no room for, or that TLS has already decrypted.</summary>
    public bool IsStalled => _isStalled || _wire.HasUnread;

    public long BytesAllocated => _input.Allocated;

    public void Attach(FixSession session, long now)
    {
        Session = session;
        session.Sink = this;
        session.RemoteEndPoint = RemoteEndPoint;
        session.Connected(now);
    }

    public void OnOutgoing() => transport.MarkDirty(this);

    /// <summary>Reads once and processes. Returns the messages' worth of work: 1 when anything was done.</summary>
    public int Read(long now)
    {
        if (IsDone || _isStalled && !Process(now))
            return 0;
        Span<byte> room = _input.Room(Session?.Settings.MessageSizeMax ?? FixAcceptor.LogonSizeMax);
        int count = _wire.Receive(room);
        if (count > 0)
        {
            _input.Filled(count);
            Process(now);
        }
        else if (count != Wire.WouldBlock)
            End(DisconnectReason.PeerClosed, now);
        if (_wire.HasUnsent)
            OnOutgoing();
        if (_wire.HasUnread && !IsDone)
            transport.AddStalled(this);
        return 1;
    }

    /// <summary>Offers the unread bytes; false when the application is still busy.</summary>
    public bool Process(long now)
    {
        if (Session is null && !FindSession(now))
            return true;
        ReceiveStatus status = Session!.Receive(_input.Unread, now, out int consumed);
        _input.Consume(consumed);
        // A resend that begins with nothing but gaps has written nothing yet, and must go on all the same.
        if (Session.HasWork)
            OnOutgoing();
        bool busy = status == ReceiveStatus.Busy;
        if (busy != _isStalled)
        {
            _isStalled = busy;
            // Level triggered: a socket that is not read must not be watched.
            Watch(busy ? _interest & ~Readiness.Read : _interest | Readiness.Read);
            if (busy)
                transport.AddStalled(this);
        }
        return !busy;
    }

    bool FindSession(long now)
    {
        SessionLookup found = Acceptor!.Find(_input.Unread, this, out FixSession? session);
        if (found is SessionLookup.NeedMore or SessionLookup.Checking)
            return false;
        if (found == SessionLookup.Refused)
        {
            IsDone = true;
            transport.MarkDirty(this);
            return false;
        }
        Attach(session!, now);
        if (session!.Passwords is { } passwords && Password is { } check)
            passwords.Verdict = check.IsRight;
        return true;
    }

    /// <summary>Goes on when the check of its password is done.</summary>
    public void WorkPassword(long now)
    {
        if (Session is null && !IsDone && Password is { IsDone: true })
            Process(now);
    }

    /// <summary>Writes what is pending; arms or disarms the wait for room.</summary>
    public void Flush(long now)
    {
        if (Session is null || IsDone)
            return;
        bool blocked = false;
        // Recorded first: what a peer may have seen must not be numbered again after a crash.
        if (!Session.FlushStore())
        {
            transport.Hold(this);
            return;
        }

        while (!blocked && (!Session.Outgoing.IsEmpty || _wire.HasUnsent))
        {
            int count = _wire.Send(Session.Outgoing);
            if (count == Wire.Broken)
            {
                End(DisconnectReason.PeerClosed, now);
                return;
            }
            blocked = count == Wire.WouldBlock;
            if (!blocked)
                Session.OutgoingSent(count);
        }
        Watch(blocked ? _interest | Readiness.Write : _interest & ~Readiness.Write);
        if (Session.State == SessionState.Closing && !blocked)
            End(Session.Reason, now);
    }

    /// <summary>Marks the connection for the end of the turn and tells the session.</summary>
    public void End(DisconnectReason reason, long now)
    {
        if (IsDone)
            return;
        IsDone = true;
        transport.MarkDirty(this);
        if (_wire.Fault is { } fault)
            Tell(fault, now);
        if (Session is null)
            return;
        Session.Sink = null;
        Session.Disconnected(reason, now);
    }

    void Tell(string fault, long now)
    {
        if (Session is not null)
            Session.Tell(fault, now);
        else
            Acceptor?.Refused(RemoteEndPoint, fault);
    }

    public void Dispose()
    {
        Password?.Abandon();
        _wire.Dispose();
        _input.Release();
    }

    void Watch(Readiness interest)
    {
        if (interest == _interest)
            return;
        _interest = interest;
        transport.Modify(this, interest);
    }
}
