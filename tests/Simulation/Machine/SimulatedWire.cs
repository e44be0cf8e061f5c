using System.Net;
using Gateway.Fix.Transport;

namespace Gateway.Simulation.Machine;

/// <summary>One end of a connection: what has been sent to it lies here with the time of its arrival.</summary>
sealed class SimulatedWire(SimulatedNetwork network, SimulatedHost host, EndPoint remote) : Wire
{
    readonly Queue<(long Arrival, byte[] Bytes)> _coming = new();
    readonly long _established = network.Time.Nanos + network.Delay();
    readonly FixStream _spoken = new();
    SimulatedWire? _peer;
    int _taken;
    long _since;
    int _waitingBytes;
    long _lastArrival;
    long _closedAt = long.MaxValue;
    bool _refused;
    bool _reset;
    bool _silent;
    bool _disposed;

    string HostName => host.Name;

    public override EndPoint? RemoteEndPoint => remote;

    public override bool IsConnected => !_refused && !_reset;

    /// <summary>The handshake is over.</summary>
    internal bool HasArrived => network.Time.Nanos >= _established;

    /// <summary>It carries nothing any more, and its end does not know.</summary>
    internal bool IsSilent => _silent && !_reset && !_disposed;

    internal bool IsQuiet => _coming.Count == 0 && (HasArrived || _reset);

    internal bool IsReadable => HasArrived && (_reset || _refused || HasBytes || network.Time.Nanos >= _closedAt);

    internal bool IsWritable => HasArrived && (_reset || _refused || _peer is { } peer && peer._waitingBytes < network.WindowBytes);

    bool HasBytes => _coming.TryPeek(out var piece) && piece.Arrival <= network.Time.Nanos;

    internal static void Join(SimulatedWire left, SimulatedWire right) => (left._peer, right._peer) = (right, left);

    internal void Refuse() => _refused = true;

    /// <summary>From now on nothing gets through in either direction, and nobody is told.</summary>
    internal void Silence() => _silent = _peer is null || (_peer._silent = true);

    /// <summary>The connection is gone at once, for both ends.</summary>
    internal void Reset()
    {
        Break();
        _peer?.Break();
    }

    void Break()
    {
        _reset = true;
        _coming.Clear();
        _waitingBytes = 0;
    }

    public override int Receive(Span<byte> buffer)
    {
        if (_reset || _refused) return Broken;
        if (!HasBytes) return network.Time.Nanos >= _closedAt ? 0 : WouldBlock;
        var total = 0;
        while (total < buffer.Length && HasBytes)
        {
            var bytes = _coming.Peek().Bytes.AsSpan(_taken);
            var count = Math.Min(bytes.Length, buffer.Length - total);
            bytes[..count].CopyTo(buffer[total..]);
            total += count;
            _taken += count;
            _waitingBytes -= count;
            if (count < bytes.Length) break;
            _coming.Dequeue();
            _taken = 0;
            if (network.Fragments && network.Random.Below(2) == 0) break;
        }

        return total;
    }

    public override int Send(ReadOnlySpan<byte> bytes)
    {
        if (_reset || _refused || _peer is null || _peer._disposed) return Broken;
        var room = network.WindowBytes - _peer._waitingBytes;
        if (room <= 0) return WouldBlock;
        var count = Math.Min(room, bytes.Length);
        if (network.Fragments && count > 1) count = 1 + network.Random.Below(count);
        _peer.Take(bytes[..count]);
        _spoken.Take(bytes[..count], Tell);
        return count;
    }

    void Tell(string message)
    {
        if (_since == 0) _since = network.Time.TrueUtcNanos;
        network.Told(host.Name, _peer!.HostName, _since, message);
    }

    void Take(ReadOnlySpan<byte> bytes)
    {
        if (_silent) return;
        _lastArrival = Math.Max(_lastArrival, network.Time.Nanos + network.Delay());
        _coming.Enqueue((_lastArrival, bytes.ToArray()));
        _waitingBytes += bytes.Length;
    }

    protected override void Dispose(bool disposing)
    {
        if (_disposed) return;
        _disposed = true;
        // What was sent before the close still arrives, and then its end.
        if (_peer is not null) _peer._closedAt = Math.Max(_peer._lastArrival, network.Time.Nanos + network.Delay());
        host.Forget(this);
    }
}

/// <summary>Tells what is ready in the simulated network, in the order in which it was added.</summary>
sealed class SimulatedPoller(SimulatedNetwork network) : SocketPoller
{
    const int LooksMax = 64;

    readonly List<(NetworkHandle Handle, int Key, Readiness Interest)> _watched = [];
    long _lookedAt;
    int _looks;

    public override void Add(NetworkHandle handle, int key, Readiness interest) => _watched.Add((handle, key, interest));

    public override void Modify(NetworkHandle handle, int key, Readiness interest)
        => _watched[_watched.FindIndex(watched => watched.Handle == handle)] = (handle, key, interest);

    public override void Remove(NetworkHandle handle, int key) => _watched.RemoveAll(watched => watched.Handle == handle);

    protected override void Collect(int timeoutMillis)
    {
        if (timeoutMillis > 0 || IsSpinning()) network.Waiting();
        foreach (var (handle, key, interest) in _watched)
            if (!IsFull && (ReadinessOf(handle) & interest) is var ready and not Readiness.None)
                Report(key, ready);
    }

    // To look again and again takes time as well.
    bool IsSpinning()
    {
        if (_lookedAt != network.Time.Nanos) (_lookedAt, _looks) = (network.Time.Nanos, 0);
        return ++_looks > LooksMax;
    }

    static Readiness ReadinessOf(NetworkHandle handle) => handle switch
    {
        SimulatedListener { HasCaller: true } => Readiness.Read,
        SimulatedWire wire => (wire.IsReadable ? Readiness.Read : 0) | (wire.IsWritable ? Readiness.Write : 0),
        _ => Readiness.None,
    };

    protected override void Signal()
    {
        // One thread: nobody waits.
    }

    protected override void Dispose(bool disposing) => _watched.Clear();
}
