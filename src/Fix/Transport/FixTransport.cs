using System.Net;
using System.Net.Sockets;
using Gateway.Fix.Session;

namespace Gateway.Fix.Transport;

/// <summary>
/// All sockets of one thread: listening ports, accepted and opened connections. A turn (<see cref="DoWork"/>) reads what is ready,
/// lets the sessions process it, gives them time, and writes what they want written; it never waits. <see cref="Wait"/> does, until
/// something is ready or <see cref="Wake"/> is called from any thread.
/// </summary>
public sealed partial class FixTransport : IDisposable
{
    const long TickNanos = 10 * FixSession.NanosPerMilli;
    const int TicksPerTurnMax = 128;

    readonly FixNetwork _network;
    readonly SocketPoller _poller;
    readonly SlotTable _slots = new();
    readonly List<FixInitiator> _initiators = [];
    readonly List<FixSession> _sessions = [];
    readonly List<FixConnection> _dirty = [];
    readonly List<FixConnection> _held = [];
    readonly List<FixConnection> _stalled = [];
    bool _hasEvents;
    int _tickAt = -1;
    long _nextTick;
    TurnTime _turns;

    /// <summary>A transport on the machine's TCP.</summary>
    public FixTransport()
        : this(FixNetwork.Machine)
    {
    }

    /// <summary>A transport on another network.</summary>
    public FixTransport(FixNetwork network)
    {
        ArgumentNullException.ThrowIfNull(network);
        _network = network;
        _poller = network.CreatePoller();
    }

    /// <summary>Connections open now, the not yet logged on included.</summary>
    public int ConnectionCount { get; private set; }

    /// <summary>Connects a session and keeps it connected.</summary>
    public FixInitiator Connect(FixSession session, FixInitiatorSettings settings)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(settings);
        FixInitiator initiator = new(this, session, settings);
        _initiators.Add(initiator);
        Watch(session);
        return initiator;
    }

    /// <summary>One turn. Returns how many sockets and sessions it worked on; 0 means that a wait is in order.</summary>
    /// <param name="now">
    /// Time, nanoseconds since 1970-01-01 UTC. It may be set, and turns may stay away: what <see cref="TurnTime"/> does not count as passed is nobody's
    /// silence. So a turn is due some times a second.
    /// </param>
    public int DoWork(long now)
    {
        if (_turns.Take(now) is var moved && moved != 0)
            MoveTimers(moved, now);
        if (!_hasEvents)
            _poller.Poll(0);
        _hasEvents = false;
        int work = HandleEvents(now) + WorkStalled(now) + Tick(now);
        return work + Flush(now);
    }

    /// <summary>Writes what sessions have pending. For a duty cycle in which something else sends after <see cref="DoWork"/>.</summary>
    public int Flush(long now)
    {
        foreach (FixConnection held in _held)
            MarkDirty(held);
        _held.Clear();
        // Ending one connection may make others dirty (a drop copy): the list may grow under way.
        int flushed = 0;
        for (; flushed < _dirty.Count; flushed++)
        {
            FixConnection connection = _dirty[flushed];
            connection.IsDirty = false;
            connection.Flush(now);
            if (connection.Session is { HasWork: true })
                AddStalled(connection);
            if (connection.IsDone)
                Remove(connection, now);
        }
        _dirty.Clear();
        return flushed;
    }

    int HandleEvents(long now)
    {
        ReadOnlySpan<ReadyEvent> ready = _poller.Ready;
        foreach (ReadyEvent one in ready)
        {
            if (_slots[one.Key] is FixConnection connection)
                HandleConnection(connection, one.Readiness, now);
            else if (_slots[one.Key] is FixAcceptor acceptor)
                Accept(acceptor, now);
            else if (_slots[one.Key] is PendingConnect pending)
                Connected(pending, now);
        }
        return ready.Length;
    }

    void HandleConnection(FixConnection connection, Readiness readiness, long now)
    {
        if ((readiness & Readiness.Write) != 0)
            MarkDirty(connection);
        if ((readiness & Readiness.Read) != 0)
            connection.Read(now);
    }

    int WorkStalled(long now)
    {
        int count = _stalled.Count;
        for (int i = 0; i < count; i++)
        {
            FixConnection connection = _stalled[i];
            if (connection.IsDone)
                continue;
            connection.Session?.Work(now);
            if (connection.IsStalled)
                connection.Read(now);
            MarkDirty(connection);
            if (connection.IsStalled || connection.Session is { HasWork: true })
                _stalled.Add(connection);
        }
        _stalled.RemoveRange(0, count);
        return count;
    }

    /// <summary>Gives sessions time every ten milliseconds, some of them a turn, so that a thousand don't delay one.</summary>
    int Tick(long now)
    {
        if (_tickAt < 0)
        {
            if (now < _nextTick)
                return 0;
            _nextTick = now + TickNanos;
            _tickAt = 0;
            TickConnections(now);
        }
        int end = Math.Min(_tickAt + TicksPerTurnMax, _sessions.Count);
        for (int i = _tickAt; i < end; i++)
            _sessions[i].Tick(now);
        _tickAt = end == _sessions.Count ? -1 : end;
        return _tickAt < 0 ? 0 : 1;
    }

    void MoveTimers(long nanos, long now)
    {
        _nextTick = Math.Min(_nextTick, now);
        foreach (FixSession session in _sessions)
            session.MoveTimers(nanos, now);
        foreach (FixInitiator initiator in _initiators)
            initiator.MoveTimers(nanos);
        foreach (PendingConnect pending in _pending)
            pending.Deadline += nanos;
        foreach (FixConnection stranger in _strangers)
            stranger.Deadline += nanos;
    }

    void TickConnections(long now)
    {
        foreach (FixInitiator initiator in _initiators)
            initiator.Tick(now);
        TickPending(now);
        TickStrangers(now);
    }

    void Remove(FixConnection connection, long now)
    {
        if (_slots[connection.Key] != connection)
            return;
        _poller.Remove(connection.Plain, connection.Key);
        _slots.Release(connection.Key);
        connection.Dispose();
        connection.Initiator?.Closed(now);
        ConnectionCount--;
    }

    internal void Modify(FixConnection connection, Readiness interest) => _poller.Modify(connection.Plain, connection.Key, interest);

    internal void Watch(FixSession session) => _sessions.Add(session);

    internal void MarkDirty(FixConnection connection)
    {
        if (connection.IsDirty)
            return;
        connection.IsDirty = true;
        _dirty.Add(connection);
    }

    /// <summary>Its bytes wait for their record: looked at again in the next turn.</summary>
    internal void Hold(FixConnection connection) => _held.Add(connection);

    internal void AddStalled(FixConnection connection)
    {
        if (!_stalled.Contains(connection))
            _stalled.Add(connection);
    }

    /// <summary>Closes every socket at once. To log out first, use <see cref="FixSession.Logout"/> and go on turning for a while.</summary>
    public void Dispose()
    {
        foreach (object slot in _slots.All())
        {
            if (slot is FixConnection connection)
                connection.Dispose();
            else if (slot is FixAcceptor acceptor)
                acceptor.Listener.Dispose();
        }
        foreach (PendingConnect pending in _pending)
            pending.Wire?.Dispose();
        Passwords.Dispose();
        _follower?.Dispose();
        _poller.Dispose();
    }
}
