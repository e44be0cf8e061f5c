using System.Net;
using System.Net.Sockets;
using Gateway.Fix.Session;

namespace Gateway.Fix.Transport;

/// <summary>A TCP connection that is coming about: names are resolved off the thread, the handshake is waited for by the poller.</summary>
sealed class PendingConnect(FixInitiator initiator)
{
    public FixInitiator Initiator => initiator;

    /// <summary>When it is given up.</summary>
    public required long Deadline { get; set; }

    public Task<IPAddress[]>? Resolving { get; init; }

    public int Port { get; init; }

    public Wire? Wire { get; set; }

    public int Key { get; set; } = -1;
}

public sealed partial class FixTransport
{
    readonly List<PendingConnect> _pending = [];

    /// <summary>Begins to connect an initiator's session.</summary>
    internal void Open(FixInitiator initiator, EndPoint address, long now)
    {
        PendingConnect pending = new(initiator)
        {
            Deadline = now + initiator.Settings.ConnectTimeout * FixSession.NanosPerMilli,
            Resolving = address is DnsEndPoint name ? Dns.GetHostAddressesAsync(name.Host) : null,
            Port = address is DnsEndPoint dns ? dns.Port : 0,
        };
        _pending.Add(pending);
        if (address is IPEndPoint ip)
            Start(pending, ip, now);
    }

    void Start(PendingConnect pending, IPEndPoint address, long now)
    {
        try
        {
            pending.Wire = _network.Connect(address);
        }
        catch (SocketException)
        {
            Fail(pending, now);
            return;
        }
        pending.Key = _slots.Take();
        _slots[pending.Key] = pending;
        _poller.Add(pending.Wire, pending.Key, Readiness.Write);
    }

    void Connected(PendingConnect pending, long now)
    {
        Wire plain = pending.Wire!;
        if (!plain.IsConnected)
        {
            Fail(pending, now);
            return;
        }
        _pending.Remove(pending);
        _poller.Modify(plain, pending.Key, Readiness.Read);
        Wire wire = pending.Initiator.Settings.TlsNow is { } tls ? new TlsWire(plain, tls) : plain;
        FixConnection connection = new(this, pending.Key, plain, wire) { Initiator = pending.Initiator };
        _slots[pending.Key] = connection;
        ConnectionCount++;
        pending.Initiator.Opened();
        connection.Attach(pending.Initiator.Session, now);
    }

    void TickPending(long now)
    {
        for (int i = _pending.Count - 1; i >= 0; i--)
        {
            PendingConnect pending = _pending[i];
            if (now >= pending.Deadline || pending.Resolving is { IsCompleted: true, IsCompletedSuccessfully: false })
                Fail(pending, now);
            else if (pending.Wire is null && pending.Resolving is { IsCompletedSuccessfully: true })
                Start(pending, new IPEndPoint(pending.Resolving.Result[0], pending.Port), now);
        }
    }

    void Fail(PendingConnect pending, long now)
    {
        _pending.Remove(pending);
        if (pending.Key >= 0)
        {
            _poller.Remove(pending.Wire!, pending.Key);
            _slots.Release(pending.Key);
        }
        pending.Wire?.Dispose();
        pending.Initiator.Closed(now);
    }
}
