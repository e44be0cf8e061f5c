using System.Net;
using Gateway.Fix.Transport;

namespace Gateway.Simulation.Machine;

/// <summary>
/// A network between hosts in one process. Bytes take time, come in pieces, and are lost with their connection; a full receiver pushes back.
/// </summary>
sealed class SimulatedNetwork(SimulatedTime time, SeededRandom random)
{
    readonly Dictionary<int, SimulatedListener> _ports = [];
    int _lastPort = 10_000;

    internal SimulatedTime Time => time;

    internal SeededRandom Random => random;

    /// <summary>Longest time of a piece on its way, nanoseconds.</summary>
    internal long DelayMax { get; set; } = 200_000;

    /// <summary>Connections are cut into small pieces.</summary>
    internal bool Fragments { get; set; }

    /// <summary>Bytes that wait for a receiver before its sender has to.</summary>
    internal int WindowBytes { get; set; } = 64 << 10;

    /// <summary>Somebody waits for something to happen: the rest of the world goes on meanwhile.</summary>
    internal Action Waiting { get; set; } = () => { };

    /// <summary>Nothing is on its way or unread.</summary>
    internal bool IsQuiet => _hosts.TrueForAll(host => host.IsQuiet);

    /// <summary>There are connections that carry nothing, of which somebody has yet to find out.</summary>
    internal bool HasSilence => _hosts.Exists(host => host.HasSilence);

    readonly List<SimulatedHost> _hosts = [];

    /// <summary>Takes what passes over HTTP and streams, for a trace; null when nobody wants it.</summary>
    internal Action<string>? Tell { get; set; }

    /// <summary>Hears each FIX message as it is sent: by whom, to whom, on a connection that speaks since when.</summary>
    internal Action<string, string, long, string> Told { get; set; } = (_, _, _, _) => { };

    internal SimulatedHost AddHost(string name)
    {
        var host = new SimulatedHost(this, name);
        _hosts.Add(host);
        return host;
    }

    internal int FreePort() => ++_lastPort;

    internal SimulatedListener? ListenerAt(int port) => _ports.GetValueOrDefault(port);

    internal void Open(SimulatedListener listener) => _ports.Add(listener.LocalEndPoint.Port, listener);

    internal void Close(SimulatedListener listener)
    {
        if (_ports.GetValueOrDefault(listener.LocalEndPoint.Port) == listener) _ports.Remove(listener.LocalEndPoint.Port);
    }

    internal long Delay() => 1 + (long)(random.Next() % (ulong)DelayMax);
}

/// <summary>One machine on the network: what a transport on it opens, ends with it.</summary>
sealed class SimulatedHost(SimulatedNetwork network, string name) : FixNetwork
{
    readonly List<SimulatedWire> _wires = [];
    readonly List<SimulatedListener> _listeners = [];

    internal string Name => name;

    internal bool HasSilence => _wires.Exists(wire => wire.IsSilent);

    internal bool IsQuiet => _wires.TrueForAll(wire => wire.IsQuiet);

    internal int ConnectionCount => _wires.Count;

    internal override SocketPoller CreatePoller() => new SimulatedPoller(network);

    internal override NetworkListener Listen(IPEndPoint address)
    {
        var port = address.Port == 0 ? network.FreePort() : address.Port;
        var listener = new SimulatedListener(network, this, new IPEndPoint(address.Address, port));
        network.Open(listener);
        _listeners.Add(listener);
        return listener;
    }

    internal override Wire Connect(IPEndPoint address)
    {
        var near = new SimulatedWire(network, this, address);
        _wires.Add(near);
        if (network.ListenerAt(address.Port) is not { } listener)
        {
            near.Refuse();
            return near;
        }

        var far = new SimulatedWire(network, listener.Host, new IPEndPoint(IPAddress.Loopback, network.FreePort()));
        listener.Host._wires.Add(far);
        SimulatedWire.Join(near, far);
        listener.Offer(far);
        return near;
    }

    /// <summary>Cuts every connection, as the end of a process does.</summary>
    internal void Die()
    {
        foreach (var listener in _listeners.ToArray()) listener.Dispose();
        _listeners.Clear();
        foreach (var wire in _wires.ToArray()) wire.Dispose();
    }

    /// <summary>Cuts the connection at a place; what was on its way is lost in both directions.</summary>
    internal void Cut(int index) => _wires[index % _wires.Count].Reset();

    /// <summary>The connection at a place carries nothing any more, without a word to either end.</summary>
    internal void Silence(int index) => _wires[index % _wires.Count].Silence();

    internal void Forget(SimulatedWire wire) => _wires.Remove(wire);
}

/// <summary>A port that waits for connections.</summary>
sealed class SimulatedListener(SimulatedNetwork network, SimulatedHost host, IPEndPoint address) : NetworkListener
{
    readonly Queue<SimulatedWire> _backlog = new();

    public override IPEndPoint LocalEndPoint => address;

    internal SimulatedHost Host => host;

    internal bool HasCaller => _backlog.TryPeek(out var wire) && wire.HasArrived;

    internal void Offer(SimulatedWire wire) => _backlog.Enqueue(wire);

    public override Wire? Accept() => HasCaller ? _backlog.Dequeue() : null;

    protected override void Dispose(bool disposing)
    {
        if (IsClosed) return;
        base.Dispose(disposing);
        network.Close(this);
        while (_backlog.TryDequeue(out var wire)) wire.Dispose();
    }
}
